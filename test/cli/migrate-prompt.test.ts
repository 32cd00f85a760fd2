import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import type { CliContext } from "../../server/src/cli/context.ts";
import { run } from "../../server/src/cli/run.ts";
import { commonEquipment, type Equipment } from "../../server/src/engine/equipment.ts";
import { createNodeHost } from "../../server/src/host/node.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { type CliFolder, createCliFolder } from "../support/cli.ts";
import { loadLibrary } from "../support/library.ts";

const policy =
  "---\ntype: access-control-policy\n---\n\n# Access control policy\n\nAs ISO/IEC 27001:2013 A.12.4.1 and A.18.2.3 ask, and A.18.2.3 again.\n";

describe("codicil migrate where somebody can answer", () => {
  let folder: CliFolder;
  let equipment: Equipment;
  before(async () => {
    folder = await createCliFolder();
    equipment = commonEquipment(loadLibrary().data, rules);
  });
  after(() => folder.remove());

  /** Runs the command; `answers` are given in turn. */
  const migrate = async (
    answers: readonly string[],
    ...args: string[]
  ): Promise<{ code: number; out: string; asked: number }> => {
    const left = [...answers];
    let out = "";
    const context: CliContext = {
      terminal: {
        cwd: folder.path,
        env: {},
        isTerminal: false,
        out: (text) => void (out += text),
        err: (text) => void (out += text),
        input: () => Promise.resolve(""),
        interrupted: () => Promise.resolve(),
        interrupt: () => {},
        ask: (question) => {
          out += question;
          return Promise.resolve(left.shift() ?? "");
        },
      },
      host: createNodeHost(),
      rules,
      version: "0.0.0",
      today: "2026-11-24",
      knowledge: () => equipment,
      startLanguageServer: () => Promise.resolve(),
    };
    const code = await run(["migrate", ".", "--no-report", ...args], context);
    return { code, out, asked: answers.length - left.length };
  };

  it("asks for each number with several successors once, and takes the one that is picked", async () => {
    await folder.put("access-control-policy.md", policy);
    const { code, out, asked } = await migrate(["2", "never asked"]);
    assert.equal(code, 0, out);
    assert.equal(asked, 1);
    assert.match(out, /A\.18\.2\.3 .* has several successors:\n {2}1 {2}A\.5\.36 .*\n {2}2 {2}A\.8\.8 /);
    assert.match(
      await folder.read("access-control-policy.md"),
      /As ISO\/IEC 27001:2022 A\.8\.15 and ISO\/IEC 27001:2022 A\.8\.8 ask, and ISO\/IEC 27001:2022 A\.8\.8 again\./,
    );
  });

  it("leaves to the author what is not answered", async () => {
    await folder.put("access-control-policy.md", policy);
    const { code, out } = await migrate([""]);
    assert.equal(code, 1, out);
    assert.match(out, /Left for you/);
    assert.match(await folder.read("access-control-policy.md"), /A\.18\.2\.3 again/);
  });

  it("asks nothing on a dry run", async () => {
    await folder.put("access-control-policy.md", policy);
    assert.equal((await migrate(["1"], "--dry-run")).asked, 0);
  });
});
