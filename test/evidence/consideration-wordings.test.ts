import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { parse } from "yaml";
import { isStated } from "../../server/src/evidence/decide.ts";
import { decide } from "../support/evidence.ts";
import { loadLibrary, projectRoot } from "../support/library.ts";

/** A text that states a consideration, a risk or an incident of the crosswalk, as one of many authors would word it. */
interface ConsiderationWording {
  /** Id of a consideration, a risk or an incident. */
  readonly consideration: string;
  /** Markdown: a sentence, or a fragment with a heading of its own. */
  readonly text: string;
}

const file = path.join(projectRoot, "test/evidence/wordings/crosswalk/considerations.yaml");
const { wordings } = parse(readFileSync(file, "utf8")) as { wordings: readonly ConsiderationWording[] };

describe("wordings: considerations", () => {
  for (const id of new Set(wordings.map(({ consideration }) => consideration))) {
    const group = wordings.filter(({ consideration }) => consideration === id);
    it(`${id} is read in ${group.length} wordings`, () => {
      const missed = group.filter((wording) => !states(wording)).map(({ text }) => text);
      assert.deepEqual(missed, []);
    });
  }

  it("names what the crosswalk holds, and each text once", () => {
    const { considerations, risks, incidents } = loadLibrary();
    const known = new Set([...considerations, ...risks, ...incidents].map(({ id }) => id));
    assert.deepEqual(
      wordings.filter(({ consideration }) => !known.has(consideration)),
      [],
    );
    assert.equal(new Set(wordings.map(({ consideration, text }) => `${consideration}: ${text}`)).size, wordings.length);
  });
});

function states({ consideration, text }: ConsiderationWording): boolean {
  const { coverage } = decide(`# Information Security and AI Policy\n\n## Rules\n\n${text}\n`);
  const evidence = [
    ...(coverage.considerations.get(consideration)?.evidence ?? []),
    ...(coverage.risks.get(consideration) ?? []),
    ...(coverage.incidents.get(consideration) ?? []),
  ];
  return evidence.some(({ strength }) => isStated(strength));
}
