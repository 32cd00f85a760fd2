import { rememberFor } from "../base/values.ts";
import { standardOf } from "../catalog/library.ts";
import type { Aspect, Distinction, Integration, Side } from "../catalog/integration.ts";
import type { Library } from "../catalog/library.ts";
import type { PolicyDocument, Section } from "../document/model.ts";
import { isStated } from "../evidence/decide.ts";
import { namesSide } from "../evidence/named-sides.ts";
import type { DocumentCoverage, Evidence } from "../evidence/model.ts";
import type { DocumentContext } from "./rule.ts";

/** Which of two management systems a document is for. */
export type Sides = Readonly<Record<Side, boolean>>;

/**
 * A document is for a side where its title, its opening, its purpose or its scope names it, or where it names one of the
 * standard's requirements. A sentence that happens to speak to one of its clauses makes it none: a clause written for one
 * control must not call for a second view of the whole document.
 */
export function sidesOf({ doc, coverage, library }: Pick<DocumentContext, "doc" | "coverage" | "library">): Sides {
  const { integration } = library;
  if (!integration) return { source: false, target: false };
  const named = introducedSides({ doc, coverage, library });
  const isFor = (side: Side): boolean =>
    named[side] ||
    doc.references.some(
      ({ resolution }) => resolution.is === "resolved" && standardOf(resolution.requirement) === integration[side],
    );
  return { source: isFor("source"), target: isFor("target") };
}

/** The sides that a document's title, opening, purpose or scope names. */
export const introducedSides = ({
  coverage,
  doc,
  library,
}: Pick<DocumentContext, "doc" | "coverage" | "library">): Sides => sidesNamed(coverage, doc, library);

const sidesNamed = rememberFor((coverage: DocumentCoverage, doc: PolicyDocument, { integration }: Library): Sides => {
  const isNamed = (side: Side): boolean =>
    integration !== undefined &&
    (isNamedInTitle(doc, integration, side) ||
      (coverage.aspects.get(`serves-${side}`) ?? []).some((one) => isIntroduction(doc.sections[one.section])));
  return { source: isNamed("source"), target: isNamed("target") };
});

/**
 * The sides whose management system a document sets up: by what it is called and introduces itself as, not by what it
 * happens to say. No clause that is added to it makes it a leading one.
 */
export function sidesLed(context: Pick<DocumentContext, "doc" | "coverage" | "library">): Sides {
  const { leads } = context.library.integration ?? {};
  const { type = "", confidence } = context.doc.classification;
  const named = introducedSides(context);
  // A title that only touches the topic ("Encryption of AI data") makes no AI policy.
  const isLed = (side: Side): boolean => named[side] && confidence !== "low" && (leads?.[side].includes(type) ?? false);
  return { source: isLed("source"), target: isLed("target") };
}

/** What a document shows on one side of a distinction and does not show on the other. */
export interface OneSided {
  readonly shown: Aspect;
  readonly missing: Aspect;
  readonly lacks: Side;
  /** Statements that show the one side, in document order. */
  readonly evidence: readonly Evidence[];
}

/**
 * The one-sided view a text takes of a distinction; undefined where it shows both sides or none.
 * @param counts  which evidence is looked at; statements that do more than mention it where left out
 */
export function oneSidedIn(
  coverage: DocumentCoverage,
  distinction: Distinction,
  counts: (evidence: Evidence) => boolean = (one) => isStated(one.strength),
): OneSided | undefined {
  const found = (aspect: Aspect): Evidence[] =>
    (coverage.aspects.get(aspect.id) ?? []).filter(counts).sort((a, b) => a.statement.start - b.statement.start);
  const source = found(distinction.source);
  const target = found(distinction.target);
  if (source.length > 0 === target.length > 0) return undefined;
  return source.length > 0
    ? { shown: distinction.source, missing: distinction.target, lacks: "target", evidence: source }
    : { shown: distinction.target, missing: distinction.source, lacks: "source", evidence: target };
}

export const distinctionOf = ({ integration }: Library, id: string): Distinction | undefined =>
  integration?.distinctions.find((one) => one.id === id);

/** Where a finding about a section stands: its heading, or the title where it has none of its own. */
export const headingSpanOf = (doc: PolicyDocument, section: Section | undefined): PolicyDocument["titleSpan"] =>
  section?.heading && !section.isTitle ? section.heading.span : doc.titleSpan;

function isNamedInTitle(doc: PolicyDocument, integration: Integration, side: Side): boolean {
  const introduction = [doc.title?.text ?? "", doc.metadata.fields.get("applies-to")?.text ?? ""];
  return namesSide(introduction.join(" | "), integration, side);
}

function isIntroduction(section: Section | undefined): boolean {
  if (!section) return false;
  const kinds = section.kinds.length > 0 ? section.kinds : section.inherited;
  return section.index === 0 || section.isTitle || kinds.some((kind) => kind === "purpose" || kind === "scope");
}
