import type { WordReader } from "../base/words.ts";
import type { Signal } from "../catalog/model.ts";

/** What a catalog looks for, with the text that it proposes to write. */
interface Proposed {
  readonly signals: readonly Signal[];
  readonly clause: string;
}

/** So many words make a sentence one that nobody else writes by accident. */
const fewestWords = 4;

/**
 * The signals of a point, with its clause's own wording as one more where a signal rules words out: what stands above a
 * clause ("Email policy") must not undo what it says.
 */
export function signalsWithClause({ signals, clause }: Proposed, reader: WordReader): readonly Signal[] {
  const [first] = signals;
  if (!first || !signals.some(({ pattern }) => pattern.includes("!"))) return signals;
  const pattern = wordingOf(clause, reader);
  return pattern === undefined ? signals : [...signals, { pattern, place: first.place }];
}

/** The first sentence of a clause as a pattern: all of its words but for the values in brackets, which authors choose. */
function wordingOf(clause: string, reader: WordReader): string | undefined {
  const [sentence = ""] = clause.replace(/\s+/g, " ").split(/(?<=[.!?]) (?=[\p{Lu}[])/u);
  const phrases = sentence
    .replace(/\[[^\]]*\]/g, "|")
    .split(/[^\p{L}\p{N}&'’ -]+/u)
    .map((phrase) => ({ phrase: phrase.trim(), words: reader.read(phrase).length }))
    .filter(({ words }) => words > 0);
  const count = phrases.reduce((sum, { words }) => sum + words, 0);
  return count < fewestWords ? undefined : phrases.map(({ phrase }) => phrase).join(" ~ ");
}
