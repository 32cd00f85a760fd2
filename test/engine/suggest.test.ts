import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { didYouMean, suggest } from "../../server/src/engine/suggest.ts";

describe("what an author may have meant", () => {
  it("is what is spelled nearly alike, in whatever case", () => {
    assert.equal(
      suggest("structure/mising-section", ["metadata", "structure/missing-section"]),
      "structure/missing-section",
    );
    assert.equal(suggest("A.8.133", ["8.3", "A.8.13"]), "A.8.13");
    assert.equal(suggest("a.5", ["7.5", "A.5.1"]), "7.5");
    assert.equal(suggest("A.55", ["4.5", "A.5.5"]), "A.5.5");
    assert.equal(didYouMean("Strickt", ["recommended", "strict"]), " Did you mean “strict”?");
  });

  it("is the only candidate of which the first words are written", () => {
    assert.equal(suggest("backup", ["asset-inventory", "backup-policy"]), "backup-policy");
    assert.equal(suggest("access", ["access-control-policy", "access-review-procedure"]), undefined);
  });

  it("is nothing where no letter of what was written would stay", () => {
    assert.equal(suggest("ai", ["4", "4.1"]), undefined);
    assert.equal(suggest("", ["4"]), undefined);
    assert.equal(suggest("ai", []), undefined);
  });
});
