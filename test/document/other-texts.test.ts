import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createParser } from "../../server/src/document/parse.ts";
import type { Classification } from "../../server/src/document/model.ts";
import { loadLibrary } from "../support/library.ts";

const parser = createParser(loadLibrary());
const classify = (text: string, file = "page.md"): Classification =>
  parser.parse({ uri: `file:///docs/${file}`, version: 1, text }).classification;

/** Duties, a scope and topics of policies: what makes a text look like one. */
const body = `
## Scope

All servers and laptops.

## What to do

1. You must restore the backup first and record it.
2. The on-call engineer should check who has access.
3. If it fails again, the incident manager must be told.
4. Passwords must be changed afterwards.
`;

describe("a text of another kind", () => {
  for (const title of [
    "Runbook: Database failover",
    "Runbook – restore of a backup",
    "Database failover runbook",
    "How-to: set up the VPN on your laptop",
    "How to rotate access keys",
    "Guide to installing the backup agent",
    "Setting up: the access proxy",
    "Meeting notes: security committee, 1 March 2025",
    "Release notes 4.2: access control",
    "New laptop checklist",
    "Checklist template: onboarding",
    "Frequently asked questions about the information security policy",
    "Vendor security questionnaire",
    "Postmortem: outage of the backup service on 3 March 2025",
    "Incident report 2025-03-03",
    "RFC: new password rules",
    "Proposal for an access review",
    "Training: how to spot phishing",
    "Incident response cheat sheet",
    "Security awareness slides",
    "Interview guide: security analyst",
    "Internal audit report IA-2025-02",
    "Penetration test report, Q3 2025",
    "Training module 3",
  ]) {
    it(`is told by its title: ${title}`, () => {
      const { isPolicy, reasons } = classify(`# ${title}\n${body}`);
      assert.equal(isPolicy, false);
      assert.match(reasons.join("; "), /its (?:title calls it|name says) “/);
    });
  }
  const sections = (title: string, ...headings: string[]): string =>
    `# ${title}\n\n${headings.map((heading) => `## ${heading}\n\nBackups must be tested. Access should be recorded. You must tell the owner.\n`).join("\n")}`;
  for (const [what, text] of [
    ["a decision record", sections("7. Object storage for backups", "Status", "Context", "Decision", "Consequences")],
    ["a postmortem", sections("Backup outage", "Summary", "Timeline", "Root cause", "Action items")],
    [
      "a job description",
      sections("Information security officer", "About the role", "Responsibilities", "Requirements"),
    ],
    ["a proposal", sections("Password rules", "Summary", "Motivation", "Alternatives")],
    [
      "a page of a repository on its weaknesses",
      sections("Security Policy", "Supported Versions", "Reporting a Vulnerability"),
    ],
    ["minutes", sections("Access review", "Attendees", "Decisions", "Actions")],
  ] as const) {
    it(`is told by its sections: ${what}`, () => assert.equal(classify(text).isPolicy, false));
  }
  it("is told by fields of its first lines or front matter", () => {
    assert.equal(
      classify(`# Weekly review of access\n\nDate: 2025-03-01\n\nAttendees: Anna, Ben\n${body}`).isPolicy,
      false,
    );
    assert.equal(classify(`---\nmarp: true\n---\n\n# Security awareness training\n${body}`).isPolicy, false);
  });
  const commands = "\n```sh\nacme backups create --project shop --region eu-west-3 --lock\n```\n";
  const duties = `
Keys must be kept in a vault. They should be changed every 90 days. A key must never be shared. Every night a copy is made.
`;
  it("is a manual where its title is one bare word and it shows code", () => {
    assert.equal(classify(`# Authentication\n${duties}${commands}${duties}${commands}`).isPolicy, false);
    assert.equal(classify(`# Backups\n${duties}${commands}${duties}${commands}`).isPolicy, false);
    assert.equal(
      classify(`# Backup procedure\n${duties}${commands}${duties}${commands}`, "backup-procedure.md").isPolicy,
      true,
    );
    assert.equal(classify(`# Passwords\n${duties}`, "handbook/passwords.md").isPolicy, true);
    assert.equal(classify(`# Cryptography\n${duties}${commands}${duties}${commands}`, "policies/x.md").isPolicy, true);
    assert.equal(classify(`# Logging guideline\n${duties}`).isPolicy, true);
  });
  it("is told by its title however many numbers stand in it", () => {
    assert.equal(classify(`# Scan ${"0-".repeat(5_000)}0 hours\n${body}`).isPolicy, false);
  });
  it("is a manual where code stands beside its usage", () => {
    const code = "\n```js\nacl.allow('admin', '/users')\nacl.allow('user', '/me')\n```\n";
    const manual = `# Access control\n\nThe module decides who may call an endpoint.\n\n## Usage\n\nYou must pass a token. Roles should be declared. The token must be valid.\n`;
    assert.equal(classify(manual + code).isPolicy, false);
    assert.equal(classify(manual).isPolicy, true);
  });
});

describe("a policy stays one", () => {
  for (const title of [
    "Incident response playbook",
    "Incident response runbook",
    "Runbook policy",
    "Postmortem policy",
    "Training policy",
    "Security awareness training",
    "How to report an incident",
    "Change and release management procedure",
    "Checklists and records policy",
    "Access control policy template",
    "Setup and configuration standard",
    "SOP: how to restore a backup",
    "Guideline for the use of AI",
  ]) {
    it(`with the title ${title}`, () => assert.equal(classify(`# ${title}\n${body}`).isPolicy, true));
  }
  it("when it says which type it is", () => {
    assert.equal(classify(`---\ntype: backup-policy\n---\n\n# Backup runbook\n${body}`).type, "backup-policy");
  });
});
