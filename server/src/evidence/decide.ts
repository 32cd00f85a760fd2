import type { Library } from "../catalog/library.ts";
import type { Requirement, RequirementId, SectionKindId } from "../catalog/model.ts";
import type { PolicyDocument, Reference } from "../document/model.ts";
import type { Analyzer, Finding } from "./analyze.ts";
import type { Owner } from "./knowledge.ts";
import { LazyConsideration, LazyPoint } from "./lazy-evidence.ts";
import type { DocumentCoverage, Evidence, PointVerdict, Status, Strength, Verdict } from "./model.ts";
import { PlacedEvidence, type Placing } from "./placed-evidence.ts";

/** Decides every requirement that one document evidences or names; statements are placed when somebody reads them. */
export function decideDocument(doc: PolicyDocument, analyzer: Analyzer): DocumentCoverage {
  const { found, speaksOfAi } = doc.classification.isPolicy ? gather(doc, analyzer) : nothing;
  const { library } = analyzer.knowledge;
  const references = referencesOf(doc);
  const type = library.documentType(doc.classification.type ?? "");
  const expected = new Set(type?.expects);
  const { isListing = false, isGeneral = false } = type ?? {};
  const points = new Map<RequirementId, Map<string, readonly Found[]>>();
  const considerations = new Map<string, readonly Found[]>();
  const others = {
    risk: new Map<string, readonly Evidence[]>(),
    incident: new Map<string, readonly Evidence[]>(),
    aspect: new Map<string, readonly Evidence[]>(),
    section: new Map<SectionKindId, readonly Evidence[]>(),
    query: new Map<string, readonly Evidence[]>(),
  };
  for (const [owner, list] of found) {
    if (owner.kind === "point") pointsOf(points, owner.requirement.id).set(owner.point.id, list);
    else if (owner.kind === "consideration") considerations.set(owner.consideration.id, list);
    else if (owner.kind === "risk") others.risk.set(owner.risk.id, strongestOf(list));
    else if (owner.kind === "incident") others.incident.set(owner.incident.id, strongestOf(list));
    else if (owner.kind === "aspect") others.aspect.set(owner.aspect.id, strongestOf(list));
    else if (owner.kind === "section") others.section.set(owner.section, strongestOf(list));
    else if (owner.kind === "query") others.query.set(owner.query, strongestOf(list));
  }
  if (isListing) considerations.clear();
  const verdicts = new Map<RequirementId, Verdict>();
  for (const id of new Set([...points.keys(), ...references.keys()])) {
    const requirement = library.requirement(id);
    if (!requirement || (isListing && !expected.has(id))) continue;
    const isTopic =
      expected.has(id) || (isGeneral && requirement.kind === "control") || isDistinctive(requirement, library);
    verdicts.set(id, verdictOf(requirement, points.get(id) ?? new Map(), isTopic, references.get(id) ?? [], doc.uri));
  }
  return {
    uri: doc.uri,
    verdicts,
    considerations: new Map(
      library.considerations.map((consideration) => {
        const list = considerations.get(consideration.id) ?? [];
        return [consideration.id, new LazyConsideration(consideration, bestOf(list), () => strongestOf(list))];
      }),
    ),
    risks: others.risk,
    incidents: others.incident,
    sections: others.section,
    queries: others.query,
    aspects: others.aspect,
    speaksOfAi,
  };
}

/** What the sections of a document say, by what it speaks for; in order of place. */
function gather(doc: PolicyDocument, analyzer: Analyzer): Gathered {
  const found = new Map<Owner, Found[]>();
  let speaksOfAi = false;
  for (const [i, here] of analyzer.document(doc).entries()) {
    const section = doc.sections[i];
    if (!section) continue;
    speaksOfAi ||= here.speaksOfAi;
    if (here.findings.length === 0) continue;
    const placing: Placing = { uri: doc.uri, section: section.index, at: section.span.start };
    for (const finding of here.findings) {
      const one: Found = { finding, placing };
      const list = found.get(finding.owner);
      if (list) list.push(one);
      else found.set(finding.owner, [one]);
    }
  }
  return { found, speaksOfAi };
}

interface Gathered {
  readonly found: ReadonlyMap<Owner, readonly Found[]>;
  readonly speaksOfAi: boolean;
}

const nothing: Gathered = { found: new Map(), speaksOfAi: false };

/** A finding where it stands in a document. */
interface Found {
  readonly finding: Finding;
  readonly placing: Placing;
}

/**
 * Status of a requirement from its points (docs/evidence.md, Verdict).
 * @param claimed  whether a document names the requirement
 */
export function statusOf(points: readonly Pick<PointVerdict, "point" | "strength">[], claimed: boolean): Status {
  const stated = points.filter((point) => isStated(point.strength));
  const core = points.filter((point) => point.point.core);
  if (stated.length > 0) {
    const whole = core.every((point) => isStated(point.strength)) && stated.length * 2 >= points.length;
    return whole ? "covered" : "partial";
  }
  return claimed ? "claimed" : "missing";
}

/** `derived` where what was stated speaks to derived points only. */
export function basisOf(points: readonly Pick<PointVerdict, "point" | "strength">[]): Pick<Verdict, "basis"> {
  const stated = points.filter((point) => isStated(point.strength));
  return stated.length > 0 && stated.every(({ point }) => point.derived) ? { basis: "derived" } : {};
}

export const isStated = (strength: Strength | undefined): boolean =>
  strength === "stated" || strength === "operational";

/**
 * Evidence by strength, then in document order; at most one a statement.
 * @param found  of one document, in order: those of one statement are neighbours
 */
function strongestOf(found: readonly Found[]): Evidence[] {
  const best: Found[] = [];
  for (const one of found) {
    const last = best.at(-1);
    if (!last || !isSameStatement(last, one)) best.push(one);
    else if (rank(one.finding) > rank(last.finding)) best[best.length - 1] = one;
  }
  return strengths.flatMap((strength) => best.filter(({ finding }) => finding.strength === strength).map(evidenceOf));
}

const isSameStatement = (a: Found, b: Found): boolean =>
  a.placing === b.placing && a.finding.statement.start === b.finding.statement.start;

function bestOf(found: readonly Found[]): Strength | undefined {
  let best: Strength | undefined;
  for (const { finding } of found)
    if (best === undefined || order[finding.strength] > order[best]) best = finding.strength;
  return best;
}

/** Evidence by strength, then by document and place. */
export function strongestFirst(evidence: readonly Evidence[]): Evidence[] {
  return [...evidence].sort(
    (a, b) => rank(b) - rank(a) || compare(a.uri, b.uri) || a.statement.start - b.statement.start,
  );
}

/**
 * At most one statement, and none of them a duty. Outside its own topic a document that drops one descriptive sentence only
 * touches a requirement: it takes a second statement, or a duty.
 */
function isThin(found: ReadonlyMap<string, readonly Found[]>): boolean {
  let first: Found | undefined;
  for (const list of found.values()) {
    for (const one of list) {
      const { strength, wording } = one.finding;
      if (!isStated(strength)) continue;
      if (wording === "duty" || wording === "prohibition") return false;
      if (first && !isSameStatement(first, one)) return false;
      first = one;
    }
  }
  return true;
}

/**
 * One sentence is enough, in any document: its standard says so, or it is a workspace's own requirement whose signals
 * somebody wrote (no document type is known to be about it, so none speaks against it).
 */
function isDistinctive({ standard, kind, points }: Requirement, library: Library): boolean {
  const { distinctiveControls, own } = library.standard(standard) ?? {};
  return (
    (distinctiveControls === true && kind === "control") || (own === true && !points.some((point) => point.derived))
  );
}

/**
 * Verdict of a requirement from what was found for its points.
 * @param isTopic  whether a document of this type is expected to cover the requirement
 */
function verdictOf(
  requirement: Requirement,
  found: ReadonlyMap<string, readonly Found[]>,
  isTopic: boolean,
  references: readonly Reference[],
  uri: string,
): Verdict {
  const isTouched = !isTopic && isThin(found);
  const points = requirement.points.map((point): PointVerdict => {
    const list = found.get(point.id) ?? [];
    const counted = isTouched ? list.map(asMention) : list;
    return new LazyPoint(point, bestOf(counted), () => strongestOf(counted));
  });
  return {
    requirement,
    status: statusOf(points, references.length > 0),
    points,
    references: references.map((reference) => ({ uri, reference })),
    documents: [uri],
    ...basisOf(points),
  };
}

const asMention = ({ finding, placing }: Found): Found => ({ finding: { ...finding, strength: "mentioned" }, placing });

/** References that claim: resolved ones that do not point to another document. */
function referencesOf(doc: PolicyDocument): Map<RequirementId, Reference[]> {
  const result = new Map<RequirementId, Reference[]>();
  for (const reference of doc.references) {
    if (reference.resolution.is === "resolved" && !reference.elsewhere)
      push(result, reference.resolution.requirement, reference);
  }
  return result;
}

const evidenceOf = ({ finding, placing }: Found): Evidence => new PlacedEvidence(finding, placing);

function pointsOf<T>(all: Map<RequirementId, Map<string, T>>, id: RequirementId): Map<string, T> {
  const known = all.get(id);
  if (known) return known;
  const made = new Map<string, T>();
  all.set(id, made);
  return made;
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

const order: Readonly<Record<Strength, number>> = { mentioned: 0, stated: 1, operational: 2 };
/** The strongest first. */
const strengths: readonly Strength[] = ["operational", "stated", "mentioned"];
const rank = ({ strength }: Pick<Evidence, "strength">): number => order[strength];
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
