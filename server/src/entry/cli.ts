import process from "node:process";
import { buffer } from "node:stream/consumers";
import json from "codicil:catalogs";
import { createLibrary, type Library } from "../catalog/library.ts";
import type { CatalogData } from "../catalog/model.ts";
import type { CliContext } from "../cli/context.ts";
import { run } from "../cli/run.ts";
import { compileKnowledge, type Knowledge } from "../evidence/knowledge.ts";
import { createNodeHost, decode } from "../host/node.ts";
import { rules } from "../rules/registry.ts";
import { localDate } from "./today.ts";

let compiled: { library: Library; knowledge: Knowledge } | undefined;

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
  },
  host: createNodeHost(),
  rules,
  version: CODICIL_VERSION,
  today: localDate(),
  knowledge() {
    if (compiled) return compiled;
    const library = createLibrary(JSON.parse(json) as CatalogData);
    compiled = { library, knowledge: compileKnowledge(library) };
    return compiled;
  },
  // The server is a bundle of its own beside this one: it serves the connection that `--stdio` names when it is loaded.
  startLanguageServer: async () => void (await import(new URL("./server.mjs", import.meta.url).href)),
};

// A reader that has seen enough (`codicil check | head`) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(process.exitCode ?? 0);
});

process.exitCode = await run(process.argv.slice(2), context);
