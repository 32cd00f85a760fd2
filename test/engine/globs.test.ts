import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { URI } from "vscode-uri";
import { defaultConfig } from "../../server/src/engine/config.ts";
import { createGlobMatcher, createTypeFinder, defaultInclude, pathBelow } from "../../server/src/engine/globs.ts";
import { loadLibrary } from "../support/library.ts";

const matches = (pattern: string, path: string): boolean => createGlobMatcher([pattern])(path);

describe("globs", () => {
  it("match documents in any folder by default", () => {
    const isDocument = createGlobMatcher(defaultInclude);
    for (const path of ["a.md", "x/y z/a.yaml", "[draft]/b.yml", "ü/c.markdown"]) assert.ok(isDocument(path), path);
    for (const path of ["a.txt", "x/a.md.bak"]) assert.ok(!isDocument(path), path);
  });

  it("take a folder for everything below it", () => {
    for (const pattern of ["drafts", "drafts/", "./drafts", "drafts/**"])
      assert.ok(matches(pattern, "drafts/a/b.md"), pattern);
    assert.ok(!matches("drafts", "other/drafts/b.md"));
    assert.ok(!matches("drafts", "drafts.md"));
  });

  it("match names with brackets, blanks and letters of any script as they are written", () => {
    for (const path of ["[2026] policies/backup (v2).md", "policies/a+b!.md", "資料/方針.md"])
      assert.ok(matches(path, path), path);
    assert.ok(matches("*/backup (v2).md", "[2026] policies/backup (v2).md"));
  });

  it("match nothing where there is nothing to match", () => {
    assert.ok(!createGlobMatcher([])("a.md"));
    assert.ok(!matches("", "a.md"));
  });

  it("know the path of a document below a folder", () => {
    const folder = URI.file("/w/[a] b").toString();
    assert.equal(pathBelow(folder, URI.file("/w/[a] b/c d/ü.md").toString()), "c d/ü.md");
    assert.equal(pathBelow(folder, URI.file("/w/[a] bc/d.md").toString()), undefined);
    assert.equal(pathBelow("file:///c%3A/w", "file:///C:/w/a.md"), "a.md");
  });

  it("find the type that the last matching entry gives", () => {
    const documents = [
      { path: "policies/**", type: "backup-policy" },
      { path: "policies/[old]", type: "none" as const },
    ];
    const typeOf = createTypeFinder({
      ...defaultConfig(loadLibrary()),
      uri: URI.file("/w/codicil.yaml").toString(),
      documents,
    });
    assert.equal(typeOf(URI.file("/w/policies/a.md").toString()), "backup-policy");
    assert.equal(typeOf(URI.file("/w/policies/[old]/a.md").toString()), "none");
    assert.equal(typeOf(URI.file("/w/a.md").toString()), undefined);
    assert.equal(typeOf(URI.file("/elsewhere/policies/a.md").toString()), undefined);
  });
});
