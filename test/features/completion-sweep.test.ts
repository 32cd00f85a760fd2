import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import type { CompletionItem } from "vscode-languageserver-types";
import { LineIndex } from "../../server/src/base/text.ts";
import { ruleFileCompletions } from "../../server/src/features/rule-file-completion.ts";
import { createAsker } from "../eval/completion.ts";
import { loadLibrary, projectRoot } from "../support/library.ts";

const examples = path.join(projectRoot, "examples");
const files = Object.fromEntries(
  readdirSync(examples, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:md|yaml)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [path.relative(examples, file).split(path.sep).join("/"), readFileSync(file, "utf8")]),
);
const asker = createAsker(files);

/**
 * Asks at every offset of a text: each item has to stay on the cursor's line and hold the cursor. Returns how many came.
 * @param step  within words, only every so many offsets
 */
function sweep(file: string, text: string, step = 1): number {
  const lines = new LineIndex(text);
  const at = asker.open(file, text);
  const wrong: string[] = [];
  let items = 0;
  for (let offset = 0; offset <= text.length; offset++) {
    if (offset % step !== 0 && isLetter(text[offset - 1]) && isLetter(text[offset])) continue;
    const { line, column } = lines.positionAt(offset);
    const end = lengthOf(lines, line, text);
    for (const item of at(offset)) {
      items++;
      const fault = faultOf(item, line, column, end);
      if (fault !== undefined) wrong.push(`${file}:${line + 1}:${column + 1} “${item.label}” ${fault}`);
    }
  }
  assert.deepEqual(wrong, []);
  return items;
}

const lengthOf = (lines: LineIndex, line: number, text: string): number =>
  line + 1 < lines.lineCount ? lines.lineStart(line + 1) - lines.lineStart(line) : text.length;

const ruleFile = `# Rules of ours 🔐
rules:
  - id: acme/no-offsite-backup
    message: 🔐 Nothing is said about a second place.
    severity: warning
    appliesTo: [backup-policy]
    require:
      signal: off-site
    examples:
      - text: |
          Backups are kept off-site 🔐.
        findings: 0
`;

const isLetter = (unit: string | undefined): boolean => unit !== undefined && /[a-z]/i.test(unit);

function faultOf(
  { textEdit, filterText, sortText, label }: CompletionItem,
  line: number,
  column: number,
  end: number,
): string | undefined {
  if (!textEdit || !("range" in textEdit)) return "has no edit";
  const { start, end: last } = textEdit.range;
  if (start.line !== line || last.line !== line || last.character > end) return "leaves the line";
  if (start.character > column || last.character < column) return "does not hold the cursor";
  return label === "" || filterText === undefined || sortText === undefined ? "cannot be sorted" : undefined;
}

describe("completion at every place of every example", () => {
  for (const [file, text] of Object.entries(files)) {
    it(`answers within the line in ${file}`, function () {
      this.timeout(600_000);
      assert.ok(sweep(file, text) > 0 || file === "README.md");
    });

    it(`answers within the line in ${file} with CRLF and an emoji in every line`, function () {
      this.timeout(600_000);
      const twisted = text.replace(/(\w)\n/g, "$1 🔐\n").replace(/\n/g, "\r\n");
      assert.ok(sweep(file, twisted, 4) > 0 || file === "README.md");
      asker.close(file);
    });
  }

  it("answers within the line in a rule file, with LF and CRLF", () => {
    for (const text of [ruleFile, ruleFile.replace(/\n/g, "\r\n"), "rules:\r\n  - id: [\r\n", "🔐"]) {
      const lines = new LineIndex(text);
      const source = { uri: "file:///w/rules.yaml", version: 1, text, lines };
      let items = 0;
      for (let offset = 0; offset <= text.length; offset++) {
        const { line, column } = lines.positionAt(offset);
        for (const item of ruleFileCompletions({ source, library: loadLibrary(), offset })) {
          items++;
          assert.equal(
            faultOf({ filterText: item.label, ...item }, line, column, lengthOf(lines, line, text)),
            undefined,
            `${offset}: ${item.label}`,
          );
        }
      }
      assert.ok(items > 0 || text === "🔐");
    }
  });

  it("answers within the line with CRLF, emoji, lone carriage returns and broken YAML", function () {
    this.timeout(120_000);
    const markdown =
      "---\r\ntitle: 🔐 Backup policy\r\ncontrols: [A.8.13, \r\nowner: \r\n---\r\n\r\n# Backup policy\r\n\r\n| 🔑 Control | x |\r\n|---|---|\r\n| A.8. | (a |\r\n\r\n1. a\r   - b\r\n\r\n## \r\n\r\n<!-- codicil-ignore x -->\r\n";
    assert.ok(sweep("policies/backup-policy.md", markdown) > 0);
    const yaml =
      "title: Backup policy 🔐\r\ncontrols:\r\n  - \r\nrules: |\r\n  Back up (A.8.\r\n\r\n  res\r\npurpose: [\r\n";
    assert.ok(sweep("policies/backup-policy.yaml", yaml) > 0);
    assert.ok(sweep("codicil.yaml", "rules:\r\n  structure: off\r\ndocuments:\r\n  - path: \r\n    \r\n") > 0);
  });
});
