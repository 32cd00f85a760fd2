import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { CatalogProblem, Point, Relation, RelationType, Requirement, Signal, Standard } from "./model.ts";
import type { CatalogName, ImportedCatalog } from "./oscal-import.ts";
import { ownCatalogSchema } from "./own-catalog-schema.ts";
import { type CatalogFile, type CatalogSource, readSource } from "./source.ts";

interface OwnCatalogFile {
  readonly id?: string;
  readonly name: string;
  readonly title?: string;
  readonly edition?: string;
  readonly aliases?: readonly string[];
  readonly groups?: readonly { id: string; title: string; parent?: string }[];
  readonly controls?: readonly OwnRequirement[];
  readonly clauses?: readonly OwnRequirement[];
  readonly relations?: readonly {
    from: string;
    to: readonly string[];
    type: RelationType;
    rationale?: string;
  }[];
}

interface OwnRequirement {
  readonly id: string;
  readonly title: string;
  readonly group?: string;
  readonly gist?: string;
  readonly points?: readonly {
    id: string;
    says: string;
    core?: boolean;
    signals: readonly string[];
    clause?: string;
  }[];
}

/** A catalog in Codicil's own YAML, with the relations it brings along (their ends are not resolved yet). */
export interface OwnCatalog extends ImportedCatalog {
  readonly relations: readonly (Omit<Relation, "from" | "to"> & {
    readonly from: string;
    readonly to: readonly string[];
    readonly place: CatalogProblem["place"];
  })[];
}

let validate: ValidateFunction | undefined;

/** Reads a catalog written in Codicil's own YAML. Never throws on what the file holds. */
export function readOwnCatalog(
  file: CatalogFile,
  named: Partial<CatalogName> & { readonly fallbackId: string },
): { readonly catalog: OwnCatalog | undefined; readonly problems: readonly CatalogProblem[] } {
  validate ??= new Ajv2020({ allErrors: true, strict: true, strictRequired: false }).compile(ownCatalogSchema);
  const source = readSource(file, validate);
  if (source.data === undefined) return { catalog: undefined, problems: source.problems };
  const data = source.data as OwnCatalogFile;
  const id = named.id ?? data.id ?? named.fallbackId;
  const problems: CatalogProblem[] = [...source.problems];
  const report = (path: readonly (string | number)[], message: string): void => {
    problems.push({ place: source.placeOf(path), field: `/${path.join("/")}`, message });
  };
  const groups = (data.groups ?? []).map((group) => ({ ...group, kind: "category" as const }));
  const known = new Set(groups.map((group) => group.id));
  const numbers = new Set<string>();
  const read = (
    key: "controls" | "clauses",
    kind: Requirement["kind"],
  ): { entry: OwnRequirement; made: Requirement }[] =>
    (data[key] ?? []).flatMap((entry, i) => {
      if (numbers.has(entry.id)) {
        report([key, i, "id"], `“${entry.id}” stands in the catalog twice.`);
        return [];
      }
      numbers.add(entry.id);
      if (kind === "control" && entry.group !== undefined && !known.has(entry.group))
        report([key, i, "group"], `The catalog has no group “${entry.group}”.`);
      const made: Requirement = {
        id: `${id}/${entry.id}`,
        standard: id,
        number: entry.id,
        title: entry.title,
        titleVariants: [],
        kind,
        group: entry.group,
        gist: entry.gist,
        documented: "none",
        successors: [],
        points: pointsOf(source, [key, i, "points"], entry, report),
      };
      return [{ entry, made }];
    });
  const requirements = [...read("clauses", "clause"), ...read("controls", "control")];
  const name = named.name ?? data.name;
  const title = data.title ?? data.name;
  const standard: Standard = {
    id,
    name,
    title,
    edition: data.edition ?? "",
    aliases: [...new Set([id, name, title, ...(data.aliases ?? [])].map((alias) => alias.toLowerCase()))],
    groups,
    requirements: requirements.map(({ made }) => made),
    own: true,
  };
  const texts = requirements
    .filter(({ made }) => made.points.length === 0)
    .map(({ entry, made }) => ({
      id: made.id,
      title: entry.title,
      group: groups.find((group) => group.id === entry.group)?.title ?? "",
      statements: entry.gist === undefined ? [] : [entry.gist],
    }));
  const relations = (data.relations ?? []).map((relation, i) => ({
    id: `${id}-relation-${i + 1}`,
    basis: "mapping" as const,
    from: relation.from,
    to: relation.to,
    type: relation.type,
    rationale: relation.rationale ?? "",
    considerations: [],
    place: source.placeOf(["relations", i]),
  }));
  return { catalog: { standard, texts, relations }, problems };
}

function pointsOf(
  source: CatalogSource,
  path: readonly (string | number)[],
  { points, id }: OwnRequirement,
  report: (path: readonly (string | number)[], message: string) => void,
): Point[] {
  if (!points) return [];
  if (!points.some((point) => point.core))
    report(path, `“${id}” has no core point: set “core: true” on what matters most.`);
  const seen = new Set<string>();
  return points.map((point, i) => {
    if (seen.has(point.id)) report([...path, i, "id"], `The point id “${point.id}” is used twice in “${id}”.`);
    seen.add(point.id);
    return {
      id: point.id,
      says: point.says,
      core: point.core ?? false,
      signals: point.signals.map(
        (pattern, j): Signal => ({ pattern, place: source.placeOf([...path, i, "signals", j]) }),
      ),
      clause: point.clause?.trim() ?? "",
    };
  });
}
