import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/metadata/overdue-review.ts";
import { expectFindings, expectSilence, fixed } from "../../support/rules.ts";

describe("metadata/overdue-review", () => {
  it("finds a date that has passed, at the date", () =>
    expectFindings(
      rule,
      "---\nnext_review: <|2024-07-22|>\n---\n\n# Backup policy\n\nBackups are taken every night.\n",
      ["date"],
    ));

  it("reads dates as people write them", () =>
    expectFindings(rule, "# Backup policy\n\n**Next review:** <|22 July 2024|>\n\nBackups are taken every night.\n", [
      "date",
    ]));

  it("adds the cycle to the last review", () => {
    expectFindings(
      rule,
      "---\nlast_review: <|2023-05-01|>\nreview_cycle: every two years\n---\n\n# Backup policy\n\nBackups are taken every night.\n",
      ["interval"],
    );
    expectFindings(
      rule,
      "---\nlast_review: <|2023-05-01|>\n---\n\n# Backup policy\n\nBackups are taken every night.\n\n## Review\n\nThis policy is reviewed at least annually.\n",
      ["interval"],
    );
  });

  it("finds it in YAML", () =>
    expectFindings(
      rule,
      "//- /policies/backup-policy.yaml\ntitle: Backup policy\nnext_review: <|2024-07-22|>\npolicy: Backups are taken every night.\n",
      ["date"],
    ));

  it("is silent on the day itself, on a date to come and on one that cannot be read", () => {
    expectSilence(rule, "---\nnext_review: 2026-11-24\n---\n\n# Backup policy\n\nBackups are taken every night.\n");
    expectSilence(
      rule,
      "---\nnext_review: 2027-01-01\nlast_review: 2020-01-01\nreview_cycle: annual\n---\n\n# Backup policy\n\nBackups are taken every night.\n",
    );
    expectSilence(rule, "---\nnext_review: 03/04/2020\n---\n\n# Backup policy\n\nBackups are taken every night.\n");
    expectSilence(
      rule,
      "---\nlast_review: 2026-05-01\nreview_cycle: every 12 months\n---\n\n# Backup policy\n\nBackups are taken every night.\n",
    );
    expectSilence(rule, "---\nlast_review: 2020-05-01\n---\n\n# Backup policy\n\nBackups are taken every night.\n");
  });

  it("depends on the clock it is given", () =>
    expectFindings(
      rule,
      "---\nnext_review: <|2027-01-01|>\n---\n\n# Backup policy\n\nBackups are taken every night.\n",
      ["date"],
      { today: "2027-01-02" },
    ));

  it("puts the new date in the place of the old one", () => {
    const text = fixed(
      rule,
      "---\nnext_review: 2024-07-22 # each July\n---\n\n# Backup policy\n\nBackups are taken every night.\n",
    );
    assert.match(text, /^next_review: 2027-11-24 # each July$/m);
  });
});
