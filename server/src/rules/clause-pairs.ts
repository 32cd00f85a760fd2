import type { Span } from "../base/span.ts";
import type { TextEdit } from "../base/text.ts";
import type { RequirementId } from "../catalog/model.ts";
import type { PairAnalysis } from "../evidence/integration.ts";
import { isStated, strongestFirst } from "../evidence/decide.ts";
import type { Verdict } from "../evidence/model.ts";
import { namedIn } from "./claims.ts";
import { addStatement, joinEdits } from "./mend.ts";
import { listed, lowerFirst } from "./naming.ts";
import type { PolicyDocument, Section } from "../document/model.ts";
import type { DocumentContext } from "./rule.ts";
import { bestSection, isAddressed, pointsToCover, typeOf } from "./scope.ts";
import { headingSpanOf, type Sides, sidesLed } from "./sides.ts";

/** What a document has at a pair of sub-clauses that one text could serve. */
export interface ServedPair {
  readonly pair: string;
  /** The heading of the section that serves it, or the title. */
  readonly place: Span;
  /** The statement that says most, where there is one. */
  readonly statement: Span;
  /** The section that serves it best. */
  readonly section: Section | undefined;
  /** Every statement that speaks to it, in no order. */
  readonly speaking: readonly Span[];
  /** Writes the text that serves both sides; empty where the document serves both already. */
  readonly merge: () => readonly TextEdit[];
  /** Writes what the side that is not served lacks. */
  readonly extend: () => readonly TextEdit[];
}

export interface PairFacts {
  readonly doc: PolicyDocument;
  /** The management systems that the document sets up. */
  readonly leads: Sides;
  /** Requirements that its type is expected to cover. */
  readonly expects: readonly RequirementId[];
  readonly pairs: readonly ServedPair[];
}

/** Pairs that the same documents carry: one finding, whatever their number. */
export interface PairGroup {
  readonly pairs: readonly PairAnalysis[];
  /** What each of the documents has there, in the order of `PairAnalysis.documents`; the first is where the finding stands. */
  readonly places: readonly PairPlace[];
}

export interface PairPlace {
  readonly doc: PolicyDocument;
  /** The section, or the document's title where the pairs are several. */
  readonly span: Span;
  readonly served: readonly ServedPair[];
}

/** The mergeable pairs of which a document serves a side; undefined where AI is out of scope, or there is nothing to know. */
export function collectPairs(context: DocumentContext): PairFacts | undefined {
  const { doc, coverage, library, aiInScope } = context;
  const { integration } = library;
  if (!aiInScope || !integration) return undefined;
  const expects = typeOf(context, doc)?.expects ?? [];
  const own = new Set([...expects, ...namedIn(doc.references)]);
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
    const speaking = verdict.points.flatMap((point) => point.evidence.map((one) => one.statement));
    const place = { pair: pair.id, place: headingSpanOf(doc, section), statement, section, speaking };
    if (source && target) return [{ ...place, merge: () => [], extend: () => [] }];
    const lacking = library.requirement(source ? pair.target : pair.source);
    const points = lacking?.points.map((point) => ({ point, strength: undefined, evidence: [] })) ?? [];
    const clauses = pointsToCover(points).map(({ point }) => point.clause);
    const { text } = pair;
    return [
      {
        ...place,
        merge: () => addStatement(doc, library, section, text),
        extend: () => addStatement(doc, library, section, clauses.join(" ")),
      },
    ];
  });
  const leads = sidesLed(context);
  if (pairs.length === 0 && !leads.source && !leads.target) return undefined;
  return { doc, leads, expects, pairs };
}

/**
 * The mergeable pairs to speak about, by the documents that carry them. None until the workspace runs both management systems,
 * with a document that sets up each: before that nobody is told how to bring them together.
 */
export function pairGroups(
  { collected, pairs: analyzed }: PairContext,
  isWanted: (analysis: PairAnalysis) => boolean,
): PairGroup[] {
  const facts = [...collected.values()];
  if (!facts.some(({ leads }) => leads.source) || !facts.some(({ leads }) => leads.target)) return [];
  const pairs = analyzed().filter((one) => one.pair.share === "merge" && isSettled(one) && isWanted(one));
  return byDocuments(pairs).flatMap((group) => groupOf(group, collected) ?? []);
}

/** What a check of clause pairs looks at. */
interface PairContext {
  readonly collected: ReadonlyMap<string, PairFacts>;
  readonly pairs: () => readonly PairAnalysis[];
}

/** Those of the pairs that every one of their documents is a place for. */
function groupOf(analyses: readonly PairAnalysis[], collected: ReadonlyMap<string, PairFacts>): PairGroup | undefined {
  const documents = (analyses[0]?.documents ?? []).flatMap((uri) => {
    const facts = collected.get(uri);
    return facts ? [facts] : [];
  });
  const pairs = analyses.filter(
    ({ pair, documents: carriers }) =>
      carriers.length === documents.length &&
      documents.every((facts) => facts.pairs.some((one) => one.pair === pair.id)),
  );
  const places = documents.flatMap(({ doc, pairs: all }): PairPlace[] => {
    const served = pairs.flatMap(({ pair }) => all.find((one) => one.pair === pair.id) ?? []);
    const [first] = served;
    return first ? [{ doc, span: served.length > 1 ? doc.titleSpan : first.place, served }] : [];
  });
  return places.length > 0 ? { pairs, places } : undefined;
}

/** True where the sides that are served are covered: a text that only touches a clause is no place to bring others to. */
const isSettled = ({ source, target }: PairAnalysis): boolean =>
  [source, target].every((side) => side === undefined || side.documents.length === 0 || side.status === "covered");

/** Pairs by the documents that carry them, and by the side that is lacking. */
function byDocuments(pairs: readonly PairAnalysis[]): readonly PairAnalysis[][] {
  const groups = new Map<string, PairAnalysis[]>();
  for (const pair of pairs) {
    const key = [pair.lacks ?? "", ...pair.documents].join("\u0000");
    groups.set(key, [...(groups.get(key) ?? []), pair]);
  }
  return [...groups.values()];
}

/** The topic of one of a group's pairs. */
export const topicOf = ({ pairs }: PairGroup, id: string): string =>
  pairs.find(({ pair }) => pair.id === id)?.pair.topic ?? "";

/** Topics and numbers of pairs for a message: `context (4.1) and internal audit (9.2.1)`. */
export const pairNames = (pairs: readonly PairAnalysis[]): string =>
  listed(pairs.map(({ pair, target }) => `${lowerFirst(pair.topic)} (${target.requirement.number})`));

/** The edits of several pairs as one fix; nothing where one of them cannot be written. */
export function editsOf(pairs: readonly (readonly TextEdit[])[]): readonly TextEdit[] {
  return pairs.every((edits) => edits.length > 0) ? joinEdits(pairs.flat()) : [];
}

const served = (verdict: Verdict | undefined): Verdict | undefined =>
  isAddressed(verdict?.status) && verdict?.points.some((point) => isStated(point.strength)) ? verdict : undefined;
