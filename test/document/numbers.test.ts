import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createParser } from "../../server/src/document/parse.ts";
import { loadLibrary } from "../support/library.ts";

const parser = createParser(loadLibrary());

/** References as "words: requirement", or "words: ambiguous". */
const referencesIn = (text: string): string[] =>
  parser.parse({ uri: "file:///policies/access.md", version: 1, text }).references.map(({ span, resolution }) => {
    const words = text.slice(span.start, span.end);
    return `${words}: ${resolution.is === "resolved" ? resolution.requirement : resolution.is}`;
  });

const policy = (body: string): string => `# Access policy\n\n## Rules\n\nUsers must use MFA.\n\n${body}\n`;

describe("numbers in a policy that names no standard", () => {
  it("are references where several stand", () =>
    assert.deepEqual(referencesIn(policy("Data must be encrypted (A.8.24). Passwords must be long (A.5.17).")), [
      "A.8.24: iso27001:2022/A.8.24",
      "A.5.17: iso27001:2022/A.5.17",
    ]));
  it("are of the standard that the others are of", () => {
    const lines = "Roles are named (A.5.2). Access is reviewed (A.5.18).";
    assert.deepEqual(referencesIn(policy(lines)), ["A.5.2: iso27001:2022/A.5.2", "A.5.18: iso27001:2022/A.5.18"]);
    assert.deepEqual(referencesIn(policy(lines).replaceAll("\n", "\r\n")), [
      "A.5.2: iso27001:2022/A.5.2",
      "A.5.18: iso27001:2022/A.5.18",
    ]);
  });
  it("stay ambiguous where the others are of two standards", () =>
    assert.deepEqual(
      referencesIn(policy("Roles are named (A.5.2). Access is reviewed (A.5.18). The AI is tested (A.6.2.4).")),
      ["A.5.2: ambiguous", "A.5.18: iso27001:2022/A.5.18", "A.6.2.4: iso42001:2023/A.6.2.4"],
    ));
  it("are none in an e-mail address", () =>
    assert.deepEqual(
      referencesIn(policy("See ISO 27001:2022. Ask A.12.4.1@example.com, iso27001.a.9.99@example.com, me@a.5.1.org.")),
      [],
    ));
  it("are none where one stands alone", () => assert.deepEqual(referencesIn(policy("Appendix (A.5.1).")), []));
});

describe("numbers of a document's own sections", () => {
  const own =
    "# Access policy\n\n## A.1 Scope\n\nAll staff. See A.5.2.\n\n## A.5 Log-in\n\n### A.5.1 Sessions\n\nThey must end.\n\n### A.5.2 Tokens\n\nThey must expire, see A.5.1.\n";
  it("are no references", () => assert.deepEqual(referencesIn(own), []));
  it("are references where the text names a standard", () =>
    assert.notDeepEqual(referencesIn(`${own}\nISO/IEC 27001:2022 applies.\n`), []));
  it("are references under the titles of the controls", () =>
    assert.deepEqual(
      referencesIn(
        "# Access policy\n\n## A.5.15 Access control\n\nUsers must ask.\n\n## A.5.17 Passwords\n\nThey must be long.\n",
      ),
      ["A.5.15: iso27001:2022/A.5.15", "A.5.17: iso27001:2022/A.5.17"],
    ));
});
