import { anyWord } from "../base/word-pattern.ts";
import type { Library } from "../catalog/library.ts";
import type { DocumentKind, DocumentType, DocumentTypeId, SectionKindId } from "../catalog/model.ts";
import type { Classification, Metadata } from "./model.ts";
import type { Outline, OutlineSection } from "./outline.ts";
import { keyOf } from "./metadata.ts";
import { createOrderTest } from "./orders.ts";
import { createOtherTextDetector, type OtherTextDetector } from "./other-texts.ts";
import { normalize } from "./section-kinds.ts";
import { rememberBySection } from "./section-content.ts";

/** Tells whether a text is a policy, and of which type, with the reasons. */
export interface Classifier {
  classify(
    outline: Outline,
    metadata: Metadata,
    kinds: readonly (readonly SectionKindId[])[],
    declared?: DocumentTypeId | "none",
  ): Classification;
}

/** So many points make a text a policy; see `signs`. */
const enough = 4;

/** Sections that policies have and other texts seldom do. */
const tellingKinds = new Set<SectionKindId>([
  "purpose",
  "scope",
  "policy-statement",
  "roles-responsibilities",
  "exceptions",
  "enforcement",
  "review",
  "revision-history",
  "approval",
  "monitoring-compliance",
  "document-control",
  "related-documents",
  "procedure-steps",
]);

export function createClassifier(library: Library): Classifier {
  const aliases = library.data.documentTypes
    .flatMap((type) => [type.title, ...type.aliases].map((alias) => ({ words: normalize(alias), type })))
    .sort((a, b) => b.words.length - a.words.length);
  const stems = library.data.documentTypes
    .flatMap((type) => type.stems.map((stem) => ({ words: normalize(stem), type })))
    .sort((a, b) => b.words.length - a.words.length);
  const { kindWords, otherTexts } = library.language;
  const otherText = createOtherTextDetector(otherTexts);
  const dutiesOf = createDutyCounter(library.language);

  const typeOf = (
    text: string,
  ): { type: DocumentType; by: "alias" | "stem"; words: string; exact: boolean } | undefined => {
    const words = normalize(text);
    if (words === "") return undefined;
    const alias = aliases.find(
      (one) => hasWords(words, one.words) && (one.words.includes(" ") || words.split(" ").length <= 3),
    );
    if (alias) return { type: alias.type, by: "alias", words: alias.words, exact: alias.words === words };
    const bare = dropKindWords(words, library.language);
    const stem = stems.find((one) => one.words === bare) ?? lastOf(bare, stems);
    return stem && { type: stem.type, by: "stem", words: stem.words, exact: stem.words === bare };
  };

  return {
    classify(outline, metadata, kinds, declared) {
      if (declared === "none") return none(["the configuration says that this is no policy"]);
      const title = metadata.fields.get("title")?.text || outline.title?.text || "";
      const named = declared ?? declaredType(metadata, library);
      if (named) {
        const type = library.documentType(named);
        const by = declared ? "the configuration gives its type" : `the document declares the type “${named}”`;
        return { isPolicy: true, type: named, kind: type?.kind, confidence: "declared", reasons: [by] };
      }
      const path = pathOf(outline.uri);
      const found = typeOf(title) ?? typeOf(path.file);
      const duties = outline.sections.reduce((sum, section) => sum + dutiesOf(section, outline), 0);
      const signs = collectSigns(outline, metadata, kinds, title, path, found, duties, library.language, otherText);
      const points = signs.reduce((sum, sign) => sum + sign.points, 0);
      const reasons = signs.filter((sign) => sign.points !== 0).map((sign) => sign.reason);
      if (points < enough) return none(reasons.length > 0 ? reasons : ["nothing shows that this is a policy"]);
      if (!found)
        return {
          isPolicy: true,
          type: undefined,
          kind: kindByWords(normalize(`${title} ${path.file}`), kindWords),
          confidence: "low",
          reasons,
        };
      const how = found.by === "alias" ? "high" : "low";
      return {
        isPolicy: true,
        type: found.type.id,
        kind: found.type.kind,
        confidence: how,
        reasons: [`“${found.words}” in its title or file name stands for “${found.type.title}”`, ...reasons],
      };
    },
  };
}

interface Sign {
  readonly points: number;
  readonly reason: string;
}

function collectSigns(
  outline: Outline,
  metadata: Metadata,
  kinds: readonly (readonly SectionKindId[])[],
  title: string,
  path: { file: string; folders: string },
  found: { by: "alias" | "stem"; words: string; exact: boolean } | undefined,
  duties: number,
  { policyWords, notPolicyWords }: Library["language"],
  otherText: OtherTextDetector,
): Sign[] {
  const signs: Sign[] = [];
  const add = (points: number, reason: string): void => {
    if (points !== 0) signs.push({ points, reason });
  };
  const words = normalize(title);
  const file = normalize(path.file);
  const not = notPolicyWords.map(normalize).find((word) => hasWords(file, word) || hasWords(words, word));
  const other =
    not === undefined
      ? otherText(outline, title || path.file, found?.by === "alias" ? found.words : undefined)
      : `its name says “${not}”`;
  if (other !== undefined) add(-6, other);
  const word = policyWords.find((one) => hasWords(words, one)) ?? policyWords.find((one) => hasWords(file, one));
  const folder = policyWords.find((one) => hasWords(normalize(path.folders), one));
  const isNamed = word !== undefined || folder !== undefined;
  // One word ("Backups", "Authentication") is as often the title of a manual.
  const isBare = !isNamed && found?.exact === true && !found.words.includes(" ");
  if (found?.by === "alias") add(isBare ? 2 : 3, "its title is that of a known document type");
  else if (found) add(found.exact && !isBare ? 2 : 1, "its title names a policy topic");
  if (word !== undefined) add(2, `its title or file name says “${word}”`);
  if (folder !== undefined) add(2, `it lies in a folder named “${folder}”`);
  const telling = new Set(kinds.flat().filter((kind) => tellingKinds.has(kind)));
  add(Math.min(4, telling.size), `it has ${telling.size} of the sections that policies have`);
  const fields = [
    "owner",
    "version",
    "status",
    "approved-by",
    "next-review",
    "effective-date",
    "classification",
  ].filter((field) => metadata.fields.has(field));
  add(Math.min(2, fields.length), `its metadata name ${fields.join(", ")}`);
  if (
    outline.fields.some(
      (field) =>
        field.where !== "line" && /references|satisfies|controls|framework|compliance/i.test(field.path[0] ?? ""),
    )
  )
    add(1, "its metadata map it to the controls of a standard");
  if (title === "" && !found) add(-1, "it has no title");
  const statements = outline.statements.length;
  if (duties >= 3) add(duties * 10 >= statements ? 2 : 1, `${duties} of its statements are worded as duties`);
  else if (duties === 0) add(-1, "no statement is worded as a duty");
  if (statements < 4) add(-2, "it holds hardly any text");
  const code = outline.code.filter((stretch) => stretch.end - stretch.start > 40);
  const isShown = code.filter(({ start, end }) => outline.text.slice(start, end).includes("\n")).length >= 2;
  if (code.length * 4 > statements && code.length >= 3) add(-2, "much of it is code");
  else if (isShown && !isNamed && fields.length === 0) add(-2, "it shows code");
  // Pictures have no words.
  const links = outline.links.filter((link) => link.text !== "").length;
  if (links * 2 > statements && links >= 5) add(-2, "much of it is links");
  return signs;
}

/** Counts the statements of a section that are worded as duties: by one of the words for it, or as orders. */
function createDutyCounter(language: Library["language"]): (section: OutlineSection, outline: Outline) => number {
  const pattern = anyWord(language.dutyWords);
  const isOrder = createOrderTest(language);
  const isDuty = (text: string): boolean => pattern.test(text) || isOrder(text);
  return rememberBySection((section: OutlineSection, { text, statements }: Outline) => {
    const spans = section.statements.flatMap((index) => statements[index]?.span ?? []);
    return spans.filter(({ start, end }) => isDuty(text.slice(start, end))).length;
  });
}

function declaredType(metadata: Metadata, library: Library): DocumentTypeId | undefined {
  const text = metadata.fields.get("type")?.text;
  if (text === undefined || text === "") return undefined;
  const written = keyOf(text);
  return library.data.documentTypes.find(
    (type) =>
      keyOf(type.id) === written ||
      keyOf(type.title) === written ||
      type.aliases.some((alias) => keyOf(alias) === written),
  )?.id;
}

/** The topic of a title stands at its end: "information security incident response" is about incidents. */
function lastOf<T extends { readonly words: string }>(text: string, candidates: readonly T[]): T | undefined {
  const found = candidates
    .filter((one) => hasWords(text, one.words))
    .map((one) => ({ one, end: ` ${text} `.lastIndexOf(` ${one.words} `) + one.words.length }));
  return found.sort((a, b) => b.end - a.end || b.one.words.length - a.one.words.length)[0]?.one;
}

const none = (reasons: readonly string[]): Classification => ({
  isPolicy: false,
  type: undefined,
  kind: undefined,
  confidence: "low",
  reasons,
});

/** A policy where no word of the title or the file's name says otherwise. */
function kindByWords(words: string, kindWords: Library["language"]["kindWords"]): DocumentKind {
  const kinds = Object.entries(kindWords) as [keyof typeof kindWords, readonly string[]][];
  return kinds.find(([, signs]) => signs.some((sign) => hasWords(words, sign)))?.[0] ?? "policy";
}

/** File name without ending and hash-like tails, folders with blanks for separators; both as words. */
function pathOf(uri: string): { file: string; folders: string } {
  const parts = decode(uri.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, ""))
    .split(/[/\\]/)
    .filter((part) => part !== "");
  const name = (parts.at(-1) ?? "")
    .replace(/\.(?:md|markdown|ya?ml|erb|tmpl|txt|html)+(?=\.|$)/gi, "")
    .replace(/\.[a-z]{1,5}$/i, "");
  const file =
    /^(?:index|readme|policy|main|default)$/i.test(name) && !/^readme$/i.test(name) ? (parts.at(-2) ?? name) : name;
  return { file: apart(file), folders: apart(parts.slice(-3, -1).join(" ")) };
}

const apart = (name: string): string => name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[-_.+]+/g, " ");

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const hasWords = (text: string, words: string): boolean => words !== "" && ` ${text} `.includes(` ${words} `);

function dropKindWords(words: string, { policyWords, titleFillers }: Library["language"]): string {
  const drop = new Set([...policyWords, ...titleFillers]);
  return words
    .split(" ")
    .filter((word) => !drop.has(word) && !/^(?:[a-z]{1,4})?\d[\d.]*$/.test(word))
    .join(" ");
}
