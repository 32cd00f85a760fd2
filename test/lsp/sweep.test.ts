import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import type { Position, Range } from "vscode-languageserver-types";
import type { Workspace } from "../../server/src/engine/workspace.ts";
import { createNormativeFinder } from "../../server/src/evidence/normative.ts";
import { configHover } from "../../server/src/features/config-hover.ts";
import { toPosition } from "../../server/src/features/convert.ts";
import { definitions } from "../../server/src/features/definition.ts";
import { hover } from "../../server/src/features/hover.ts";
import type { Reading } from "../../server/src/features/reading.ts";
import { references } from "../../server/src/features/references.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { readGoldens } from "../support/goldens.ts";
import { loadLibrary, projectRoot } from "../support/library.ts";
import { readingOf, workspaceOf } from "../support/reading.ts";

/** Example policies, and the same with CRLF and an emoji in every line. */
function exampleFiles(): Map<string, string> {
  const folder = path.join(projectRoot, "examples");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.(?:md|ya?ml)$/.test(name),
  );
  const plain = names.map(
    (name) => [`file:///examples/${name}`, readFileSync(path.join(folder, name), "utf8")] as const,
  );
  const twisted = plain.map(
    ([uri, text]) =>
      [uri.replace("/examples/", "/twisted/"), text.replace(/(\w)\n/g, "$1 🔐\n").replace(/\n/g, "\r\n")] as const,
  );
  return new Map([...plain, ...twisted]);
}

/** The documents of the cases beside this file. */
function caseFiles(): Map<string, string> {
  const goldens = readGoldens(path.join(projectRoot, "test/lsp"));
  return new Map(
    goldens.flatMap(({ files }, i) => [...files].map(([name, text]) => [`file:///${i}/${name}`, text] as const)),
  );
}

const findNormative = createNormativeFinder(loadLibrary().language);

/** Asks at every offset; each answer has to lie where it says. */
function sweep(workspace: Workspace, uri: string): { hovers: number; definitions: number; references: number } {
  const reading = readingOf(workspace, uri);
  const found = { hovers: 0, definitions: 0, references: 0 };
  for (let offset = 0; offset <= reading.doc.text.length; offset++) {
    const at = toPosition(reading.source.lines, offset);
    const explained = hover({ ...reading, offset, rules, findNormative });
    const configured = uri.endsWith("/codicil.yaml") ? configHover({ ...reading, offset, rules }) : undefined;
    if (configured) assert.ok(configured.range && holds(configured.range, at), `${uri}: key at ${offset}`);
    if (explained) {
      assert.ok(explained.range && holds(explained.range, at), `${uri}: hover at ${offset}`);
      found.hovers++;
    }
    for (const { originSelectionRange, targetUri, targetRange, targetSelectionRange } of definitions({
      ...reading,
      offset,
    })) {
      assert.ok(originSelectionRange && holds(originSelectionRange, at), `${uri}: definition at ${offset}`);
      assert.ok(holds(targetRange, targetSelectionRange.start) && holds(targetRange, targetSelectionRange.end));
      assertWithin(targetRange, targetUri, reading);
      found.definitions++;
    }
    for (const { uri: other, range } of references({ ...reading, offset, includeDeclaration: true })) {
      assertWithin(range, other, reading);
      found.references++;
    }
  }
  return found;
}

function assertWithin({ end }: Range, uri: string, { sourceOf }: Reading): void {
  const source = sourceOf(uri);
  if (uri.startsWith("codicil-catalog:")) return;
  assert.ok(source && !isBefore(toPosition(source.lines, source.text.length), end), uri);
}

const isBefore = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);

const holds = ({ start, end }: Range, at: Position): boolean => !isBefore(at, start) && !isBefore(end, at);

describe("a cursor in every position", () => {
  for (const [name, files] of [
    ["the examples", exampleFiles()],
    ["the cases", caseFiles()],
  ] as const) {
    it(`of ${name} gets answers that fit`, function () {
      this.timeout(600_000);
      const workspace = workspaceOf(files);
      const all = workspace.documents().map((uri) => sweep(workspace, uri));
      const sum = (key: keyof (typeof all)[number]): number => all.reduce((total, one) => total + one[key], 0);
      for (const key of ["hovers", "definitions", "references"] as const)
        assert.ok(sum(key) > 100, `${key}: ${sum(key)}`);
    });
  }
});
