import { createReader, fold, type WordReader } from "../base/words.ts";
import type { Language, Place, Point, Signal } from "./model.ts";
import type { RequirementText } from "./oscal-import.ts";

/**
 * Points for requirements that come without any: what a requirement is about by its title, and each thing that its
 * statement asks for. The signals are drawn from the words that tell a requirement from the others of its catalog, so they
 * are less sure than written ones; every such point is marked as derived (docs/adr/0018).
 */
export function derivePoints(
  texts: readonly RequirementText[],
  language: Language,
  place: Place,
): ReadonlyMap<string, readonly Point[]> {
  const tools: Tools = { reader: createReader(language), common: new Set(), place };
  const frequencies = new Map<string, number>();
  const read = texts.map((text) => ({
    text,
    title: wordsOf(text.title, tools.reader),
    group: wordsOf(text.group, tools.reader),
    items: chunked(text.statements, mostItems).map((says) => ({ says, words: wordsOf(says, tools.reader) })),
  }));
  for (const { title, items } of read) {
    const stems = new Set([...title, ...items.flatMap((item) => item.words)].map((word) => word.stem));
    for (const stem of stems) frequencies.set(stem, (frequencies.get(stem) ?? 0) + 1);
  }
  const limit = Math.max(4, texts.length * commonShare);
  for (const [stem, count] of frequencies) if (count > limit) tools.common.add(stem);
  return new Map(
    read.map((one) => [one.text.id, pointsOf(one, (word) => frequencies.get(word.stem) ?? 0, tools)] as const),
  );
}

/** A point for the title and so many for the statement, as written points have one to five. */
const mostItems = 4;
/** A word in more than this share of a catalog's requirements tells nothing about one of them. */
const commonShare = 0.12;

interface Tools {
  readonly reader: WordReader;
  readonly common: Set<string>;
  readonly place: Place;
}

interface ReadRequirement {
  readonly text: RequirementText;
  readonly title: readonly WrittenWord[];
  readonly group: readonly WrittenWord[];
  readonly items: readonly { readonly says: string; readonly words: readonly WrittenWord[] }[];
}

interface WrittenWord {
  readonly stem: string;
  readonly text: string;
}

function pointsOf(
  { text, title, group, items }: ReadRequirement,
  frequency: (word: WrittenWord) => number,
  { common, place }: Tools,
): Point[] {
  const telling = title.filter((word) => !common.has(word.stem));
  // "Policy and procedures" of twenty families: only the family tells which.
  const anchor =
    telling.length > 0
      ? [...telling].sort((a, b) => frequency(a) - frequency(b))[0]?.text
      : group.length > 0
        ? phraseOf(group)
        : undefined;
  const taken = new Set(title.map((word) => word.stem));
  const rarest = (words: readonly WrittenWord[]): WrittenWord[] =>
    distinct(words.filter((word) => !taken.has(word.stem) && !common.has(word.stem)))
      .sort((a, b) => frequency(a) - frequency(b))
      .slice(0, 4);
  const signals = (patterns: readonly string[]): Signal[] =>
    [...new Set(patterns)].map((pattern) => ({ pattern, place }));

  const phrase = phraseOf(telling.length > 0 ? title : [...group, ...title]);
  const about: string[] = title.length + group.length > 1 && phrase.includes(" ") ? [phrase] : [];
  if (telling.length > 1) about.push(telling.map((word) => word.text).join(" ~ "));
  if (telling.length === 1 && anchor !== undefined)
    for (const word of rarest(items.flatMap((item) => item.words))) about.push(`${anchor} ~ ${word.text}`);
  if (telling.length === 0 && anchor !== undefined) about.push([anchor, ...title.map((word) => word.text)].join(" ~ "));

  const points: Point[] = [];
  if (about.length > 0)
    points.push({
      id: "title",
      says: `It is set out what holds for ${text.title.toLowerCase()}`,
      core: true,
      signals: signals(about),
      clause: "",
      derived: true,
    });
  items.forEach(({ says, words }, i) => {
    const rare = rarest(words);
    // Two words without the subject meet anywhere; three do not.
    const found =
      anchor === undefined
        ? rare.length > 2
          ? [
              rare
                .slice(0, 3)
                .map((word) => word.text)
                .join(" ~ "),
            ]
          : []
        : pairs(rare).map(([a, b]) => [anchor, a.text, b.text].join(" ~ "));
    if (found.length === 0) return;
    points.push({
      id: `statement-${i + 1}`,
      says: says.replace(/[;,.]?\s*(?:and|or)?\s*$/, ""),
      core: false,
      signals: signals(found),
      clause: "",
      derived: true,
    });
  });
  return points.map((point) => (points.some((one) => one.core) ? point : { ...point, core: true }));
}

/** Words that patterns can be made of: no function words, numbers, or signs that patterns use. */
function wordsOf(text: string, reader: WordReader): WrittenWord[] {
  return reader.read(text).flatMap((word): WrittenWord[] => {
    const written = fold(text.slice(word.start, word.end))
      .replace(/[^\p{L}\p{N}-]+/gu, " ")
      .trim();
    return written === "" || word.stem === "#" || /^\p{N}/u.test(written) || written.length < 3
      ? []
      : [{ stem: word.stem, text: written }];
  });
}

const phraseOf = (words: readonly WrittenWord[]): string => words.map((word) => word.text).join(" ");

function distinct(words: readonly WrittenWord[]): WrittenWord[] {
  return [...new Map(words.map((word) => [word.stem, word])).values()];
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, i) => items.slice(i + 1).map((b): [T, T] => [a, b]));
}

/** At most so many texts: neighbours are joined where there are more. */
function chunked(texts: readonly string[], most: number): string[] {
  const size = Math.ceil(texts.length / most);
  return size <= 1
    ? [...texts]
    : Array.from({ length: Math.ceil(texts.length / size) }, (_, i) =>
        texts.slice(i * size, i * size + size).join(" "),
      );
}
