import type { Span } from "../../base/span.ts";
import type { MetadataField, Requirement, StandardId } from "../../catalog/model.ts";
import type { Directive, Section } from "../../document/model.ts";
import { cursorAt } from "./cursor.ts";
import { directivePlace } from "./place-directive.ts";
import { markdownPlaces } from "./place-markdown.ts";
import { yamlPlaces } from "./place-yaml.ts";
import type { CompletionRequest } from "./request.ts";

/** What can be written at the cursor. `span` is what has been typed of it, and will be replaced. */
export type Place = { readonly span: Span } & (
  | {
      readonly kind: "reference";
      readonly of: "control" | "clause" | "any";
      readonly within: "prose" | "list" | "metadata";
      /** `Annex ` where the author has written it before the number. */
      readonly annex: string;
      /** Standards named beside it, or in the key or column it stands under. */
      readonly named: readonly StandardId[] | undefined;
      /** Any word of running text: then only titles count that it names well. */
      readonly isGuess: boolean;
    }
  /** Requirements of the workspace's own catalogs whose number is begun. */
  | { readonly kind: "own-reference"; readonly requirements: readonly Requirement[] }
  | { readonly kind: "key"; readonly layout: "front-matter" | "yaml"; readonly neighbours: readonly string[] }
  | { readonly kind: "sub-key"; readonly indent: string }
  | { readonly kind: "value"; readonly field: MetadataField; readonly isYaml: boolean }
  | { readonly kind: "heading" }
  | {
      readonly kind: "statement";
      readonly form: "paragraph" | "item" | "yaml-item" | "yaml-text";
      readonly section: Section | undefined;
      /** A whole section may stand here. */
      readonly opensSection: boolean;
    }
  /** `words` are those of the link. */
  | { readonly kind: "path"; readonly isYaml: boolean; readonly words: string }
  | { readonly kind: "anchor"; readonly path: string }
  | { readonly kind: "link"; readonly closes: boolean }
  | { readonly kind: "directive"; readonly isComment: boolean; readonly closes: boolean }
  | { readonly kind: "rule"; readonly of: Directive["kind"]; readonly written: readonly string[] }
);

/**
 * Tells what can be written at the cursor, the likeliest first; nothing where an editor asked by itself at a place where
 * the author did not mean to be asked. Looks at the lines around the cursor only.
 */
export function placesAt(request: CompletionRequest): readonly Place[] {
  const { doc, offset, editor } = request;
  const cursor = cursorAt(doc.text, offset);
  const places =
    directivePlace(cursor, doc.format) ??
    (doc.format === "yaml" ? yamlPlaces(request, cursor) : markdownPlaces(request, cursor));
  const { typed } = editor;
  return typed === undefined ? places : places.filter((place) => asks(place, typed));
}

/** Characters after which an editor may ask by itself, by kind of place. */
const callers: Readonly<Record<Place["kind"], string>> = {
  reference: ".",
  "own-reference": ".-( ",
  key: "",
  "sub-key": "",
  value: " ",
  heading: " ",
  statement: "",
  path: "(/. ",
  anchor: "#",
  link: "",
  directive: "",
  rule: " /",
};

/** Characters after which an editor should ask. */
export const triggerCharacters: readonly string[] = [".", " ", "(", "/", "#", "-"];

const asks = (place: Place, typed: string): boolean =>
  callers[place.kind].includes(typed) || (place.kind === "reference" && place.within === "metadata" && typed === " ");
