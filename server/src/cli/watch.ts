import { watch } from "chokidar";
import path from "node:path";
import { folderOf } from "../engine/globs.ts";
import { fileOf, uriOf } from "../host/node.ts";
import { type CliContext, exit, UsageError } from "./context.ts";
import type { Loaded, Project } from "./projects.ts";
import { plural, printable } from "./terminal.ts";

/** How long changes are gathered before they are checked, in milliseconds: editors write a file in several steps. */
const pause = 80;

/**
 * Shows what a check finds, and again whenever a document or configuration changes, until the run is interrupted. A changed
 * document alone is read again; the others keep what was decided about them.
 * @param load  reads everything
 * @param show  writes what was found
 */
export async function watchProjects(
  load: () => Promise<Loaded>,
  show: (loaded: Loaded) => Promise<void>,
  context: CliContext,
): Promise<number> {
  const { terminal, host } = context;
  let loaded = await load();
  const watcher = watch(rootsOf(loaded), {
    ignoreInitial: true,
    ignored: (file) => isIgnored(file, rootsOf(loaded)),
  });
  const changed = new Map<string, "change" | "other">();
  let work: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const checkAgain = async (): Promise<void> => {
    const events = [...changed];
    changed.clear();
    if (events.length === 0) return;
    try {
      const isEdit = events.every(([uri, kind]) => kind === "change" && homesOf(uri, loaded).length > 0);
      if (isEdit) for (const [uri] of events) await readAgain(uri, loaded, context);
      else {
        host.forget();
        loaded = await load();
        watcher.add(rootsOf(loaded));
      }
      terminal.out(`\nChanged: ${events.map(([uri]) => printable(loaded.sources.pathOf(uri))).join(", ")}\n`);
      await show(loaded);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      terminal.err(`codicil: ${printable(error.message)}\n`);
    }
    tellThatItWaits(loaded, context);
  };
  let failed: unknown;
  watcher.on("all", (event, file) => {
    const uri = uriOf(path.resolve(terminal.cwd, file));
    if (!isOfInterest(uri, loaded)) return;
    changed.set(uri, event === "change" ? "change" : "other");
    clearTimeout(timer);
    timer = setTimeout(() => {
      work = work.then(checkAgain).catch((error: unknown) => {
        failed = error;
        terminal.interrupt();
      });
    }, pause);
  });
  await new Promise<void>((resolve) => void watcher.once("ready", resolve));
  await show(loaded);
  tellThatItWaits(loaded, context);
  await terminal.interrupted();
  clearTimeout(timer);
  await watcher.close();
  await work;
  if (failed instanceof Error) throw failed;
  return exit.clean;
}

/** Folders and files to watch: those of each configuration, and those that were asked for. */
function rootsOf({ projects, targets }: Loaded): string[] {
  const configs = projects.flatMap(({ config }) => (config.uri === undefined ? [] : [folderOf(config.uri)]));
  const bases = projects.flatMap(({ loaded }) => [...loaded.files.keys()]);
  return [...new Set([...configs, ...bases, ...targets])].map(fileOf);
}

/** Hidden folders and packages hold no documents; a root is watched whatever its name. */
function isIgnored(file: string, roots: readonly string[]): boolean {
  if (roots.includes(file)) return false;
  const name = path.basename(file);
  return name === "node_modules" || (name.startsWith(".") && !/^\.(?:git|codicil)ignore$/.test(name));
}

const isOfInterest = (uri: string, { projects }: Loaded): boolean =>
  /\.(?:md|markdown|ya?ml)$|\/\.(?:git|codicil)ignore$/i.test(uri) ||
  projects.some(({ loaded }) => loaded.sources.has(uri));

/** The projects that hold a document; none for a configuration or what it rests on. */
function homesOf(uri: string, { projects }: Loaded): Project[] {
  if (projects.some(({ loaded }) => loaded.sources.has(uri))) return [];
  return projects.filter(({ workspace }) => workspace.document(uri) !== undefined);
}

async function readAgain(uri: string, loaded: Loaded, { host }: CliContext): Promise<void> {
  const file = await host.read(uri);
  for (const { workspace } of homesOf(uri, loaded)) {
    if (!("error" in file)) workspace.set(file);
    else workspace.remove(uri);
  }
}

function tellThatItWaits({ projects }: Loaded, { terminal }: CliContext): void {
  const count = projects.reduce((sum, { workspace }) => sum + workspace.documents().length, 0);
  terminal.err(`Watching ${plural(count, "file")} for changes. Press Ctrl+C to stop.\n`);
}
