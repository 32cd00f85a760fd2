import type { Library } from "../catalog/library.ts";
import { yamlScalar } from "../document/yaml-write.ts";
import type { DetectedDocument } from "../engine/detect-documents.ts";

/** What was found in a folder, and the configuration that fits it. */
export interface SetUp {
  readonly text: string;
  /** Documents whose type is certain. */
  readonly recognized: readonly DetectedDocument[];
  /** Documents whose type is a guess, written into the configuration for the author to confirm. */
  readonly proposed: readonly DetectedDocument[];
  /** Policies of no known type. */
  readonly untyped: readonly DetectedDocument[];
  /** Files that are no policies. */
  readonly others: readonly DetectedDocument[];
}

/** Writes a commented `codicil.yaml` for the documents of a folder. */
export function draftConfig(library: Library, documents: readonly DetectedDocument[]): SetUp {
  const sorted = [...documents].sort((a, b) => (a.path < b.path ? -1 : 1));
  const policies = sorted.filter(({ classification }) => classification.isPolicy);
  const isSure = ({ classification }: DetectedDocument): boolean =>
    classification.type !== undefined && classification.confidence !== "low";
  const recognized = policies.filter(isSure);
  const proposed = policies.filter((one) => !isSure(one) && one.classification.type !== undefined);
  const untyped = policies.filter((one) => one.classification.type === undefined);
  const others = sorted.filter(({ classification }) => !classification.isPolicy);
  const text = [
    head,
    standardsPart(library),
    aiPart,
    documentsPart(library, { recognized, proposed, untyped }),
    rulesPart,
    applicabilityPart(library),
  ].join("\n");
  return { text, recognized, proposed, untyped, others };
}

const head = `# Configuration of Codicil. Every key may be left out: what you see are the defaults, and what was found in this folder.
`;

function standardsPart(library: Library): string {
  const current = library.standards.filter((standard) => standard.supersededBy === undefined);
  const lines = current.map((standard) => `  - ${standard.id} # ${standard.title}`);
  return `# The standards that your documents are held against.\nstandards:\n${lines.join("\n")}\n`;
}

const aiPart = `# Where no AI is built or used, write "used: false": then no document is asked what it says about AI.
ai:
  used: true
`;

function documentsPart(
  library: Library,
  { recognized, proposed, untyped }: Pick<SetUp, "recognized" | "proposed" | "untyped">,
): string {
  const titleOf = (id: string | undefined): string => library.documentType(id ?? "")?.title ?? "";
  const lines = [
    "# Document types by path. Only documents whose type is not told by themselves need an entry; the last match counts.",
  ];
  if (recognized.length > 0) {
    lines.push("# Recognized without an entry:");
    for (const { path, classification } of recognized)
      lines.push(comment(`${path}: ${titleOf(classification.type)} (${classification.reasons[0] ?? ""})`));
  }
  if (untyped.length > 0) {
    lines.push("# Policies of no known type; give them one where a type fits (codicil new --list shows the types):");
    for (const { path } of untyped) lines.push(comment(`- path: ${path}`), comment("  type: …"));
  }
  if (proposed.length === 0) return [...lines, "documents: []", ""].join("\n");
  lines.push("# Proposed; please check:", "documents:");
  for (const { path, classification } of proposed) {
    lines.push(`  # ${commentLine(`${titleOf(classification.type)}: ${classification.reasons[0] ?? ""}`)}`);
    lines.push(`  - path: ${yamlScalar(path)}`, `    type: ${classification.type ?? "none"}`);
  }
  return [...lines, ""].join("\n");
}

const rulesPart = `# Severities: off, hint, info, warning or error, for a rule or a whole category.
rules: {}
#  structure/missing-section: info
`;

function applicabilityPart(library: Library): string {
  const reasons = library.data.applicability.reasons.map((reason) => reason.id).join(", ");
  return `# Decisions for the Statement of Applicability (codicil soa).
applicability:
  # Why controls apply that your documents address. Reasons: ${reasons}.
  defaults:
    reasons: [risk]
  # Controls that apply for a reason of their own.
  inclusions: []
  #  - control: iso27001:2022/A.5.34
  #    reasons: [legal]
  #    justification: The law on data protection asks for it.
  # Controls that do not apply, and why. An auditor reads this.
  exclusions: []
  #  - control: iso27001:2022/A.7.12
  #    justification: There are no offices; everybody works remotely.
`;
}

const comment = (text: string): string => `#   ${commentLine(text)}`;

const commentLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, " ");
