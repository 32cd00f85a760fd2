import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rule } from "../../../server/src/rules/coverage/partially-covered.ts";
import { expectFindings, expectSilence, fixed, runRule } from "../../support/rules.ts";

const nightly = "All business data must be backed up every night.";
const restored = "The head of IT tests the restore of a sample of backups every quarter.";
const apart = "The backups are stored encrypted in a second region, at a separate location from production.";

describe("coverage/partially-covered", () => {
  it("shows what is missing, at the section that says most", () =>
    expectFindings(rule, `# Backup policy\n\n## <|Nightly jobs|>\n\n${nightly}\n`, ["partial"]));

  it("finds it in YAML", () =>
    expectFindings(
      rule,
      `//- /policies/backup-policy.yaml\ntitle: Backup policy\n<|nightly_jobs|>:\n  - ${nightly}\n`,
      ["partial"],
    ));

  it("names the main point first and no more than it is told to", () => {
    const files = new Map([["/policies/p.md", `# Backup policy\n\n## Jobs\n\nRestores are tested in a sandbox.\n`]]);
    const [said] = runRule(rule, files, { options: { most: 1 } });
    assert.equal(said?.message, "more");
    const core = /Not found: “([^”]+)”; and/.exec(said?.text ?? "")?.[1];
    assert.match(core ?? "", /set intervals/);
  });

  it("does not ask again for what another document says", () =>
    expectSilence(
      rule,
      `
//- /policies/backup-policy.md
# Backup policy

## Jobs

${nightly}
${apart}

//- /policies/restore.md
# Restore procedure

## Backup tests

${restored}
`,
    ));

  it("reports a control once, at the document that says most", () => {
    const said = runRule(
      rule,
      new Map([
        ["/policies/a.md", `# Backup policy\n\n## Jobs\n\n${nightly}\n`],
        ["/policies/b.md", `# Data backup policy\n\n## Jobs\n\n${nightly} ${nightly}\n`],
      ]),
    );
    assert.equal(said.filter((one) => one.requirement === "iso27001:2022/A.8.13").length, 1);
  });

  it("is silent on a control that the document neither names nor is expected to cover", () => {
    const said = runRule(rule, new Map([["/policies/paint.md", `# Clear desk policy\n\n## Jobs\n\n${nightly}\n`]]));
    assert.deepEqual(
      said.map((one) => one.text),
      [],
    );
  });

  it("is silent on exclusions and on what is covered", () => {
    expectSilence(rule, `# Backup policy\n\n## Jobs\n\n${nightly}\n`, {
      exclusions: new Map([["iso27001:2022/A.8.13", "no data"]]),
    });
    expectSilence(rule, `# Backup policy\n\n## Jobs\n\n${nightly} ${restored} ${apart}\n`);
  });

  it("inserts the missing points there", () => {
    const text = fixed(rule, `# Backup policy\n\n## Jobs\n\n${nightly}\n\n## Review\n\nEvery year.\n`);
    assert.match(text, /every night\.\n\n[^#]*restore[^#]*\n\n## Review/);
  });
});
