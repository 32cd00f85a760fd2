import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import type { Position, Range } from "vscode-languageserver-types";
import type { Workspace } from "../../server/src/engine/workspace.ts";
import { createNormativeFinder } from "../../server/src/evidence/normative.ts";
import { configHover } from "../../server/src/features/config/hover.ts";
import { createConfigTools } from "../../server/src/features/config/tools.ts";
import { codeActions } from "../../server/src/features/code-actions/actions.ts";
import type { CodeActionRequest } from "../../server/src/features/code-actions/request.ts";
import { toPosition, toRange } from "../../server/src/features/convert.ts";
import { definitions } from "../../server/src/features/definition.ts";
import { hover } from "../../server/src/features/hover.ts";
import type { Reading } from "../../server/src/features/reading.ts";
import { references } from "../../server/src/features/references.ts";
import { renamableAt, renameEdits } from "../../server/src/features/rename/symbols.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { readGoldens } from "../support/goldens.ts";
import { loadLibrary, projectRoot } from "../support/library.ts";
import { readingOf, workspaceOf } from "../support/reading.ts";
import { requestFor } from "../support/sweep-offers.ts";

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

interface Answers {
  hovers: number;
  definitions: number;
  references: number;
  actions: number;
  renamings: number;
}

/** Asks at every offset; each answer has to lie where it says. */
function sweep(workspace: Workspace, uri: string): Answers {
  const reading = readingOf(workspace, uri);
  const found = { hovers: 0, definitions: 0, references: 0, actions: 0, renamings: 0 };
  const tools = createConfigTools(reading.library, rules);
  const actions = actionsIn(workspace, uri, reading);
  const renamings = renamingsIn(workspace, reading);
  for (let offset = 0; offset <= reading.doc.text.length; offset++) {
    const at = toPosition(reading.source.lines, offset);
    const explained = hover({ ...reading, offset, rules, findNormative });
    const configured = uri.endsWith("/codicil.yaml") ? configHover({ ...reading, offset, tools }) : undefined;
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
    found.actions += actions(offset);
    found.renamings += renamings(offset);
    for (const { uri: other, range } of references({ ...reading, offset, includeDeclaration: true })) {
      assertWithin(range, other, reading);
      found.references++;
    }
  }
  return found;
}

/** Code actions at an offset; edits that are made at once lie in their document. */
function actionsIn(workspace: Workspace, uri: string, reading: Reading): (offset: number) => number {
  const whole = requestFor(workspace, uri, { start: 0, end: 0 });
  const { lines } = reading.source;
  const request: CodeActionRequest = {
    ...whole,
    editor: { ...whole.editor, resolves: true, snippets: true },
    diagnosticOf: ({ message, span }) => ({ message, range: toRange(lines, span) }),
  };
  return (offset) => {
    const all = codeActions({ ...request, range: { start: offset, end: offset } });
    for (const one of all) {
      assert.notEqual(one.title, "");
      const edit = "edit" in one ? one.edit : undefined;
      for (const change of edit?.documentChanges ?? [])
        if ("edits" in change)
          for (const { range } of change.edits) assertWithin(range, change.textDocument.uri, reading);
    }
    return all.length;
  };
}

/** Renamings at an offset: what is renamed holds the offset, and each change lies in its document. */
function renamingsIn(workspace: Workspace, { doc, sourceOf }: Reading): (offset: number) => number {
  const documents = workspace.documents().flatMap((one) => workspace.document(one)?.doc ?? []);
  const renamed = new Set<number>();
  return (offset) => {
    const place = renamableAt(doc, offset, documents);
    if (!place) return 0;
    assert.ok(place.span.start <= offset && offset <= place.span.end, `${doc.uri}: name at ${offset}`);
    if (renamed.has(place.span.start)) return 0;
    renamed.add(place.span.start);
    for (const { doc: other, edits } of renameEdits(doc, place, "POL-99", documents, "file:///"))
      for (const { span } of edits)
        assert.ok(0 <= span.start && span.start <= span.end && span.end <= (sourceOf(other.uri)?.text.length ?? -1));
    return 1;
  };
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
      this.timeout(1_800_000);
      const workspace = workspaceOf(files);
      const all = workspace.documents().map((uri) => sweep(workspace, uri));
      const sum = (key: keyof (typeof all)[number]): number => all.reduce((total, one) => total + one[key], 0);
      for (const key of ["hovers", "definitions", "references", "actions", "renamings"] as const)
        assert.ok(sum(key) > 100, `${key}: ${sum(key)}`);
    });
  }
});
