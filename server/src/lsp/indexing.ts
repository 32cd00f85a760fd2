import type { Connection } from "vscode-languageserver";
import type { Client } from "./capabilities.ts";
import type { World } from "./world.ts";

/** Reads the workspace anew and shows how far it is. */
export interface Indexing {
  run(): Promise<void>;
}

export function createIndexing({
  connection,
  world,
  client,
}: {
  connection: Connection;
  world: World;
  client: () => Client;
}): Indexing {
  return {
    async run() {
      if (!client().progress || world.folders().length === 0) return world.rebuild();
      const progress = await connection.window.createWorkDoneProgress();
      progress.begin("Codicil", 0, "reading policies", false);
      let shown = 0;
      try {
        await world.rebuild({
          report(done, all) {
            const percent = Math.floor((done * 100) / Math.max(1, all));
            if (percent === shown) return;
            shown = percent;
            progress.report(percent, `${done} of ${all} files`);
          },
        });
      } finally {
        progress.done();
      }
    },
  };
}
