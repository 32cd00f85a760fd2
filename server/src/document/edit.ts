import type { Span } from "../base/span.ts";
import type { TextEdit } from "../base/text.ts";
import type { MetadataField, SectionKindId } from "../catalog/model.ts";
import { setMarkdownField } from "./edit-fields.ts";
import { insertMarkdownSection, insertMarkdownStatements } from "./edit-markdown.ts";
import { insertYamlSection, insertYamlStatements, replaceYamlBody, setYamlField } from "./edit-yaml.ts";
import type { PolicyDocument, Section } from "./model.ts";

/**
 * Edits that add a section of a kind, at the place that `order` gives it: behind the nearest kind before it, else before
 * the first kind after it, else at the end. Looks like its neighbours: level, number, line ends.
 * @param body  Markdown, LF or CRLF; a list stays a list
 * @returns nothing where the document has no place for a section (a YAML text that is one scalar, or broken)
 */
export function insertSection(
  doc: PolicyDocument,
  heading: string,
  body: string,
  order: readonly SectionKindId[],
  kind: SectionKindId,
): TextEdit[] {
  const place = placeOf(doc, order, kind);
  return doc.format === "yaml"
    ? insertYamlSection(doc, heading, body, place)
    : insertMarkdownSection(doc, heading, body, place);
}

/** Edits that add a statement at the end of a section's own words: a list item behind a list of sentences, else a paragraph. */
export function insertStatement(doc: PolicyDocument, section: Section, text: string): TextEdit[] {
  return insertStatements(doc, section, [text]);
}

/** Like `insertStatement`, for several statements at once: edits for one each must not be joined. */
export function insertStatements(doc: PolicyDocument, section: Section, texts: readonly string[]): TextEdit[] {
  if (texts.length === 0) return [];
  return doc.format === "yaml"
    ? insertYamlStatements(doc, section, texts)
    : insertMarkdownStatements(doc, section, texts);
}

/** Edits that put a text in the place of all that a section's key holds; only YAML has such keys. */
export const replaceBody = (doc: PolicyDocument, section: Section, body: string): TextEdit[] =>
  doc.format === "yaml" ? replaceYamlBody(doc, section, body) : [];

/**
 * Edits that give a metadata field a value: in the place of the value it has, else as a new key among its neighbours
 * (front matter, table, lines, top-level YAML keys); a Markdown text without metadata gets front matter.
 * @returns nothing where the block is broken, or a YAML text is no mapping
 */
export function setField(doc: PolicyDocument, field: MetadataField, value: string): TextEdit[] {
  return doc.format === "yaml" ? setYamlField(doc, field, value) : setMarkdownField(doc, field, value);
}

/** The edit that puts `newText` in the place of `span`. */
export const replaceSpan = (span: Span, newText: string): TextEdit[] => [{ span, newText }];

/** Where a new section goes: behind or before a present one, or at the end; `siblings` are the sections it stands among. */
export interface SectionPlace {
  readonly siblings: readonly Section[];
  readonly after: Section | undefined;
  readonly before: Section | undefined;
}

function placeOf(doc: PolicyDocument, order: readonly SectionKindId[], kind: SectionKindId): SectionPlace {
  const all = doc.sections.filter(
    (section) => section.heading && section.heading.line.end > section.heading.line.start && !section.isTitle,
  );
  const level = mainLevel(all);
  const siblings = all.filter((section) => section.level === level);
  const own = order.indexOf(kind);
  const ranked = siblings.flatMap((section) => {
    const ranks = section.kinds.map((each) => order.indexOf(each)).filter((rank) => rank >= 0);
    return ranks.length > 0 ? [{ section, first: Math.min(...ranks), last: Math.max(...ranks) }] : [];
  });
  const before = ranked.filter(({ last }) => own >= 0 && last < own);
  const after = before.reduce<(typeof before)[number] | undefined>(
    (best, one) => (best && best.last > one.last ? best : one),
    undefined,
  )?.section;
  const next = after ? undefined : ranked.find(({ first }) => own >= 0 && first > own)?.section;
  const isBehindRules = own > order.indexOf(rules);
  return outOfNamed(doc, {
    siblings,
    after: after && isBehindRules ? lastTopic(siblings, after) : after,
    before: next,
  });
}

/** The kind of sections that hold the rules; those on a topic of the document ("Backups") have no kind and hold rules, too. */
const rules: SectionKindId = "policy-statement";

/** The last of the sections on topics that follow a section. */
function lastTopic(siblings: readonly Section[], after: Section): Section {
  const from = siblings.indexOf(after);
  const topics = siblings.slice(from + 1);
  const end = topics.findIndex((one) => one.kinds.length > 0 || one.parent !== after.parent);
  return siblings[from + (end < 0 ? topics.length : end)] ?? after;
}

/** The same place, but never within a section that has a kind of its own: what stands under "Scope" is part of the scope. */
function outOfNamed(doc: PolicyDocument, place: SectionPlace): SectionPlace {
  const beside = place.after ?? place.before;
  const level = place.siblings[0]?.level ?? 0;
  const last = doc.sections.at(-1);
  let holder = beside ? parentOf(doc, beside) : last && last.level < level ? last : last && parentOf(doc, last, level);
  let outermost: Section | undefined;
  for (; holder; holder = parentOf(doc, holder)) if (isNamed(holder)) outermost = holder;
  if (!outermost) return place;
  const siblings = doc.sections.filter((one) => one.heading && !one.isTitle && one.level === outermost?.level);
  return place.after || !place.before
    ? { siblings, after: outermost, before: undefined }
    : { siblings, after: undefined, before: outermost };
}

const isNamed = (section: Section): boolean =>
  !section.isTitle && section.heading !== undefined && section.kinds.length > 0;

/** The section above; with `below` the nearest one above whose level is smaller. */
function parentOf(doc: PolicyDocument, section: Section, below = section.level): Section | undefined {
  let above = section.parent === undefined ? undefined : doc.sections[section.parent];
  while (above && above.level >= below) above = above.parent === undefined ? undefined : doc.sections[above.parent];
  return above;
}

/**
 * The level that sections of a known kind stand at: the highest that has half as many of them as the one that has most; the
 * highest level where none has a kind.
 */
function mainLevel(sections: readonly Section[]): number {
  const known = sections.filter((section) => section.kinds.length > 0);
  if (known.length === 0) return Math.min(...sections.map((section) => section.level));
  const counts = new Map<number, number>();
  for (const section of known) counts.set(section.level, (counts.get(section.level) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return Math.min(...[...counts].filter(([, count]) => count * 2 >= most).map(([level]) => level));
}
