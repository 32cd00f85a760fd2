import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { applyEdits } from "../../server/src/base/text.ts";
import { linkEdits } from "../../server/src/features/rename/files.ts";
import { refusalOf, renamableAt, renameEdits } from "../../server/src/features/rename/symbols.ts";
import { parse } from "../support/rules.ts";

const root = "file:///w";

/** The text of a document after files moved; uris and paths as an editor writes them. */
function moved(uri: string, text: string, ...moves: readonly (readonly [string, string])[]): string {
  const edits = linkEdits(
    parse(text, `${root}/${uri}`),
    moves.map(([oldPath, newPath]) => ({ oldUri: `${root}/${oldPath}`, newUri: `${root}/${newPath}` })),
    root,
  );
  return applyEdits(text, edits);
}

describe("renaming a file", () => {
  const renamed = ["policies/backup.md", "policies/backup-policy.md"] as const;

  it("follows links, images, definitions and HTML of other documents, anchors and titles kept", () => {
    const text = [
      '[a](backup.md), [b](./backup.md#restore "Restore"), ![c](<backup.md>) 🔐 <a href="../policies/backup.md">d</a>',
      "",
      "| Document |",
      "|---|",
      "| [e](/policies/backup.md) |",
      "",
      "- a\r",
      "  - [f][backup], [other](backup.mdx), [mail](mailto:backup.md), [web](https://example.org/backup.md)",
      "",
      "[backup]: backup.md",
      "",
      "`[code](backup.md)`",
      "",
    ].join("\n");
    assert.equal(
      moved("policies/access.md", text, renamed),
      text
        .replace("[a](backup.md)", "[a](backup-policy.md)")
        .replace("./backup.md#restore", "./backup-policy.md#restore")
        .replace("<backup.md>", "<backup-policy.md>")
        .replace("../policies/backup.md", "backup-policy.md")
        .replace("(/policies/backup.md)", "(/policies/backup-policy.md)")
        .replace("[backup]: backup.md", "[backup]: backup-policy.md"),
    );
  });

  it("writes blanks, brackets and letters beyond ASCII as the link wrote them", () => {
    const to = ["policies/backup.md", "policies/Sicherung%20%28neu%29%20%C3%BC.md"] as const;
    assert.equal(
      moved("policies/x.md", "# X\n\n[a](backup.md)\n", to),
      "# X\n\n[a](Sicherung%20%28neu%29%20%C3%BC.md)\n",
    );
    assert.equal(moved("policies/x.md", "# X\n\n[a](<backup.md>)\n", to), "# X\n\n[a](<Sicherung (neu) ü.md>)\n");
    const from = ["policies/Sicherung%20%28neu%29%20%C3%BC.md", "policies/backup.md"] as const;
    for (const link of ["Sicherung%20%28neu%29%20%C3%BC.md", "<Sicherung (neu) ü.md>", "Sicherung%20(neu)%20ü.md"]) {
      const after = moved(
        "policies/x.md",
        `# X\n\n[a](${link}#b)\n`.replace("<Sicherung (neu) ü.md>#b", "<Sicherung (neu) ü.md#b>"),
        from,
      );
      assert.match(after, /\[a\]\(<?backup\.md#b>?\)/, link);
    }
  });

  it("mends the document's own links where it moves to another folder", () => {
    const move = ["policies/backup.md", "policies/it/backup.md"] as const;
    assert.equal(
      moved(
        "policies/backup.md",
        "# B\r\n\r\n[a](access.md) [b](../README.md#x) [self](backup.md) [self](#restore)\r\n",
        move,
      ),
      "# B\r\n\r\n[a](../access.md) [b](../../README.md#x) [self](backup.md) [self](#restore)\r\n",
    );
  });

  it("follows a folder, and leaves links within it alone", () => {
    const move = ["policies", "rules/all%20policies"] as const;
    assert.equal(
      moved("README.md", "# R\n\n[a](policies/backup.md)\n", move),
      "# R\n\n[a](rules/all%20policies/backup.md)\n",
    );
    assert.equal(moved("policies/a.md", "# A\n\n[b](backup.md)\n", move), "# A\n\n[b](backup.md)\n");
    assert.equal(moved("policies/a.md", "# A\n\n[b](../README.md)\n", move), "# A\n\n[b](../../README.md)\n");
  });

  it("follows paths in YAML and front matter, block scalars included", () => {
    const yaml = [
      "title: Access control policy",
      "related: [backup.md, 'other.md'] # kept",
      "rules:",
      "  - text: |",
      "      See [backup](backup.md) 🔐.",
      '  - "./backup.md#restore"',
      "",
    ].join("\r\n");
    assert.equal(
      moved("policies/access.yaml", yaml, renamed),
      yaml
        .replace("[backup.md,", "[backup-policy.md,")
        .replace("(backup.md)", "(backup-policy.md)")
        .replace("./backup.md#", "./backup-policy.md#"),
    );
    const matter = "---\nrelated:\n  - backup.md\n---\n\n# Access\n";
    assert.equal(moved("policies/a.md", matter, renamed), matter.replace("backup.md", "backup-policy.md"));
    const blanks = moved("policies/a.md", matter, ["policies/backup.md", "policies/back%20up%3A%20new.md"]);
    assert.equal(blanks, matter.replace("backup.md", '"back up: new.md"'));
  });
});

describe("renaming a document's number or a heading", () => {
  const owner = parse(
    "---\r\nid: POL-014\r\n---\r\n\r\n# Backup policy 🔐\r\n\r\nPOL-014 applies.\r\n",
    "file:///w/a.md",
  );
  const other = parse(
    "title: Access control policy\nrules:\n  - Backups follow POL-014; POL-0145, XPOL-014 and POL-014.md do not.\n  - |\n    See POL-014.\n",
    "file:///w/b.yaml",
  );
  const heading = parse(
    "# Access\n\n[up](#roles-and-duties) [two](#roles-and-duties-1)\n\n## 2. Roles\n\n## Roles and *duties*\n\nA.\n\n## Roles and duties\n",
    "file:///w/c.md",
  );
  const linking = parse(
    "# Links\n\n[c](c.md#roles-and-duties) [d](c.md#other) [e](<c.md#Roles-and-Duties>)\n",
    "file:///w/d.md",
  );

  it("changes every mention of the number as a word of its own", () => {
    const found = renamableAt(other, other.text.indexOf("POL-014") + 2, [owner, other]);
    assert.equal(found?.is, "id");
    assert.equal(found?.text, "POL-014");
    assert.ok(found);
    const edits = renameEdits(other, found, "POL-99", [owner, other], undefined);
    assert.deepEqual(
      edits.map((one) => applyEdits(one.doc.text, one.edits)),
      [
        owner.text.replaceAll("POL-014", "POL-99"),
        other.text.replace("follow POL-014;", "follow POL-99;").replace("See POL-014.", "See POL-99."),
      ],
    );
    assert.match(refusalOf(found, "a b") ?? "", /no blanks/);
    assert.equal(refusalOf(found, "POL-15"), undefined);
  });

  it("changes the anchors of links to a heading, those of namesakes included", () => {
    const found = renamableAt(heading, heading.text.indexOf("and *duties*") + 1, [heading, linking]);
    assert.ok(found);
    assert.equal(found.is, "heading");
    const edits = renameEdits(heading, found, "Who does what", [heading, linking], undefined);
    assert.deepEqual(
      edits.map((one) => applyEdits(one.doc.text, one.edits)),
      [
        heading.text
          .replace("(#roles-and-duties)", "(#who-does-what)")
          .replace("(#roles-and-duties-1)", "(#roles-and-duties)")
          .replace("Roles and *duties*", "Who does what"),
        linking.text
          .replace("c.md#roles-and-duties)", "c.md#who-does-what)")
          .replace("c.md#Roles-and-Duties>", "c.md#who-does-what>"),
      ],
    );
  });

  it("keeps the number of a heading", () => {
    const found = renamableAt(heading, heading.text.indexOf("Roles\n"), [heading]);
    assert.ok(found);
    const [edits] = renameEdits(heading, found, "Duties", [heading], undefined);
    assert.match(applyEdits(heading.text, edits?.edits ?? []), /^## 2\. Duties$/m);
  });

  it("renames a YAML key, in quotes where it needs them, and no metadata key", () => {
    const doc = parse(
      "title: Backup policy\nowner: CISO\nrestore tests:\n  - The team must test it.\n",
      "file:///w/e.yaml",
    );
    const found = renamableAt(doc, doc.text.indexOf("restore"), [doc]);
    assert.ok(found);
    const [edits] = renameEdits(doc, found, "Restore: tests", [doc], undefined);
    assert.equal(applyEdits(doc.text, edits?.edits ?? []), doc.text.replace("restore tests", '"Restore: tests"'));
    assert.equal(renamableAt(doc, doc.text.indexOf("owner") + 1, [doc]), undefined);
  });
});
