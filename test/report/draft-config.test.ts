import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readConfig } from "../../server/src/engine/config.ts";
import { draftConfig } from "../../server/src/report/draft-config.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { loadLibrary } from "../support/library.ts";
import { parse } from "../support/rules.ts";

const library = loadLibrary();
const detect = (path: string, text: string) => ({ path, classification: parse(text, `/${path}`).classification });

describe("a configuration for a folder", () => {
  const files = [
    detect(
      "policies/backup.md",
      "# Backup policy\n\n## Purpose\n\nWe keep data.\n\n## Scope\n\nAll data must be kept.\n",
    ),
    detect(
      "policies/odd: #name.md",
      "# Shared accounts rules and standard\n\n## Purpose\n\nWe keep order.\n\n## Scope\n\nEverybody must follow this.\n",
    ),
    detect(
      "policies/plants.md",
      "# Office plants policy\n\n## Purpose\n\nWe like plants.\n\n## Scope\n\nPlants must be watered.\n",
    ),
    detect("README.md", "# Readme\n\nHello.\n"),
  ];
  const setUp = draftConfig(library, files);
  const { config, problems } = readConfig(
    { uri: "file:///codicil.yaml", version: 1, text: setUp.text },
    library,
    rules,
  );

  it("is valid and says what the defaults say", () => {
    assert.deepEqual(problems, []);
    assert.deepEqual(config.standards, ["iso27001:2022", "iso42001:2023"]);
    assert.deepEqual(config.defaultInclusion, { reasons: ["risk"], justification: "" });
  });

  it("names recognized documents with the reason, and asks for nothing", () => {
    assert.deepEqual(
      setUp.recognized.map((one) => one.path),
      ["policies/backup.md"],
    );
    assert.match(setUp.text, /^# {3}policies\/backup\.md: Backup policy \(“backup policy” in its title/m);
  });

  it("proposes a type where it is a guess, whatever the file's name", () => {
    assert.deepEqual(
      setUp.proposed.map((one) => one.path),
      ["policies/odd: #name.md"],
    );
    assert.deepEqual(config.documents, [{ path: "policies/odd: #name.md", type: "access-control-policy" }]);
  });

  it("lists policies of no known type as comments and leaves other files alone", () => {
    assert.match(setUp.text, /^# {3}- path: policies\/plants\.md$/m);
    assert.doesNotMatch(setUp.text, /README/);
    assert.deepEqual(
      setUp.others.map((one) => one.path),
      ["README.md"],
    );
  });

  it("is valid for an empty folder and for paths that try to leave their comment", () => {
    for (const found of [
      [],
      [
        detect(
          "a\nrules: nonsense.md",
          "# Office plants policy\n\nPlants must be watered. Pots must be cleaned. Soil must be changed.\n\n## Purpose\n\nx\n\n## Scope\n\ny\n",
        ),
      ],
    ]) {
      const { text } = draftConfig(library, found);
      assert.deepEqual(readConfig({ uri: "file:///codicil.yaml", version: 1, text }, library, rules).problems, []);
    }
  });
});
