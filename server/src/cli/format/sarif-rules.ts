import type { Library } from "../../catalog/library.ts";
import type { Point } from "../../catalog/model.ts";
import { type Finding } from "../../engine/model.ts";
import { categoryOf, ownRules } from "../../engine/own-rules.ts";
import { pageOf } from "../../engine/rule-pages.ts";
import type { Rule } from "../../rules/rule.ts";
import { inertMarkdown } from "./markdown.ts";
import { sarifLevel, type SarifRule } from "./sarif-model.ts";

/** GitHub cuts longer descriptions off. */
const maxDescription = 1024;

/**
 * Code scanning takes alerts on one line with one rule id for one, so that each requirement and consideration has an id of its
 * own: `coverage/partially-covered/iso27001:2022/A.8.13`.
 */
export function sarifRuleId({ rule, requirement, consideration }: Finding): string {
  const about = consideration ?? requirement;
  return about === undefined ? rule : `${rule}/${about}`;
}

/** What code scanning shows beside an alert: the fault, and what the requirement asks. */
export function describeSarifRule(
  finding: Finding,
  { library, rules }: { readonly library: Library; readonly rules: readonly Rule[] },
): SarifRule {
  const { rule: id, severity } = finding;
  const rule = rules.find((one) => one.id === id) ?? ownRules.find((one) => one.id === id);
  const page = pageOf(id);
  const summary = rule?.summary ?? id;
  const about = subjectOf(finding, library);
  const short = about ? `${about.title}. ${summary}` : summary;
  const paragraphs = [summary, ...(about ? [about.title, ...about.lines] : [])];
  return {
    id: sarifRuleId(finding),
    name: about ? `${id} (${about.name})` : id,
    shortDescription: { text: cut(short, maxDescription) },
    fullDescription: { text: cut(paragraphs.join("\n"), maxDescription) },
    help: {
      text: [...paragraphs, ...(page === undefined ? [] : [`More: ${page}`])].join("\n\n"),
      markdown: [
        inertMarkdown(summary),
        ...(about ? [`**${inertMarkdown(about.title)}**`, ...about.lines.map(inertMarkdown)] : []),
        ...(page === undefined ? [] : [`[More on ${id}](${page})`]),
      ].join("\n\n"),
    },
    ...(page === undefined ? {} : { helpUri: page }),
    defaultConfiguration: { level: sarifLevel(severity) },
    properties: { tags: ["policy", categoryOf(id), ...(about ? [about.standard] : [])] },
  };
}

interface Subject {
  readonly name: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly standard: string;
}

function subjectOf(
  { requirement: id, consideration: considerationId }: Finding,
  library: Library,
): Subject | undefined {
  const consideration = considerationId === undefined ? undefined : library.consideration(considerationId);
  const requirement = id === undefined ? undefined : library.requirement(id);
  if (!requirement) return undefined;
  const standard = library.standard(requirement.standard);
  const title = `${standard?.name ?? requirement.standard} ${requirement.number} ${requirement.title}`;
  const name = consideration?.id ?? requirement.number;
  const lines = consideration
    ? [`Once AI is in scope: ${consideration.says}.`, consideration.why, `For example: ${consideration.clause}`]
    : pointLines(requirement.points);
  return { name, title, lines, standard: requirement.standard };
}

function pointLines(points: readonly Point[]): string[] {
  const example = points.find((point) => point.core) ?? points[0];
  if (!example) return [];
  return [`A document has to say: ${points.map((point) => point.says).join("; ")}.`, `For example: ${example.clause}`];
}

const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);
