import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { coverWorkspace } from "../../server/src/evidence/coverage.ts";
import { notAskedOf } from "../../server/src/evidence/roles.ts";
import { rule as missing } from "../../server/src/rules/ai/consideration-missing.ts";
import { rule as expected } from "../../server/src/rules/coverage/expected-control-missing.ts";
import { decide } from "../support/evidence.ts";
import { loadLibrary } from "../support/library.ts";
import { runRule } from "../support/rules.ts";

const library = loadLibrary();
const standards = ["iso27001:2022", "iso42001:2023"];

describe("AI roles", () => {
  it("take away what only developers have to do from a mere user, with the reason", () => {
    const notAsked = notAskedOf(library, ["uses"]);
    assert.match(
      notAsked.get("iso42001:2023/A.6.2.2") ?? "",
      /^Not asked of an organization that uses AI: only who develops AI/,
    );
    assert.ok(notAsked.has("a8-26-fairness-requirements"));
    assert.ok(notAsked.has("iso42001:2023/A.10.4"));
    for (const id of ["iso42001:2023/A.9.2", "iso42001:2023/A.6.2.6", "a5-10-ai-annex"])
      assert.ok(!notAsked.has(id), id);
  });

  it("leave everything to whoever develops AI, and to whoever does not say", () => {
    assert.equal(notAskedOf(library, undefined).size, 0);
    assert.equal(notAskedOf(library, []).size, 0);
    assert.ok(!notAskedOf(library, ["develops"]).has("iso42001:2023/A.6.2.2"));
    assert.ok(!notAskedOf(library, ["provides", "uses"]).has("iso42001:2023/A.10.4"));
  });

  it("show in the coverage, unless the documents address it all the same", () => {
    const notAsked = notAskedOf(library, ["uses"]);
    const empty = coverWorkspace([], library, standards, new Map(), notAsked).verdicts.get("iso42001:2023/A.6.2.2");
    assert.equal(empty?.status, "excluded");
    assert.equal(empty?.notAsked, true);
    assert.match(empty?.justification ?? "", /only who develops AI/);
    const clauses = (library.requirement("iso42001:2023/A.6.2.2")?.points ?? [])
      .map((point) => point.clause)
      .join("\n\n");
    const { coverage } = decide(`# AI development policy\n\n## Rules\n\n${clauses}\n`);
    const stated = coverWorkspace([coverage], library, standards, new Map(), notAsked).verdicts.get(
      "iso42001:2023/A.6.2.2",
    );
    assert.equal(stated?.status, "covered");
    assert.equal(stated?.notAsked, undefined);
  });

  it("are told apart from what the organization excludes", () => {
    const id = "iso42001:2023/A.6.2.2";
    const verdict = coverWorkspace(
      [],
      library,
      standards,
      new Map([[id, "ours"]]),
      notAskedOf(library, ["uses"]),
    ).verdicts.get(id);
    assert.equal(verdict?.justification, "ours");
    assert.equal(verdict?.notAsked, undefined);
  });

  it("ask for what the organization decided to take in, and for what AI adds to it", () => {
    const id = "iso42001:2023/A.6.2.2";
    const own = library.considerations.filter(({ supports }) => supports === id);
    assert.ok(own.length > 0);
    const undecided = notAskedOf(library, ["uses"]);
    const decided = notAskedOf(library, ["uses"], new Map([[id, "a contract"]]));
    for (const one of [id, ...own.map((consideration) => consideration.id)]) {
      assert.ok(undecided.has(one), one);
      assert.ok(!decided.has(one), one);
    }
    assert.ok(decided.has("iso42001:2023/A.6.2.3"));
  });

  it("quiet the rules", () => {
    const development =
      "# Secure development policy\n\n## Rules\n\nSecurity requirements of each application must be specified and approved before it is developed (ISO/IEC 27001:2022 A.8.26).\n";
    const files = new Map([["/policies/development.md", development]]);
    const ids = (roles: readonly ("develops" | "uses")[]): (string | undefined)[] =>
      runRule(missing, files, { roles }).map((one) => one.consideration);
    assert.ok(ids(["develops"]).includes("a8-26-fairness-requirements"));
    assert.ok(!ids(["uses"]).includes("a8-26-fairness-requirements"));
    const data = new Map([["/policies/data.md", "# Data governance policy\n\n## Rules\n\nOffices must be painted.\n"]]);
    const asked = (roles: readonly ("develops" | "uses")[]): boolean =>
      runRule(expected, data, { roles }).some((one) => one.requirement === "iso42001:2023/A.7.4");
    assert.ok(asked(["develops"]));
    assert.ok(!asked(["uses"]));
  });
});
