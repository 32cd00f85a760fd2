import type { Equipment } from "../../engine/equipment.ts";
import { folderOf, pathBelow } from "../../engine/globs.ts";
import type { Config } from "../../engine/model.ts";
import type { Source } from "../../features/convert.ts";
import type { HandlerContext } from "./handler.ts";

/** A `codicil.yaml` as it is now. */
export interface ConfigView {
  readonly source: Source;
  /** The configuration as it was last read; undefined before that. */
  readonly config: Config | undefined;
  /** The catalogs and rules that it may name: the common ones and its own. */
  readonly equipment: Pick<Equipment, "library" | "rules">;
  /** Documents below its folder, relative to it; worked out when asked. */
  readonly paths: () => readonly string[];
}

/** The configuration that a client means; undefined where there is no text of it. */
export function configViewOf(
  uri: string,
  { isEnabled, spellings, world, sources, ...common }: HandlerContext,
): ConfigView | undefined {
  if (!isEnabled()) return undefined;
  const key = spellings.keyOf(uri);
  const project = world.projects().find((one) => one.configUri === key);
  const open = world.open.get(key);
  const file = open ?? project?.configFiles.get(key);
  if (!file) return undefined;
  return {
    source: sources.ofFile(file, open?.version ?? null),
    config: project?.config,
    equipment: project?.equipment ?? common,
    paths: () =>
      [...(project?.workspace.documents() ?? [])]
        .map((one) => pathBelow(folderOf(key), one))
        .filter((path) => path !== undefined),
  };
}
