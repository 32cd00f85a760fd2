import type { Group, Requirement, Standard, StandardId } from "./model.ts";
import {
  listOf,
  type OscalCatalog,
  type OscalControl,
  type OscalGroup,
  type OscalParameter,
  type OscalPart,
  type OscalProp,
  textOf,
} from "./oscal-model.ts";

/** What a workspace calls a catalog. */
export interface CatalogName {
  readonly id: StandardId;
  readonly name?: string | undefined;
}

/** A requirement's own words: what points are derived from where nobody wrote any. */
export interface RequirementText {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  /** What the statement asks for, one item each, parameters filled by their labels. */
  readonly statements: readonly string[];
}

/** A catalog without points yet. JSON, so that it can be kept between runs. */
export interface ImportedCatalog {
  readonly standard: Standard;
  readonly texts: readonly RequirementText[];
}

/** More controls, or deeper nesting, than any catalog has: such a file is broken or built to do harm. */
const mostControls = 20_000;
const deepest = 12;

/**
 * Reads an OSCAL catalog. Lenient: what is missing is left out, what is withdrawn too. Never throws on what the file holds.
 */
export function importCatalog(
  catalog: OscalCatalog,
  { id, name }: CatalogName,
): ImportedCatalog & { readonly problems: readonly string[] } {
  const groups: Group[] = [];
  const requirements: Requirement[] = [];
  const texts: RequirementText[] = [];
  const problems: string[] = [];
  const numbers = new Set<string>();

  const addControl = (control: OscalControl, group: Group | undefined, params: Labels, depth: number): void => {
    const oscalId = textOf(control.id);
    if (oscalId === undefined || depth > deepest || requirements.length >= mostControls) return;
    const number = numberOf(oscalId, control.props);
    const labels = withLabels(params, control.params);
    const title = textOf(control.title)?.trim() || number;
    if (!isWithdrawn(control.props)) {
      if (numbers.has(number)) problems.push(`The control “${number}” stands in the catalog twice.`);
      else {
        numbers.add(number);
        const statements = statementsOf(control.parts, labels);
        const requirement: Requirement = {
          id: `${id}/${number}`,
          standard: id,
          number,
          title,
          titleVariants: [],
          kind: "control",
          group: group?.id,
          ...(statements[0] === undefined ? {} : { gist: shorten(statements.join(" "), 300) }),
          documented: "none",
          successors: [],
          points: [],
          oscalId,
        };
        requirements.push(requirement);
        texts.push({ id: requirement.id, title, group: group?.title ?? "", statements });
      }
    }
    for (const inner of listOf(control.controls)) addControl(inner, group, labels, depth + 1);
  };
  const addGroup = (written: OscalGroup, parent: Group | undefined, depth: number): void => {
    if (depth > deepest) return;
    const label = labelOf(written.props) ?? textOf(written.id)?.toUpperCase() ?? `G${groups.length + 1}`;
    const group: Group = {
      id: label,
      title: textOf(written.title)?.trim() || label,
      kind: parent ? "subgroup" : "category",
      ...(parent ? { parent: parent.id } : {}),
    };
    groups.push(group);
    for (const inner of listOf(written.groups)) addGroup(inner, group, depth + 1);
    for (const control of listOf(written.controls)) addControl(control, group, new Map(), depth + 1);
  };
  for (const group of listOf(catalog.groups)) addGroup(group, undefined, 0);
  for (const control of listOf(catalog.controls)) addControl(control, undefined, new Map(), 0);
  if (requirements.length === 0) problems.push("The catalog holds no controls.");

  const title = textOf(catalog.metadata?.title)?.trim() || name || id;
  const standard: Standard = {
    id,
    name: name ?? title,
    title,
    aliases: [...new Set([id, name ?? title, title].map((alias) => alias.toLowerCase()))],
    edition: textOf(catalog.metadata?.version) ?? "",
    groups,
    requirements,
    own: true,
  };
  return { standard, texts, problems };
}

/** `AC-2(1)`: the label without a class, since catalogs add padded forms under classes of their own. */
function numberOf(id: string, props: readonly OscalProp[] | undefined): string {
  const label = labelOf(props) ?? id.toUpperCase();
  return label.trim().replaceAll("/", "-").replace(/\s+/g, " ");
}

function labelOf(props: readonly OscalProp[] | undefined): string | undefined {
  const labels = listOf(props).filter((prop) => prop.name === "label" && textOf(prop.value)?.trim());
  return textOf((labels.find((prop) => prop.class === undefined) ?? labels[0])?.value);
}

const isWithdrawn = (props: readonly OscalProp[] | undefined): boolean =>
  listOf(props).some((prop) => prop.name === "status" && /^withdrawn$/i.test(textOf(prop.value) ?? ""));

/** What stands in prose for a parameter, by its id: its value where one is set, else what it is about. */
type Labels = ReadonlyMap<string, string>;

function withLabels(known: Labels, params: readonly OscalParameter[] | undefined): Labels {
  const labels = new Map(known);
  for (const param of listOf(params)) {
    const values = textsOf(param.values).join(", ");
    const label = textOf(param.label) ?? textsOf(param.select?.choice).join(" or ");
    const written = values !== "" ? values : label !== "" && `[${label}]`;
    if (param.id !== undefined && written !== false) labels.set(param.id, written);
  }
  return labels;
}

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(textOf).filter((one) => one !== undefined) : [];

/** The prose of the statement, one entry an item; of the control's other parts where it has no statement. */
function statementsOf(parts: readonly OscalPart[] | undefined, labels: Labels): string[] {
  const found: string[] = [];
  const walk = (part: OscalPart, depth: number): void => {
    const prose = textOf(part.prose);
    if (prose !== undefined) found.push(plain(prose, labels));
    if (depth < deepest) for (const inner of listOf(part.parts)) walk(inner, depth + 1);
  };
  const all = listOf(parts);
  const statements = all.filter((part) => part.name === "statement");
  for (const part of statements.length > 0 ? statements : all.slice(0, 1)) walk(part, 0);
  return found.filter((text) => text !== "");
}

/** Prose without markup: parameters by their labels, links by their words. */
function plain(prose: string, labels: Labels): string {
  return prose
    .replace(/\{\{\s*insert:\s*param,\s*([^\s}]+)\s*\}\}/g, (_, id: string) => {
      const label = labels.get(id);
      return label === undefined || label.includes("{{") ? "[a value to set]" : label;
    })
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*_`]+/g, "")
    .replace(/\s+([;,.])/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), most - 30)).replace(/[\uD800-\uDBFF]$/, "")} …`;
}
