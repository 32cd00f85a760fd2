import { escapeMarkdown } from "../base/markdown.ts";
import { upperFirst } from "../base/text.ts";
import { type Library, numberOf, standardOf } from "../catalog/library.ts";
import type { Requirement, RequirementId } from "../catalog/model.ts";
import { shortNameOf, standardNameOf, withoutStop } from "../rules/naming.ts";

/** Scheme of the read-only documents that show entries of the catalogs. */
export const catalogScheme = "codicil-catalog";

/** Uri of the entry of a requirement or a group: `codicil-catalog:/iso27001-2022/A.8.13.md`. */
export function catalogUri(id: RequirementId): string {
  return `${catalogScheme}:/${standardOf(id).replace(":", "-")}/${numberOf(id)}.md`;
}

/**
 * The entry as a Markdown page: what the requirement is about, what a document has to say, a text that says it, and what
 * relates to it. Own words only.
 * @returns  undefined for a uri that names nothing in the catalogs
 */
export function catalogEntry(library: Library, uri: string): string | undefined {
  const [, standard = "", number = ""] = /^codicil-catalog:\/*([^/]+)\/(.+)\.md$/.exec(uri) ?? [];
  const found = library.standards.find((one) => one.id.replace(":", "-") === standard);
  const requirement = library.requirement(`${found?.id ?? ""}/${number}`);
  if (requirement) return requirementPage(library, requirement);
  const group = found && library.group(found.id, number);
  if (!found || !group) return undefined;
  const members = found.requirements.filter((one) => one.group === group.id);
  return page([
    `# ${group.id} ${escapeMarkdown(group.title)}`,
    found.name,
    members.map((one) => `- [${one.number} ${escapeMarkdown(one.title)}](${one.number}.md)`).join("\n"),
  ]);
}

function requirementPage(library: Library, requirement: Requirement): string {
  const { id, number, title, standard, group: groupId, gist, points, attributes = {} } = requirement;
  const group = groupId === undefined ? undefined : library.group(standard, groupId);
  const about = [standardNameOf(library, standard), group && `${group.id} ${escapeMarkdown(group.title)}`];
  const rows = Object.entries(attributes).map(
    ([name, values]) =>
      `| ${labelOf(name)} | ${values.map((value) => escapeMarkdown(value.replaceAll("_", " "))).join(", ")} |`,
  );
  return page([
    `# ${number} ${escapeMarkdown(title)}`,
    about.filter((part) => part !== undefined).join(" · "),
    gist === undefined ? "" : escapeMarkdown(gist),
    points.length > 0 ? "## What a document has to say" : "",
    points
      .map((point) => `- ${escapeMarkdown(withoutStop(point.says))}${point.core ? " (the heart of it)" : ""}`)
      .join("\n"),
    points.length > 0 ? "## A text that says it" : "",
    points.map((point) => escapeMarkdown(point.clause)).join("\n\n"),
    ...relationsPart(library, id),
    rows.length > 0 ? `## Attributes\n\n| Attribute | Values |\n|---|---|\n${rows.join("\n")}` : "",
    typesPart(library, id),
  ]);
}

function relationsPart(library: Library, id: RequirementId): string[] {
  const relations = library.relationsOf(id);
  if (relations.length === 0) return [];
  const lines = relations.flatMap((relation) => {
    const others = relation.from === id ? relation.to : [relation.from];
    return others.map((other) => {
      const name = `${standardNameOf(library, standardOf(other))} ${escapeMarkdown(shortNameOf(library, other))}`;
      const considerations = relation.considerations.filter((one) => one.supports === other || one.supports === id);
      return [
        `### ${name}`,
        escapeMarkdown(relation.rationale),
        considerations
          .map((one) => `- ${escapeMarkdown(withoutStop(one.says))}: ${escapeMarkdown(one.why)}`)
          .join("\n"),
      ];
    });
  });
  return ["## Related requirements", ...lines.flat()];
}

/** Document types that are expected to cover it. */
function typesPart(library: Library, id: RequirementId): string {
  const types = library.data.documentTypes.filter((type) => type.expects.includes(id));
  return types.length === 0
    ? ""
    : `## Expected in\n\n${types.map((type) => `- ${escapeMarkdown(type.title)}`).join("\n")}`;
}

const page = (parts: readonly string[]): string => `${parts.filter((part) => part !== "").join("\n\n")}\n`;

/** `control_type` is "Control type". */
const labelOf = (name: string): string => upperFirst(name.replaceAll("_", " "));
