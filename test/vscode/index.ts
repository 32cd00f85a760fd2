import * as fs from "node:fs";
import * as path from "node:path";
import * as util from "node:util";
import Mocha from "mocha";

/** VS Code calls this inside its extension host; it resolves when every test passed. */
export async function run(): Promise<void> {
  const log = process.env["TEST_LOG_FILE"];
  // The reporter's text goes to a file of ours: the window's console also carries VS Code's own messages.
  if (log !== undefined) {
    Mocha.reporters.Base.consoleLog = (...args: unknown[]) => fs.appendFileSync(log, `${util.format(...args)}\n`);
  }
  const mocha = new Mocha({ ui: "bdd", color: false, timeout: 60_000, reporter: "spec" });
  const folder = __dirname;
  for (const name of fs.readdirSync(folder).sort()) {
    if (name.endsWith(".test.cjs")) mocha.addFile(path.join(folder, name));
  }
  let tests = 0;
  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve).on("test end", () => tests++);
  });
  // Written last: the window reports success even when the extension host died half way.
  const result = process.env["TEST_RESULT_FILE"];
  if (result !== undefined) fs.writeFileSync(result, JSON.stringify({ tests, failures }));
  if (failures > 0) throw new Error(`${failures} test(s) failed`);
}
