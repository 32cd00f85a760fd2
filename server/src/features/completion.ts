import { type CompletionItem, CompletionItemKind, MarkupKind } from "vscode-languageserver-types";
import type { Library } from "../catalog/library.ts";
import type { Requirement, StandardId } from "../catalog/model.ts";
import { keyOf } from "../document/metadata.ts";
import type { PolicyDocument } from "../document/model.ts";
import { familiesOf, findStandards } from "../document/reference-scan.ts";
import { type CompletionPlace, placeAt } from "./completion-place.ts";
import { type Source, toRange } from "./convert.ts";
import { describeRequirement } from "./describe.ts";
import { ownReferenceItems, ownTriggers } from "./own-completion.ts";

export interface CompletionRequest {
  readonly source: Source;
  readonly doc: PolicyDocument;
  readonly library: Library;
  /** Standards in scope, in order. */
  readonly standards: readonly StandardId[];
  readonly offset: number;
}

/** What an item carries until it is resolved. */
export type CompletionData = { readonly requirement: string } | { readonly field: string };

/** Characters after which an editor should ask again. */
export const completionTriggers: readonly string[] = [".", ...ownTriggers];

/** References where a number or, in a list of controls, a title is being typed; metadata keys in front matter and YAML. */
export function completions(request: CompletionRequest): CompletionItem[] {
  const place = placeAt(request);
  if (!place) return ownReferenceItems(request);
  return place.kind === "key" ? keyItems(place, request) : referenceItems(place, request);
}

/** Adds the documentation of an item; only the chosen one needs it. */
export function resolveCompletion(item: CompletionItem, library: Library): CompletionItem {
  const data = item.data as Partial<Record<"requirement" | "field", unknown>> | undefined;
  const value =
    typeof data?.requirement === "string"
      ? describeRequirement(library, data.requirement)
      : typeof data?.field === "string"
        ? library.metadataField(data.field)?.about
        : undefined;
  return value === undefined ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value } };
}

function referenceItems(place: CompletionPlace & { kind: "reference" }, request: CompletionRequest): CompletionItem[] {
  const { library, source } = request;
  const named = standardsNamed(place, request);
  // The numbers of own catalogs have forms of their own (own-completion.ts); in a list of requirements all may stand.
  const takesOwn = place.inMetadata || place.of === "any";
  const scope = (named ?? request.standards).filter((id) => takesOwn || !library.standard(id)?.own);
  const range = toRange(source.lines, place.span);
  const found = scope
    .flatMap((id) => library.standard(id)?.requirements ?? [])
    .filter((requirement) => place.of === "any" || requirement.kind === place.of);
  return found.map((requirement, i): CompletionItem => {
    const standard = library.standard(requirement.standard)?.name ?? requirement.standard;
    return {
      label: `${requirement.number} ${requirement.title}`,
      labelDetails: { description: standard },
      kind: CompletionItemKind.Reference,
      detail: standard,
      filterText: `${requirement.number} ${requirement.title}`,
      sortText: String(i).padStart(4, "0"),
      textEdit: { range, newText: writtenAs(requirement, place, named !== undefined, library) },
      data: { requirement: requirement.id } satisfies CompletionData,
    };
  });
}

/** The number alone where nothing else can be meant, else with its standard. */
function writtenAs(
  requirement: Requirement,
  place: CompletionPlace & { kind: "reference" },
  isNamed: boolean,
  library: Library,
): string {
  const holders = library.byNumber(requirement.number).filter((one) => one.kind === requirement.kind);
  if (isNamed || (holders.length === 1 && requirement.kind === "control")) return requirement.number;
  if (place.inMetadata) return requirement.id;
  const name = library.standard(requirement.standard)?.name ?? requirement.standard;
  return `${name} ${requirement.number}`;
}

/** The standard written just before the number, or in the key of the list. */
function standardsNamed(
  { context }: CompletionPlace & { kind: "reference" },
  { library }: CompletionRequest,
): readonly StandardId[] | undefined {
  const mention = findStandards(context, familiesOf(library)).at(-1);
  if (!mention || /[.;!?]\s/.test(context.slice(mention.end))) return undefined;
  const current = mention.standards.map((id) => library.standard(id)?.supersededBy ?? id);
  return [...new Set(current)];
}

function keyItems(
  place: CompletionPlace & { kind: "key" },
  { doc, library, source }: CompletionRequest,
): CompletionItem[] {
  const range = toRange(source.lines, place.span);
  // The key under the cursor is itself among the fields by now.
  const present = [...doc.metadata.fields.values()]
    .filter((value) => value.keySpan.start !== place.span.start)
    .map((value) => value.field);
  return library.data.metadataFields
    .filter((field) => !present.includes(field.id))
    .map((field, i): CompletionItem => {
      const key = keyOf(field.synonyms[0] ?? field.id).replaceAll(" ", "_");
      return {
        label: key,
        kind: CompletionItemKind.Property,
        detail: field.title,
        filterText: `${key} ${field.title}`,
        sortText: String(i).padStart(4, "0"),
        textEdit: { range, newText: `${key}: ` },
        data: { field: field.id } satisfies CompletionData,
      };
    });
}
