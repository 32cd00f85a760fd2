import { escapeMarkdown } from "../base/markdown.ts";
import { type Library, numberOf, standardOf } from "../catalog/library.ts";
import type { RequirementId, StandardId } from "../catalog/model.ts";

/**
 * A requirement as Markdown: number, title, standard, theme, what it is about, and its relatives in other standards.
 * @returns  undefined where no catalog has it
 */
export function describeRequirement(library: Library, id: RequirementId): string | undefined {
  const requirement = library.requirement(id);
  if (!requirement) return undefined;
  const standard = library.standard(requirement.standard);
  const group = requirement.group === undefined ? undefined : library.group(requirement.standard, requirement.group);
  const place = [standard?.name ?? requirement.standard, group && `${group.id} ${group.title}`];
  const lines = [
    `**${requirement.number} ${escapeMarkdown(requirement.title)}**`,
    place.filter((part) => part !== undefined).join(" · "),
  ];
  if (requirement.gist !== undefined) lines.push(escapeMarkdown(requirement.gist));
  const relatives = relativesOf(library, id);
  if (relatives.length > 0) lines.push(`Related: ${relatives.join("; ")}`);
  return lines.join("\n\n");
}

/** Requirements of other standards that the crosswalk ties to one. */
function relativesOf(library: Library, id: RequirementId): string[] {
  const ids = new Set<RequirementId>();
  for (const relation of library.relationsOf(id)) {
    if (relation.from === id) for (const other of relation.to) ids.add(other);
    else ids.add(relation.from);
  }
  ids.delete(id);
  return [...ids].map((other) => {
    const title = library.requirement(other)?.title ?? "";
    return escapeMarkdown(`${library.standard(standardOf(other))?.name ?? ""} ${numberOf(other)} ${title}`.trim());
  });
}

/** A number that cannot be taken for that of another standard: `A.8.13`, `42001 A.6.2`, where the first standard is plain. */
export function numberLabel(id: RequirementId, [first]: readonly StandardId[]): string {
  const standard = standardOf(id);
  return standard === first ? numberOf(id) : `${/\d{4,}/.exec(standard)?.[0] ?? standard} ${numberOf(id)}`;
}

/** The start of a text, cut between words. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), most - 20)).replace(/[\uD800-\uDBFF]$/, "")} …`;
}
