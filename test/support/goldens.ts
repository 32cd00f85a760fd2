import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Position, Range } from "vscode-languageserver/node";
import { LineIndex } from "../../server/src/base/text.ts";

/** One case of test/lsp/<method>/<case>.md: documents, a request, and what is to come back. */
export interface Golden {
  readonly file: string;
  readonly title: string;
  /** Documents by path; the first one is asked about. */
  readonly files: ReadonlyMap<string, string>;
  /** The document and offset of `<|>`; offset 0 of the first document where it stands nowhere. */
  readonly cursor: { readonly path: string; readonly offset: number };
  readonly method: string;
  /** Parameters beside document and position. */
  readonly params: object;
  /** A client that promises nothing beyond what every editor does. */
  readonly isPlain: boolean;
  readonly expected: string;
}

/** Reads the cases below a folder whose answers are compared whole, in order of their paths. */
export function readGoldens(folder: string): Golden[] {
  // Cases of completion say what is picked, and have a reader of their own.
  return readCases(folder).filter(({ file }) => featureOf(file) !== "completion");
}

/** Reads all cases below a folder, in order of their paths. */
export function readCases(folder: string): Golden[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .sort()
    .map((file) => readGolden(path.join(folder, file)));
}

/** The feature that a case is about: the name of its folder. */
export const featureOf = (file: string): string => path.basename(path.dirname(file));

function readGolden(file: string): Golden {
  const source = readFileSync(file, "utf8");
  const [given = "", when = "", then = ""] = source.split(/^## (?:Given|When|Then)\n/m).slice(1);
  return {
    file,
    title: /^# (.*)$/m.exec(source)?.[1] ?? "",
    ...readGiven(given),
    method: /^`([\w/]+)`/m.exec(when)?.[1] ?? "",
    params: JSON.parse(/^```json\n([^]*?)^```$/m.exec(when)?.[1] ?? "{}") as object,
    isPlain: when.includes("plain editor"),
    expected: /^(`{3,})[^\n]*\n([^]*?)\n?^\1$/m.exec(then)?.[2]?.trimEnd() ?? "",
  };
}

/** Documents and cursor from the first part of a case. */
function readGiven(given: string): Pick<Golden, "files" | "cursor"> {
  const files = new Map<string, string>();
  let cursor: Golden["cursor"] | undefined;
  for (const match of given.matchAll(/^`([^`]+)`([^\n]*)\n+(`{3,})[^\n]*\n([^]*?)^\3$/gm)) {
    const [, name = "", note = "", , body = ""] = match;
    const text = note.includes("CRLF") ? body.replace(/\n/g, "\r\n") : body;
    const offset = text.indexOf("<|>");
    if (offset >= 0) cursor = { path: name, offset };
    files.set(name, text.replace("<|>", ""));
  }
  return { files, cursor: cursor ?? { path: [...files.keys()][0] ?? "", offset: 0 } };
}

/** The case's file with another answer. */
export function withExpected(golden: Golden, answer: string): string {
  const source = readFileSync(golden.file, "utf8");
  const head = source.slice(0, source.indexOf("\n## Then\n") + "\n## Then\n".length);
  const language = golden.method === "textDocument/hover" ? "markdown" : "json";
  return `${head}\n\`\`\`\`${language}\n${answer}\n\`\`\`\`\n`;
}

/** An answer as the goldens show it: paths for uris, and each range with the words it holds. */
export function renderAnswer(golden: Golden, answer: unknown, root: string, legend: readonly string[]): string {
  const text = textOf(golden, golden.cursor.path);
  if (golden.method === "textDocument/hover") {
    const hover = answer as { contents: { value: string }; range: Range } | null;
    if (!hover) return "nothing";
    return `${showRange(hover.range, text)}\n\n${hover.contents.value.replaceAll(root, "")}`;
  }
  const tokens = (answer as { data?: number[] } | null)?.data;
  const shown = golden.method.startsWith("textDocument/semanticTokens") && tokens ? decode(tokens, legend) : answer;
  return JSON.stringify(readable(shown, golden, root, golden.cursor.path), null, 2);
}

const textOf = (golden: Golden, name: string): string => golden.files.get(name) ?? "";

function readable(value: unknown, golden: Golden, root: string, name: string): unknown {
  if (typeof value === "string") return value.replaceAll(root, "");
  if (Array.isArray(value)) return value.map((one) => readable(one, golden, root, name));
  if (typeof value !== "object" || value === null) return value;
  const object = value as Record<string, unknown>;
  if (isPosition(object)) return `${object.line}:${object.character}`;
  if (isRange(object)) return showRange(object, textOf(golden, name));
  const about = object["textDocument"] as { uri?: unknown } | undefined;
  const uri = object["uri"] ?? object["targetUri"] ?? about?.uri;
  const inner = typeof uri === "string" ? uri.replace(root, "") : name;
  return Object.fromEntries(
    Object.entries(object)
      .filter(([key]) => !hidden.has(key))
      .map(([key, one]) => [
        key.replace(root, ""),
        // An edit for clients without versions is found by its document's uri.
        readable(
          one,
          golden,
          root,
          key === "originSelectionRange" ? name : key.startsWith(root) ? key.replace(root, "") : inner,
        ),
      ]),
  );
}

/** What is for machines: it differs from run to run, or is tested where it is used. */
const hidden = new Set(["data", "resultId", "codeDescription", "version"]);

const isPosition = (value: object): value is Position => Object.keys(value).sort().join() === "character,line";

const isRange = (value: object): value is Range => Object.keys(value).sort().join() === "end,start";

/** `8:10-8:16 A.8.13`, zero-based; long stretches by their first and last words. */
function showRange({ start, end }: Range, text: string): string {
  const lines = new LineIndex(text);
  const at = ({ line, character }: Position): number => lines.offsetAt({ line, column: character });
  const words = text.slice(at(start), at(end)).replace(/\r/g, "\\r").replace(/\n/g, "\\n");
  const shown = words.length > 60 ? `${words.slice(0, 28)} … ${words.slice(-28)}` : words;
  return `${start.line}:${start.character}-${end.line}:${end.character} ${shown}`.trimEnd();
}

/** Semantic tokens as ranges with their types. */
function decode(data: readonly number[], legend: readonly string[]): object[] {
  const tokens: object[] = [];
  let line = 0;
  let character = 0;
  for (let i = 0; i + 4 < data.length; i += 5) {
    const [lines = 0, columns = 0, length = 0, type = 0] = data.slice(i, i + 4);
    character = lines > 0 ? columns : character + columns;
    line += lines;
    tokens.push({
      type: legend[type],
      range: { start: { line, character }, end: { line, character: character + length } },
    });
  }
  return tokens;
}
