import { isMap, isScalar, isSeq } from "yaml";
import type { Span } from "../../base/span.ts";
import type { PolicyDocument } from "../../document/model.ts";
import { parseStream } from "../../document/yaml-stream.ts";

/** Where a document points to another file. */
export interface TargetPlace {
  /** Span of the target as written, without angle brackets or quotes. */
  readonly span: Span;
  /** Target with the escapes of its place resolved; percent signs are left. */
  readonly target: string;
  /** What the target stands in, so that a new one can be written there. */
  readonly form: "bare" | "angled" | "yaml-plain" | "yaml-single" | "yaml-double";
}

/** Targets of links, images and link definitions, and values of front matter and YAML that may be paths. */
export function targetsOf(doc: PolicyDocument): TargetPlace[] {
  const places = [...markdownTargets(doc), ...valueTargets(doc)];
  const seen = new Set<number>();
  return places
    .sort((a, b) => a.span.start - b.span.start)
    .filter(({ span }) => !seen.has(span.start) && seen.add(span.start));
}

const destination = String.raw`(?:<([^<>\n]*)>|((?:[^\s()\\<]|\\.|\((?:[^\s()\\]|\\.)*\))+))`;
const inline = new RegExp(String.raw`\]\(\s*${destination}`, "g");
const definition = new RegExp(String.raw`^ {0,3}\[[^\]\n]+\]:[ \t]*${destination}`, "gm");
const attribute = /\b(?:href|src)\s*=\s*(?:"([^"\n]*)"|'([^'\n]*)')/gi;

function markdownTargets({ text, format }: PolicyDocument): TargetPlace[] {
  const code = format === "markdown" ? codeSpans(text) : [];
  const isCode = (at: number): boolean => code.some(({ start, end }) => start <= at && at < end);
  const places: TargetPlace[] = [];
  for (const pattern of format === "markdown" ? [inline, definition, attribute] : [inline]) {
    for (const match of text.matchAll(pattern)) {
      const written = match[1] ?? match[2] ?? "";
      const isAngled = match[1] !== undefined && pattern !== attribute;
      const close = isAngled || pattern === attribute ? 1 : 0;
      const end = match.index + match[0].length - close;
      if (isCode(match.index)) continue;
      const span = { start: end - written.length, end };
      const target =
        pattern === attribute ? written : written.replace(/\\([!-/:-@[-`{-~])/g, "$1").replace(/&amp;/g, "&");
      places.push({ span, target, form: isAngled || pattern === attribute ? "angled" : "bare" });
    }
  }
  return places;
}

/** Fenced code and code within lines. */
function codeSpans(text: string): Span[] {
  const fences = [...text.matchAll(/^ {0,3}(`{3,}|~{3,})[^\n]*\n[^]*?(?:^ {0,3}\1[`~]*[ \t]*\r?$|(?![^]))/gm)];
  const inlines = [...text.matchAll(/(?<!`)(`+)(?!`)[^`\n]*?(?<!`)\1(?!`)/g)];
  return [...fences, ...inlines].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** Scalars of one line in YAML and front matter that name a file or a path. */
function valueTargets(doc: PolicyDocument): TargetPlace[] {
  const block =
    doc.format === "yaml"
      ? { start: 0, end: doc.text.length }
      : doc.metadata.where === "front-matter"
        ? doc.metadata.block
        : undefined;
  if (!block) return [];
  const places: TargetPlace[] = [];
  const visit = (node: unknown): void => {
    if (isMap(node)) for (const pair of node.items) visit(pair.value);
    else if (isSeq(node)) for (const item of node.items) visit(item);
    else if (isScalar(node) && node.range && typeof node.value === "string") {
      const form = ({ PLAIN: "yaml-plain", QUOTE_SINGLE: "yaml-single", QUOTE_DOUBLE: "yaml-double" } as const)[
        node.type as "PLAIN" | "QUOTE_SINGLE" | "QUOTE_DOUBLE"
      ];
      if (form === undefined || !/\.[a-z]{1,10}(?:[?#]|$)/i.test(node.value) || /[\r\n]/.test(node.value)) return;
      const quote = form === "yaml-plain" ? 0 : 1;
      const span = { start: block.start + node.range[0] + quote, end: block.start + node.range[1] - quote };
      places.push({ span, target: node.value, form });
    }
  };
  for (const { contents } of parseStream(doc.text.slice(block.start, block.end)).documents) visit(contents);
  return places;
}
