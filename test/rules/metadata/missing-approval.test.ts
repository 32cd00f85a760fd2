import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/metadata/missing-approval.ts";
import { expectFindings, expectSilence } from "../../support/rules.ts";

describe("metadata/missing-approval", () => {
  it("finds a policy that nobody approved", () =>
    expectFindings(rule, "---\nowner: Head of IT\n---\n\n# <|Backup policy|>\n\nBackups are taken every night.\n", [
      "absent",
    ]));

  it("finds a key without a value", () =>
    expectFindings(
      rule,
      "---\nowner: Head of IT\n<|approved_by|>:\n---\n\n# Backup policy\n\nBackups are taken every night.\n",
      ["blank"],
    ));

  it("finds it in YAML", () =>
    expectFindings(
      rule,
      "//- /policies/backup-policy.yaml\ntitle: <|Backup policy|>\nowner: Head of IT\npolicy: Backups are taken every night.\n",
      ["absent"],
    ));

  it("is satisfied by the role, by the date or by a section", () => {
    expectSilence(rule, "---\napproved_by: Head of IT\n---\n\n# Backup policy\n\nBackups are taken every night.\n");
    expectSilence(rule, "---\napproval_date: 2026-05-01\n---\n\n# Backup policy\n\nBackups are taken every night.\n");
    expectSilence(
      rule,
      "# Backup policy\n\nBackups are taken every night.\n\n## Approval\n\nApproved by the board on 1 May 2026.\n",
    );
    expectSilence(
      rule,
      "//- /policies/backup-policy.yaml\ntitle: Backup policy\napproved_by: Head of IT\npolicy: Backups are taken every night.\n",
    );
  });

  it("does not take an empty section for an approval", () =>
    expectFindings(rule, "# <|Backup policy|>\n\nBackups are taken every night.\n\n## Approval\n", ["absent"]));

  it("asks no approval of records", () =>
    expectSilence(rule, "# Asset register\n\n## Scope\n\nAll laptops.\n", {
      types: { "/policies/policy.md": "asset-inventory" },
    }));
});
