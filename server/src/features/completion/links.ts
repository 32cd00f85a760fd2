import { CompletionItemKind } from "vscode-languageserver-types";
import type { PolicyDocument } from "../../document/model.ts";
import type { Candidate } from "./candidate.ts";
import { anchorsOf } from "./anchors.ts";
import { createMatcher } from "./match.ts";
import type { Place } from "./place.ts";
import { relativeUri, resolveUri } from "./relative-uri.ts";
import type { CompletionRequest } from "./request.ts";

/** Paths of the other policies, as the target of a link or as an entry of a YAML list. */
export function pathCandidates(place: Place & { readonly kind: "path" }, request: CompletionRequest): Candidate[] {
  const isNamed = createMatcher(place.words, request.tools.words);
  return others(request).map(({ doc, title, path }): Candidate => {
    const isMeant = place.words.trim() !== "" && isNamed([title]) !== undefined;
    const written = place.isYaml ? decoded(path) : path;
    return {
      label: written,
      note: title,
      kind: CompletionItemKind.File,
      alsoCalled: [title, decoded(path.slice(path.lastIndexOf("/") + 1)), ...aliasesOf(doc)],
      tier: isMeant ? 0 : isNear(path) ? 1 : 2,
      newText: written,
      span: place.span,
    };
  });
}

/** Whole links to other policies, by the words of their titles. */
export function linkCandidates({ span }: Place & { readonly kind: "link" }, request: CompletionRequest): Candidate[] {
  return others(request).map(
    ({ doc, title, path }): Candidate => ({
      label: title,
      note: decoded(path),
      kind: CompletionItemKind.File,
      alsoCalled: [decoded(path), ...aliasesOf(doc)],
      tier: isNear(path) ? 0 : 1,
      newText: `[${title.replace(/[\\[\]]/g, "\\$&")}](${path})`,
      span,
    }),
  );
}

/** Headings of the document that a link's path names; of this one where it names none. */
export function anchorCandidates(
  { span, path }: Place & { readonly kind: "anchor" },
  request: CompletionRequest,
): Candidate[] {
  const { doc, surroundings } = request;
  const uri = path === "" ? doc.uri : resolveUri(doc.uri, path);
  const target = uri === doc.uri ? doc : surroundings.documents().find((other) => other.uri === uri);
  if (target?.format !== "markdown") return [];
  return anchorsOf(target).map(
    ({ anchor, heading }): Candidate => ({
      label: `#${anchor}`,
      note: heading,
      kind: CompletionItemKind.Reference,
      alsoCalled: [heading],
      tier: 0,
      newText: `#${anchor}`,
      span,
    }),
  );
}

function others({ doc, surroundings }: CompletionRequest): { doc: PolicyDocument; title: string; path: string }[] {
  return surroundings
    .documents()
    .filter((other) => other.uri !== doc.uri)
    .map((other) => ({
      doc: other,
      title: other.title?.text ?? nameOf(other.uri),
      path: relativeUri(doc.uri, other.uri),
    }));
}

const aliasesOf = (doc: PolicyDocument): string[] => {
  const id = doc.metadata.fields.get("id")?.text;
  return id === undefined || id === "" ? [] : [id];
};

const isNear = (path: string): boolean => path.startsWith("./");

const nameOf = (uri: string): string => decoded(uri.slice(uri.lastIndexOf("/") + 1));

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
