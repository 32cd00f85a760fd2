import { type Location, SymbolKind, type WorkspaceSymbol } from "vscode-languageserver-types";
import type { Library } from "../catalog/library.ts";
import type { Requirement } from "../catalog/model.ts";
import type { Workspace } from "../engine/workspace.ts";
import { standardNameOf, titleOf } from "../rules/naming.ts";
import { catalogUri } from "./catalog-entry.ts";
import { anchorOf, bestPlaces, headingText, locationOf, type Reading } from "./reading.ts";

export interface WorkspaceSymbolsRequest extends Pick<Reading, "library" | "workspace" | "sourceOf" | "showsCatalog"> {
  /** Words or parts of words; all must occur. */
  readonly query: string;
}

/** An editor shows the first few; the author types on. */
const most = 200;

/** Requirements in scope, at the section that covers them best, and sections of policies, whose name holds the words. */
export function workspaceSymbols(request: WorkspaceSymbolsRequest): WorkspaceSymbol[] {
  const words = request.query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const matches = (name: string): boolean => words.every((word) => name.toLowerCase().includes(word));
  return [...requirementSymbols(request, matches), ...sectionSymbols(request, matches)].slice(0, most);
}

function requirementSymbols(
  { library, workspace, sourceOf, showsCatalog }: WorkspaceSymbolsRequest,
  matches: (name: string) => boolean,
): WorkspaceSymbol[] {
  return requirementsInScope(library, workspace).flatMap((requirement): WorkspaceSymbol[] => {
    const name = `${requirement.number} ${requirement.title}`;
    if (!matches(name)) return [];
    const [best] = bestPlaces(workspace, requirement.id);
    const place = best && locationOf({ uri: best.doc.uri, span: anchorOf(best.section) }, sourceOf);
    const location = place ?? (showsCatalog ? catalogLocation(requirement) : undefined);
    const container = standardNameOf(library, requirement.standard);
    return location
      ? [
          {
            name,
            kind: SymbolKind.Key,
            containerName: best ? `${container}: ${titleOf(best.doc)}` : container,
            location,
          },
        ]
      : [];
  });
}

const requirementsInScope = (library: Library, { config }: Workspace): readonly Requirement[] =>
  config.standards.flatMap((id) => library.standard(id)?.requirements ?? []);

function catalogLocation({ id }: Requirement): Location {
  const start = { line: 0, character: 0 };
  return { uri: catalogUri(id), range: { start, end: start } };
}

function sectionSymbols(
  { workspace, sourceOf }: WorkspaceSymbolsRequest,
  matches: (name: string) => boolean,
): WorkspaceSymbol[] {
  return workspace.documents().flatMap((uri) => {
    const doc = workspace.document(uri)?.doc;
    if (!doc?.classification.isPolicy) return [];
    return doc.sections.flatMap((section): WorkspaceSymbol[] => {
      const name = headingText(section);
      if (name === "" || !matches(name)) return [];
      const location = locationOf({ uri, span: anchorOf(section) }, sourceOf);
      const kind = section.isTitle ? SymbolKind.File : SymbolKind.String;
      return location ? [{ name, kind, containerName: titleOf(doc), location }] : [];
    });
  });
}
