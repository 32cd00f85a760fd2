import type { Span } from "../base/span.ts";
import type { TextEdit } from "../base/text.ts";
import type { PairAnalysis } from "../evidence/integration.ts";
import { isStated, strongestFirst } from "../evidence/decide.ts";
import type { Verdict, WorkspaceCoverage } from "../evidence/model.ts";
import { namedIn } from "./claims.ts";
import { addStatement, joinEdits } from "./mend.ts";
import { listed, lowerFirst } from "./naming.ts";
import type { DocumentContext, RuleSettings } from "./rule.ts";
import { bestSection, isAddressed, pointsToCover, typeOf } from "./scope.ts";
import { headingSpanOf } from "./sides.ts";

/** What a document has at a pair of sub-clauses that one text could serve. */
export interface ServedPair {
  readonly pair: string;
  /** The heading of the section that serves it, or the title. */
  readonly place: Span;
  /** The statement that says most, where there is one. */
  readonly statement: Span;
  /** Writes the text that serves both sides; empty where the document serves both already. */
  readonly merge: readonly TextEdit[];
  /** Writes what the side that is not served lacks. */
  readonly extend: readonly TextEdit[];
}

export interface PairFacts {
  readonly title: string;
  readonly titleSpan: Span;
  readonly pairs: readonly ServedPair[];
}

/** The mergeable pairs of which a document serves a side; undefined where it serves none or AI is out of scope. */
export function collectPairs(context: DocumentContext): PairFacts | undefined {
  const { doc, coverage, library, aiInScope } = context;
  const { integration } = library;
  if (!aiInScope || !integration) return undefined;
  const own = new Set([...(typeOf(context, doc)?.expects ?? []), ...namedIn(doc.references)]);
  const pairs = integration.pairs.flatMap((pair): ServedPair[] => {
    if (pair.share !== "merge" || pair.source === undefined || pair.text === undefined) return [];
    const source = served(coverage.verdicts.get(pair.source));
    const target = served(coverage.verdicts.get(pair.target));
    const verdict = source ?? target;
    // A document that happens to touch a clause is no place to bring others to.
    if (!verdict || !(own.has(pair.source) || own.has(pair.target))) return [];
    const section = bestSection(doc, verdict);
    const core = verdict.points.filter(({ point }) => point.core);
    const statement = strongestFirst(core.flatMap((point) => point.evidence))[0]?.statement ?? doc.titleSpan;
    const place = { pair: pair.id, place: headingSpanOf(doc, section), statement };
    if (source && target) return [{ ...place, merge: [], extend: [] }];
    const lacking = library.requirement(source ? pair.target : pair.source);
    const points = lacking?.points.map((point) => ({ point, strength: undefined, evidence: [] })) ?? [];
    const clauses = pointsToCover(points).map(({ point }) => point.clause);
    return [
      {
        ...place,
        merge: addStatement(doc, library, section, pair.text),
        extend: addStatement(doc, library, section, clauses.join(" ")),
      },
    ];
  });
  return pairs.length > 0 ? { title: doc.title?.text ?? doc.uri, titleSpan: doc.titleSpan, pairs } : undefined;
}

/**
 * True where the workspace runs both management systems already: so many clauses of each are addressed. Until then an
 * organization is not told how it could bring them together.
 */
export function runsBoth({ library }: RuleSettings, { verdicts }: WorkspaceCoverage, least: number): boolean {
  const count = (standard: string | undefined): number =>
    [...verdicts.values()].filter(
      ({ requirement, status }) =>
        requirement.standard === standard && requirement.kind === "clause" && isAddressed(status),
    ).length;
  return count(library.integration?.source) >= least && count(library.integration?.target) >= least;
}

/** True where the sides that are served are covered: a text that only touches a clause is no place to bring others to. */
export const isSettled = ({ source, target }: PairAnalysis): boolean =>
  [source, target].every((side) => side === undefined || side.documents.length === 0 || side.status === "covered");

/** True where a document is a place for the pair. */
export const isHeldBy = ({ pairs }: PairFacts, { pair }: PairAnalysis): boolean =>
  pairs.some((one) => one.pair === pair.id);

/** Pairs by the documents that carry them: one finding for each, whatever their number. */
export function byDocuments(pairs: readonly PairAnalysis[]): readonly PairAnalysis[][] {
  const groups = new Map<string, PairAnalysis[]>();
  for (const pair of pairs) {
    const key = pair.documents.join("\u0000");
    groups.set(key, [...(groups.get(key) ?? []), pair]);
  }
  return [...groups.values()];
}

/** Topics and numbers of pairs for a message: `context (4.1) and internal audit (9.2.1)`. */
export const pairNames = (pairs: readonly PairAnalysis[]): string =>
  listed(pairs.map(({ pair, target }) => `${lowerFirst(pair.topic)} (${target.requirement.number})`));

/** The edits of several pairs as one fix; nothing where one of them cannot be written. */
export function editsOf(pairs: readonly (readonly TextEdit[])[]): readonly TextEdit[] {
  return pairs.every((edits) => edits.length > 0) ? joinEdits(pairs.flat()) : [];
}

const served = (verdict: Verdict | undefined): Verdict | undefined =>
  isAddressed(verdict?.status) && verdict?.points.some((point) => isStated(point.strength)) ? verdict : undefined;
