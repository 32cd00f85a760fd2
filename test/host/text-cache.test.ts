import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { cacheFolder, createTextCache } from "../../server/src/host/text-cache.ts";

describe("the cache on disk", () => {
  let folder: string;
  before(async () => {
    folder = path.join(await mkdtemp(path.join(tmpdir(), "codicil-cache-")), "new", "folder");
  });
  after(() => rm(path.dirname(path.dirname(folder)), { recursive: true }));

  it("gives back what was put for the same input and kind, and nothing else", async () => {
    const cache = createTextCache(folder);
    await cache.put("k", "input", "result ü\n");
    assert.equal(await cache.get("k", "input"), "result ü\n");
    assert.equal(await cache.get("k", "other"), undefined);
    assert.equal(await cache.get("other", "input"), undefined);
    assert.equal((await readdir(folder)).length, 1);
  });

  it("gives nothing back that was changed or cut short", async () => {
    const cache = createTextCache(folder);
    const [name = ""] = await readdir(folder);
    const file = path.join(folder, name);
    const whole = await readFile(file, "utf8");
    for (const text of [whole.slice(0, -1), `${whole}x`, "", "\n", whole.replace("result", "Result")]) {
      await writeFile(file, text);
      assert.equal(await cache.get("k", "input"), undefined);
    }
  });

  it("is for its user only, and no error where nothing can be written", async () => {
    if (process.platform !== "win32") assert.equal((await stat(folder)).mode & 0o077, 0);
    const file = path.join(folder, "in-the-way");
    await writeFile(file, "");
    const cache = createTextCache(path.join(file, "below"));
    await cache.put("k", "input", "result");
    assert.equal(await cache.get("k", "input"), undefined);
  });

  it("lies where the system keeps caches", () => {
    assert.equal(cacheFolder({}, "linux", "/home/x"), path.join("/home/x", ".cache", "codicil"));
    assert.equal(cacheFolder({ XDG_CACHE_HOME: "/c" }, "linux", "/home/x"), path.join("/c", "codicil"));
    assert.equal(
      cacheFolder({ XDG_CACHE_HOME: "relative" }, "linux", "/home/x"),
      path.join("/home/x", ".cache", "codicil"),
    );
    assert.equal(cacheFolder({}, "darwin", "/U/x"), path.join("/U/x", "Library", "Caches", "codicil"));
    assert.equal(cacheFolder({ LOCALAPPDATA: "/L" }, "win32", "/U/x"), path.join("/L", "codicil", "cache"));
    assert.equal(cacheFolder({ CODICIL_CACHE_DIR: "/own" }, "darwin", "/U/x"), "/own");
  });
});
