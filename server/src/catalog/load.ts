import { upperFirst } from "../base/text.ts";
import type {
  AiRisk,
  ApplicabilityKnowledge,
  CatalogData,
  CatalogProblem,
  ClauseGroup,
  Consideration,
  Crosswalk,
  DocumentType,
  Group,
  IncidentScenario,
  MetadataField,
  Point,
  Preset,
  Relation,
  Requirement,
  RequirementId,
  SectionKind,
  Signal,
  Standard,
  StandardId,
} from "./model.ts";
import type {
  ApplicabilityFile,
  CrosswalkFile,
  DocumentTypesFile,
  EvidenceFile,
  IntegrationFile,
  LanguageFile,
  MetadataFile,
  PresetsFile,
  SectionKindsFile,
  StandardFile,
} from "./files.ts";
import { integrationOf } from "./integration.ts";
import { emptyLanguage, languageOf } from "./language.ts";
import { type CatalogFile, type CatalogSource, compileSchemas, readSource } from "./source.ts";

/**
 * Builds the knowledge from the files of `catalogs/`. A file that breaks its schema is left out and reported; ids that
 * lead nowhere are reported too. Never throws on what the files hold.
 */
export function loadCatalogs(files: readonly CatalogFile[]): {
  data: CatalogData;
  problems: readonly CatalogProblem[];
} {
  const schemas = compileSchemas(files);
  const yaml = files.filter((file) => file.path.endsWith(".yaml"));
  const sources = yaml.map((file) => readSource(file, schemas.get(schemaNameOf(file.path))));
  const problems = sources.flatMap((source) => source.problems);
  const report = (source: CatalogSource, path: readonly (string | number)[], message: string): void => {
    problems.push({ place: source.placeOf(path), field: `/${path.join("/")}`, message });
  };
  const read = <T>(name: string): { source: CatalogSource; data: T }[] =>
    sources
      .filter((source) => schemaNameOf(source.path) === name && source.data !== undefined)
      .map((source) => ({ source, data: source.data as T }));

  const points = collectPoints(read<EvidenceFile>("evidence"), report);
  const standards = read<StandardFile>("standard").map(({ source, data }) => standardOf(source, data, points, report));
  const known = new Set(standards.flatMap((standard) => standard.requirements.map((requirement) => requirement.id)));
  for (const [id, { source, path }] of points.places) {
    if (!known.has(id)) report(source, path, `No standard has the requirement “${id}”.`);
  }
  for (const standard of standards) {
    for (const requirement of standard.requirements) {
      for (const id of requirement.successors) {
        if (!known.has(id))
          problems.push({
            place: { file: standard.id, line: 1, column: 1 },
            field: requirement.id,
            message: `The successor “${id}” is unknown.`,
          });
      }
    }
  }
  const crosswalks = read<CrosswalkFile>("crosswalk").map(({ source, data }) =>
    crosswalkOf(source, data, known, report),
  );
  const sectionKinds = read<SectionKindsFile>("section-kinds").flatMap(({ source, data }) =>
    data.kinds.map((kind, i) => sectionKindOf(source, kind, i)),
  );
  const considerations = new Set(
    crosswalks.flatMap((crosswalk) =>
      crosswalk.relations.flatMap((relation) => relation.considerations.map((item) => item.id)),
    ),
  );
  const kinds = new Set(sectionKinds.map((kind) => kind.id));
  const documentTypes = read<DocumentTypesFile>("document-types").flatMap(({ source, data }) =>
    data.types.map((type, i) => documentTypeOf(source, type, i, known, considerations, kinds, report)),
  );
  const integrations = read<IntegrationFile>("integration").map(({ source, data }) =>
    integrationOf(
      source,
      data,
      {
        requirements: known,
        considerations,
        types: new Set(documentTypes.map((type) => type.id)),
        distinctions: new Set(crosswalks.flatMap((crosswalk) => crosswalk.distinct.map((group) => group.id))),
        incidents: new Set(crosswalks.flatMap((crosswalk) => crosswalk.incidents.map((incident) => incident.id))),
      },
      report,
    ),
  );
  const metadataFields: MetadataField[] = read<MetadataFile>("metadata-fields").flatMap(({ data }) => data.fields);
  const applicability = read<ApplicabilityFile>("applicability")[0]?.data ?? emptyApplicability;
  const presets = read<PresetsFile>("presets").flatMap(({ data }) =>
    data.presets.map((preset): Preset => ({ ...preset, rules: preset.rules ?? {} })),
  );
  const languages = read<LanguageFile>("language").map(({ data }) => languageOf(data));
  const language = languages[0];
  if (!language)
    problems.push({
      place: { file: "language", line: 1, column: 1 },
      field: "/",
      message: "There is no readable language file.",
    });
  // What leads nowhere because a file is broken is no news: that file's own fault is.
  const faults = sources.flatMap((source) => source.problems);
  return {
    data: {
      standards,
      crosswalks,
      integrations,
      documentTypes,
      sectionKinds,
      metadataFields,
      applicability,
      presets,
      language: language ?? emptyLanguage,
    },
    problems: faults.length > 0 ? faults : problems,
  };
}

/** Name of the schema that a file of `catalogs/` follows, by where it lies. */
export function schemaNameOf(path: string): string {
  if (path.endsWith("/catalog.yaml")) return "standard";
  const folder = path.split("/").at(-2);
  if (folder === "evidence" || folder === "crosswalk" || folder === "integration" || folder === "language")
    return folder;
  return (path.split("/").at(-1) ?? "").replace(/\.yaml$/, "");
}

type Report = (source: CatalogSource, path: readonly (string | number)[], message: string) => void;

interface Points {
  readonly of: ReadonlyMap<RequirementId, readonly Point[]>;
  readonly places: ReadonlyMap<RequirementId, { source: CatalogSource; path: readonly (string | number)[] }>;
}

function collectPoints(files: readonly { source: CatalogSource; data: EvidenceFile }[], report: Report): Points {
  const of = new Map<RequirementId, readonly Point[]>();
  const places = new Map<RequirementId, { source: CatalogSource; path: readonly (string | number)[] }>();
  for (const { source, data } of files) {
    data.requirements.forEach((entry, i) => {
      const id = `${data.standard}/${entry.id}`;
      if (of.has(id)) report(source, ["requirements", i], `The points of “${id}” are written twice.`);
      if (!entry.points.some((point) => point.core)) report(source, ["requirements", i], `“${id}” has no core point.`);
      const seen = new Set<string>();
      const points = entry.points.map((point, j): Point => {
        if (seen.has(point.id))
          report(source, ["requirements", i, "points", j], `The point id “${point.id}” is used twice in “${id}”.`);
        seen.add(point.id);
        const path = ["requirements", i, "points", j, "signals"];
        return {
          id: point.id,
          says: point.says,
          core: point.core ?? false,
          signals: signalsOf(source, path, point.signals),
          clause: point.clause.trim(),
        };
      });
      of.set(id, points);
      places.set(id, { source, path: ["requirements", i, "id"] });
    });
  }
  return { of, places };
}

function standardOf(source: CatalogSource, file: StandardFile, points: Points, report: Report): Standard {
  const common = (number: string): Pick<Requirement, "id" | "standard" | "number" | "points"> => {
    const id = `${file.id}/${number}`;
    return { id, standard: file.id, number, points: points.of.get(id) ?? [] };
  };
  const clauses = file.clauses.map(
    (clause): Requirement => ({
      ...common(clause.id),
      title: clause.title,
      titleVariants: [],
      kind: "clause",
      group: clause.parent,
      gist: clause.about === undefined ? undefined : `${upperFirst(clause.about)}.`,
      documented: clause.documented,
      successors: [],
    }),
  );
  const controls = file.controls.map(
    (control): Requirement => ({
      ...common(control.id),
      title: control.title,
      titleVariants: control.title_variants ?? [],
      kind: "control",
      group: control.group,
      gist: control.gist,
      isNew: control.new,
      documented: control.documented ?? "none",
      attributes: control.attributes,
      successors: control.successors ?? [],
    }),
  );
  const groups: Group[] = file.groups;
  const groupIds = new Set(groups.map((group) => group.id));
  file.controls.forEach((control, i) => {
    if (!groupIds.has(control.group))
      report(source, ["controls", i, "group"], `The group “${control.group}” is unknown.`);
  });
  if (controls.length !== file.counts.controls)
    report(source, ["counts", "controls"], `There are ${controls.length} controls, not ${file.counts.controls}.`);
  if (clauses.length !== file.counts.clauses)
    report(source, ["counts", "clauses"], `There are ${clauses.length} clauses, not ${file.counts.clauses}.`);
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    aliases: file.aliases,
    edition: file.edition,
    supersededBy: file.superseded_by,
    distinctiveControls: file.distinctive_controls,
    groups,
    requirements: [...clauses, ...controls],
  };
}

function crosswalkOf(
  source: CatalogSource,
  file: CrosswalkFile,
  known: ReadonlySet<RequirementId>,
  report: Report,
): Crosswalk {
  const id = (standard: StandardId, number: string, path: readonly (string | number)[]): RequirementId => {
    const full = `${standard}/${number}`;
    if (!known.has(full)) report(source, path, `No standard has the requirement “${full}”.`);
    return full;
  };
  const relations = file.relations.map((relation, i): Relation => {
    const from = id(file.source, relation.from, ["relations", i, "from"]);
    const to = relation.to.map((number, j) => id(file.target, number, ["relations", i, "to", j]));
    const considerations = (relation.considerations ?? []).map((item, j): Consideration => {
      const path = ["relations", i, "considerations", j];
      return {
        id: item.id,
        basis: item.basis,
        from,
        supports: id(file.target, item.supports, [...path, "supports"]),
        says: item.says,
        why: item.why,
        signals: signalsOf(source, [...path, "signals"], item.signals),
        clause: item.clause.trim(),
      };
    });
    return {
      id: relation.id,
      basis: relation.basis,
      from,
      to,
      toGroup: relation.to_group,
      type: relation.type,
      rationale: relation.rationale,
      considerations,
    };
  });
  const risks = file.risks.map(
    (risk, i): AiRisk => ({
      id: risk.id,
      title: risk.title,
      says: risk.says,
      alsoCalled: risk.also_called,
      compromises: risk.compromises,
      signals: signalsOf(source, ["risks", i, "signals"], risk.signals),
      clause: risk.clause.trim(),
      row: risk.row,
    }),
  );
  const incidents = file.incidents.map(
    (incident, i): IncidentScenario => ({
      id: incident.id,
      title: incident.title,
      says: incident.says,
      controls: incident.controls.map((number, j) => id(file.source, number, ["incidents", i, "controls", j])),
      signals: signalsOf(source, ["incidents", i, "signals"], incident.signals),
      clause: incident.clause.trim(),
    }),
  );
  const groups = (list: CrosswalkFile["clauses"]["mergeable"]): ClauseGroup[] =>
    list.map((group) => ({
      id: group.id,
      topic: group.topic,
      source: group.source,
      target: group.target,
      says: group.says,
    }));
  return {
    source: file.source,
    target: file.target,
    relations,
    risks,
    incidents,
    mergeable: groups(file.clauses.mergeable),
    distinct: groups(file.clauses.distinct),
  };
}

function documentTypeOf(
  source: CatalogSource,
  type: DocumentTypesFile["types"][number],
  i: number,
  known: ReadonlySet<RequirementId>,
  considerations: ReadonlySet<string>,
  kinds: ReadonlySet<string>,
  report: Report,
): DocumentType {
  const expects = Object.entries(type.expects).flatMap(([standard, numbers]) =>
    numbers.map((number) => `${standard}/${number}`),
  );
  for (const id of expects)
    if (!known.has(id)) report(source, ["types", i, "expects"], `No standard has the requirement “${id}”.`);
  for (const id of type.considerations)
    if (!considerations.has(id))
      report(source, ["types", i, "considerations"], `The consideration “${id}” is unknown.`);
  for (const id of type.required_sections)
    if (!kinds.has(id)) report(source, ["types", i, "required_sections"], `The section kind “${id}” is unknown.`);
  return {
    id: type.id,
    title: type.title,
    kind: type.kind,
    aliases: type.aliases,
    stems: type.stems,
    expects,
    isGeneral: type.is_general ?? false,
    isListing: type.is_listing ?? false,
    considerations: type.considerations,
    requiredSections: type.required_sections,
  };
}

function sectionKindOf(source: CatalogSource, kind: SectionKindsFile["kinds"][number], i: number): SectionKind {
  const signals = signalsOf(source, ["kinds", i, "signals"], kind.signals ?? []);
  return { ...kind, topical: kind.topical ?? false, columns: kind.columns ?? [], signals, clause: kind.clause.trim() };
}

const signalsOf = (source: CatalogSource, path: readonly (string | number)[], patterns: readonly string[]): Signal[] =>
  patterns.map((pattern, i) => ({ pattern, place: source.placeOf([...path, i]) }));

const emptyApplicability: ApplicabilityKnowledge = {
  columns: { control: [], title: [], standard: [], applicable: [], justification: [], status: [], quoted: [] },
  answers: { included: [], excluded: [] },
  reasons: [],
};
