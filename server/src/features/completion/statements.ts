import { CompletionItemKind } from "vscode-languageserver-types";
import { standardOf } from "../../catalog/library.ts";
import type { RequirementId } from "../../catalog/model.ts";
import { blockScalar } from "../../document/yaml-write.ts";
import { isStated } from "../../evidence/decide.ts";
import { namedIn } from "../../rules/claims.ts";
import { shortNameOf, withoutStop } from "../../rules/naming.ts";
import { isAsked } from "../../rules/scope.ts";
import type { Candidate } from "./candidate.ts";
import { type Expectations, expectationsOf } from "./expectations.ts";
import type { Place } from "./place.ts";
import type { CompletionRequest } from "./request.ts";
import { toSnippet } from "./snippet.ts";

type StatementPlace = Place & { readonly kind: "statement" };

/** Letters that have to be typed before running text of a YAML policy, where editors ask at every word, offers clauses. */
const leastTyped = 3;

/**
 * Clause texts: those the section's control still wants first, then what AI adds to it, then those of controls that the
 * type is expected to cover.
 */
export function statementCandidates(place: StatementPlace, request: CompletionRequest): Candidate[] {
  const typed = place.span.end - place.span.start;
  const isYaml = place.form === "yaml-item" || place.form === "yaml-text";
  if (isYaml && typed > 0 && typed < leastTyped) return [];
  const expectations = expectationsOf(request);
  const about = subjectsOf(place, request);
  return [
    ...sectionText(place, request),
    ...pointCandidates(place, request, expectations, about),
    ...considerationCandidates(place, request, expectations, about),
  ].filter((candidate) => typed > 0 || candidate.tier < 5);
}

/** Requirements that the section is about: by its heading, else by the references in it, else by what was found in it. */
function subjectsOf(
  { section }: StatementPlace,
  { tools, doc, coverage }: CompletionRequest,
): ReadonlySet<RequirementId> {
  if (!section?.heading || section.isTitle) return new Set();
  const titled = tools.requirementsTitled(section.heading.text);
  if (titled.length > 0) return new Set(titled);
  const named = namedIn(doc.references.filter((one) => one.section === section.index));
  if (named.size > 0) return named;
  const found = [...coverage.verdicts].filter(([, { points }]) =>
    points.some(
      ({ strength, evidence }) =>
        isStated(strength) && evidence.slice(0, 5).some((one) => one.section === section.index),
    ),
  );
  return new Set(found.map(([id]) => id));
}

function pointCandidates(
  place: StatementPlace,
  request: CompletionRequest,
  { context, expected, isAddressed, requirements }: Expectations,
  about: ReadonlySet<RequirementId>,
): Candidate[] {
  const { coverage, library } = request;
  return requirements().flatMap((requirement) => {
    const { id, points, number, title, titleVariants } = requirement;
    if (!isAsked(context, id)) return [];
    const verdict = coverage.verdicts.get(id);
    return points.flatMap((point): Candidate[] => {
      const isSaid = isStated(verdict?.points.find((one) => one.point.id === point.id)?.strength);
      const isWanted = expected.includes(id) && requirement.kind === "control";
      const tier = isSaid
        ? 8
        : about.has(id)
          ? 0
          : isWanted
            ? isAddressed(id)
              ? 2
              : 1
            : expected.includes(id)
              ? 3
              : 6;
      return [
        {
          label: withoutStop(point.says),
          note: `${number} ${title}`,
          kind: CompletionItemKind.Snippet,
          alsoCalled: [`${number} ${title}`, ...titleVariants, shortNameOf(library, id)],
          tier: tier + (point.core ? 0 : 0.5),
          ...written(point.clause, place, request),
          data: { is: "point", id, point: point.id },
        },
      ];
    });
  });
}

function considerationCandidates(
  place: StatementPlace,
  request: CompletionRequest,
  { context, type, isAddressed }: Expectations,
  about: ReadonlySet<RequirementId>,
): Candidate[] {
  const { library, coverage, aiInScope } = request;
  if (!aiInScope) return [];
  return library.considerations
    .filter(({ from }) => isAsked(context, from))
    .map((consideration): Candidate => {
      const { id, from, says, clause } = consideration;
      const isSaid = isStated(coverage.considerations.get(id)?.strength);
      const isListed = type?.considerations.includes(id) ?? false;
      const tier = isSaid ? 8 : about.has(from) ? 0.7 : isListed ? (isAddressed(from) ? 1.7 : 4) : 6;
      return {
        label: withoutStop(says),
        note: `AI, ${shortNameOf(library, from)}`,
        kind: CompletionItemKind.Snippet,
        alsoCalled: [shortNameOf(library, from), `AI ${library.standard(standardOf(from))?.name ?? ""}`, id],
        tier,
        ...written(clause, place, request),
        data: { is: "consideration", id },
      };
    });
}

/** The catalog's text for a section of a kind that says nothing yet. */
function sectionText(place: StatementPlace, request: CompletionRequest): Candidate[] {
  const { section } = place;
  if (!section?.isEmpty) return [];
  return section.kinds
    .map((id) => request.library.sectionKind(id))
    .filter((kind) => kind !== undefined && !kind.clause.includes("\n"))
    .map(
      (kind): Candidate => ({
        label: `Text for ${kind?.title ?? ""}`,
        note: "section",
        kind: CompletionItemKind.Snippet,
        alsoCalled: [...(kind?.synonyms ?? [])],
        tier: 0,
        ...written(kind?.clause ?? "", place, request),
        data: { is: "section", id: kind?.id ?? "" },
      }),
    );
}

/** A clause as the place takes it: a YAML scalar in quotes where it needs them. */
function written(
  clause: string,
  { form, span }: StatementPlace,
  { editor }: CompletionRequest,
): Pick<Candidate, "newText" | "isSnippet" | "span"> {
  const isScalar = form === "yaml-item";
  const asSnippet = (): string => {
    // The brackets of values fall away in a snippet.
    const filled = clause.replace(/\[([^\][]+)\]/g, "$1");
    return toSnippet(isScalar && blockScalar(filled) !== filled ? JSON.stringify(clause) : clause);
  };
  const newText = editor.snippets ? asSnippet : (): string => (isScalar ? blockScalar(clause) : clause);
  return { newText, isSnippet: editor.snippets, span };
}
