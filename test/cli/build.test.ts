import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it } from "mocha";
import { projectRoot } from "../support/library.ts";

/** What the build says of the catalogs after one file was changed. */
function checkChanged(file: string, change: (text: string) => string): { status: number | null; lines: string[] } {
  const folder = mkdtempSync(path.join(tmpdir(), "codicil-catalogs-"));
  try {
    cpSync(path.join(projectRoot, "catalogs"), folder, { recursive: true });
    const place = path.join(folder, file);
    writeFileSync(place, change(readFileSync(place, "utf8")));
    const { status, stderr } = spawnSync(process.execPath, ["scripts/build.mjs", "--check-catalogs", folder], {
      cwd: projectRoot,
      encoding: "utf8",
    });
    return { status, lines: stderr.replaceAll(`${folder}${path.sep}`, "").trim().split("\n") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("build, given a broken catalog", () => {
  it("names file, line, column and field", () => {
    const { status, lines } = checkChanged("metadata-fields.yaml", (text) =>
      text.replace(/^( +)title: .*$/m, "$1titel: Owner"),
    );
    assert.equal(status, 1);
    assert.match(lines[0] ?? "", /^metadata-fields\.yaml:\d+:\d+ \/fields\/0 “title” is missing\.$/);
  });

  it("names a pattern that cannot be read", () => {
    const { status, lines } = checkChanged("iso42001-2023/evidence/data.yaml", (text) =>
      text.replace(/^( +signals:\n +- ).*$/m, "$1(data ~"),
    );
    assert.equal(status, 1);
    assert.match(lines[0] ?? "", /^iso42001-2023\/evidence\/data\.yaml:\d+:\d+ .*The pattern cannot be read: /);
  });
});
