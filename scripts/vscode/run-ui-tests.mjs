// Installs the packed extension into a real VS Code and drives the visible workbench as a person would; screenshots of
// what there is to see are kept in artefacts/.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { launchBrowser, loopbackOnly } from "./browser.mjs";
import { focusEditor, hoverOver, select } from "./editor-text.mjs";
import { installPacked } from "./packed.mjs";
import { artefacts, root } from "./paths.mjs";
import { startVsCode } from "./server.mjs";
import { untilOn } from "./until.mjs";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "codicil-ui-"));
const workspace = path.join(scratch, "workspace");
fs.cpSync(path.join(root, "test/vscode/workspace"), workspace, { recursive: true });
const extensionsDir = installPacked(scratch);

fs.mkdirSync(artefacts, { recursive: true });
const server = await startVsCode({ extensionsDir, logFile: path.join(artefacts, "ui-server.log") });
const browser = await launchBrowser();
const shot = (name) => page.screenshot({ path: path.join(artefacts, `${name}.png`) });
let page;
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await loopbackOnly(context);
  page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const until = untilOn(page);
  await page.goto(`http://127.0.0.1:${server.port}/?folder=${encodeURIComponent(workspace)}`);
  await page.locator(".monaco-workbench").waitFor();
  const line = page.locator(".monaco-editor .view-line", { hasText: "A.12.3.1" });
  await until(
    "the policy is open",
    () => page.getByRole("treeitem", { name: "backup-policy.md" }).dblclick(),
    () => line.isVisible(),
  );

  // The squiggle and the Problems panel.
  await page.locator(".monaco-editor .squiggly-warning").first().waitFor();
  const problem = page.locator(".markers-panel").getByText("A.12.3.1 is a number of ISO/IEC 27001:2013").first();
  // Filtered: the list is drawn anew with every document that is checked, and shows only what fits.
  const filter = page.getByPlaceholder(/^Filter/).first();
  await until(
    "the Problems panel is open",
    () => page.keyboard.press("Control+Shift+M"),
    () => filter.isVisible(),
  );
  await until(
    "the Problems panel shows the finding",
    () => filter.fill("A.12.3.1"),
    () => problem.isVisible(),
  );
  await page.locator(".statusbar-item", { hasText: "Codicil" }).first().waitFor();
  await shot("1-findings");

  // The quick fix by keyboard.
  await select(page, until, "A.12.3.1");
  const fix = page.locator(".action-widget .monaco-list-row", { hasText: "Replace A.12.3.1 by A.8.13" });
  await until(
    "the quick fix is offered",
    () => page.keyboard.press("Control+Period"),
    () => fix.isVisible(),
  );
  await shot("2-quick-fix");
  await until(
    "the fix is applied",
    () => page.keyboard.press("Enter"),
    async () => (await line.count()) === 0,
  );
  const mended = page.locator(".monaco-editor .view-line", { hasText: "A.8.13" }).first();
  await mended.waitFor();
  await problem.waitFor({ state: "detached" });
  await shot("3-fixed");
  const file = path.join(workspace, "backup-policy.md");
  await until(
    "the fix is saved",
    async () => {
      await focusEditor(page);
      await page.keyboard.press("Control+S");
    },
    () => fs.readFileSync(file, "utf8").includes("A.8.13"),
  );

  // Lenses, hints and colours; a click on a lens shows the places it counts.
  const lens = page.locator(".codelens-decoration a", { hasText: "Speaks to" }).first();
  await lens.waitFor();
  await shot("4-lenses");
  const peek = page.locator(".peekview-widget");
  await until(
    "the lens shows its places",
    () => lens.click(),
    () => peek.locator(".monaco-list-row").first().isVisible(),
  );
  await shot("5-peek");
  await until(
    "the peek closes",
    () => page.keyboard.press("Escape"),
    async () => (await peek.count()) === 0,
  );

  // The hover of a control says what it asks and where that is said.
  const explained = page.locator(".monaco-hover:visible", { hasText: "Information backup" });
  await until(
    "the hover explains the control",
    () => hoverOver(page, "A.8.13"),
    () =>
      explained
        .locator("a", { hasText: /^line \d+$/ })
        .first()
        .isVisible(),
  );
  await shot("6-hover");
  console.log("2 passed, 0 failed");
} catch (error) {
  if (page) await shot("failure").catch(() => {});
  throw error;
} finally {
  await browser.close();
  await server.stop();
  fs.rmSync(scratch, { recursive: true, force: true });
}
