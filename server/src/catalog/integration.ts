import type { IntegrationFile } from "./files.ts";
import type { DocumentTypeId, RequirementId, Signal, StandardId } from "./model.ts";
import type { CatalogSource } from "./source.ts";

/** How one management system serves two standards: `catalogs/integration/`. */
export interface Integration {
  readonly source: StandardId;
  readonly target: StandardId;
  /** Every sub-clause of clauses 4 to 10, in the order of the standards. */
  readonly pairs: readonly ClausePair[];
  readonly distinctions: readonly Distinction[];
  /** Signals of a purpose or scope that names one side. */
  readonly serves: Readonly<Record<Side, readonly Signal[]>>;
  /** What each management system is called by itself, the short name first: `ISMS`. */
  readonly systemNames: Readonly<Record<Side, readonly string[]>>;
  /** Document types that set up the management system of a side, where they introduce themselves as being for it. */
  readonly leads: Readonly<Record<Side, readonly DocumentTypeId[]>>;
  readonly register: RegisterKnowledge;
  /** Document types that an incident scenario belongs into, by scenario; the first where it is missed first. */
  readonly incidentTypes: Readonly<Record<string, readonly DocumentTypeId[]>>;
  /** Words of titles that show that a document is the annex of another, lower case. */
  readonly annexWords: readonly string[];
  readonly roles: readonly AiRoleInfo[];
  readonly roleNeeds: readonly RoleNeed[];
}

/** The standard a relation starts at (27001), or the one it leads to (42001). */
export type Side = "source" | "target";

/** One text for both; one process with results of each side's own; nothing shared. */
export type Shareability = "merge" | "method" | "apart";
export type Effort = "small" | "medium" | "large";

/** A sub-clause of either standard that ask for the same thing, or one that stands alone. */
export interface ClausePair {
  readonly id: string;
  readonly topic: string;
  /** Undefined where only the target standard asks for it. */
  readonly source: RequirementId | undefined;
  readonly target: RequirementId;
  readonly share: Shareability;
  readonly effort: Effort;
  /** What to do, as an imperative. */
  readonly how: string;
  /** Serves both sub-clauses by its own words; where `share` is `merge`. */
  readonly text: string | undefined;
}

/** What must stay distinct, with what a text shows on either side. `id` is a `ClauseGroup`'s. */
export interface Distinction {
  readonly id: string;
  /** Document types it is looked for in; any where empty. */
  readonly types: readonly DocumentTypeId[];
  readonly source: Aspect;
  readonly target: Aspect;
}

/** Something a text may show, with the words that do and a clause that says it. */
export interface Aspect {
  readonly id: string;
  readonly says: string;
  readonly signals: readonly Signal[];
  readonly clause: string;
}

export type ColumnRole = "id" | "threat" | "description" | "property" | "treatment";

/** How to read and continue a risk register. */
export interface RegisterKnowledge {
  readonly types: readonly DocumentTypeId[];
  /** Those that hold the risks of one system, and count where it is AI. */
  readonly typesIfOnAi: readonly DocumentTypeId[];
  /** Headings of columns by role, lower case; the first role that fits counts. */
  readonly columns: readonly { readonly role: ColumnRole; readonly headings: readonly string[] }[];
  /** What a new row holds where the author has to decide. */
  readonly open: string;
}

/** What an organization does with AI. */
export type AiRole = "develops" | "provides" | "uses";

export interface AiRoleInfo {
  readonly id: AiRole;
  readonly title: string;
  readonly says: string;
}

/** Requirements and considerations that are asked of some roles only. */
export interface RoleNeed {
  readonly roles: readonly AiRole[];
  readonly reason: string;
  readonly requirements: readonly RequirementId[];
  readonly considerations: readonly string[];
}

/** What the rest of the catalogs knows; ids that lead nowhere are reported. */
interface Known {
  readonly requirements: ReadonlySet<RequirementId>;
  readonly considerations: ReadonlySet<string>;
  readonly types: ReadonlySet<DocumentTypeId>;
  readonly distinctions: ReadonlySet<string>;
  readonly incidents: ReadonlySet<string>;
}

/** Builds the knowledge of one file of `catalogs/integration/`. */
export function integrationOf(
  source: CatalogSource,
  file: IntegrationFile,
  known: Known,
  report: (source: CatalogSource, path: readonly (string | number)[], message: string) => void,
): Integration {
  type Path = readonly (string | number)[];
  const check = (set: ReadonlySet<string>, id: string, noun: string, path: Path): string => {
    if (!set.has(id)) report(source, path, `The ${noun} “${id}” is unknown.`);
    return id;
  };
  const requirement = (standard: StandardId, number: string, path: Path): RequirementId =>
    check(known.requirements, `${standard}/${number}`, "requirement", path);
  const signalsOf = (path: Path, patterns: readonly string[]): Signal[] =>
    patterns.map((pattern, i) => ({ pattern, place: source.placeOf([...path, i]) }));
  const aspectOf = (path: Path, aspect: IntegrationFile["distinctions"][number]["source"]): Aspect => ({
    id: aspect.id,
    says: aspect.says,
    signals: signalsOf([...path, "signals"], aspect.signals),
    clause: aspect.clause.trim(),
  });
  const typesOf = (path: Path, types: readonly string[]): string[] =>
    types.map((type, i) => check(known.types, type, "document type", [...path, i]));
  return {
    source: file.source,
    target: file.target,
    pairs: file.pairs.map((pair, i) => ({
      id: pair.id,
      topic: pair.topic,
      source: pair.source === undefined ? undefined : requirement(file.source, pair.source, ["pairs", i, "source"]),
      target: requirement(file.target, pair.target, ["pairs", i, "target"]),
      share: pair.share,
      effort: pair.effort,
      how: pair.how,
      text: pair.text?.trim(),
    })),
    distinctions: file.distinctions.map((distinction, i) => ({
      id: check(known.distinctions, distinction.id, "distinction", ["distinctions", i, "id"]),
      types: typesOf(["distinctions", i, "types"], distinction.types),
      source: aspectOf(["distinctions", i, "source"], distinction.source),
      target: aspectOf(["distinctions", i, "target"], distinction.target),
    })),
    serves: {
      source: signalsOf(["serves", "source"], file.serves.source),
      target: signalsOf(["serves", "target"], file.serves.target),
    },
    systemNames: file.system_names,
    leads: {
      source: typesOf(["leads", "source"], file.leads.source),
      target: typesOf(["leads", "target"], file.leads.target),
    },
    register: {
      types: typesOf(["register", "types"], file.register.types),
      typesIfOnAi: typesOf(["register", "types_if_on_ai"], file.register.types_if_on_ai),
      columns: file.register.columns,
      open: file.register.open,
    },
    incidentTypes: Object.fromEntries(
      file.incidents.map(({ id, types }, i) => [
        check(known.incidents, id, "incident scenario", ["incidents", i, "id"]),
        typesOf(["incidents", i, "types"], types),
      ]),
    ),
    annexWords: file.annex_words,
    roles: file.roles,
    roleNeeds: file.role_needs.map((need, i) => ({
      roles: need.roles,
      reason: need.reason,
      requirements: need.requirements.map((number, j) =>
        requirement(file.target, number, ["role_needs", i, "requirements", j]),
      ),
      considerations: need.considerations.map((id, j) =>
        check(known.considerations, id, "consideration", ["role_needs", i, "considerations", j]),
      ),
    })),
  };
}
