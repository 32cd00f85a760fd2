import { remember } from "../base/values.ts";
import { fold } from "../base/words.ts";
import type { SectionKind, SectionKindId } from "../catalog/model.ts";
import type { PolicyDocument } from "./model.ts";
import type { OutlineSection } from "./outline.ts";

/** Tells which section kinds a heading stands for. */
export type SectionKindMatcher = (heading: string) => readonly SectionKindId[];

/**
 * A heading is compared as a whole first; then its parts ("Purpose and scope", "Review / Approval"); then a synonym of two
 * words or more within it. A single word within a longer heading ("Access review procedure") shows nothing.
 */
export function createSectionKindMatcher(kinds: readonly SectionKind[]): SectionKindMatcher {
  const whole = new Map<string, SectionKindId[]>();
  for (const kind of kinds) {
    for (const synonym of [kind.title, ...kind.synonyms]) {
      const key = normalize(synonym);
      const list = whole.get(key);
      if (!list) whole.set(key, [kind.id]);
      else if (!list.includes(kind.id)) list.push(kind.id);
    }
  }
  const phrases = [...whole].filter(([key]) => key.includes(" ")).sort(([a], [b]) => b.length - a.length);
  return remember((heading): readonly SectionKindId[] => {
    const key = normalize(heading);
    if (key === "") return [];
    const exact =
      whole.get(key) ??
      whole.get(
        key.replace(/^(?:policy|document|procedure|the|our|this) | (?:section|statement|details|information)$/g, ""),
      );
    if (exact) return exact;
    const parts = key.split(/ (?:and|or) |, | \/ /).map((part) => part.trim());
    const found = parts.length > 1 ? parts.map((part) => whole.get(part)) : [];
    if (found.length > 0 && found.every((part) => part !== undefined))
      return [...new Set(found.flatMap((part) => part ?? []))];
    const phrase = phrases.find(([synonym]) => ` ${key} `.includes(` ${synonym} `) && synonym.length * 2 >= key.length);
    return phrase ? phrase[1] : [];
  });
}

/** Kinds of the nearest section above that has some; none where a title is the nearest. */
export function inheritedKinds(
  sections: readonly OutlineSection[],
  kindsOf: readonly (readonly SectionKindId[])[],
  section: OutlineSection,
): readonly SectionKindId[] {
  for (let at = section.parent; at !== undefined; at = sections[at]?.parent) {
    if (sections[at]?.isTitle) return [];
    const kinds = kindsOf[at] ?? [];
    if (kinds.length > 0) return kinds;
  }
  return [];
}

/** True where a table's header holds every one of the words (docs: `columns` of a section kind); never for no words. */
export function tableStandsFor(doc: Pick<PolicyDocument, "tables">, columns: readonly string[]): boolean {
  if (columns.length === 0) return false;
  return doc.tables.some(
    (table) =>
      table.rows.length > 0 &&
      columns.every((column) => table.header.some((cell) => ` ${normalize(cell.text)} `.includes(` ${column} `))),
  );
}

/** Lower case, `&` as "and", no punctuation, single blanks. */
export function normalize(text: string): string {
  return fold(text)
    .replace(/&amp;|&/g, " and ")
    .replace(/\//g, " / ")
    .replace(/[^\p{L}\p{N},/ ]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}
