import { shift } from "../base/span.ts";
import type { Library } from "../catalog/library.ts";
import type { Requirement, RequirementId } from "../catalog/model.ts";
import type { PolicyDocument, Reference, Section } from "../document/model.ts";
import type { Analyzer, Placing, SectionFindings } from "./analyze.ts";
import type { DocumentCoverage, Evidence, PointVerdict, Status, Strength, Verdict } from "./model.ts";

/** Decides every requirement that one document evidences or names. */
export function decideDocument(doc: PolicyDocument, analyzer: Analyzer): DocumentCoverage {
  const points = new Map<RequirementId, Map<string, Evidence[]>>();
  const considerations = new Map<string, Evidence[]>();
  const risks = new Map<string, Evidence[]>();
  const incidents = new Map<string, Evidence[]>();
  const sections = new Map<string, Evidence[]>();
  const queries = new Map<string, Evidence[]>();
  const aspects = new Map<string, Evidence[]>();
  let speaksOfAi = false;
  if (doc.classification.isPolicy) {
    for (const section of doc.sections) {
      const found = analyzer.section(doc, section);
      speaksOfAi ||= found.speaksOfAi;
      for (const { owner, evidence } of placed(doc, section, found, analyzer)) {
        if (owner.kind === "point") push(pointsOf(points, owner.requirement.id), owner.point.id, evidence);
        else if (owner.kind === "consideration") push(considerations, owner.consideration.id, evidence);
        else if (owner.kind === "risk") push(risks, owner.risk.id, evidence);
        else if (owner.kind === "incident") push(incidents, owner.incident.id, evidence);
        else if (owner.kind === "aspect") push(aspects, owner.aspect.id, evidence);
        else if (owner.kind === "section") push(sections, owner.section, evidence);
        else if (owner.kind === "query") push(queries, owner.query, evidence);
      }
    }
  }
  const { library } = analyzer.knowledge;
  const references = referencesOf(doc);
  const type = library.documentType(doc.classification.type ?? "");
  const expected = new Set(type?.expects);
  const isListing = type?.isListing ?? false;
  if (isListing) considerations.clear();
  const verdicts = new Map<RequirementId, Verdict>();
  for (const id of new Set([...points.keys(), ...references.keys()])) {
    const requirement = library.requirement(id);
    if (requirement && (!isListing || expected.has(id)))
      verdicts.set(
        id,
        verdictOf(
          requirement,
          weigh(points.get(id), expected.has(id) || isOwn(requirement, library)),
          references.get(id) ?? [],
          doc.uri,
        ),
      );
  }
  return {
    uri: doc.uri,
    verdicts,
    considerations: new Map(
      library.considerations.map((consideration) => {
        const evidence = strongestOf(considerations.get(consideration.id) ?? []);
        return [consideration.id, { consideration, strength: evidence[0]?.strength, evidence }];
      }),
    ),
    risks: sorted(risks),
    incidents: sorted(incidents),
    sections: sorted(sections),
    queries: sorted(queries),
    aspects: sorted(aspects),
    speaksOfAi,
  };
}

/**
 * Status of a requirement from its points (docs/evidence.md, Verdict).
 * @param claimed  whether a document names the requirement
 */
export function statusOf(points: readonly PointVerdict[], claimed: boolean): Status {
  const stated = points.filter((point) => isStated(point.strength));
  const core = points.filter((point) => point.point.core);
  if (stated.length > 0) {
    const whole = core.every((point) => isStated(point.strength)) && stated.length * 2 >= points.length;
    return whole ? "covered" : "partial";
  }
  return claimed ? "claimed" : "missing";
}

/** `derived` where what was stated speaks to derived points only. */
export function basisOf(points: readonly PointVerdict[]): Pick<Verdict, "basis"> {
  const stated = points.filter((point) => isStated(point.strength));
  return stated.length > 0 && stated.every(({ point }) => point.derived) ? { basis: "derived" } : {};
}

export const isStated = (strength: Strength | undefined): boolean =>
  strength === "stated" || strength === "operational";

/**
 * Evidence by strength, then in document order; at most one a statement.
 * @param evidence  of one document, in order: two of one statement are neighbours
 */
function strongestOf(evidence: readonly Evidence[]): Evidence[] {
  const best: Evidence[] = [];
  for (const item of evidence) {
    const last = best.at(-1);
    if (last?.statement.start !== item.statement.start) best.push(item);
    else if (rank(item) > rank(last)) best[best.length - 1] = item;
  }
  return strengths.flatMap((strength) => best.filter((item) => item.strength === strength));
}

/** Evidence by strength, then by document and place. */
export function strongestFirst(evidence: readonly Evidence[]): Evidence[] {
  return [...evidence].sort(
    (a, b) => rank(b) - rank(a) || compare(a.uri, b.uri) || a.statement.start - b.statement.start,
  );
}

/**
 * Outside its own topic a document that drops one descriptive sentence only touches a requirement: it takes a second
 * statement, or a duty.
 * @param isTopic  whether a document of this type is expected to cover the requirement
 */
function weigh(
  found: ReadonlyMap<string, readonly Evidence[]> | undefined,
  isTopic: boolean,
): ReadonlyMap<string, readonly Evidence[]> | undefined {
  if (!found || isTopic) return found;
  if (!isThin(found)) return found;
  return new Map(
    [...found].map(([point, evidence]) => [
      point,
      evidence.map((one): Evidence => ({ ...one, strength: "mentioned" })),
    ]),
  );
}

/** At most one statement, and none of them a duty. */
function isThin(found: ReadonlyMap<string, readonly Evidence[]>): boolean {
  let first: number | undefined;
  for (const evidence of found.values()) {
    for (const { strength, wording, statement } of evidence) {
      if (!isStated(strength)) continue;
      if (wording === "duty" || wording === "prohibition") return false;
      if (first !== undefined && first !== statement.start) return false;
      first = statement.start;
    }
  }
  return true;
}

/** A workspace's own requirement whose signals somebody wrote: no document type is known to be about it, so none speaks against it. */
const isOwn = (requirement: Requirement, library: Library): boolean =>
  library.standard(requirement.standard)?.own === true && !requirement.points.some((point) => point.derived);

/** Verdict of a requirement from the evidence found for its points. */
function verdictOf(
  requirement: Requirement,
  found: ReadonlyMap<string, readonly Evidence[]> | undefined,
  references: readonly Reference[],
  uri: string,
): Verdict {
  const points = requirement.points.map((point): PointVerdict => {
    const evidence = strongestOf(found?.get(point.id) ?? []);
    return { point, strength: evidence[0]?.strength, evidence };
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

/** References that claim: resolved ones that do not point to another document. */
function referencesOf(doc: PolicyDocument): Map<RequirementId, Reference[]> {
  const result = new Map<RequirementId, Reference[]>();
  for (const reference of doc.references) {
    if (reference.resolution.is === "resolved" && !reference.elsewhere)
      push(result, reference.resolution.requirement, reference);
  }
  return result;
}

/** Findings of a section at its place in the document; kept until it moves. */
function placed(
  { uri }: PolicyDocument,
  { index, span }: Section,
  found: SectionFindings,
  { placings }: Analyzer,
): Placing["findings"] {
  const known = placings.get(found);
  if (known?.uri === uri && known.section === index && known.at === span.start) return known.findings;
  const findings = found.findings.map(({ owner, pattern, statement, words, quote, strength, wording }) => ({
    owner,
    evidence: {
      uri,
      statement: shift(statement, span.start),
      words: words.map((word) => shift(word, span.start)),
      quote,
      signal: pattern,
      strength,
      wording,
      section: index,
    },
  }));
  placings.set(found, { uri, section: index, at: span.start, findings });
  return findings;
}

function pointsOf(all: Map<RequirementId, Map<string, Evidence[]>>, id: RequirementId): Map<string, Evidence[]> {
  const known = all.get(id);
  if (known) return known;
  const made = new Map<string, Evidence[]>();
  all.set(id, made);
  return made;
}

function sorted(map: ReadonlyMap<string, Evidence[]>): ReadonlyMap<string, readonly Evidence[]> {
  return new Map([...map].map(([id, evidence]) => [id, strongestOf(evidence)]));
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

const order: Readonly<Record<Strength, number>> = { mentioned: 0, stated: 1, operational: 2 };
/** The strongest first. */
const strengths: readonly Strength[] = ["operational", "stated", "mentioned"];
const rank = (evidence: Evidence): number => order[evidence.strength];
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
