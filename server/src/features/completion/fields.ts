import { CompletionItemKind } from "vscode-languageserver-types";
import { lineEndOf } from "../../base/text.ts";
import type { MetadataField } from "../../catalog/model.ts";
import { linesOf } from "../../document/edit-lines.ts";
import { blockValue, keyLike, usualKey, yamlScalar } from "../../document/yaml-write.ts";
import { addMonths, reviewInterval } from "../../rules/review-cycle.ts";
import type { Candidate } from "./candidate.ts";
import { missingSections } from "./headings.ts";
import type { Place } from "./place.ts";
import type { CompletionRequest } from "./request.ts";
import { toSnippet } from "./snippet.ts";

/** Keys of metadata; in YAML those of whole sections, too. */
export function keyCandidates(place: Place & { readonly kind: "key" }, request: CompletionRequest): Candidate[] {
  const { library, tools } = request;
  const present = new Set(place.neighbours.map((key) => tools.fieldOf(key)?.id));
  const fields = library.data.metadataFields
    .filter((field) => !present.has(field.id))
    .map((field): Candidate => {
      const key = keyLike(usualKey(field), place.neighbours);
      return {
        label: key,
        note: field.title,
        kind: CompletionItemKind.Property,
        alsoCalled: [field.title, ...field.synonyms],
        tier: field.expected ? 0 : 2,
        newText: `${key}: `,
        span: place.span,
        data: { is: "field", id: field.id },
      };
    });
  return place.layout === "yaml" ? [...fields, ...sectionKeys(place, request)] : fields;
}

/** Keys of sections, each with its text. */
function sectionKeys(place: Place & { readonly kind: "key" }, request: CompletionRequest): Candidate[] {
  const { doc, editor } = request;
  const eol = lineEndOf(doc.text);
  return missingSections(request).map(({ kind, tier }): Candidate => {
    const key = keyLike(kind.title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-"), place.neighbours);
    const written = `${key}:${blockValue(linesOf(kind.clause), "  ", eol)}`;
    return {
      label: key,
      note: kind.title,
      kind: CompletionItemKind.Module,
      alsoCalled: [kind.title, ...kind.synonyms],
      tier: tier + 1,
      newText: editor.snippets ? toSnippet(written) : written,
      isSnippet: editor.snippets,
      span: place.span,
      data: { is: "section", id: kind.id },
    };
  });
}

/** Values of a metadata field: document types, who and what the workspace names, dates. */
export function valueCandidates(place: Place & { readonly kind: "value" }, request: CompletionRequest): Candidate[] {
  const { field } = place;
  switch (field.type) {
    case "document-type":
      return typeCandidates(place, request);
    case "date":
      return dateCandidates(place, request);
    default:
      return textCandidates(place, request);
  }
}

function typeCandidates(place: Place & { readonly kind: "value" }, { library, doc }: CompletionRequest): Candidate[] {
  const likely = doc.classification.type;
  return library.data.documentTypes.map(
    (type): Candidate => ({
      label: type.id,
      note: type.title,
      kind: CompletionItemKind.EnumMember,
      alsoCalled: [type.title, ...type.aliases],
      tier: type.id === likely ? 0 : type.kind === doc.classification.kind ? 1 : 2,
      newText: type.id,
      span: place.span,
      data: { is: "type", id: type.id },
    }),
  );
}

/** Today for what has happened, the end of the review interval for what is to come. */
function dateCandidates(place: Place & { readonly kind: "value" }, request: CompletionRequest): Candidate[] {
  const { today, doc } = request;
  const interval = reviewInterval(doc) ?? 12;
  const months = place.field.id === "next-review" ? [...new Set([interval, 12, 6, 24])] : [0];
  return months.map(
    (count, i): Candidate => ({
      label: addMonths(today, count),
      note: count === 0 ? "today" : count === 12 ? "in a year" : `in ${count} months`,
      kind: CompletionItemKind.Value,
      tier: i,
      newText: addMonths(today, count),
      span: place.span,
    }),
  );
}

/** What other documents say, the most frequent first, then what is usual. */
function textCandidates(place: Place & { readonly kind: "value" }, request: CompletionRequest): Candidate[] {
  const { field } = place;
  const seen = seenValues(field, request);
  const usual = field.values ?? [];
  const texts = [
    ...seen.map((text) => ({
      text,
      tier: usual.length > 0 && !usual.includes(text) ? 1 : 0,
      note: "in this workspace",
    })),
    ...headingAsTitle(field, request).map((text) => ({ text, tier: 0, note: "the first heading" })),
    ...usual.map((text, i) => ({ text, tier: i === 0 ? 0 : 1, note: undefined })),
    ...(usual.length === 0 && field.id !== "title" && field.id !== "id"
      ? [{ text: field.example, tier: 2, note: "example" }]
      : []),
  ];
  const known = new Set<string>();
  return texts
    .filter(({ text }) => !known.has(text) && known.add(text))
    .map(
      ({ text, tier, note }): Candidate => ({
        label: text,
        ...(note === undefined ? {} : { note }),
        kind: CompletionItemKind.Value,
        tier,
        newText: place.isYaml ? (field.type === "version" ? JSON.stringify(text) : yamlScalar(text)) : text,
        span: place.span,
      }),
    );
}

/** Fields that name roles share what is seen: who owns one document approves another. */
const roleFields: ReadonlySet<string> = new Set(["owner", "author", "approved-by", "reviewed-by"]);

function seenValues(field: MetadataField, { surroundings, doc }: CompletionRequest): string[] {
  if (field.id === "title" || field.id === "id" || field.id === "version") return [];
  const counts = new Map<string, number>();
  const isRole = roleFields.has(field.id);
  for (const other of surroundings.documents()) {
    if (other.uri === doc.uri) continue;
    for (const { field: id, text } of other.metadata.fields.values()) {
      // One place in the same field weighs more than many in another.
      const weight = id === field.id ? 1000 : isRole && roleFields.has(id) ? 1 : 0;
      if (weight > 0 && text !== "" && text.length < 100) counts.set(text, (counts.get(text) ?? 0) + weight);
    }
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([text]) => text);
}

const headingAsTitle = (field: MetadataField, { doc }: CompletionRequest): string[] => {
  const title = field.id === "title" ? doc.sections.find((section) => section.isTitle)?.heading?.text : undefined;
  return title === undefined || title === "" ? [] : [title];
};
