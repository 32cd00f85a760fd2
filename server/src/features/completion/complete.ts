import type { CompletionList } from "vscode-languageserver-types";
import { type Candidate, toItems } from "./candidate.ts";
import { directiveCandidates, ruleCandidates } from "./directives.ts";
import { keyCandidates, valueCandidates } from "./fields.ts";
import { headingCandidates, sectionCandidates, subKeyCandidates } from "./headings.ts";
import { anchorCandidates, linkCandidates, pathCandidates } from "./links.ts";
import { ownReferenceCandidates } from "./own-references.ts";
import { type Place, placesAt } from "./place.ts";
import { referenceCandidates } from "./references.ts";
import type { CompletionRequest } from "./request.ts";
import { statementCandidates } from "./statements.ts";

/**
 * What an author may want to write at the cursor, the most useful first. The list is never complete: what is typed on is
 * ranked anew, by words and usefulness, which an editor cannot.
 */
export function complete(request: CompletionRequest): CompletionList {
  const candidates = placesAt(request).flatMap((place) => candidatesAt(place, request));
  return {
    isIncomplete: candidates.length > 0,
    items: toItems(candidates, { source: request.source, offset: request.offset, words: request.tools.words }),
  };
}

function candidatesAt(place: Place, request: CompletionRequest): readonly Candidate[] {
  switch (place.kind) {
    case "reference":
      return referenceCandidates(place, request);
    case "own-reference":
      return ownReferenceCandidates(place, request);
    case "key":
      return keyCandidates(place, request);
    case "sub-key":
      return subKeyCandidates(place, request);
    case "value":
      return valueCandidates(place, request);
    case "heading":
      return headingCandidates(place, request);
    case "statement":
      return [...statementCandidates(place, request), ...sectionCandidates(place, request)];
    case "path":
      return pathCandidates(place, request);
    case "anchor":
      return anchorCandidates(place, request);
    case "link":
      return linkCandidates(place, request);
    case "directive":
      return directiveCandidates(place, request);
    case "rule":
      return ruleCandidates(place, request);
  }
}
