import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/metadata/missing-owner.ts";
import { expectFindings, expectSilence } from "../../support/rules.ts";

describe("metadata/missing-owner", () => {
  it("finds a document without it, at the title", () =>
    expectFindings(rule, "# <|Backup policy|>\n\nBackups are taken every night.\n", ["absent"]));

  it("finds a key without a value, in front matter and in YAML", () => {
    expectFindings(
      rule,
      "---\nclassification: Internal\n<|owner|>:\n---\n\n# Backup policy\n\nBackups are taken every night.\n",
      ["blank"],
    );
    expectFindings(
      rule,
      '//- /policies/backup-policy.yaml\ntitle: Backup policy\n<|owner|>: ""\npolicy: Backups are taken every night.\n',
      ["blank"],
    );
  });

  it("takes a placeholder for no value", () =>
    expectFindings(rule, "---\n<|owner|>: TBD\n---\n\n# Backup policy\n\nBackups are taken every night.\n", ["blank"]));

  it("finds a YAML document without it", () =>
    expectFindings(
      rule,
      "//- /policies/backup-policy.yaml\ntitle: <|Backup policy|>\npolicy: Backups are taken every night.\n",
      ["absent"],
    ));

  it("reads front matter, lines, tables and other names", () => {
    expectSilence(rule, "---\npolicy_owner: 2 Head of IT\n---\n\n# Backup policy\n\nBackups are taken every night.\n");
    expectSilence(rule, "# Backup policy\n\n**Document owner:** 2 Head of IT\n\nBackups are taken every night.\n");
    expectSilence(
      rule,
      "# Backup policy\n\n| Field | Value |\n|---|---|\n| owner | 2 Head of IT |\n| Classification | Internal |\n\nBackups are taken every night.\n",
    );
    expectSilence(
      rule,
      "//- /policies/backup-policy.yaml\ntitle: Backup policy\nowner: 2 Head of IT\npolicy: Backups are taken every night.\n",
    );
  });
});
