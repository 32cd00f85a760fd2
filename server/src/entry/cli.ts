import process from "node:process";
import { buffer } from "node:stream/consumers";
import { createInterface } from "node:readline/promises";
import json from "codicil:catalogs";
import type { CatalogData } from "../catalog/model.ts";
import type { CliContext } from "../cli/context.ts";
import { run } from "../cli/run.ts";
import { commonEquipment, type Equipment } from "../engine/equipment.ts";
import { createNodeHost, decode } from "../host/node.ts";
import { rules } from "../rules/registry.ts";
import { localDate } from "./today.ts";

let equipment: Equipment | undefined;

const context: CliContext = {
  terminal: {
    cwd: process.cwd(),
    env: process.env,
    isTerminal: process.stdout.isTTY,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    input: async () => decode(await buffer(process.stdin)),
    interrupted: () =>
      new Promise((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
      }),
    interrupt: () => void process.emit("SIGTERM"),
    ...(process.stdin.isTTY && process.stdout.isTTY ? { ask } : {}),
  },
  host: createNodeHost(),
  rules,
  version: CODICIL_VERSION,
  today: localDate(),
  knowledge: () => (equipment ??= commonEquipment(JSON.parse(json) as CatalogData, rules)),
  // The server is a bundle of its own beside this one: it serves the connection that `--stdio` names when it is loaded.
  startLanguageServer: async () => void (await import(new URL("./server.mjs", import.meta.url).href)),
};

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

// A reader that has seen enough (`codicil check | head`) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(process.exitCode ?? 0);
});

process.exitCode = await run(process.argv.slice(2), context);
