import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { type Span, trimSpan } from "../base/span.ts";
import { fieldsOf } from "./front-matter.ts";
import { headingOf } from "./markdown-headings.ts";
import { keyOf } from "./metadata.ts";
import type { Heading, Statement } from "./model.ts";
import type { OutlineSection, RawField, WrittenLink } from "./outline.ts";
import type { ContentCache } from "./content-cache.ts";
import type { SectionContent } from "./section-content.ts";
import {
  areCodes,
  entriesOf,
  type Entry,
  extentOf,
  isBlankScalar,
  isBodyKey,
  isFlat,
  isNumberKey,
  isTitled,
  sourceOf,
  titledFrom,
  titleOf,
} from "./yaml-entries.ts";
import { linksIn } from "./yaml-links.ts";
import { isBlank, isBlock, isLong, type ScalarSentence, sentencesOf, wordsOf } from "./yaml-scalars.ts";

/** Keys that hold a document's sections and head none themselves. */
const containers = new Set(["sections", "content", "contents", "body", "clauses"]);
/** Keys that wrap a whole document, metadata included. */
const wrappers = new Set(["policy", "document", "procedure", "sop", "standard", "plan"]);

interface Draft {
  readonly level: number;
  readonly heading: Heading | undefined;
  readonly start: number;
  readonly bodyStart: number;
  readonly outerEnd: number;
  readonly parent: number | undefined;
  readonly children: number[];
  readonly statements: number[];
}

interface KeyTests {
  readonly isField?: (key: string) => boolean;
  readonly namesSection?: (key: string) => boolean;
}

/** Reads the documents of one YAML stream as sections and statements. Words stay where they stand: spans into `text`. */
export class YamlReader {
  fieldBlock: Span | undefined;
  readonly #text: string;
  readonly #abbreviations: ReadonlySet<string>;
  readonly #keys: KeyTests;
  readonly #contents: ContentCache;
  readonly #drafts: Draft[];
  readonly #statements: Statement[] = [];
  readonly #links: WrittenLink[] = [];
  readonly #fields: RawField[] = [];

  constructor(text: string, abbreviations: ReadonlySet<string>, keys: KeyTests, contents: ContentCache) {
    this.#text = text;
    this.#abbreviations = abbreviations;
    this.#keys = keys;
    this.#contents = contents;
    this.#drafts = [
      {
        level: 0,
        heading: undefined,
        start: 0,
        bodyStart: 0,
        outerEnd: text.length,
        parent: undefined,
        children: [],
        statements: [],
      },
    ];
  }

  document(contents: Node | null): void {
    if (isMap(contents)) {
      this.fieldBlock ??= extentOf(this.#text, contents);
      this.#entries(entriesOf(this.#text, contents), { level: 1, parent: undefined, path: [], allSections: false });
    } else if (isSeq(contents)) {
      const areTitled = titledFrom(this.#text, contents) === 0;
      const loose = areTitled ? 0 : this.#loose(contents);
      this.#sequence(contents, loose, loose === 0 ? 1 : 2, loose === 0 ? undefined : loose);
    }
    if (isScalar(contents)) this.#sentences(contents, this.#loose(contents), "sentence", []);
  }

  finish(): {
    sections: OutlineSection[];
    statements: readonly Statement[];
    links: readonly WrittenLink[];
    fields: readonly RawField[];
  } {
    const drafts = this.#drafts;
    const hasWords = drafts.map((draft) => draft.statements.length > 0);
    for (let i = drafts.length - 1; i > 0; i--) {
      const parent = drafts[i]?.parent;
      if (parent !== undefined && hasWords[i]) hasWords[parent] = true;
      // In broken YAML a value may reach further than the key it hangs on.
      const above = drafts[parent ?? -1];
      const end = drafts[i]?.outerEnd ?? 0;
      if (above && above.outerEnd < end) drafts[drafts.indexOf(above)] = { ...above, outerEnd: end };
    }
    const sections = drafts.map((draft, index): OutlineSection => {
      const next = index === 0 ? drafts[1] : drafts[draft.children[0] ?? -1];
      const end = next
        ? Math.max(
            draft.start,
            index === 0 ? next.start : trimSpan(this.#text, { start: draft.start, end: next.start }).end,
          )
        : draft.outerEnd;
      const span = { start: draft.start, end };
      return {
        index,
        level: draft.level,
        heading: draft.heading,
        span,
        body: { start: Math.min(draft.bodyStart, end), end },
        outer: { start: draft.start, end: index === 0 ? end : Math.max(end, draft.outerEnd) },
        parent: draft.parent,
        children: draft.children,
        isTitle: false,
        isEmpty: !hasWords[index],
        statements: draft.statements,
        content: this.#content(span, draft.statements),
      };
    });
    return { sections, statements: this.#statements, links: this.#links, fields: this.#fields };
  }

  /** The same text may be read in another way below other keys: the shape of its statements belongs to its identity. */
  #content(span: Span, statements: readonly number[]): SectionContent {
    const first = statements[0] ?? 0;
    const shape = statements.map((index) => {
      const { kind, span: at, lead = -1, keys } = this.#statements[index] as Statement;
      return [kind, at.start - span.start, at.end - at.start, lead < 0 ? "" : lead - first, keys.length].join(" ");
    });
    return this.#contents.of(this.#text.slice(span.start, span.end), shape.join(","));
  }

  /** Entries of the top level, or of a key that only wraps it. */
  #entries(
    entries: readonly Entry[],
    at: { level: number; parent: number | undefined; path: readonly string[]; allSections: boolean },
  ): void {
    for (const entry of entries) {
      const { value } = entry;
      const name = keyOf(entry.name);
      if (name.startsWith("codicil")) this.#field(entry, at.path);
      else if (isMap(value) && (wrappers.has(name) || containers.has(name)) && at.path.length < 4) {
        this.#entries(entriesOf(this.#text, value), {
          ...at,
          path: [...at.path, entry.name],
          allSections: containers.has(name),
        });
      } else if (
        isSeq(value) &&
        (containers.has(name) || wrappers.has(name)) &&
        value.items.length > 0 &&
        value.items.every((item) => isMap(item) && isTitled(this.#text, item))
      ) {
        for (const item of value.items) if (isMap(item)) this.#titled(item, at.level, at.parent);
      } else if (isMap(value) || isSeq(value)) {
        const isFieldLike = isFlat(this.#text, value);
        if (isFieldLike) this.#field(entry, at.path);
        if (!(isFieldLike && isSeq(value) && this.#keys.isField?.(entry.name) && areCodes(this.#text, value)))
          this.#section(entry, at.level, at.parent);
      } else if (!isAlias(value)) this.#value(entry, at);
    }
  }

  /** A scalar at the top: a field, a section, or both where it is not plain which. */
  #value(
    entry: Entry,
    at: { level: number; parent: number | undefined; path: readonly string[]; allSections: boolean },
  ): void {
    const { value } = entry;
    const long = isScalar(value) && !isBlank(value, this.#text) && isLong(value, this.#text);
    const words = isScalar(value) ? wordsOf(value, this.#text) : undefined;
    const oneLine =
      !long ||
      (words !== undefined &&
        !this.#text.slice(words.start, words.end).includes("\n") &&
        isScalar(value) &&
        !isBlock(value));
    if (oneLine && !at.allSections) this.#field(entry, at.path);
    const source = words ? this.#text.slice(words.start, words.end) : "";
    const isKnown = this.#keys.isField?.(entry.name);
    const isText =
      isKnown === undefined
        ? long
        : isKnown
          ? long && (!oneLine || /[.!?]$/.test(source))
          : long || source === "" || source.split(/\s+/, 3).length > 2 || this.#namesSection(entry);
    if (isText || at.allSections) this.#section(entry, at.level, at.parent);
  }

  /** A key such as `policy` may hold a title as well. */
  #namesSection({ name }: Entry): boolean {
    return !wrappers.has(keyOf(name)) && this.#keys.namesSection?.(name) === true;
  }

  #field(entry: Entry, path: readonly string[]): void {
    this.#fields.push(...fieldsOf([entry.pair], this.#text, 0, path, "yaml"));
  }

  /** A key with what it holds. */
  #section(entry: Entry, level: number, parent: number | undefined): void {
    const { keySpan, value } = entry;
    const text = this.#text;
    const valueStart = value?.range?.[0];
    const afterKey = entry.key.range?.[1] ?? keySpan.end;
    const lineEnd = afterKey + (/^\s{0,80}:/.exec(text.slice(afterKey, afterKey + 81))?.[0].length ?? 0);
    const end = value && !isBlankScalar(value) ? Math.max(lineEnd, extentOf(this.#text, value).end) : lineEnd;
    const start = entry.key.range?.[0] ?? keySpan.start;
    const heading = keyHeading(text, keySpan, { start, end: lineEnd });
    const bodyStart =
      value && valueStart !== undefined && !isBlankScalar(value) ? Math.max(lineEnd, valueStart) : lineEnd;
    const index = this.#open({ level, heading, start, bodyStart, outerEnd: end, parent });
    if (isMap(value)) this.#nested(entriesOf(this.#text, value), index, level + 1, false);
    else if (isSeq(value)) this.#sequence(value, index, level + 1, index);
    else if (isScalar(value)) this.#sentences(value, index, "sentence", []);
  }

  #open(draft: Omit<Draft, "children" | "statements">): number {
    const index = this.#drafts.length;
    this.#drafts.push({ ...draft, children: [], statements: [] });
    if (draft.parent !== undefined) this.#drafts[draft.parent]?.children.push(index);
    return index;
  }

  /** Where words outside of any mapping belong: the opening, or a section without heading in later documents. */
  #loose(node: Node): number {
    if (this.#drafts.length === 1) return 0;
    const { start, end } = extentOf(this.#text, node);
    const nowhere = { start, end: start };
    return this.#open({
      level: 1,
      heading: { text: "", span: nowhere, number: undefined, line: nowhere },
      start,
      bodyStart: start,
      outerEnd: end,
      parent: undefined,
    });
  }

  /**
   * A mapping within a section. Scalars belong to the section until a sub-section has begun; after that each is a
   * sub-section of its own, so that a section's words never stand behind those of its sub-sections.
   */
  #nested(entries: readonly Entry[], section: number, level: number, isItem: boolean): void {
    for (const entry of entries) {
      const { value } = entry;
      const name = keyOf(entry.name);
      const begun = (this.#drafts[section]?.children.length ?? 0) > 0;
      const isBody = isItem && isBodyKey(name) && !begun;
      if (isAlias(value)) continue;
      if (isSeq(value) && (isBody || (containers.has(name) && titledFrom(this.#text, value) === 0)))
        this.#sequence(value, section, level, section);
      else if (isMap(value) && isBody) this.#nested(entriesOf(this.#text, value), section, level, false);
      else if (isScalar(value) && isBody) this.#sentences(value, section, "sentence", []);
      else if (isMap(value) || isSeq(value) || begun || (isScalar(value) && isBlock(value)))
        this.#section(entry, level, section);
      else this.#scalarEntry(entry, section, []);
    }
  }

  /** Items of a list; from the first item on that is a section with a title, all have to be. */
  #sequence(list: YAMLSeq, section: number, level: number, parent: number | undefined): void {
    const from = titledFrom(this.#text, list);
    list.items.forEach((item, i) => {
      if (isMap(item) && i >= from) this.#titled(item, level, parent);
      else this.#item(item, section, []);
    });
  }

  #item(item: unknown, section: number, keys: readonly Span[]): void {
    if (isScalar(item)) this.#sentences(item, section, "item", keys);
    else if (isMap(item)) this.#group(item, section, keys);
    else if (isSeq(item)) for (const inner of item.items) this.#item(inner, section, keys);
  }

  #titled(map: YAMLMap, level: number, parent: number | undefined): void {
    const entries = entriesOf(this.#text, map);
    const title = titleOf(this.#text, entries);
    if (!title || !isScalar(title.value)) return;
    const words = wordsOf(title.value, this.#text);
    const { start, end } = extentOf(this.#text, map);
    const line = { start, end: Math.max(words.end, title.value.range?.[1] ?? words.end) };
    const number = entries.find(
      (entry) =>
        isNumberKey(entry.name) &&
        isScalar(entry.value) &&
        /^\d{1,3}(?:\.\d{1,3}){0,4}$/.test(sourceOf(this.#text, entry.value)),
    );
    const read = headingOf(this.#text, [words], line);
    const heading =
      number && read.number === undefined ? { ...read, number: sourceOf(this.#text, number.value as Scalar) } : read;
    const index = this.#open({ level, heading, start, bodyStart: line.end, outerEnd: end, parent });
    this.#nested(
      entries.filter((entry) => entry !== title && entry !== number),
      index,
      level + 1,
      true,
    );
  }

  /** A mapping among the items of a list. Where it is like a table row, it is one statement; else a statement a sentence. */
  #group(map: YAMLMap, section: number, keys: readonly Span[]): void {
    const entries = entriesOf(this.#text, map);
    const parts = entries.map((entry) => ({ entry, sentences: this.#cell(entry) }));
    if (parts.every(({ sentences }) => sentences !== undefined && sentences.length <= 1)) {
      const filled = parts.flatMap(({ sentences }) => sentences ?? []);
      const first = filled[0];
      const last = filled.at(-1);
      if (!first || !last) return;
      for (const { entry } of parts)
        if (isScalar(entry.value)) this.#links.push(...linksIn(entry.value, this.#text, section));
      const named = parts.flatMap(({ entry, sentences }) =>
        sentences?.length && entry.value && !isBlankScalar(entry.value) ? [entry.keySpan] : [],
      );
      this.#push(section, {
        kind: "item",
        span: { start: first.span.start, end: last.span.end },
        runs: filled.flatMap(({ runs }) => runs),
        lead: undefined,
        keys: [...keys, ...named],
      });
      return;
    }
    for (const { entry } of parts) {
      const { value } = entry;
      const own = [...keys, entry.keySpan];
      if (isScalar(value)) this.#scalarEntry(entry, section, keys);
      else if (isMap(value)) this.#group(value, section, own);
      else if (isSeq(value)) for (const item of value.items) this.#item(item, section, own);
    }
  }

  /** Sentences of a value that could be a table cell; a key of several words without a value is its own words. */
  #cell(entry: Entry): readonly ScalarSentence[] | undefined {
    const { value, keySpan } = entry;
    if (isAlias(value)) return [];
    if (value === null || isBlankScalar(value))
      return /\S\s+\S/.test(entry.name) ? [{ span: keySpan, runs: [keySpan], isItem: false }] : [];
    return isScalar(value) ? sentencesOf(value, this.#text, this.#abbreviations) : undefined;
  }

  #scalarEntry(entry: Entry, section: number, keys: readonly Span[]): void {
    const { value } = entry;
    if (isScalar(value) && !isBlankScalar(value)) this.#sentences(value, section, "scalar", [...keys, entry.keySpan]);
    else
      for (const { span, runs } of this.#cell(entry) ?? [])
        this.#push(section, { kind: "scalar", span, runs, lead: undefined, keys });
  }

  #sentences(node: Scalar, section: number, kind: "sentence" | "item" | "scalar", keys: readonly Span[]): void {
    const first = this.#statements.length;
    let introduction: number | undefined;
    this.#links.push(...linksIn(node, this.#text, section));
    for (const { span, runs, isItem } of sentencesOf(node, this.#text, this.#abbreviations)) {
      const label = kind === "item" && this.#statements.length > first ? first : undefined;
      const index = this.#push(section, {
        kind: isItem ? "item" : kind,
        span,
        runs,
        lead: isItem ? introduction : label,
        keys,
      });
      if (!isItem) introduction = this.#text[span.end - 1] === ":" ? index : undefined;
    }
  }

  #push(section: number, statement: Pick<Statement, "kind" | "span" | "runs" | "lead" | "keys">): number {
    const index = this.#statements.length;
    this.#statements.push({ index, section, cell: undefined, quoted: false, ...statement });
    this.#drafts[section]?.statements.push(index);
    return index;
  }
}

/** A key as a heading: `policy_statements` is "policy statements". */
function keyHeading(text: string, key: Span, line: Span): Heading {
  const heading = headingOf(text, [key], line);
  return {
    ...heading,
    text: heading.text
      .replace(/([\p{Ll}\d])(\p{Lu}\p{Ll})/gu, "$1 $2")
      .replace(/[_-]+/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  };
}
