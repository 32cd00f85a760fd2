import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { projectRoot } from "../support/library.ts";

interface MenuItem {
  readonly command: string;
  readonly when?: string;
}
interface Contributes {
  readonly commands: readonly { readonly command: string }[];
  readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when: string }[];
  readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
}

const manifest = JSON.parse(readFileSync(path.join(projectRoot, "package.json"), "utf8")) as {
  contributes: Contributes;
};
const { commands, menus, views, viewsWelcome } = manifest.contributes;
const declared = new Set(commands.map(({ command }) => command));

describe("the manifest's menus", () => {
  it("name commands that are declared", () => {
    const items = Object.values(menus).flat();
    assert.ok(items.length > 0);
    assert.deepEqual(
      items.filter(({ command }) => !declared.has(command)),
      [],
    );
  });

  it("keep commands that need a line of a tree out of the palette", () => {
    const ofLines = new Set((menus["view/item/context"] ?? []).map(({ command }) => command));
    assert.ok(ofLines.size > 0);
    const hidden = new Set(
      (menus["commandPalette"] ?? []).filter(({ when }) => when === "false").map(({ command }) => command),
    );
    assert.deepEqual(
      [...ofLines].filter((command) => !hidden.has(command)),
      [],
    );
  });

  it("have welcome texts for views that exist, each with its time, and with commands that are there", () => {
    const ids = new Set(
      Object.values(views)
        .flat()
        .map(({ id }) => id),
    );
    for (const { view, contents, when } of viewsWelcome) {
      assert.ok(ids.has(view), view);
      assert.notEqual(when, "");
      for (const [, command = ""] of contents.matchAll(/\(command:(codicil\.[\w.]+)\)/g))
        assert.ok(declared.has(command), command);
    }
  });
});
