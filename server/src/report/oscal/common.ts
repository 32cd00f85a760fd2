import { v5 } from "uuid";
import { oneLine } from "../../base/text.ts";
import { oscalIdOf } from "../../catalog/oscal-mapping.ts";
import type { Requirement, Standard } from "../../catalog/model.ts";

/** The OSCAL version that exports conform to. */
export const oscalVersion = "1.2.1";

/** Namespace of Codicil's own properties and of its names. */
export const namespace = "https://codicil.dev/ns/oscal";

const root = v5(namespace, v5.URL);

/** The same name gives the same UUID, on every machine and day. */
export const uuidOf = (...name: readonly string[]): string => v5(name.join("\u0000"), root);

/** What exports need to know of the run. */
export interface OscalFacts {
  /** Version of Codicil. */
  readonly version: string;
  /** Today as an ISO 8601 date: the only time that exports name. */
  readonly today: string;
}

export const timeOf = (today: string): string => `${today}T00:00:00Z`;

export function metadataOf(title: string, { version, today }: OscalFacts, documentVersion = today): object {
  return {
    title: oneLine(title),
    "last-modified": timeOf(today),
    version: oneLine(documentVersion) || today,
    "oscal-version": oscalVersion,
    props: [prop("generator", `codicil ${version}`)],
  };
}

export function prop(name: string, value: string, more: Readonly<Record<string, string>> = {}): object {
  return { name, ns: namespace, value: oneLine(value), ...more };
}

/** Text that OSCAL's Markdown shows as it is. */
export const prose = (text: string): string => oneLine(text).replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");

/** Where an export says that a standard's catalog lies: beside it, under the name that `codicil export` suggests. */
export const catalogHref = (standard: Standard): string => `${fileStem(standard)}.json`;

/** `iso27001-2022` */
export const fileStem = ({ id }: Standard): string => id.replaceAll(":", "-");

/** Id of a requirement in OSCAL. */
export const controlId = (requirement: Requirement): string => oscalIdOf(requirement);

/** Id of a group: a letter first, no blanks. */
export function groupId(id: string): string {
  const token = id.toLowerCase().replace(/[^\p{L}\p{N}._-]+/gu, "-");
  return /^\p{L}/u.test(token) ? `group-${token}` : `group-${token.replace(/^-+/, "")}`;
}

/** A list under a key, left out where it is empty: OSCAL has no empty lists. */
export const listed = <T>(key: string, items: readonly T[]): Readonly<Record<string, readonly T[]>> =>
  items.length > 0 ? { [key]: items } : {};
