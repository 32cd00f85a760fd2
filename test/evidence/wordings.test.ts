import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isStated } from "../../server/src/evidence/decide.ts";
import { decide } from "../support/evidence.ts";
import { loadLibrary } from "../support/library.ts";
import { type PointWording, policyWith, readWordings } from "../support/wordings.ts";

/**
 * Whether a policy with nothing but the text states the point. It is read as a document of a type that is expected to speak to
 * the requirement: elsewhere one descriptive sentence is only a mention (docs/evidence.md, Strength).
 */
function states(wording: PointWording): boolean {
  const { coverage } = decide(policyWith(wording), undefined, typeFor(wording.requirement));
  const points = coverage.verdicts.get(wording.requirement)?.points ?? [];
  return points.some(({ point, strength }) => point.id === wording.point && isStated(strength));
}

/** A document type that is expected to speak to the requirement. */
function typeFor(requirement: string): string | undefined {
  return loadLibrary().data.documentTypes.find(({ expects }) => expects.includes(requirement))?.id;
}

for (const { theme, wordings } of readWordings()) {
  describe(`wordings: ${theme}`, () => {
    for (const requirement of new Set(wordings.map((wording) => wording.requirement))) {
      const group = wordings.filter((wording) => wording.requirement === requirement);
      it(`${requirement} is read in ${group.length} wordings`, () => {
        const missed = group.filter((wording) => !states(wording)).map(({ point, text }) => `${point}: ${text}`);
        assert.deepEqual(missed, []);
      });
    }

    it("names points there are, and each text once", () => {
      const unknown = wordings.filter(
        ({ requirement, point }) =>
          !loadLibrary()
            .requirement(requirement)
            ?.points.some(({ id }) => id === point),
      );
      assert.deepEqual(unknown, []);
      assert.equal(new Set(wordings.map(({ point, text }) => `${point}: ${text}`)).size, wordings.length);
    });
  });
}
