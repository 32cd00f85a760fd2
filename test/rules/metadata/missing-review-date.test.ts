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
