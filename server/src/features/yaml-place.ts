/** Where in a YAML text something is being typed, told from lines and indentation, so that half-written texts will do. */
export type YamlPlace =
  | {
      readonly kind: "key";
      /** JSON pointer of the mapping that the key goes into. */
      readonly pointer: string;
      readonly typed: string;
      /** Offset at which what was typed starts. */
      readonly start: number;
      /** Keys that the mapping has already. */
      readonly present: readonly string[];
    }
  | { readonly kind: "value"; readonly pointer: string; readonly typed: string; readonly start: number };

/** @returns undefined within comments and block scalars */
export function yamlPlaceAt(text: string, offset: number): YamlPlace | undefined {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const prefix = text.slice(lineStart, offset);
  if (/(?:^|\s)#/.test(prefix)) return undefined;
  const lines = text.slice(0, lineStart).split(/\r?\n/).slice(0, -1).map(readLine);
  const current = readLine(prefix);
  if (isInBlockScalar(lines, current)) return undefined;
  const pair = /^(\s*(?:-\s+)*)(["']?)([\w$-]+)\2\s*:(\s+|$)(.*)$/.exec(prefix);
  if (pair) {
    const value = pair[5] ?? "";
    const typed = /[^[,\s][^[,]*$|$/.exec(value)?.[0] ?? "";
    const steps = [...pathTo(lines, current), pair[3] ?? ""];
    if (value.startsWith("[")) steps.push("0");
    return { kind: "value", pointer: pointerOf(steps), typed, start: offset - wordLength(typed) };
  }
  const typed = prefix.slice(current.column);
  const steps = pathTo(lines, current);
  if (/^[\w$-]*$/.test(typed)) {
    const isListItem = current.dashes.length > 0;
    const pointer = pointerOf(steps);
    // "- a" may begin a mapping, or be a scalar of its own: whoever asks knows which of the two the list holds.
    if (isListItem && !holdsMappings(steps)) return { kind: "value", pointer, typed, start: offset - typed.length };
    return {
      kind: "key",
      pointer,
      typed,
      start: offset - typed.length,
      present: presentKeys(text, lines, current, offset),
    };
  }
  return current.dashes.length > 0
    ? { kind: "value", pointer: pointerOf(steps), typed, start: offset - wordLength(typed) }
    : undefined;
}

interface Line {
  /** Columns of the dashes that open it. */
  readonly dashes: readonly number[];
  /** Column of what follows them. */
  readonly column: number;
  readonly key: string | undefined;
  /** A key whose block scalar (`|`, `>`) follows. */
  readonly opensScalar: boolean;
  readonly isBlank: boolean;
}

function readLine(line: string): Line {
  const lead = /^\s*(?:-(?:\s+|$))*/.exec(line)?.[0] ?? "";
  const dashes = [...lead.matchAll(/-/g)].map((match) => match.index);
  const rest = line.slice(lead.length);
  return {
    dashes,
    column: lead.length,
    key: /^(["']?)([\w$-]+)\1\s*:(?:\s|$)/.exec(rest)?.[2],
    opensScalar: /(?::|-)\s+[|>][+-]?\d?[+-]?\s*(?:#.*)?$/.test(line),
    isBlank: rest.trim() === "" && dashes.length === 0,
  };
}

/** Keys and indices from the top to the mapping (or list) that a line stands in. Indices are all 0: schemas do not count. */
function pathTo(lines: readonly Line[], current: Line): string[] {
  const steps: string[] = [];
  let limit = current.column;
  const up = (dashes: readonly number[]): void => {
    for (const dash of [...dashes].reverse()) {
      steps.unshift("0");
      limit = dash;
    }
  };
  let isAtDash = current.dashes.length > 0;
  up(current.dashes);
  for (let i = lines.length - 1; i >= 0 && (limit > 0 || isAtDash); i--) {
    const line = lines[i];
    if (!line || line.isBlank || line.key === undefined) continue;
    const isParent = line.column < limit || (isAtDash && line.dashes.length === 0 && line.column === limit);
    if (isParent) {
      steps.unshift(line.key);
      limit = line.column;
      isAtDash = line.dashes.length > 0;
      up(line.dashes);
    } else if (line.column === limit && line.dashes.length > 0 && !isAtDash) {
      isAtDash = true;
      up(line.dashes);
    }
  }
  return steps;
}

/** Lines of a block scalar are deeper than the key that opens it. */
function isInBlockScalar(lines: readonly Line[], current: Line): boolean {
  let depth = current.column;
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i];
    if (!line || line.isBlank) continue;
    const column = line.dashes[0] ?? line.column;
    if (line.opensScalar && line.column < depth) return true;
    if (column < depth) depth = Math.min(depth, line.column);
    if (depth === 0) return false;
  }
  return false;
}

/** Keys of the mapping that the cursor stands in, above and below. */
function presentKeys(text: string, above: readonly Line[], current: Line, offset: number): string[] {
  const below = text.slice(offset).split(/\r?\n/).slice(1).map(readLine);
  const keys: string[] = [];
  if (current.dashes.length === 0) {
    for (const line of [...above].reverse()) {
      if (line.isBlank) continue;
      if (line.column < current.column) break;
      if (line.column === current.column && line.key !== undefined) keys.push(line.key);
      if (line.column === current.column && line.dashes.length > 0) break;
    }
  }
  for (const line of below) {
    if (line.isBlank) continue;
    if (line.column < current.column || (line.column === current.column && line.dashes.length > 0)) break;
    if (line.column === current.column && line.key !== undefined) keys.push(line.key);
  }
  return keys;
}

/** Lists whose items are mappings in the files that Codicil completes. */
const holdsMappings = (steps: readonly string[]): boolean => {
  const key = steps.findLast((step) => step !== "0");
  return key === "rules" || key === "examples";
};

/** How much of what was typed is the word that a completion replaces. */
const wordLength = (typed: string): number => /[@\w./:()-]*$/.exec(typed)?.[0].length ?? 0;

const pointerOf = (steps: readonly string[]): string => steps.map((step) => `/${step}`).join("");
