import {
  listOf,
  type OscalBackMatter,
  type OscalCatalog,
  type OscalControl,
  type OscalGroup,
  type OscalImport,
  type OscalProfile,
  type OscalSelection,
  textOf,
} from "./oscal-model.ts";
import { modifyCatalog } from "./oscal-modify.ts";

/** Where a profile's controls come from: addresses to try in turn, relative to the profile's file. */
export interface ProfileImport {
  readonly addresses: readonly string[];
  /** Keeps what the profile chooses of a catalog. */
  readonly select: (catalog: OscalCatalog) => OscalCatalog;
}

/** The imports of a profile. */
export function importsOf(profile: OscalProfile): ProfileImport[] {
  return listOf(profile.imports).map((entry) => ({
    addresses: addressesOf(textOf(entry.href) ?? "", profile["back-matter"]),
    select: (catalog) => ({ ...catalog, ...selectIn(catalog, choiceOf(entry)) }),
  }));
}

/** One catalog of several, in order, with what the profile changes in them; groups stay apart. */
export function joinCatalogs(profile: OscalProfile, parts: readonly OscalCatalog[]): OscalCatalog {
  return modifyCatalog(profile, {
    ...(profile.metadata ? { metadata: profile.metadata } : {}),
    groups: parts.flatMap((part) => listOf(part.groups)),
    controls: parts.flatMap((part) => listOf(part.controls)),
  });
}

/** The address itself, those of the resource that `#uuid` names, and the same file names beside the profile. */
export function addressesOf(href: string, backMatter: OscalBackMatter | undefined): string[] {
  const resource = href.startsWith("#")
    ? listOf(backMatter?.resources).find((one) => textOf(one.uuid) === href.slice(1))
    : undefined;
  const written = href.startsWith("#") ? listOf(resource?.rlinks).map((link) => textOf(link.href) ?? "") : [href];
  const readable = written.filter((address) => /\.(?:json|ya?ml)$/i.test(address));
  const local = readable.filter((address) => !/^[a-z][a-z\d+.-]+:/i.test(address));
  const beside = readable.map((address) => address.split("/").at(-1) ?? "");
  return [...new Set([...local, ...beside])].filter((address) => address !== "");
}

interface Choice {
  readonly takes: (id: string) => boolean;
  /** Ids whose enhancements come along. */
  readonly takesChildren: (id: string) => boolean;
  readonly drops: (id: string) => boolean;
}

function choiceOf(entry: OscalImport): Choice {
  const wanted = listOf(entry["include-controls"]);
  const unwanted = listOf(entry["exclude-controls"]);
  const all = entry["include-all"] !== undefined || wanted.length === 0;
  return {
    takes: (id) => all || wanted.some((selection) => names(selection, id)),
    takesChildren: (id) =>
      wanted.some((selection) => selection["with-child-controls"] === "yes" && names(selection, id)),
    drops: (id) => unwanted.some((selection) => names(selection, id)),
  };
}

function names(selection: OscalSelection, id: string): boolean {
  const ids: unknown = selection["with-ids"];
  return (
    (Array.isArray(ids) && ids.includes(id)) ||
    listOf(selection.matching).some((one) => globOf(textOf(one.pattern) ?? "").test(id))
  );
}

/** `ac-*`: `*` any run of characters, `?` one. */
const globOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
  );

function selectIn(group: OscalGroup, choice: Choice): Pick<OscalGroup, "groups" | "controls"> {
  return {
    groups: listOf(group.groups)
      .map((inner) => ({ ...inner, ...selectIn(inner, choice) }))
      .filter((inner) => listOf(inner.groups).length + listOf(inner.controls).length > 0),
    controls: listOf(group.controls).flatMap((control) => selectControl(control, choice, false)),
  };
}

/** A control with its chosen enhancements; these alone where the control itself was not chosen. */
function selectControl(control: OscalControl, choice: Choice, comesAlong: boolean): OscalControl[] {
  const id = textOf(control.id) ?? "";
  const isTaken = (comesAlong || choice.takes(id)) && !choice.drops(id);
  const inner = listOf(control.controls).flatMap((one) =>
    selectControl(one, choice, isTaken && (comesAlong || choice.takesChildren(id))),
  );
  return isTaken ? [{ ...control, controls: inner }] : inner;
}
