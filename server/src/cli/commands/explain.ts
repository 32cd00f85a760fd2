import type { Library } from "../../catalog/library.ts";
import type { Consideration, Group, Requirement, Standard } from "../../catalog/model.ts";
import { didYouMean } from "../../engine/suggest.ts";
import { type KnownRule, ownRules } from "../../engine/own-rules.ts";
import { pageOf } from "../../engine/rule-pages.ts";
import { withoutStop } from "../../rules/naming.ts";
import type { Rule } from "../../rules/rule.ts";
import { type CliCommand, withColor } from "../command.ts";
import { type CliContext, exit, UsageError } from "../context.ts";
import { loadedHere } from "../projects.ts";
import { relationLines } from "../format/relations.ts";
import { findGroups, findRequirements, findWithdrawn, whatBecameOf } from "../lookup.ts";
import { type Colors, colorsFor } from "../terminal.ts";

/** `codicil explain` */
export const explainCommand: CliCommand = (program, context, done) => {
  withColor(
    program
      .command("explain <id>")
      .description("Say in plain words what a control, clause, consideration or rule asks."),
  )
    .addHelpText("after", "\nExamples:\n  codicil explain A.8.13\n  codicil explain structure/missing-section")
    .action(async (id: string, options: { color?: boolean }) => done(await explain(id, options, context)));
};

/** What a control, clause, consideration or rule asks, in plain words. */
async function explain(id: string, options: { readonly color?: boolean }, context: CliContext): Promise<number> {
  const { library, rules } = (await loadedHere(context)).equipment;
  const colors = colorsFor(context.terminal, options.color);
  const lines = explanationOf(id.trim(), library, rules, colors);
  if (!lines)
    throw new UsageError(
      `Nothing is called “${id}”: name a control (A.8.13), a clause (9.2), a consideration or a rule.${didYouMean(id, namesOf(library, rules))}`,
    );
  context.terminal.out(`${lines.join("\n")}\n`);
  return exit.clean;
}

function explanationOf(id: string, library: Library, rules: readonly Rule[], colors: Colors): string[] | undefined {
  const rule = rules.find((one) => one.id === id) ?? ownRules.find((one) => one.id === id);
  if (rule) return aboutRule(rule, rules, library, colors);
  const consideration = library.consideration(id);
  if (consideration) return aboutConsideration(consideration, library, colors);
  const requirements = findRequirements(id, library);
  if (requirements.length > 0)
    return requirements.flatMap((requirement) => aboutRequirement(requirement, library, colors));
  const groups = findGroups(id, library);
  if (groups.length > 0) return groups.flatMap((one) => aboutGroup(one, colors));
  const withdrawn = findWithdrawn(id, library);
  return withdrawn.length > 0 ? withdrawn.flatMap((one) => aboutWithdrawn(one, library, colors)) : undefined;
}

function aboutGroup(
  { standard, group }: { readonly standard: Standard; readonly group: Group },
  colors: Colors,
): string[] {
  const { id, title } = group;
  const parts = standard.groups.filter(({ parent }) => parent === id);
  const held = standard.requirements.filter((requirement) => requirement.group === id);
  return [
    colors.bold(`${id} ${title}`),
    colors.dim(standard.name),
    "",
    "Holds:",
    ...[...parts.map((part) => `${part.id} ${part.title}`), ...held.map((one) => `${one.number} ${one.title}`)].map(
      (line) => `  ${line}`,
    ),
    "",
  ];
}

/** What became of the number, and what its successors ask. */
function aboutWithdrawn(requirement: Requirement, library: Library, colors: Colors): string[] {
  const heirs = requirement.successors.flatMap((id) => library.requirement(id) ?? []);
  return [whatBecameOf(requirement, library), "", ...heirs.flatMap((heir) => aboutRequirement(heir, library, colors))];
}

function aboutRequirement(requirement: Requirement, library: Library, colors: Colors): string[] {
  const standard = library.standard(requirement.standard);
  const group =
    requirement.kind === "control" && requirement.group !== undefined
      ? library.group(requirement.standard, requirement.group)
      : undefined;
  const lines = [
    colors.bold(`${requirement.number} ${requirement.title}`),
    colors.dim([standard?.name, group && `${group.id} ${group.title}`, requirement.id].filter(Boolean).join(" · ")),
  ];
  if (requirement.gist !== undefined) lines.push("", `${withoutStop(requirement.gist)}.`);
  if (requirement.documented !== "none") lines.push("", documented[requirement.documented]);
  if (requirement.points.length > 0) {
    lines.push("", "What a document has to say:");
    for (const point of requirement.points) lines.push(`  • ${point.says}${point.core ? colors.dim(" (core)") : ""}`);
    const example = requirement.points.find((point) => point.core) ?? requirement.points[0];
    if (example) lines.push("", "For example:", `  ${example.clause}`);
  } else lines.push("", colors.dim("It is met by its sub-clauses, or outside documents."));
  lines.push(...roleLines(requirement.id, library));
  const related = relationLines(requirement, library);
  if (related.length > 0) lines.push("", "Related:", ...related.map((line) => `  ${line}`));
  const considerations = library.considerationsOf(requirement.id);
  if (considerations.length > 0) {
    lines.push("", "Once AI is in scope, it should also say:");
    for (const one of considerations) lines.push(`  • ${one.says} ${colors.dim(one.id)}`);
  }
  return [...lines, ""];
}

/** Which AI roles are asked, where not all are. */
function roleLines(id: string, library: Library): string[] {
  const { integration } = library;
  const need = integration?.roleNeeds.find((one) => one.requirements.includes(id) || one.considerations.includes(id));
  if (!integration || !need) return [];
  const titles = integration.roles.filter((role) => need.roles.includes(role.id)).map((role) => role.title);
  return [
    "",
    `Asked only of an organization that ${titles.join(" or ")}: ${need.reason}. See ai.roles in codicil.yaml.`,
  ];
}

const documented = {
  document: "The standard asks for a document on this.",
  record: "The standard asks for records as evidence of this.",
  rule: "The standard asks for documented rules on this.",
} as const;

function aboutConsideration(consideration: Consideration, library: Library, colors: Colors): string[] {
  const name = (id: string): string => {
    const requirement = library.requirement(id);
    return requirement
      ? `${requirement.number} ${requirement.title} (${library.standard(requirement.standard)?.name ?? requirement.standard})`
      : id;
  };
  const basis =
    consideration.basis === "seed" ? "From a published mapping of the two standards." : "Codicil's own advice.";
  return [
    colors.bold(`${consideration.says}.`),
    colors.dim(consideration.id),
    "",
    consideration.why,
    "",
    `Said where: ${name(consideration.from)}`,
    `Supports:   ${name(consideration.supports)}`,
    ...roleLines(consideration.id, library),
    "",
    "For example:",
    `  ${consideration.clause}`,
    "",
    colors.dim(basis),
    "",
  ];
}

function aboutRule(rule: KnownRule, rules: readonly Rule[], library: Library, colors: Colors): string[] {
  const lines = [colors.bold(rule.id), "", rule.summary, "", `Severity: ${rule.severity}`];
  const options = Object.entries(rule.options);
  if (options.length > 0)
    lines.push(`Options:  ${options.map(([name, value]) => `${name} (${JSON.stringify(value)})`).join(", ")}`);
  const full = rules.find((one) => one.id === rule.id);
  const served = (full?.requirements ?? []).flatMap((id) => library.requirement(id) ?? []);
  if (served.length > 0)
    lines.push(
      "",
      "Serves:",
      ...served.map(
        (requirement) =>
          `  ${requirement.number} ${requirement.title} (${library.standard(requirement.standard)?.name ?? requirement.standard})`,
      ),
    );
  const page = pageOf(rule.id);
  if (page !== undefined) lines.push("", `Page: ${page}`);
  return [...lines, ""];
}

const namesOf = (library: Library, rules: readonly Rule[]): string[] => [
  ...rules.map((rule) => rule.id),
  ...library.considerations.map((one) => one.id),
  ...library.standards
    .filter(({ supersededBy }) => supersededBy === undefined)
    .flatMap((standard) => standard.requirements.map((one) => one.number)),
];
