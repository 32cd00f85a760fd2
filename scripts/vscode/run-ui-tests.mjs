// Installs the packed extension into a real VS Code and drives the visible workbench as a person would; screenshots of
// what there is to see are kept in artefacts/. `node scripts/vscode/run-ui-tests.mjs "fix|hover"` runs the steps whose
// title matches.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { launchBrowser, loopbackOnly } from "./browser.mjs";
import { installPacked } from "./packed.mjs";
import { artefacts, root } from "./paths.mjs";
import { startVsCode } from "./server.mjs";
import { readingSteps } from "./ui/reading.mjs";
import { themeSteps } from "./ui/themes.mjs";
import { writingSteps } from "./ui/writing.mjs";
import { untilOn } from "./until.mjs";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "codicil-ui-"));
const workspace = path.join(scratch, "workspace");
for (const folder of ["test/vscode/workspace", "test/vscode/linked"])
  fs.cpSync(path.join(root, folder), workspace, { recursive: true });
const extensionsDir = installPacked(scratch);

fs.mkdirSync(artefacts, { recursive: true });
const server = await startVsCode({ extensionsDir, logFile: path.join(artefacts, "ui-server.log") });
const browser = await launchBrowser();
let page;
let passed = 0;
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await loopbackOnly(context);
  page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(`http://127.0.0.1:${server.port}/?folder=${encodeURIComponent(workspace)}`);
  await page.locator(".monaco-workbench").waitFor();

  const only = new RegExp(process.argv[2] ?? "");
  const bench = { page, workspace, until: untilOn(page), shot };
  for (const [title, run] of [...writingSteps(bench), ...readingSteps(bench), ...themeSteps(bench)]) {
    if (!only.test(title)) continue;
    await run();
    passed++;
    console.log(`  ✓ ${title}`);
  }
  console.log(`${passed} passed, 0 failed`);
} catch (error) {
  if (page) await shot("failure").catch(() => {});
  console.log(`${passed} passed, 1 failed`);
  throw error;
} finally {
  await browser.close();
  await server.stop();
  fs.rmSync(scratch, { recursive: true, force: true });
}

async function shot(name) {
  // What comes up fades in.
  await pause(500);
  await page.screenshot({ path: path.join(artefacts, `ui-${name}.png`) });
}
