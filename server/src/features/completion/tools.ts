import type { Library } from "../../catalog/library.ts";
import type { RequirementId, SectionKindId } from "../../catalog/model.ts";
import { createFieldFinder, type FieldFinder } from "../../document/metadata.ts";
import { type Families, familiesOf } from "../../document/reference-scan.ts";
import { createSectionKindMatcher, normalize, type SectionKindMatcher } from "../../document/section-kinds.ts";
import type { KnownRule } from "../../engine/own-rules.ts";
import { createWordReader, type WordReader } from "./match.ts";

/** Look-ups that are made once for all requests. */
export interface CompletionTools {
  readonly fieldOf: FieldFinder;
  readonly kindsOf: SectionKindMatcher;
  readonly families: Families;
  readonly rules: readonly KnownRule[];
  readonly words: WordReader;
  /** Requirements that go by a heading's words. */
  requirementsTitled(heading: string): readonly RequirementId[];
  /** Whether some title holds a word that begins with the first letters of a word: most words of running text need no more. */
  mayBeTitled(word: string): boolean;
  /** The order of section kinds in a document. */
  readonly kindOrder: readonly SectionKindId[];
}

/** Letters of a word that are looked up at once. */
const fewLetters = 4;

export function createCompletionTools(library: Library, rules: readonly KnownRule[]): CompletionTools {
  const titled = new Map<string, RequirementId[]>();
  const beginnings = new Set<string>();
  const asked = new Map<string, readonly RequirementId[]>();
  for (const standard of library.standards) {
    if (standard.supersededBy !== undefined) continue;
    for (const { id, title, titleVariants } of standard.requirements) {
      for (const word of normalize(title).split(/[^\p{L}\p{N}]+/u)) beginnings.add(word.slice(0, fewLetters));
      for (const words of [title, ...titleVariants]) {
        const key = normalize(words);
        const list = titled.get(key);
        if (!list) titled.set(key, [id]);
        else if (!list.includes(id)) list.push(id);
      }
    }
  }
  return {
    fieldOf: createFieldFinder(library),
    kindsOf: createSectionKindMatcher(library.data.sectionKinds),
    families: familiesOf(library),
    rules,
    words: createWordReader(),
    requirementsTitled(heading) {
      const known = asked.get(heading);
      if (known) return known;
      // A document has its headings for as long as it is written at.
      if (asked.size > 20_000) asked.clear();
      const found = titled.get(normalize(heading)) ?? [];
      asked.set(heading, found);
      return found;
    },
    mayBeTitled: (word) => beginnings.has(normalize(word).slice(0, fewLetters)),
    kindOrder: library.data.sectionKinds.map((kind) => kind.id),
  };
}
