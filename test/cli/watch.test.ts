import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, it } from "mocha";
import { type CliFolder, createCliFolder, soundPolicy } from "../support/cli.ts";
import { projectRoot } from "../support/library.ts";

const unfinished = soundPolicy.replace("It applies to", "TODO: check the sites.\n\nIt applies to");

describe("codicil check --watch", () => {
  let folder: CliFolder;
  afterEach(async () => folder.remove());

  it("checks again on each change, says what changed, and ends when it is interrupted", async () => {
    folder = await createCliFolder({ "a [1]/cryptography-policy.md": soundPolicy, "codicil.yaml": "" });
    const bin = path.join(projectRoot, "server/bin/codicil.mjs");
    const child = spawn(process.execPath, [bin, "check", "--watch", "--today", "2026-11-24"], {
      cwd: folder.path,
      env: { ...process.env, NO_COLOR: "1" },
    });
    let out = "";
    let err = "";
    let heard = (): void => {};
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      out += part;
      heard();
    });
    child.stderr.setEncoding("utf8").on("data", (part: string) => {
      err += part;
      heard();
    });
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    /** Waits until it is quiet again, and returns what was printed since the last time. */
    const nextRound = async (): Promise<string> => {
      while (!err.includes("Press Ctrl+C to stop.\n"))
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
      const said = out;
      assert.match(err, /^Watching 1 file for changes\. Press Ctrl\+C to stop\.\n$/);
      out = "";
      err = "";
      return said;
    };

    assert.match(await nextRound(), /^1 document checked: nothing found\n/);
    const file = path.join("a [1]", "cryptography-policy.md");
    writeFileSync(path.join(folder.path, file), unfinished);
    const changed = await nextRound();
    assert.ok(changed.startsWith(`\nChanged: ${file}\n${file}\n`), changed);
    assert.match(changed, /structure\/unfilled-placeholder/);
    writeFileSync(path.join(folder.path, "codicil.yaml"), "rules: {structure: off}\n");
    assert.match(await nextRound(), /^\nChanged: codicil\.yaml\n1 document checked: nothing found\n/);
    child.kill("SIGINT");
    assert.equal(await ended, 0);
  });
});
