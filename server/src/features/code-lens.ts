import type { CodeLens, Location } from "vscode-languageserver-types";
import type { Span } from "../base/span.ts";
import type { RequirementId } from "../catalog/model.ts";
import type { Section } from "../document/model.ts";
import type { Finding } from "../engine/model.ts";
import type { Evidence } from "../evidence/model.ts";
import { toRange } from "./convert.ts";
import { numberLabel } from "./describe.ts";
import { anchorOf, locationOf, type Reading } from "./reading.ts";
import { coverageBySection, type SectionCoverage } from "./section-coverage.ts";
import { typeSummary } from "./type-coverage.ts";

/** Command of the client that shows the places a lens counts. Arguments: uri, position of the lens, locations. */
export const peekCommand = "codicil.peekPlaces";

export interface CodeLensRequest extends Reading {
  /** Findings of the document. */
  readonly findings: readonly Finding[];
  /** Whether the client knows the command; the lenses of others do nothing when clicked. */
  readonly canPeek: boolean;
}

/** Requirements that a lens names before it stops. */
const most = 5;

/**
 * A lens above the title (type, expected controls covered, AI considerations missing in the whole document) and above each
 * section that covers something or lacks a consideration.
 */
export function codeLenses(request: CodeLensRequest): CodeLens[] {
  const { doc, findings, library } = request;
  if (!doc.classification.isPolicy) return [];
  const covered = coverageBySection(request);
  const gaps = findings.filter(({ consideration }) => library.consideration(consideration ?? "") !== undefined);
  const lenses = [titleLens(request, covered, gaps)];
  for (const section of doc.sections) {
    if (section.isTitle || !section.heading) continue;
    const { span } = section.heading;
    const own = gaps.filter((gap) => gap.span.start === span.start);
    const lens = sectionLens(section, covered.get(section.index), own, request);
    if (lens) lenses.push(lens);
  }
  return lenses;
}

function titleLens(request: CodeLensRequest, covered: SectionCoverage, gaps: readonly Finding[]): CodeLens {
  const { doc, library } = request;
  const type = library.documentType(doc.classification.type ?? "")?.title ?? "Policy";
  const evidence = [...covered.values()].flatMap((requirements) => [...requirements.values()].flat());
  const title = [type, typeSummary(request), gapText(gaps)].filter((part) => part !== undefined).join(" · ");
  return lensAt(doc.titleSpan, title, evidence, gaps, request);
}

function sectionLens(
  section: Section,
  covered: ReadonlyMap<RequirementId, readonly Evidence[]> | undefined,
  gaps: readonly Finding[],
  request: CodeLensRequest,
): CodeLens | undefined {
  if (!covered && gaps.length === 0) return undefined;
  const { standards } = request.workspace.config;
  const numbers = [...(covered?.keys() ?? [])].map((id) => numberLabel(id, standards));
  const rest = numbers.length > most ? ` and ${numbers.length - most} more` : "";
  const speaks = numbers.length > 0 ? `Speaks to ${numbers.slice(0, most).join(", ")}${rest}` : undefined;
  const title = [speaks, gapText(gaps)].filter((part) => part !== undefined).join(" · ");
  return lensAt(anchorOf(section), title, [...(covered?.values() ?? [])].flat(), gaps, request);
}

const gapText = ({ length }: readonly Finding[]): string | undefined =>
  length === 0 ? undefined : `${length} AI ${length === 1 ? "consideration" : "considerations"} missing`;

function lensAt(
  span: Span,
  title: string,
  evidence: readonly Evidence[],
  gaps: readonly Finding[],
  { source, sourceOf, canPeek }: CodeLensRequest,
): CodeLens {
  const range = toRange(source.lines, span);
  // An empty command is shown and does nothing.
  if (!canPeek) return { range, command: { title, command: "" } };
  const spans = evidence.length > 0 ? evidence.map(({ uri, statement }) => ({ uri, span: statement })) : gaps;
  const places = new Map(
    spans.map((one) => [one.span.start, locationOf(one, sourceOf)] as const).sort(([a], [b]) => a - b),
  );
  const locations = [...places.values()].filter((one): one is Location => one !== undefined);
  return { range, command: { title, command: peekCommand, arguments: [source.uri, range.start, locations] } };
}
