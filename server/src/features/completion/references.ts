import { CompletionItemKind } from "vscode-languageserver-types";
import type { Requirement, RequirementId } from "../../catalog/model.ts";
import { namedIn } from "../../rules/claims.ts";
import { standardNumberOf } from "../../rules/naming.ts";
import type { Candidate } from "./candidate.ts";
import { expectationsOf } from "./expectations.ts";
import type { Place } from "./place.ts";
import type { CompletionRequest } from "./request.ts";
import { sectionAt } from "../../document/lookup.ts";

type ReferencePlace = Place & { readonly kind: "reference" };

/** Requirements by number or by words of their titles. */
export function referenceCandidates(place: ReferencePlace, request: CompletionRequest): Candidate[] {
  const { library, doc, tools, standards } = request;
  const { expected, isAddressed, requirements } = expectationsOf(request);
  // The numbers of own catalogs have forms of their own (own-references.ts); in a list of requirements all may stand.
  const takesOwn = place.within === "metadata" || place.of === "any";
  const scope = new Set((place.named ?? standards).filter((id) => takesOwn || !library.standard(id)?.own));
  const others = place.named?.flatMap((id) => library.standard(id)?.requirements ?? []) ?? [];
  const wanted = new Set(expected);
  const declared = place.within === "metadata" ? declaredIn(request, place) : new Set<RequirementId>();
  const heading = sectionAt(doc, request.offset)?.heading;
  const about = new Set(heading && place.within === "prose" ? tools.requirementsTitled(heading.text) : []);
  const tierOf = (id: RequirementId): number => {
    if (declared.has(id)) return 8;
    if (about.has(id)) return 0;
    // Metadata promise what the text says; what it does not say yet is what is to be worked on.
    if (wanted.has(id)) return place.within === "metadata" && isAddressed(id) ? 2 : 1;
    return isAddressed(id) ? 3 : 4;
  };
  return (
    [...new Set([...requirements(), ...others])]
      .filter((one) => scope.has(one.standard) && (place.of === "any" || one.kind === place.of))
      // What policies declare are controls, mostly; clauses of the management system come behind their equals.
      .sort((a, b) => Number(a.kind === "clause") - Number(b.kind === "clause"))
      .map(
        (requirement): Candidate => ({
          label: `${requirement.number} ${requirement.title}`,
          note: standardNumberOf(library, requirement.standard),
          kind: CompletionItemKind.Reference,
          alsoCalled: place.isGuess ? [requirement.title] : namesOf(requirement),
          tier: tierOf(requirement.id) + (place.isGuess ? 10 : 0),
          newText: writtenAs(requirement, place, request),
          isStrict: place.isGuess,
          span: place.span,
          data: { is: "requirement", id: requirement.id },
        }),
      )
  );
}

/** Requirements that the metadata list already, what is being typed left out. */
function declaredIn({ doc, library }: CompletionRequest, { span }: ReferencePlace): ReadonlySet<RequirementId> {
  const named = namedIn(doc.references.filter((one) => one.where === "metadata" && one.span.start !== span.start));
  // A lone number is a reference in a list of controls, whatever it is elsewhere.
  const field = doc.metadata.fields.get("references");
  const typed = doc.text.slice(span.start, span.end).trim();
  const numbers = (field?.text ?? "").split(/[\s,;]+/).filter((word) => word !== "" && word !== typed);
  return new Set([...named, ...numbers.flatMap((number) => library.byNumber(number).map((one) => one.id)), ...numbers]);
}

/** What an author may type for a requirement: its id, its titles, and what it is about. */
const namesOf = ({ id, number, title, titleVariants, gist, points }: Requirement): string[] => [
  number,
  number.replace(/^A\./, ""),
  title,
  ...titleVariants,
  id,
  ...(gist === undefined ? [] : [gist]),
  ...points.map((point) => point.says),
];

/** The number alone where nothing else can be meant, else with its standard. */
function writtenAs(requirement: Requirement, place: ReferencePlace, { library }: CompletionRequest): string {
  const { number, kind, id, standard } = requirement;
  const holders = library.byNumber(number).filter((one) => one.kind === kind);
  const isClear = place.named?.length === 1 || (holders.length === 1 && kind === "control");
  const written = kind === "control" ? place.annex + number : number;
  if (isClear) return written;
  return place.within === "metadata" ? id : `${library.standard(standard)?.name ?? standard} ${written}`;
}
