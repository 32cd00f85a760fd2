import { createReader, type WordReader } from "../base/words.ts";
import type { Aspect } from "../catalog/integration.ts";
import type { Library } from "../catalog/library.ts";
import type {
  AiRisk,
  CatalogProblem,
  Consideration,
  IncidentScenario,
  Point,
  Requirement,
  SectionKindId,
  Signal,
} from "../catalog/model.ts";
import { signalsWithClause } from "./clause-signal.ts";
import { createMatcher, type Matcher } from "./matcher.ts";
import { type Pattern, parsePattern, readClasses } from "./pattern.ts";

/** What a pattern speaks for; all patterns that speak for the same have the same object. */
export type Owner =
  | { readonly kind: "point"; readonly requirement: Requirement; readonly point: Point }
  | { readonly kind: "consideration"; readonly consideration: Consideration }
  | { readonly kind: "risk"; readonly risk: AiRisk }
  | { readonly kind: "incident"; readonly incident: IncidentScenario }
  | { readonly kind: "section"; readonly section: SectionKindId }
  /** A pattern of one of the workspace's own rules. */
  | { readonly kind: "query"; readonly query: string }
  | { readonly kind: "aspect"; readonly aspect: Pick<Aspect, "id"> }
  /** A word class that says something about the statement itself: `ai`, `role`, `cadence`. */
  | { readonly kind: "class"; readonly name: string };

/** All signals of a library, compiled. Made once, shared by every decision. */
export interface Knowledge {
  readonly library: Library;
  readonly reader: WordReader;
  readonly matcher: Matcher;
  /** How often a stem stands in policy language. */
  readonly frequencyOf: (stem: string) => number;
  /** Owner and source of each pattern of the matcher, by index. */
  readonly owners: readonly { readonly owner: Owner; readonly pattern: string }[];
  /** Signals that could not be parsed; they are left out. */
  readonly problems: readonly CatalogProblem[];
}

/** Patterns that a rule of the workspace looks for; what was found is told by its id. */
export interface Query {
  readonly id: string;
  readonly signals: readonly Signal[];
}

/** Classes that tell how concrete a statement is, or what it is about. */
const tellingClasses = ["ai", "role", "cadence"];

/** @param queries  patterns of the workspace's own rules, matched along with the catalogs' signals */
export function compileKnowledge(library: Library, queries: readonly Query[] = []): Knowledge {
  const { language } = library;
  const reader = createReader(language);
  const classes = readClasses(language.classes, reader);
  const patterns: Pattern[] = [];
  const owners: { owner: Owner; pattern: string }[] = [];
  const problems: CatalogProblem[] = [];
  const add = (owner: Owner, signals: readonly Signal[]): void => {
    for (const signal of signals) {
      const result = parsePattern(signal.pattern, reader, classes);
      if ("error" in result) {
        const place = { ...signal.place, column: signal.place.column + result.error.column };
        problems.push({ place, field: signal.pattern, message: `The pattern cannot be read: ${result.error.message}` });
        continue;
      }
      patterns.push(result.pattern);
      owners.push({ owner, pattern: signal.pattern });
    }
  };
  for (const standard of library.standards) {
    for (const requirement of standard.requirements) {
      for (const point of requirement.points)
        add({ kind: "point", requirement, point }, signalsWithClause(point, reader));
    }
  }
  for (const consideration of library.considerations)
    add({ kind: "consideration", consideration }, signalsWithClause(consideration, reader));
  for (const risk of library.risks) add({ kind: "risk", risk }, signalsWithClause(risk, reader));
  for (const incident of library.incidents) add({ kind: "incident", incident }, signalsWithClause(incident, reader));
  for (const kind of library.data.sectionKinds) add({ kind: "section", section: kind.id }, kind.signals);
  for (const query of queries) add({ kind: "query", query: query.id }, query.signals);
  for (const [id, signals] of aspectSignals(library, reader)) add({ kind: "aspect", aspect: { id } }, signals);
  const place = { file: "language", line: 1, column: 1 };
  for (const name of tellingClasses) {
    if (classes.has(name)) add({ kind: "class", name }, [{ pattern: `@${name}`, place }]);
  }
  const frequencyOf = countStems(library, reader);
  return { library, reader, matcher: createMatcher(patterns, frequencyOf), frequencyOf, owners, problems };
}

/** What shows each aspect; the integrations of several pairs of standards may share one. */
function aspectSignals(library: Library, reader: WordReader): ReadonlyMap<string, readonly Signal[]> {
  const signals = new Map<string, readonly Signal[]>();
  for (const { distinctions, serves } of library.data.integrations) {
    const aspects = [
      ...distinctions
        .flatMap(({ source, target }) => [source, target])
        .map((aspect) => ({ id: aspect.id, signals: signalsWithClause(aspect, reader) })),
      { id: "serves-source", signals: serves.source },
      { id: "serves-target", signals: serves.target },
    ];
    for (const { id, signals: more } of aspects) signals.set(id, [...(signals.get(id) ?? []), ...more]);
  }
  return signals;
}

/** How often stems stand in the texts that the catalogs propose: policy language, to tell rare words from common ones. */
function countStems(library: Library, reader: WordReader): (stem: string) => number {
  const counts = new Map<string, number>();
  const points = library.standards.flatMap((standard) => standard.requirements.flatMap((one) => one.points));
  for (const { clause } of [...points, ...library.considerations])
    for (const { stem } of reader.read(clause)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return (stem) => counts.get(stem) ?? 0;
}
