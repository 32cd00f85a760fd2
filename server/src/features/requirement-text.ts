import { escapeMarkdown, lineBreak } from "../base/markdown.ts";
import { numberOf, standardOf } from "../catalog/library.ts";
import type { Consideration, Requirement, RequirementId, StandardId } from "../catalog/model.ts";
import { isStated } from "../evidence/decide.ts";
import type { Evidence, PointVerdict, Status, Verdict } from "../evidence/model.ts";
import { shortNameOf, standardNameOf, titleOf, withoutStop } from "../rules/naming.ts";
import { pairText } from "./clause-pair.ts";
import { shorten } from "./describe.ts";
import { bestPlaces, lineAddress, lineOf, type Reading } from "./reading.ts";

/** Documents and quotes that a hover names before it stops. */
const most = 4;

/**
 * A requirement as a hover shows it: what it is, what must be said and whether it is, then where, then its relatives, then
 * its attributes. Markdown; every text is escaped.
 * @returns  undefined where no catalog has it
 */
export function requirementHover(id: RequirementId, reading: Reading): string | undefined {
  const { library, workspace, coverage } = reading;
  const requirement = library.requirement(id);
  if (!requirement) return groupText(id, reading);
  if (isLeftOut(requirement.standard, reading)) return leftOutText(requirement, reading);
  const here = coverage.verdicts.get(id)?.status ?? "missing";
  const all = wholeStatus(workspace.coverage().verdicts.get(id));
  const pair = pairText(id, reading);
  const details = [
    ...placesText(requirement, reading),
    ...(pair === undefined ? [] : [pair]),
    ...relativesText(requirement, reading),
    ...attributesText(requirement),
  ];
  return [
    identityText(requirement, reading),
    `**${statusNames[here]}** in this document · **${all}** in the workspace`,
    ...pointsText(requirement, reading),
    ...basisText(requirement, reading),
    ...(details.length > 0 ? ["---", ...details] : []),
  ].join("\n\n");
}

const isLeftOut = (standard: StandardId, { library, workspace }: Reading): boolean =>
  !workspace.config.standards.includes(standard) && library.standard(standard)?.supersededBy === undefined;

/** A requirement of a standard that is not in scope: nothing is asked of it, so nothing is missing. */
const leftOutText = (requirement: Requirement, reading: Reading): string =>
  [
    identityText(requirement, reading),
    leftOutReason(requirement.standard, reading),
    ...attributesText(requirement),
  ].join("\n\n");

const leftOutReason = (standard: StandardId, { library }: Reading): string =>
  `The configuration leaves ${escapeMarkdown(standardNameOf(library, standard))} out: “standards” in \`codicil.yaml\` does not list it.`;

/** What the verdicts rest on, where that is less sure than signals written for the requirement. */
function basisText(requirement: Requirement, { workspace }: Reading): string[] {
  const credit = workspace.coverage().verdicts.get(requirement.id)?.credit;
  const lines: string[] = [];
  if (requirement.points.some((point) => point.derived))
    lines.push(
      "_The points are drawn from the catalog's own words, so this is less sure than for the standards Codicil knows._",
    );
  if (credit)
    lines.push(
      `_In the workspace the coverage of ${escapeMarkdown(numberOf(credit.from))} counts for it ${credit.credit === "whole" ? "in full" : "in part"}, by relation._`,
    );
  return lines.length > 0 ? [lines.join(lineBreak)] : [];
}

/** Verdicts in a reader's words. */
const statusNames: Readonly<Record<Status, string>> = {
  covered: "Covered",
  partial: "Covered in part",
  claimed: "Only named",
  missing: "Not covered",
  excluded: "Left out",
};

/** What became of a requirement in the workspace, in a reader's words. */
const wholeStatus = (verdict: Verdict | undefined): string =>
  verdict?.notAsked ? "Not asked" : statusNames[verdict?.status ?? "missing"];

function identityText(requirement: Requirement, { library }: Reading): string {
  const group = requirement.group === undefined ? undefined : library.group(requirement.standard, requirement.group);
  const place = [
    standardNameOf(library, requirement.standard),
    group && `${group.id} ${escapeMarkdown(group.title)}`,
    requirement.isNew === true ? "new in this edition" : undefined,
  ];
  const lines = [
    `**${requirement.number} ${escapeMarkdown(requirement.title)}**  `,
    place.filter((part) => part !== undefined).join(" · "),
  ].join("\n");
  return requirement.gist === undefined ? lines : `${lines}\n\n${escapeMarkdown(requirement.gist)}`;
}

/** What must be said: a mark for this document, and for a gap whether another document fills it. */
function pointsText(requirement: Requirement, reading: Reading): string[] {
  const { coverage, workspace, doc } = reading;
  const own = coverage.verdicts.get(requirement.id)?.points ?? [];
  const all = workspace.coverage().verdicts.get(requirement.id)?.points ?? [];
  const lines = requirement.points.map((point) => {
    const verdict = pointIn(own, point.id);
    const says = escapeMarkdown(withoutStop(point.says));
    if (isStated(verdict?.strength)) return `✓ ${says}${quoteText(verdict?.evidence[0], reading)}`;
    const elsewhere = pointIn(all, point.id)?.evidence.find((one) => one.uri !== doc.uri && isStated(one.strength));
    const mention =
      verdict?.evidence[0] === undefined ? "" : `; only mentioned, ${lineLink(verdict.evidence[0], reading)}`;
    return `✗ ${says}${mention}; ${elsewhere ? `✓ in ${placeLink(elsewhere, reading)}` : "nowhere in the workspace"}`;
  });
  return lines.length > 0 ? [lines.join(lineBreak)] : [];
}

const pointIn = (points: readonly PointVerdict[], id: string): PointVerdict | undefined =>
  points.find((one) => one.point.id === id);

/** The sentence that says it, with its line, set in by a blank that Markdown keeps. */
function quoteText(evidence: Evidence | undefined, reading: Reading): string {
  if (!evidence) return "";
  return `${lineBreak}\u2003${lineLink(evidence, reading)}: *“${escapeMarkdown(shorten(asLine(evidence.quote), 120))}”*`;
}

/** A row of a table without its bars. */
const asLine = (quote: string): string => quote.replace(/^\s*\|\s*|\s*\|\s*$/g, "").replace(/\s*\|\s*/g, " · ");

function lineLink({ uri, statement }: Evidence, { sourceOf }: Reading): string {
  const source = sourceOf(uri);
  return source
    ? `[line ${lineOf(source, statement.start)}](${linkAddress(lineAddress(source, statement.start))})`
    : "";
}

function placeLink({ uri, statement }: Evidence, reading: Reading): string {
  const doc = reading.workspace.document(uri)?.doc;
  const source = reading.sourceOf(uri);
  if (!doc || !source) return "another document";
  const name = `${escapeMarkdown(titleOf(doc))}, line ${lineOf(source, statement.start)}`;
  return `[${name}](${linkAddress(lineAddress(source, statement.start))})`;
}

/** The documents that speak to it, each with a link to its best section. */
function placesText({ id }: Requirement, { workspace, sourceOf }: Reading): string[] {
  const places = bestPlaces(workspace, id);
  const links = places.slice(0, most).flatMap(({ doc, section, status }) => {
    const source = sourceOf(doc.uri);
    if (!source) return [];
    const at = section.heading?.span.start ?? section.span.start;
    const link = `[${escapeMarkdown(titleOf(doc))}, line ${lineOf(source, at)}](${linkAddress(lineAddress(source, at))})`;
    return [status === "covered" ? link : `${link} in part`];
  });
  if (links.length === 0) return [];
  const rest = places.length > most ? ` and ${places.length - most} more` : "";
  return [`**Covered in:** ${links.join(" · ")}${rest}`];
}

/** Requirements of other standards: what each adds, and whether this document or another one says it. */
function relativesText({ id }: Requirement, reading: Reading): string[] {
  const { library } = reading;
  const considerations = library.considerations.filter((one) => one.from === id || one.supports === id);
  const plain: string[] = [];
  const parts: string[] = [];
  for (const other of relativesOf(id, reading)) {
    const name = `${standardNameOf(library, standardOf(other))} ${escapeMarkdown(shortNameOf(library, other))}`;
    const own = considerations.filter((one) => one.supports === other || one.from === other);
    if (own.length === 0) plain.push(name);
    else
      parts.push(
        [`**With AI:** ${name}`, own.map((one) => considerationText(one, reading)).join(lineBreak)].join("\n\n"),
      );
  }
  return plain.length > 0 ? [...parts, `**Related:** ${plain.join(" · ")}`] : parts;
}

function considerationText({ id, says }: Consideration, reading: Reading): string {
  const isHere = isStated(reading.coverage.considerations.get(id)?.strength);
  const all = reading.workspace.coverage().considerations.get(id)?.evidence ?? [];
  const evidence = isHere ? undefined : all.find((one) => isStated(one.strength));
  const elsewhere = evidence ? `; ✓ in ${placeLink(evidence, reading)}` : "";
  return `${isHere ? "✓" : "✗"} ${escapeMarkdown(withoutStop(says))}${elsewhere}`;
}

/** Requirements of other standards that the crosswalk ties to one, in its order. */
function relativesOf(id: RequirementId, { library }: Reading): readonly RequirementId[] {
  const ids = library.relationsOf(id).flatMap(({ from, to }) => (from === id ? to : [from]));
  return [...new Set(ids)].filter((other) => other !== id);
}

/** ISO/IEC 27002 attribute values, on one line. */
export function attributesText({ attributes = {} }: Requirement): string[] {
  const values = Object.values(attributes).flat();
  if (values.length === 0) return [];
  return [`**Attributes:** ${values.map((value) => escapeMarkdown(value.replaceAll("_", " "))).join(", ")}`];
}

/** A theme or an objective with its controls; those that the configuration leaves out are named so. */
function groupText(id: RequirementId, reading: Reading): string | undefined {
  const { library, workspace } = reading;
  const standard = standardOf(id);
  const group = library.group(standard, numberOf(id));
  if (!group) return undefined;
  const requirements = library.standard(standard)?.requirements.filter((one) => one.group === group.id) ?? [];
  const kind = group.kind === "objective" || group.kind === "theme" ? group.kind : "group";
  const { verdicts } = workspace.coverage();
  const lines = requirements.map(({ id: control, number, title }) => {
    const verdict = verdicts.get(control);
    const name = `- ${number} ${escapeMarkdown(title)}`;
    return verdict?.status === "excluded" ? `${name} · **${wholeStatus(verdict)}**` : name;
  });
  return [
    `**${group.id} ${escapeMarkdown(group.title)}**${lineBreak}${standardNameOf(library, standard)} · ${kind} with ${requirements.length} controls`,
    ...(isLeftOut(standard, reading) ? [leftOutReason(standard, reading)] : []),
    lines.join("\n"),
  ].join("\n\n");
}

/** An address within Markdown's round brackets. */
const linkAddress = (address: string): string =>
  address.replace(/[()\s<>]/g, (c) => encodeURIComponent(c).replace("(", "%28").replace(")", "%29"));
