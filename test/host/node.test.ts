import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { defaultInclude } from "../../server/src/engine/globs.ts";
import { createNodeHost, fileOf, uriOf } from "../../server/src/host/node.ts";

describe("node host", () => {
  let root = "";
  const host = createNodeHost();
  const put = async (file: string, content: string | Buffer = "# x\n"): Promise<string> => {
    const full = path.join(root, file);
    await mkdir(path.dirname(full), { recursive: true });
    await writeFile(full, content);
    return uriOf(full);
  };
  const list = async (
    include: readonly string[] = defaultInclude,
    exclude: readonly string[] = [],
  ): Promise<string[]> =>
    (await host.list(uriOf(root), include, exclude)).map((uri) =>
      path.relative(root, fileOf(uri)).split(path.sep).join("/"),
    );
  const read = async (uri: string): Promise<string> => {
    const file = await host.read(uri);
    return "error" in file ? `error: ${file.error}` : file.text;
  };

  beforeEach(async () => {
    root = path.join(await mkdtemp(path.join(tmpdir(), "codicil-host-")), "[a] b ü");
    await mkdir(root);
  });
  afterEach(async () => rm(path.dirname(root), { recursive: true }));

  it("lists documents in order and leaves out what is none", async () => {
    for (const file of [
      "b.md",
      "a/c d.YAML",
      "a/[e].yml",
      "方針.markdown",
      "codicil.yaml",
      "x.txt",
      "node_modules/p/README.md",
      ".github/w.yml",
      ".h.md",
      "pnpm-lock.yaml",
      "package.json",
    ])
      await put(file);
    assert.deepEqual((await list(["**"])).sort(), ["a/[e].yml", "a/c d.YAML", "b.md", "方針.markdown"].sort());
    assert.deepEqual(await list(["a"], ["a/[e].yml"]), ["a/c d.YAML"]);
  });

  it("respects ignore files, nested ones and those above in the repository", async () => {
    await mkdir(path.join(path.dirname(root), ".git"));
    await writeFile(path.join(path.dirname(root), ".gitignore"), "build/\n");
    await put(".codicilignore", "drafts/\n*.tmp.md\n");
    await put("sub/.gitignore", "secret.md\n!keep.tmp.md\n");
    for (const file of [
      "a.md",
      "drafts/b.md",
      "build/c.md",
      "d.tmp.md",
      "sub/secret.md",
      "sub/keep.tmp.md",
      "secret.md",
    ])
      await put(file);
    assert.deepEqual(await list(), ["a.md", "secret.md", "sub/keep.tmp.md"]);
  });

  it("is not caught in a circle of links", async () => {
    await put("a/b.md");
    await symlink(root, path.join(root, "a/loop"));
    await symlink("b.md", path.join(root, "a/same.md"));
    await symlink(root, path.join(root, "a/folder.md"));
    assert.deepEqual(await list(), ["a/b.md", "a/same.md"]);
  });

  it("reads UTF-8 and UTF-16 without a byte order mark, and keeps line ends", async () => {
    assert.equal(await read(await put("a.md", "\ufeffü\r\nb")), "ü\r\nb");
    assert.equal(await read(await put("b.md", Buffer.from("\ufeffü", "utf16le"))), "ü");
  });

  it("tells why a file cannot be read", async () => {
    await mkdir(path.join(root, "folder.md"));
    await symlink("nowhere", path.join(root, "dangling.md"));
    await symlink("self.md", path.join(root, "self.md"));
    assert.equal(await read(uriOf(path.join(root, "folder.md"))), "error: it is a folder");
    assert.equal(await read(uriOf(path.join(root, "dangling.md"))), "error: it does not exist");
    assert.equal(await read(uriOf(path.join(root, "self.md"))), "error: its symbolic links lead in a circle");
  });

  it("finds the nearest configuration above", async () => {
    const far = await put("codicil.yaml", "");
    const near = await put("a/codicil.yaml", "");
    await put("a/b/c.md");
    await put("d/e.md");
    assert.equal(await createNodeHost().configAbove(uriOf(path.join(root, "a/b"))), near);
    assert.equal(await createNodeHost().configAbove(uriOf(path.join(root, "d"))), far);
  });

  it("writes only over the text it read, and keeps the byte order mark", async () => {
    const uri = await put("a.md", "\ufeffold");
    assert.equal(await host.write(uri, "other", "new"), "it was changed meanwhile");
    assert.equal(await host.write(uri, "old", "new"), undefined);
    assert.equal(await readFile(fileOf(uri), "utf8"), "\ufeffnew");
  });

  it("does not write where bytes would be lost", async () => {
    const uri = await put("a.md", Buffer.from([0x61, 0xff, 0x62]));
    assert.equal(await host.write(uri, "a\ufffdb", "new"), "it is not in UTF-8");
    assert.deepEqual([...(await readFile(fileOf(uri)))], [0x61, 0xff, 0x62]);
  });
});
