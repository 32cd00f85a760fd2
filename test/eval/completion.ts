import { readFileSync } from "node:fs";
import path from "node:path";
import type { CompletionItem } from "vscode-languageserver-types";
import { parse } from "yaml";
import { applyEdits, LineIndex } from "../../server/src/base/text.ts";
import { createParser } from "../../server/src/document/parse.ts";
import { defaultConfig } from "../../server/src/engine/config.ts";
import { ruleSettings } from "../../server/src/engine/rule-settings.ts";
import { ownRules } from "../../server/src/engine/own-rules.ts";
import { createWorkspace, type Workspace } from "../../server/src/engine/workspace.ts";
import { createAnalyzer } from "../../server/src/evidence/analyze.ts";
import { compileKnowledge } from "../../server/src/evidence/knowledge.ts";
import { complete } from "../../server/src/features/completion/complete.ts";
import { createCompletionTools } from "../../server/src/features/completion/tools.ts";
import { completeConfig } from "../../server/src/features/config/complete.ts";
import { createConfigTools } from "../../server/src/features/config/tools.ts";
import { toSpan } from "../../server/src/features/convert.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { loadLibrary, projectRoot } from "../support/library.ts";
import { asListed } from "./editor-list.ts";

/** A place in a text where an author asks, and what is wanted there (test/eval/completion.yaml). */
export interface Situation {
  readonly name: string;
  readonly in: string;
  readonly text: string;
  readonly want: string | readonly string[];
  readonly inserts?: string;
  readonly ends?: "crlf";
  readonly typed?: string;
}

/** The rank of the wanted item, counted from 1; undefined where it is not there. */
export interface Ranked {
  readonly situation: Situation;
  readonly rank: number | undefined;
  /** Labels of the first items. */
  readonly shown: readonly string[];
}

const root = "file:///w/";

/** Asks for completion in texts as an editor does, in one workspace. */
export interface Asker {
  /** Takes a text in; returns what answers for the cursor at an offset of it. */
  open(file: string, text: string): (offset: number, typed?: string) => readonly CompletionItem[];
  /** Puts the file back as it was. */
  close(file: string): void;
}

export function createAsker(files: Readonly<Record<string, string>>): Asker {
  const library = loadLibrary();
  const knowledge = compileKnowledge(library);
  const known = [...rules, ...ownRules];
  const tools = createCompletionTools(library, known);
  const configTools = createConfigTools(library, known);
  const config = defaultConfig(library);
  const parser = createParser(library);
  const analyzer = createAnalyzer(knowledge);
  const today = "2026-11-24";
  const make = (): Workspace => createWorkspace({ library, knowledge, rules, parser, analyzer, config, today });
  const workspace = make();
  for (const [file, text] of Object.entries(files)) workspace.set({ uri: root + file, version: 1, text });
  const open: Asker["open"] = (file, text) => {
    const uri = root + file;
    const source = { uri, version: 1, text, lines: new LineIndex(text) };
    if (file.endsWith("codicil.yaml")) {
      const paths = (): string[] => Object.keys(files).sort();
      return (offset, typed) =>
        completeConfig({ source, offset, tools: configTools, paths, editor: { typed, snippets: true } }).items;
    }
    workspace.set({ uri, version: 1, text });
    const entry = workspace.document(uri);
    if (!entry) throw new Error(`${file} was not taken in`);
    const documents = (): (typeof entry.doc)[] =>
      workspace
        .documents()
        .map((one) => workspace.document(one)?.doc)
        .filter((one) => one !== undefined)
        .filter((one) => one.classification.isPolicy);
    return (offset, typed) =>
      complete({
        source,
        doc: entry.doc,
        coverage: entry.coverage,
        offset,
        ...ruleSettings(config, library, today),
        tools,
        surroundings: { documents, findings: () => workspace.findings(uri) },
        editor: { typed, snippets: true },
      }).items;
  };
  return {
    open,
    close(file) {
      const text = files[file];
      if (text === undefined) workspace.remove(root + file);
      else workspace.set({ uri: root + file, version: 1, text });
    },
  };
}

/** Reads test/eval/completion.yaml and ranks what is wanted in each situation. */
export function rankSituations(): { readonly ranked: readonly Ranked[]; readonly reciprocal: number } {
  const data = parse(readFileSync(path.join(projectRoot, "test/eval/completion.yaml"), "utf8")) as {
    readonly workspace: Readonly<Record<string, string>>;
    readonly situations: readonly Situation[];
  };
  const asker = createAsker(data.workspace);
  const ranked = data.situations.map((situation) => rankOf(situation, asker));
  const sum = ranked.reduce((total, { rank }) => total + (rank === undefined ? 0 : 1 / rank), 0);
  return { ranked, reciprocal: sum / ranked.length };
}

function rankOf(situation: Situation, asker: Asker): Ranked {
  const written = situation.ends === "crlf" ? situation.text.replace(/\n/g, "\r\n") : situation.text;
  const offset = written.indexOf("<|>");
  if (offset < 0) throw new Error(`“${situation.name}” has no cursor`);
  const text = written.slice(0, offset) + written.slice(offset + 3);
  const items = asListed(asker.open(situation.in, text)(offset, situation.typed), text, offset);
  asker.close(situation.in);
  const at = items.findIndex((item) => isWanted(item, situation, text));
  return { situation, rank: at < 0 ? undefined : at + 1, shown: items.slice(0, 5).map((item) => item.label) };
}

function isWanted(item: CompletionItem, { want, inserts }: Situation, text: string): boolean {
  const wanted = typeof want === "string" ? [want] : want;
  if (
    !wanted.some(
      (start) => item.label === start || item.label.startsWith(`${start} `) || item.label.startsWith(`${start},`),
    )
  )
    return false;
  if (inserts === undefined || !item.textEdit || !("range" in item.textEdit)) return inserts === undefined;
  const span = toSpan(new LineIndex(text), item.textEdit.range);
  const { newText } = item.textEdit;
  return newText === inserts && applyEdits(text, [{ span, newText }]).includes(inserts);
}
