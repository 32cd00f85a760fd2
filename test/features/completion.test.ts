import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createMatcher, createWordReader } from "../../server/src/features/completion/match.ts";
import { relativeUri, resolveUri } from "../../server/src/features/completion/relative-uri.ts";
import { toSnippet } from "../../server/src/features/completion/snippet.ts";
import { createAsker } from "../eval/completion.ts";

const asker = createAsker({
  "policies/access-control-policy.md":
    "---\ntitle: Access control policy\nid: POL-03\n---\n\n# Access control policy\n",
});

/** Labels offered at `<|>`. */
function offered(file: string, marked: string, typed?: string): string[] {
  const offset = marked.indexOf("<|>");
  const labels = asker
    .open(file, marked.replace("<|>", ""))(offset, typed)
    .map((item) => item.label);
  asker.close(file);
  return labels;
}

const policy = "policies/backup-policy.md";
const intro = "# Backup policy\n\n## Rules\n\n";

describe("places of completion", function () {
  this.timeout(300_000);

  it("are none in code, addresses, reasons and texts that are no policies", () => {
    for (const text of [
      `${intro}\`\`\`\nA.5.<|>\n\`\`\`\n`,
      `${intro}[here](https://a<|>)\n`,
      `${intro}<!-- codicil-ignore structure/missing-section: because acc<|> -->\n`,
      `${intro}<!-- a note on acc<|> -->\n`,
    ])
      assert.deepEqual(offered(policy, text), [], text);
    assert.deepEqual(offered("src/README.md", "# Build\n\nRun make.\n\n<|>\n"), []);
    assert.deepEqual(offered("deploy/service.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n  na<|>\n"), []);
  });

  it("replace the number under the cursor as a whole", () => {
    const text = `${intro}Backups (ISO/IEC 27001:2022 A.8<|>.99) are kept.\n`;
    const offset = text.indexOf("<|>");
    const [item] = asker.open(policy, text.replace("<|>", ""))(offset);
    const edit = item?.textEdit;
    assert.ok(edit && "range" in edit);
    assert.equal(
      text.replace("<|>", "").split("\n")[4]?.slice(edit.range.start.character, edit.range.end.character),
      "A.8.99",
    );
  });

  it("say whose number it is in a few letters, which editors show beside a long title", () => {
    const text = `${intro}Keep backups of 🔐 data (A.8.1<|>) and (A.6.2.<|>).\n`;
    for (const [nth, note] of ["27001:2022", "42001:2023"].entries()) {
      const [before = "", between = "", after = ""] = text.split("<|>");
      const offset = nth === 0 ? before.length : before.length + between.length;
      const items = asker
        .open(
          policy,
          before + between + after,
        )(offset)
        .filter(({ label }) => label.startsWith("A."));
      assert.ok(items.length > 0);
      assert.ok(items.some((item) => item.labelDetails?.description === note));
      for (const { labelDetails } of items)
        assert.match(labelDetails?.description ?? "", /^(?:27001:2022|42001:2023)$/);
      asker.close(policy);
    }
  });

  it("know a key's neighbours and leave out what is there", () => {
    const keys = offered(
      policy,
      "---\ntitle: Backup policy\nowner: CISO\n<|>\nversion: '1.0'\n---\n\n# Backup policy\n",
    );
    assert.ok(keys.includes("approved_by"));
    assert.ok(!keys.includes("owner") && !keys.includes("version") && !keys.includes("title"));
  });

  it("find a policy by its number", () => {
    assert.equal(offered(policy, `${intro}See [POL-03<|>\n`)[0], "Access control policy");
  });

  it("offer the same clause in a list, in a block scalar and in a YAML item", () => {
    const label = "It is tested that backups can be restored";
    assert.ok(offered(policy, `${intro}1. Rules\n   1. restor<|>\n`).includes(label));
    assert.ok(offered("policies/backup.yaml", "title: Backup policy\nrules: >-\n  restor<|>\n").includes(label));
    assert.ok(offered("policies/backup.yaml", "title: Backup policy\nrules:\n  - restor<|>\n").includes(label));
  });
});

describe("places of codicil.yaml", () => {
  const of = (text: string): string[] => offered("codicil.yaml", text);

  it("are told from indentation, in lists and mappings within lists", () => {
    assert.deepEqual(of("documents:\n  - <|>\n"), ["path", "type"]);
    assert.deepEqual(of("documents:\n  - path: a.md\n    <|>\n"), ["type"]);
    assert.deepEqual(of("documents:\n  - path: a.md\n    type: none\n  - path: b.md\n    t<|>\n"), ["type"]);
    assert.deepEqual(of("documents:\n- path: a.md\n  <|>\n"), ["type"]);
    assert.deepEqual(of("ai:\n  <|>\nrules:\n  structure: off\n"), ["used", "roles"]);
    assert.deepEqual(of("applicability:\n  <|>\n"), ["defaults", "inclusions", "exclusions"]);
    assert.deepEqual(of("standards: [iso27001:2022, <|>]\n"), ["iso42001:2023"]);
  });

  it("are none in comments and free text", () => {
    assert.deepEqual(of("# sta<|>\n"), []);
    assert.deepEqual(
      of("applicability:\n  exclusions:\n    - control: iso27001:2022/A.7.6\n      justification: no<|>\n"),
      [],
    );
  });
});

describe("matching of what is typed", () => {
  const match = (typed: string, ...texts: string[]): number | undefined =>
    createMatcher(typed, createWordReader())(texts)?.quality;

  it("takes words in any order, numbers in any spelling, and letters of one word", () => {
    assert.equal(match("rights acc", "A.5.18 Access rights"), 1);
    assert.equal(match("backup", "A.8.13 Information backup"), 1);
    assert.equal(match("backups", "A.8.13 Information backup"), undefined);
    assert.equal(match("mfa", "A.8.5 Secure authentication", "MFA"), 2);
    for (const typed of ["A.8.13", "8.13", "a8.13", "A 8.13", "Annex A.8.13"])
      assert.equal(match(typed, "A.8.13 Information backup", "A.8.13", "8.13"), 0, typed);
    assert.equal(match("8.1", "A.8.13 Information backup", "A.8.13", "8.13"), 1);
    assert.equal(match("9.", "9 Performance evaluation", "9"), undefined);
    assert.equal(match("stmis", "structure/missing-section"), 3);
    assert.equal(match("../", "./a.md"), undefined);
  });
});

describe("helpers of completion", () => {
  it("write snippets with a tab stop for each value", () => {
    assert.equal(
      toSnippet("The [role] pays $5 {now} [every year]."),
      "The ${1:role} pays \\$5 {now\\} ${2:every year}.$0",
    );
    assert.equal(toSnippet("See [a](b.md)"), "See [a](b.md)$0");
  });

  it("write and read relative paths", () => {
    assert.equal(relativeUri("file:///w/p/a.md", "file:///w/p/b%20c.md"), "./b%20c.md");
    assert.equal(relativeUri("file:///w/p/a.md", "file:///w/q/r/b.md"), "../q/r/b.md");
    assert.equal(resolveUri("file:///w/p/a.md", "../q/r/b.md"), "file:///w/q/r/b.md");
  });
});
