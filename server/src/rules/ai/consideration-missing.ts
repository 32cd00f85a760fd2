import { linkedFilesOf } from "../../document/link-target.ts";
import { isStated } from "../../evidence/decide.ts";
import type { Verdict } from "../../evidence/model.ts";
import { isAnnex } from "../annexes.ts";
import { claimsOf, mappingLimits } from "../claims.ts";
import { addStatement } from "../mend.ts";
import { shortNameOf, withoutStop } from "../naming.ts";
import { fixLater, type Report, workspaceRule } from "../rule.ts";
import { bestSection, isAddressed, isAsked, typeOf } from "../scope.ts";

/** The report on a consideration that no place of the document states. */
interface Gap extends Report {
  readonly uri: string;
  readonly consideration: string;
}

interface Collected {
  /** Considerations that the document's type lists; undefined for a document without a type. */
  readonly listed: readonly string[] | undefined;
  readonly gaps: readonly Gap[];
  /** Considerations that it states. */
  readonly stated: readonly string[];
  /** Uris of the documents it links to. */
  readonly links: readonly string[];
  /** An annex says what the document that links to it should say. */
  readonly isAnnex: boolean;
}

/** A 27001 control that a document addresses without saying what AI adds to it. */
export const rule = workspaceRule({
  id: "ai/consideration-missing",
  summary: "Flags a section on a control that does not say what it should once AI is in scope.",
  severity: "warning",
  requirements: ["iso42001:2023/6.1.3", "iso42001:2023/6.1.2"],
  messages: {
    section: "{control}: with AI in scope this section should also say: {says}.",
    document: "{control}: with AI in scope this document should also say: {says}.",
  },
  options: {},

  collect(context): Collected | undefined {
    const { doc, coverage, library, aiInScope, notAsked } = context;
    if (!aiInScope) return undefined;
    const type = typeOf(context, doc);
    const listed = type?.considerations;
    const claims = claimsOf(context, mappingLimits);
    const gaps: Gap[] = [];
    for (const consideration of library.considerations) {
      const { id, from } = consideration;
      if ((listed && !listed.includes(id)) || !isAsked(context, from) || notAsked.has(id)) continue;
      const status = coverage.verdicts.get(from)?.status;
      // That a text touches a control does not make it the place for it: its type does, that it names the control, or, without
      // a type, a section that is about it.
      const isPlace = claims.has(from) || (type ? type.expects.includes(from) : isAboutIt(coverage.verdicts.get(from)));
      const verdict = isPlace && isAddressed(status) ? coverage.verdicts.get(from) : undefined;
      // As long as the control's main objective is not stated, that is what is missing.
      if (
        !verdict?.points.some(({ point, strength }) => point.core && isStated(strength)) ||
        isStated(coverage.considerations.get(id)?.strength)
      )
        continue;
      const section = bestSection(doc, verdict);
      const heading = section?.isTitle === false ? section.heading : undefined;
      const place = heading
        ? { message: "section" as const, span: heading.span }
        : { message: "document" as const, span: doc.titleSpan };
      const says = withoutStop(consideration.says);
      const fix = fixLater({ title: `Add: ${says}`, safe: false, preferred: true }, () =>
        addStatement(doc, library, section, consideration.clause),
      );
      gaps.push({
        uri: doc.uri,
        ...place,
        data: { control: shortNameOf(library, from), says },
        requirement: consideration.supports,
        consideration: id,
        fixes: [fix],
      });
    }
    const stated = [...coverage.considerations].flatMap(([id, { strength }]) => (isStated(strength) ? [id] : []));
    return { listed, gaps, stated, links: linkedFilesOf(doc), isAnnex: isAnnex(context, doc) };
  },

  *check({ collected }) {
    const places = placesIn(collected);
    for (const [uri, { gaps, links }] of collected) {
      for (const gap of gaps) {
        const { listing = [], annexes = none } = places.get(gap.consideration) ?? {};
        const isElsewhere =
          listing.some((other) => other !== uri) || links.some((other) => other !== uri && annexes.has(other));
        if (!isElsewhere) yield gap;
      }
    }
  },
});

/** Uris of the documents that state a consideration. */
interface Places {
  /** Those whose type lists it. */
  readonly listing: readonly string[];
  readonly annexes: ReadonlySet<string>;
}

/** True where several statements of one section speak to a control that is covered, or one where it has a single point. */
function isAboutIt(verdict: Verdict | undefined): boolean {
  if (verdict?.status !== "covered") return false;
  if (verdict.points.length === 1) return true;
  const evidence = verdict.points.flatMap((point) => point.evidence.filter((one) => isStated(one.strength)));
  return evidence.some((one) =>
    evidence.some((other) => other.section === one.section && other.statement.start !== one.statement.start),
  );
}

const none: ReadonlySet<string> = new Set();

function placesIn(collected: ReadonlyMap<string, Collected>): ReadonlyMap<string, Places> {
  const places = new Map<string, { readonly listing: string[]; readonly annexes: Set<string> }>();
  for (const [uri, { stated, listed, isAnnex: isOne }] of collected) {
    for (const id of stated) {
      const place = places.get(id) ?? { listing: [], annexes: new Set() };
      places.set(id, place);
      if (listed?.includes(id)) place.listing.push(uri);
      if (isOne) place.annexes.add(uri);
    }
  }
  return places;
}
