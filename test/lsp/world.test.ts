import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { describe, it } from "mocha";
import { createParser } from "../../server/src/document/parse.ts";
import { createAnalyzer } from "../../server/src/evidence/analyze.ts";
import { createWorld } from "../../server/src/lsp/world.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { loadKnowledge } from "../support/evidence.ts";
import { loadLibrary } from "../support/library.ts";

const library = loadLibrary();
const knowledge = loadKnowledge();
const folder = "file:///w";
const uri = `${folder}/backup-policy.md`;
const text = `# Backup policy

## Scope

All servers, as [the inventory](inventory.xlsx) lists them.

## Policy

The IT manager must back up all data every day.
`;

describe("the documents of a server", () => {
  it("are reported on when their links were followed, whoever asks first", async () => {
    const world = createWorld({
      library,
      knowledge,
      rules,
      parser: createParser(library),
      analyzer: createAnalyzer(knowledge),
      today: () => "2026-11-24",
      host: {
        read: async () => ({ error: "there is none" }),
        list: async () => [uri],
        exists: async () => pause(20, false),
      },
    });
    world.setFolders([folder]);
    await world.rebuild();
    world.setOpen({ uri, version: 1, text });
    const asked = [world.projectOf(uri), world.projectOf(uri)].map(async (asking) => {
      const project = await asking;
      return project && world.findings(project, uri).map(({ rule }) => rule);
    });
    for (const found of await Promise.all(asked)) assert.ok(found?.includes("references/broken-link"), String(found));
  });
});
