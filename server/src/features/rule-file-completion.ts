import { type CompletionItem, CompletionItemKind, InsertTextFormat, MarkupKind } from "vscode-languageserver-types";
import type { Library } from "../catalog/library.ts";
import { schemaAt, type SchemaPart } from "../engine/rule-files/read.ts";
import { type Source, toRange } from "./convert.ts";
import { type YamlPlace, yamlPlaceAt } from "./yaml-place.ts";

export interface RuleFileCompletionRequest {
  readonly source: Source;
  readonly library: Library;
  readonly offset: number;
}

/** Keys and values of a rule file: from its schema, and from the catalogs where a value names something they hold. */
export function ruleFileCompletions({ source, library, offset }: RuleFileCompletionRequest): CompletionItem[] {
  const place = yamlPlaceAt(source.text, offset);
  if (!place) return [];
  const range = toRange(source.lines, { start: place.start, end: offset });
  const item = (made: Omit<CompletionItem, "textEdit" | "sortText">, newText: string, i: number): CompletionItem => ({
    ...made,
    sortText: String(i).padStart(4, "0"),
    textEdit: { range, newText },
  });
  if (place.kind === "key") {
    const properties = Object.entries(schemaAt(place.pointer)?.properties ?? {});
    return properties
      .filter(([key]) => !place.present.includes(key))
      .map(([key, part], i) =>
        item(
          {
            label: key,
            kind: CompletionItemKind.Property,
            ...(part.description === undefined
              ? {}
              : { documentation: { kind: MarkupKind.Markdown, value: part.description } }),
            insertTextFormat: InsertTextFormat.PlainText,
          },
          `${key}:${isScalar(part) ? " " : ""}`,
          i,
        ),
      );
  }
  return valuesAt(place, library).map(({ value, detail }, i) =>
    item(
      {
        label: value,
        kind: CompletionItemKind.Value,
        ...(detail === undefined ? {} : { detail, filterText: `${value} ${detail}` }),
      },
      value.startsWith("@") && place.typed === "" ? `"${value}` : value,
      i,
    ),
  );
}

/** Characters after which an editor should ask again in a rule file. */
export const ruleFileTriggers: readonly string[] = ["@", "/", ":"];

const isScalar = (part: SchemaPart): boolean =>
  part.enum !== undefined ||
  part.type === "string" ||
  part.type === "integer" ||
  part.type === "boolean" ||
  part.anyOf !== undefined;

interface Value {
  readonly value: string;
  readonly detail?: string;
}

function valuesAt({ pointer, typed }: YamlPlace & { kind: "value" }, library: Library): Value[] {
  const key = pointer.split("/").findLast((step) => step !== "" && !/^\d+$/.test(step)) ?? "";
  const part = schemaAt(pointer);
  if (part?.enum) return part.enum.map((value) => ({ value }));
  if (part?.type === "boolean") return [{ value: "true" }, { value: "false" }];
  if (/\/metadata\/required(?:\/\d+)?$/.test(pointer))
    return library.data.metadataFields.map(({ id, title }) => ({ value: id, detail: title }));
  if (!part) return [];
  if (key === "types" || key === "type")
    return library.data.documentTypes.map(({ id, title }) => ({ value: id, detail: title }));
  if (key === "controls" || /\/references\/(?:require|forbid)\b/.test(pointer))
    return library.standards
      .filter((standard) => standard.supersededBy === undefined)
      .flatMap((standard) => standard.requirements.map(({ id, title }) => ({ value: id, detail: title })));
  if (key === "within" || /\/sections\/(?:require|forbid)\b/.test(pointer))
    return library.data.sectionKinds.map(({ id, title }) => ({ value: id, detail: title }));
  if (/\/(?:require|forbid|count\/of)(?:\/\d+)?$/.test(pointer) && /^["']?(?:@[a-z]*)?$|[\s(|~]@[a-z]*$/.test(typed))
    return Object.entries(library.language.classes).map(([name, words]) => ({
      value: `@${name}`,
      detail: words.slice(0, 4).join(", "),
    }));
  return [];
}
