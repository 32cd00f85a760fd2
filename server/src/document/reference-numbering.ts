import { rememberFor } from "../base/values.ts";
import type { Library } from "../catalog/library.ts";
import type { Outline } from "./outline.ts";
import type { WrittenReference } from "./reference-scan.ts";
import type { Names, Stretch } from "./reference-stretches.ts";
import { normalize } from "./section-kinds.ts";

/**
 * References without those that are numbers of the document's own sections: `A.5.1 Sessions`, `see A.5.1`. A text that names
 * no standard and heads sections with such numbers, none of them by a word of that control's title, numbers itself.
 */
export function withoutOwnNumbers(
  stretches: readonly Stretch[],
  outline: Outline,
  library: Library,
): readonly Stretch[] {
  const isClear = ({ certain, kind }: WrittenReference): boolean => certain && kind === "control";
  const namesStandard = stretches.some(({ names }) => names.mentions.length > 0 || names.written.some(isClear));
  if (namesStandard || stretches.every(({ names }) => names.written.length === 0)) return stretches;
  const headings = outline.sections.flatMap(({ heading }) => {
    const match = /^A[.-]?(\d{1,2}(?:\.\d{1,2}){0,3})\s+(.+)/.exec(heading?.text ?? "");
    return match ? [{ number: `A.${match[1] ?? ""}`, words: wordsOf(match[2] ?? "") }] : [];
  });
  if (headings.length < 2 || headings.some(({ number, words }) => isTitled(number, words, library))) return stretches;
  return stretches.map((stretch) => ({ ...stretch, names: withoutControls(stretch.names) }));
}

/** No control is named beside a standard where no standard is named. */
const withoutControls = rememberFor(
  (names: Names): Names => ({
    ...names,
    written: names.written.filter((one) => one.kind !== "control"),
    resolved: new Map(),
  }),
);

const isTitled = (number: string, words: ReadonlySet<string>, library: Library): boolean =>
  library.byNumber(number).some((requirement) => [...wordsOf(requirement.title)].some((word) => words.has(word)));

/** Words that carry meaning, roughly: those of four letters and more. */
const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(
    normalize(text)
      .split(" ")
      .filter((word) => word.length > 3),
  );
