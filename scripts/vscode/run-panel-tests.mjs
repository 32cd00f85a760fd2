// Opens the examples in a real VS Code with the packed extension and drives the side panel as a person would: it shows
// what the command line counts, leads to evidence, follows an edit, filters, obeys the keyboard, and axe finds nothing
// serious. Screenshots of every theme and width are kept in artefacts/.
// `node scripts/vscode/run-panel-tests.mjs "axe|folder"` runs the steps whose title matches.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { launchBrowser, loopbackOnly } from "./browser.mjs";
import { installPacked } from "./packed.mjs";
import { copyExamples } from "./panel/examples.mjs";
import { folderSteps } from "./panel/folders.mjs";
import { handOn } from "./panel/hand.mjs";
import { lookSteps } from "./panel/looks.mjs";
import { overviewSteps } from "./panel/overview.mjs";
import { treeSteps } from "./panel/trees.mjs";
import { artefacts } from "./paths.mjs";
import { startVsCode } from "./server.mjs";
import { untilOn } from "./until.mjs";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "codicil-panel-"));
const workspace = path.join(scratch, "examples");
copyExamples(workspace);
fs.writeFileSync(path.join(workspace, "notes.md"), "# Notes of the weekly meeting\n\nWe talked about lunch.\n");
const git = (...args) =>
  execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], { cwd: workspace });
git("init", "--quiet");
git("add", ".");
git("commit", "--quiet", "-m", "policies");

const extensionsDir = installPacked(scratch);
fs.mkdirSync(artefacts, { recursive: true });
const server = await startVsCode({ extensionsDir, logFile: path.join(artefacts, "panel-server.log") });
const browser = await launchBrowser();
let page;
const shot = (name) => page.screenshot({ path: path.join(artefacts, `panel-${name}.png`) });
let passed = 0;
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
  await loopbackOnly(context);
  page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const refused = [];
  page.on("console", (message) => {
    const isOurs = /overview|codicil/i.test(message.location().url + message.text());
    if (/Content Security Policy/i.test(message.text()) && isOurs) refused.push(message.text());
  });
  const until = untilOn(page);
  const hand = handOn(page, until, server.port);
  await hand.openCodicil(`folder=${encodeURIComponent(workspace)}`);

  const only = new RegExp(process.argv[2] ?? "");
  const bench = { ...hand, page, context, until, shot, scratch, workspace };
  for (const [title, run] of [overviewSteps, treeSteps, lookSteps, folderSteps].flatMap((steps) => steps(bench))) {
    if (!only.test(title)) continue;
    await run();
    passed++;
    console.log(`  ✓ ${title}`);
  }
  assert.deepEqual(refused, [], "the content security policy refused nothing of ours");
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
