import path from "node:path";
import { uriOf } from "../host/node.ts";
import { type CliContext, UsageError } from "./context.ts";
import { display, type Project } from "./projects.ts";
import { plural, printable, type Terminal } from "./terminal.ts";

/**
 * Puts a result into a file and says so, or prints it.
 * @param file     as written by the caller; undefined for standard output
 * @param replace  whether a file that is there gives way
 * @throws         UsageError where the file cannot be written
 */
export async function putOut(
  content: string | Uint8Array,
  file: string | undefined,
  { host, terminal }: CliContext,
  replace = true,
): Promise<void> {
  if (file === undefined) {
    terminal.out(typeof content === "string" ? content : new TextDecoder().decode(content));
    return;
  }
  const target = path.resolve(terminal.cwd, file);
  const failure = await host.save(uriOf(target), content, replace);
  if (failure !== undefined) throw new UsageError(`“${file}” cannot be written: ${failure}.`);
  terminal.err(`Wrote ${printable(display(target, terminal.cwd))}.\n`);
}

/** Says of files among which there is no policy that it is so. */
export const noPolicyAmong = (files: number): string =>
  files > 0 ? `No policy among ${plural(files, "file")}.` : "No Markdown or YAML files found.";

/** Says on standard error where nothing of what was read is a policy: what is written then rests on nothing. */
export function warnOfNoPolicy(projects: readonly Project[], terminal: Terminal): void {
  const docs = projects.flatMap(({ workspace }) =>
    workspace.documents().flatMap((uri) => workspace.document(uri)?.doc ?? []),
  );
  if (!docs.some((doc) => doc.classification.isPolicy)) terminal.err(`${noPolicyAmong(docs.length)}\n`);
}

/**
 * The one project that a report is about.
 * @throws UsageError where the paths hold documents of several configurations
 */
export function onlyProject(projects: readonly Project[]): Project {
  const filled = projects.filter((project) => project.workspace.documents().length > 0);
  const [first, ...more] = filled.length > 0 ? filled : projects;
  if (!first) throw new UsageError("There is nothing to report on.");
  if (more.length > 0)
    throw new UsageError(
      `The documents belong to ${filled.length} configurations: name the folder of one of them, or one with --config.`,
    );
  return first;
}
