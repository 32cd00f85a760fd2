import { type Cursor, linesAbove } from "./cursor.ts";
import type { Place } from "./place.ts";
import { fieldValuePlace, isDirectiveKey, keyAbove, keysAround } from "./place-fields.ts";
import { isNumberBegun, numberPlace } from "./place-reference.ts";
import type { CompletionRequest } from "./request.ts";
import { sectionAt } from "../../document/lookup.ts";
import { isOfKind } from "./sections.ts";

/** What can be written at the cursor in a YAML policy; nothing in YAML that is no policy. */
export function yamlPlaces(request: CompletionRequest, cursor: Cursor): readonly Place[] {
  const { doc, tools } = request;
  if (!doc.classification.isPolicy) return [];
  const { before, after, offset } = cursor;
  const block = blockKeyAbove(cursor);
  const number = numberPlace(request, cursor);
  if (block === undefined) {
    const isBlankAfter = after.trim() === "";
    const key = /^(\s*)(\p{L}[\p{L}\p{N} _-]*)?$/u.exec(before);
    if (key && isBlankAfter) {
      const indent = key[1] ?? "";
      const span = { start: offset - (key[2] ?? "").length, end: offset };
      if (indent !== "") return [{ kind: "sub-key", span, indent }];
      const neighbours = keysAround(cursor, "", (line) => /^(?:---|\.\.\.)\s*$/.test(line));
      return [{ kind: "key", span, layout: "yaml", neighbours }];
    }
    const value = fieldValuePlace(request, cursor);
    if (value && (value.kind !== "value" || isMetadataValue(request, cursor))) return [value];
  }
  if (number && isNumberBegun(number, cursor)) return [number];
  const start = statementPlaces(request, cursor, block);
  if (start.length > 0) return start;
  return number && !isDirectiveKey(before.trim()) && tools.families.size > 0 ? [number] : [];
}

/** True for a value at the left edge or in a section that is no rule: below, an `owner` may be anything's. */
const isMetadataValue = ({ doc }: CompletionRequest, { before, offset }: Cursor): boolean =>
  /^\S/.test(before) || (sectionAt(doc, offset)?.level ?? 0) === 0;

function statementPlaces({ doc, tools }: CompletionRequest, cursor: Cursor, block: string | undefined): Place[] {
  const { before, after, offset } = cursor;
  if (after.trim() !== "") return [];
  const start = (
    block === undefined
      ? /^(\s*-\s+|\s*[^\s:#-][^:#]{0,60}:\s+)(\p{L}[^|<>[\]().;:#]{0,60}|)$/u
      : /^(\s+(?:[-*+]\s+)?)(\p{L}[^|<>[\]().;:]{0,60}|)$/u
  ).exec(before);
  if (!start) return [];
  const [, lead = "", typed = ""] = start;
  const span = { start: offset - typed.length, end: offset };
  const section = sectionAt(doc, offset);
  const holder = block ?? (/^\s*-/.test(lead) ? keyAbove(cursor, /^\s*/.exec(lead)?.[0] ?? "") : undefined);
  const isRelated =
    isOfKind(section, "related-documents") ||
    (holder !== undefined && tools.kindsOf(spaced(holder)).includes("related-documents"));
  if (isRelated) return [{ kind: "path", span, isYaml: true, words: "" }];
  return [
    { kind: "statement", span, form: block === undefined ? "yaml-item" : "yaml-text", section, opensSection: false },
  ];
}

const spaced = (key: string): string => key.replace(/[_-]+/g, " ");

/** The key whose block scalar (`|`, `>`) the cursor's line is a line of. */
function blockKeyAbove(cursor: Cursor): string | undefined {
  const indent = /^\s*/.exec(cursor.before)?.[0].length ?? 0;
  if (indent === 0) return undefined;
  let least = indent;
  for (const { line } of linesAbove(cursor)) {
    const words = line.trimStart();
    if (words === "") continue;
    const depth = line.length - words.length;
    if (depth >= least) continue;
    least = depth;
    const key = /^(?:-\s+)?["']?([^"'#]{1,80}?)["']?\s*:\s*[|>][+-]?\d?[+-]?\s*(?:#.*)?$/.exec(words)?.[1];
    // What lies below such a key is text, whatever it looks like.
    if (key !== undefined || /^-\s+[|>][+-]?\d?\s*$/.test(words)) return key ?? "";
  }
  return undefined;
}
