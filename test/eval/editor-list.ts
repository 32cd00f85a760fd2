import type { CompletionItem } from "vscode-languageserver-types";

/**
 * The items as VS Code lists them: those whose filter text holds the letters typed since the item's range began, in
 * order and starting at a word; the best match first, then by sort text. A model of VS Code's fuzzy score, not its
 * numbers: letters that follow each other and letters that begin words weigh more, and so do early matches.
 */
export function asListed(items: readonly CompletionItem[], text: string, offset: number): CompletionItem[] {
  const lineStart = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
  return items
    .flatMap((item) => {
      const { textEdit } = item;
      const start = textEdit && "range" in textEdit ? lineStart + textEdit.range.start.character : offset;
      const score = scoreOf(
        text.slice(start, offset).trimStart().toLowerCase(),
        (item.filterText ?? item.label).trimStart(),
      );
      return score === undefined ? [] : [{ item, score }];
    })
    .sort((a, b) => b.score - a.score || compare(a.item.sortText ?? a.item.label, b.item.sortText ?? b.item.label))
    .map(({ item }) => item);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Undefined where the letters are not in the word in order. */
function scoreOf(typed: string, word: string): number | undefined {
  if (typed === "") return 0;
  const letters = word.toLowerCase();
  let best: number | undefined;
  for (let start = letters.indexOf(typed.charAt(0)); start >= 0; start = letters.indexOf(typed.charAt(0), start + 1)) {
    if (!startsWord(word, start)) continue;
    const score = scoreFrom(typed, word, start);
    if (score !== undefined && (best === undefined || score > best)) best = score;
  }
  return best;
}

function scoreFrom(typed: string, word: string, start: number): number | undefined {
  const letters = word.toLowerCase();
  let score = 0;
  let at = start - 1;
  for (const letter of typed) {
    const next = letters.indexOf(letter, at + 1);
    if (next < 0) return undefined;
    score += next === at + 1 ? 5 : startsWord(word, next) ? 3 : -1;
    at = next;
  }
  return score - (at - typed.length + 1) / 100 + (typed.length === letters.length ? 2 : 0);
}

const startsWord = (word: string, at: number): boolean =>
  at === 0 ||
  !/[\p{L}\p{N}]/u.test(word.charAt(at - 1)) ||
  (/\p{Lu}/u.test(word.charAt(at)) && /\p{Ll}/u.test(word.charAt(at - 1)));
