import { CompletionItemKind, type CompletionList } from "vscode-languageserver-types";
import { type Candidate, type CompletionData, toItems } from "../completion/candidate.ts";
import { cursorAt } from "../completion/cursor.ts";
import type { Editor } from "../completion/request.ts";
import type { Source } from "../convert.ts";
import { type ConfigPlace, configPlaceAt } from "./place.ts";
import { alternatives, anyItem, type ConfigSchema, keysOf, schemaAt, valuesOf } from "./schema.ts";
import type { ConfigTools } from "./tools.ts";

export interface ConfigRequest {
  readonly source: Source;
  readonly offset: number;
  readonly tools: ConfigTools;
  /** Documents below the configuration's folder, relative to it. */
  readonly paths: () => readonly string[];
  readonly editor: Editor;
}

/** Keys and values of `codicil.yaml`, from its schema and the catalogs. */
export function completeConfig(request: ConfigRequest): CompletionList {
  const { source, offset, editor } = request;
  const cursor = cursorAt(source.text, offset);
  const place = configPlaceAt(cursor);
  if (!place || (editor.typed !== undefined && !asks(place, editor.typed))) return { isIncomplete: false, items: [] };
  const candidates = candidatesAt(place, request);
  return {
    isIncomplete: candidates.length > 0,
    items: toItems(candidates, { source, offset, words: request.tools.words }),
  };
}

const asks = (place: ConfigPlace, typed: string): boolean => place.kind === "value" && " /.".includes(typed);

function candidatesAt(place: ConfigPlace, request: ConfigRequest): readonly Candidate[] {
  const schema = schemaAt(request.tools.schema, place.path);
  if (!schema) return [];
  if (place.kind === "key") return keyCandidates(place, schema, request);
  const isMappingItem = place.path.at(-1) === anyItem && keysOf(schema).size > 0;
  return isMappingItem ? keyCandidates(place, schema, request) : valueCandidates(place, schema, request);
}

function keyCandidates(place: ConfigPlace, schema: ConfigSchema, request: ConfigRequest): Candidate[] {
  const required = [...keysOf(schema).keys()];
  return [...keysOf(schema)]
    .filter(([key]) => !place.present.includes(key) && !key.startsWith("$"))
    .map(
      ([key, of]): Candidate => ({
        label: key,
        ...noteOf(key, request),
        kind: CompletionItemKind.Property,
        alsoCalled: [key.slice(key.indexOf("/") + 1), of.description ?? ""],
        tier: required.indexOf(key) < 0 ? 1 : 0,
        ...keyText(key, of, place, request),
        span: place.span,
        data: dataOf(key, of, request),
      }),
    );
}

/** A key with what its value begins with: a new line for lists and mappings. */
function keyText(
  key: string,
  schema: ConfigSchema,
  { indent }: ConfigPlace,
  { editor, source }: ConfigRequest,
): Pick<Candidate, "newText" | "isSnippet"> {
  const eol = source.text.includes("\r\n") ? "\r\n" : "\n";
  const takes = (type: string): boolean => alternatives(schema).some((one) => one.type === type);
  if (takes("array")) return { newText: `${key}:${eol}${indent}  - ` };
  if (takes("object") && valuesOf(schema).length === 0) return { newText: `${key}:${eol}${indent}  ` };
  return { newText: editor.snippets ? `${key}: $0` : `${key}: `, isSnippet: editor.snippets };
}

const noteOf = (key: string, { tools }: ConfigRequest): { note?: string } => {
  const rule = tools.rules.find((one) => one.id === key);
  return rule ? { note: `default: ${rule.severity}` } : {};
};

const dataOf = (key: string, { description }: ConfigSchema, { tools }: ConfigRequest): CompletionData =>
  tools.rules.some((rule) => rule.id === key) ? { is: "rule", id: key } : { is: "text", text: description ?? key };

function valueCandidates(place: ConfigPlace, schema: ConfigSchema, request: ConfigRequest): Candidate[] {
  const { tools } = request;
  const values = valuesOf(schema).filter((value) => !place.present.includes(String(value)));
  if (values.length === 0) return takesPath(place) ? pathCandidates(place, request) : [];
  const isSwitch = values.every((value) => typeof value === "boolean");
  return values
    .filter((value) => isSwitch || typeof value === "string")
    .map(
      (value): Candidate => ({
        label: String(value),
        kind: CompletionItemKind.EnumMember,
        // Whoever writes a switch wants another value than the standing one.
        tier: schema.default === value ? 1 : 0,
        newText: String(value),
        span: place.span,
        ...describeValue(String(value), schema, tools),
      }),
    );
}

function describeValue(
  value: string,
  schema: ConfigSchema,
  { library }: ConfigTools,
): Pick<Candidate, "note" | "alsoCalled" | "data"> {
  const standard = library.standard(value);
  if (standard)
    return {
      note: standard.name,
      alsoCalled: [standard.title, ...standard.aliases],
      data: { is: "text", text: standard.title },
    };
  const requirement = library.requirement(value);
  if (requirement)
    return {
      note: requirement.title,
      alsoCalled: [requirement.number, requirement.title, ...requirement.titleVariants],
      data: { is: "requirement", id: value },
    };
  const type = library.documentType(value);
  if (type) return { note: type.title, alsoCalled: [type.title, ...type.aliases], data: { is: "type", id: value } };
  return {
    data: {
      is: "text",
      text:
        schema.description ?? alternatives(schema).find((one) => one.description !== undefined)?.description ?? value,
    },
  };
}

/** `include`, `exclude` and the `path` of a document. */
const takesPath = ({ path }: ConfigPlace): boolean =>
  path[0] === "include" || path[0] === "exclude" || (path[0] === "documents" && path.at(-1) === "path");

function pathCandidates(place: ConfigPlace, { paths }: ConfigRequest): Candidate[] {
  const files = paths();
  const folders = [
    ...new Set(files.flatMap((file) => (file.includes("/") ? [file.slice(0, file.lastIndexOf("/"))] : []))),
  ];
  const isGlob = place.path[0] !== "documents";
  const make = (label: string, tier: number): Candidate => ({
    label,
    kind: label.endsWith("/**") ? CompletionItemKind.Folder : CompletionItemKind.File,
    alsoCalled: [label.slice(label.lastIndexOf("/") + 1)],
    tier,
    newText: /^[*&!|>%@`"'#{[]/.test(label) || /:\s|\s#/.test(label) ? JSON.stringify(label) : label,
    span: place.span,
  });
  return [
    ...folders.sort().map((folder) => make(`${folder}/**`, isGlob ? 0 : 1)),
    ...files.map((file) => make(file, isGlob ? 1 : 0)),
  ];
}
