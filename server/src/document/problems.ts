import type { TextFile } from "../base/text.ts";
import type { DocumentProblem } from "./model.ts";

const sampleLength = 8_000;
const maxLength = 4_000_000;

/** What is wrong with a text as a whole, whatever its format. */
export function textProblems(text: string): DocumentProblem[] {
  return [mergeConflict(text), loneSurrogate(text)].filter((problem) => problem !== undefined);
}

/** Why a file is not read at all: binary, or longer than 4,000,000 UTF-16 units. Undefined where it can be read. */
export function refusal(file: TextFile): DocumentProblem | undefined {
  const span = { start: 0, end: 0 };
  if (isBinary(file.text)) return { id: "binary", message: "This file holds binary data and is not read.", span };
  if (file.text.length > maxLength)
    return { id: "too-large", message: "This file is longer than 4 million characters and is not read.", span };
  return undefined;
}

/** The first `<<<<<<<` line that `=======` and `>>>>>>>` lines follow. */
function mergeConflict(text: string): DocumentProblem | undefined {
  if (!text.includes("<<<<<<<")) return undefined;
  const open = /^<{7}(?: |\r?$)[^\r\n]*/m.exec(text);
  if (!open) return undefined;
  const middle = lineAfter(text, /^={7}\r?$/gm, open.index);
  const close = middle < 0 ? -1 : lineAfter(text, /^>{7}(?: |\r?$)/gm, middle);
  if (close < 0) return undefined;
  const span = { start: open.index, end: open.index + open[0].length };
  return { id: "merge-conflict", message: "A merge conflict is not resolved here.", span };
}

function lineAfter(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

function loneSurrogate(text: string): DocumentProblem | undefined {
  if (text.isWellFormed()) return undefined;
  const match = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.exec(text);
  if (!match) return undefined;
  return {
    id: "lone-surrogate",
    message: "This character is broken: half of a surrogate pair.",
    span: { start: match.index, end: match.index + 1 },
  };
}

/** NUL, or more than a tenth of the opening is control characters or undecodable bytes. */
function isBinary(text: string): boolean {
  const end = Math.min(text.length, sampleLength);
  let control = 0;
  for (let i = 0; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === 0) return true;
    if ((c < 32 && (c < 9 || c > 13)) || c === 127 || c === 0xfffd) control++;
  }
  return control * 10 > end;
}
