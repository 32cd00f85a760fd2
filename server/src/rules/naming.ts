import { type Library, numberOf, standardOf } from "../catalog/library.ts";
import type { Requirement, RequirementId, StandardId } from "../catalog/model.ts";
import type { PolicyDocument } from "../document/model.ts";

/** `A.8.13 Information backup (ISO/IEC 27001:2022)`. */
export function nameOf(library: Library, id: RequirementId): string {
  return `${shortNameOf(library, id)} (${standardNameOf(library, standardOf(id))})`;
}

/** `A.8.13 Information backup`. */
export function shortNameOf(library: Library, id: RequirementId): string {
  const title = library.requirement(id)?.title ?? library.group(standardOf(id), numberOf(id))?.title;
  return title === undefined ? numberOf(id) : `${numberOf(id)} ${title}`;
}

/** `ISO/IEC 27001:2022`. */
export const standardNameOf = (library: Library, id: StandardId): string => library.standard(id)?.name ?? id;

/** `27001:2022`, for places where a few letters have room: the name without its publishers. */
export const standardNumberOf = (library: Library, id: StandardId): string =>
  standardNameOf(library, id).replace(/^(?:ISO|IEC)(?:\/(?:ISO|IEC))? (?=\d)/, "");

/** `control` or `clause`, as a reader calls it. */
export const nounOf = (requirement: Requirement): string => (requirement.kind === "control" ? "control" : "clause");

/** What a document is called: its title, else its file's name. */
export function titleOf(doc: PolicyDocument): string {
  return doc.title?.text ?? decodeURIComponent(doc.uri.slice(doc.uri.lastIndexOf("/") + 1));
}

/** `A, B and C`. */
export function listed(items: readonly string[], last: "and" | "or" = "and"): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1) ?? ""}`;
}

/** The first letter in lower case, so that a phrase can stand within a sentence; abbreviations (`AI policy`) stay. */
export function lowerFirst(text: string): string {
  const [first = "", second = ""] = text;
  return second !== "" && second === second.toUpperCase() && second !== second.toLowerCase()
    ? text
    : first.toLowerCase() + text.slice(1);
}

/** A phrase without the full stop at its end. */
export const withoutStop = (text: string): string => text.replace(/[.\s]+$/, "");
