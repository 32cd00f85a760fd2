import { createColors } from "picocolors";

/** The process as the command line needs it; given by the entry, so that tests can stand in. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether standard output is a terminal. */
  readonly isTerminal: boolean;
  out(text: string): void;
  err(text: string): void;
  /** The whole of standard input. */
  input(): Promise<string>;
  /** Settles when the author stops the run (Ctrl+C), or the program itself does. */
  interrupted(): Promise<void>;
  interrupt(): void;
  /** Asks for a line; absent where nobody is there to answer. */
  ask?(question: string): Promise<string>;
}

export type Colors = ReturnType<typeof createColors>;

/** Colours where asked for, else where output is a terminal and `NO_COLOR` is not set. */
export function colorsFor(terminal: Terminal, asked: boolean | undefined): Colors {
  const { env } = terminal;
  const noColor = env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "";
  return createColors(asked ?? (terminal.isTerminal && !noColor && env["TERM"] !== "dumb"));
}

/** Text that cannot steer the terminal: control characters and those that turn the reading direction are replaced. */
export function printable(text: string): string {
  return text.replace(/[\t\r\n]/g, " ").replace(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}

/** Columns that a text takes in a terminal: two for East Asian wide characters and emoji, none for combining marks. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/^[\p{M}\u200b-\u200d\ufe0e\ufe0f]$/u.test(character)) continue;
    width +=
      /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]$|^\p{Emoji_Presentation}$/u.test(
        character,
      ) || (character.codePointAt(0) ?? 0) >= 0x20000
        ? 2
        : 1;
  }
  return width;
}

/** The text filled up with blanks; to the left where `right` is set. */
export function pad(text: string, width: number, right = false): string {
  const blanks = " ".repeat(Math.max(0, width - widthOf(text)));
  return right ? blanks + text : text + blanks;
}

/** `1 document`, `2 documents`. */
export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

/** The first entries of a list and how many more there are. */
export function cut(list: readonly string[], most: number): string {
  return list.length <= most ? list.join(", ") : `${list.slice(0, most).join(", ")} and ${list.length - most} more`;
}
