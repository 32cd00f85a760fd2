import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/metadata/missing-review-date.ts";
import { expectFindings, expectSilence, fixed } from "../../support/rules.ts";

describe("metadata/missing-review-date", () => {
  it("finds a policy without dates", () =>
    expectFindings(rule, "---\nowner: Head of IT\n---\n\n# <|Backup policy|>\n\nBackups are taken every night.\n", [
      "absent",
    ]));

  it("finds a key without a value", () =>
    expectFindings(rule, "---\n<|next_review|>:\n---\n\n# Backup policy\n\nBackups are taken every night.\n", [
      "blank",
    ]));

  it("finds a day that does not exist, in every format, and sets another", () => {
    const front = "---\nnext_review: <|2026-02-30|>\n---\n\n# Backup policy\n\nBackups are taken every night.\n";
    const table =
      "# Backup policy\n\n| Field | Value |\n|---|---|\n| Owner | CISO |\n| Next review | <|2026-13-45|> |\n\nBackups are taken every night.\n";
    const yaml =
      "//- /policies/backup-policy.yaml\ntitle: Backup policy\nnext_review: <|2026-13-45|>\npolicy: Backups are taken every night.\n";
    for (const text of [front, table, yaml]) expectFindings(rule, text, ["unreal"]);
    assert.match(fixed(rule, front), /^---\nnext_review: 2027-\d\d-\d\d\n---\n/);
  });

  it("takes words for what they are", () =>
    expectSilence(
      rule,
      "---\nnext_review: spring of 2027\n---\n\n# Backup policy\n\nBackups are taken every night.\n",
    ));

  it("finds it in YAML", () =>
    expectFindings(
      rule,
      "//- /policies/backup-policy.yaml\ntitle: <|Backup policy|>\nowner: Head of IT\npolicy: Backups are taken every night.\n",
      ["absent"],
    ));

  it("is not satisfied by a last date alone, nor by a cycle alone", () => {
    expectFindings(
      rule,
      "---\nlast_review: 2026-05-01\n---\n\n# <|Backup policy|>\n\nBackups are taken every night.\n",
      ["absent"],
    );
    expectFindings(
      rule,
      "# <|Backup policy|>\n\nBackups are taken every night.\n\n## Review\n\nThis policy is reviewed every year.\n",
      ["absent"],
    );
  });

  it("is satisfied by a date, or by a last date with a cycle", () => {
    expectSilence(rule, "---\nnext_review: 2027-05-01\n---\n\n# Backup policy\n\nBackups are taken every night.\n");
    expectSilence(
      rule,
      "---\nlast_review: 2026-05-01\nreview_cycle: annual\n---\n\n# Backup policy\n\nBackups are taken every night.\n",
    );
    expectSilence(
      rule,
      "---\neffective_date: 2026-05-01\n---\n\n# Backup policy\n\nBackups are taken every night.\n\n## Review\n\nThe owner reviews this policy every May.\n",
    );
    expectSilence(
      rule,
      "//- /policies/backup-policy.yaml\ntitle: Backup policy\nnext_review: 2027-05-01\npolicy: Backups are taken every night.\n",
    );
  });

  it("sets the review a year from today", () => {
    const text = fixed(rule, "---\nowner: Head of IT\n---\n\n# Backup policy\n\nBackups are taken every night.\n", {
      today: "2028-02-29",
    });
    assert.match(text, /2029-02-28/);
  });
});
