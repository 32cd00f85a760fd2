import path from "node:path";
import { Option } from "commander";
import { LineIndex } from "../../base/text.ts";
import type { Standard } from "../../catalog/model.ts";
import { oscalAssessmentResults } from "../../report/oscal/assessment-results.ts";
import { oscalCatalog } from "../../report/oscal/catalog.ts";
import { fileStem, type OscalFacts } from "../../report/oscal/common.ts";
import { oscalComponentDefinition } from "../../report/oscal/component-definition.ts";
import { oscalMapping } from "../../report/oscal/mapping.ts";
import { type CliCommand, documentCommand, outputOption } from "../command.ts";
import { type CliContext, exit, UsageError } from "../context.ts";
import { prettyProblems } from "../format/pretty.ts";
import { putOut } from "../output.ts";
import { loadProjects, type Project } from "../projects.ts";
import { colorsFor } from "../terminal.ts";

const formats = ["oscal-catalog", "oscal-mapping", "oscal-component-definition", "oscal-assessment-results"] as const;

/** `codicil export` */
export const exportCommand: CliCommand = (program, context, done) => {
  documentCommand(program, "export", "Write catalogs, relations or coverage as OSCAL 1.2 (JSON).")
    .addOption(new Option("--format <format>", "what to write").choices(formats).makeOptionMandatory())
    .option("--standard <id>", "the standard to write as a catalog; needed where several are in scope")
    .addOption(outputOption())
    .addHelpText(
      "after",
      "\nExamples:\n  codicil export policies --format oscal-assessment-results --output results.json\n  codicil export --format oscal-catalog --standard iso27001:2022 --output iso27001-2022.json\n\nThe same documents give the same UUIDs. The time in an export is that of --today.",
    )
    .action(async (paths: string[], options: ExportOptions) => done(await exportAs(paths, options, context)));
};

interface ExportOptions {
  readonly format: (typeof formats)[number];
  readonly standard?: string;
  readonly output?: string;
  readonly config?: string;
  readonly today?: string;
  readonly color?: boolean;
}

async function exportAs(paths: readonly string[], options: ExportOptions, context: CliContext): Promise<number> {
  const { terminal, version } = context;
  const today = options.today ?? context.today;
  const { projects, sources } = await loadProjects(paths, { config: options.config, today }, context);
  const problems = projects.flatMap((project) => project.problems);
  if (problems.length > 0)
    terminal.err(`${prettyProblems(problems, sources, colorsFor(terminal, options.color)).join("\n")}\n`);
  const project = onlyProject(projects);
  const pathOf = (uri: string): string => sources.pathOf(uri).split(path.sep).join("/");
  const data = dataOf(project, options, pathOf, { version, today });
  const json = `${JSON.stringify(data, undefined, 2)}\n`;
  await putOut(json, options.output, context);
  return problems.length > 0 ? exit.usage : exit.clean;
}

function dataOf(
  { workspace, config, equipment, selected }: Project,
  { format, standard }: ExportOptions,
  pathOf: (uri: string) => string,
  facts: OscalFacts,
): object {
  const { library } = equipment;
  switch (format) {
    case "oscal-catalog":
      return oscalCatalog(
        catalogNamed(
          standard,
          config.standards.flatMap((id) => library.standard(id) ?? []),
          library.standards,
        ),
        facts,
      );
    case "oscal-mapping":
      return oscalMapping(library, facts);
    case "oscal-component-definition": {
      const documents = [...selected].sort().flatMap((uri) => {
        const entry = workspace.document(uri);
        return entry?.doc.classification.isPolicy ? [{ ...entry, path: pathOf(uri) }] : [];
      });
      return oscalComponentDefinition(documents, library, config.standards, facts);
    }
    case "oscal-assessment-results": {
      const lines = new Map<string, LineIndex>();
      const placeOf = ({
        uri,
        statement,
      }: {
        uri: string;
        statement: { start: number };
      }): { path: string; line: number } => {
        const index = lines.get(uri) ?? new LineIndex(workspace.document(uri)?.doc.text ?? "");
        lines.set(uri, index);
        return { path: pathOf(uri), line: index.positionAt(statement.start).line + 1 };
      };
      return oscalAssessmentResults(workspace.coverage(), library, config.standards, placeOf, facts);
    }
  }
}

function catalogNamed(id: string | undefined, inScope: readonly Standard[], all: readonly Standard[]): Standard {
  const [only, ...more] = inScope;
  if (id === undefined && only && more.length === 0) return only;
  const found = all.find((standard) => standard.id === id || fileStem(standard) === id);
  if (found) return found;
  const ids = all.map((standard) => standard.id).join(", ");
  throw new UsageError(
    id === undefined ? `Say which catalog with --standard: ${ids}.` : `There is no catalog “${id}”; there are: ${ids}.`,
  );
}

/** An export tells of one configuration. */
function onlyProject(projects: readonly Project[]): Project {
  const filled = projects.filter((project) => project.workspace.coverage().documents.length > 0);
  const [first, ...more] = filled.length > 0 ? filled : projects;
  if (!first) throw new UsageError("There is nothing to export.");
  if (more.length > 0)
    throw new UsageError(
      "The documents belong to several configurations; export one folder at a time, or name one with --config.",
    );
  return first;
}
