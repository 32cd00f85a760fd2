import fs from "node:fs";
import path from "node:path";
import { focusEditor, openFile, runCommand, select } from "../editor-text.mjs";

/**
 * What an author does to a policy, in the order in which it is done.
 * @returns {[string, () => Promise<void>][]}  titles and steps
 */
export function writingSteps({ page, workspace, until, shot }) {
  const editorLine = (text) => page.locator(".editor-instance .view-line", { hasText: text }).first();
  const textOf = (file) => fs.readFileSync(path.join(workspace, file), "utf8");

  return [
    ["a finding is underlined, and listed in the Problems panel", findings],
    ["the quick fix is offered by key, and mends", quickFix],
    ["words find a control", completion],
    ["everything that is safe is mended at once", fixAll],
    ["links follow a policy that is renamed", rename],
  ];

  async function findings() {
    await openFile(page, until, "backup-policy.md");
    await page.locator(".monaco-editor .squiggly-warning").first().waitFor();
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
      () => problem().isVisible(),
    );
    await page.locator(".statusbar-item", { hasText: "Codicil" }).first().waitFor();
    await shot("finding");
  }

  async function quickFix() {
    await openFile(page, until, "backup-policy.md");
    await select(page, until, "A.12.3.1");
    const fix = page.locator(".action-widget .monaco-list-row", { hasText: "Replace A.12.3.1 by A.8.13" });
    await until(
      "the quick fix is offered",
      () => page.keyboard.press("Control+Period"),
      () => fix.isVisible(),
    );
    await shot("quick-fix");
    await until(
      "the fix is applied",
      () => page.keyboard.press("Enter"),
      async () => (await editorLine("A.12.3.1").count()) === 0 && (await editorLine("A.8.13").isVisible()),
    );
    await problem().waitFor({ state: "detached" });
    await shot("fixed");
    await save("backup-policy.md", /A\.8\.13/);
    await page
      .getByPlaceholder(/^Filter/)
      .first()
      .fill("");
    await page.keyboard.press("Control+J");
  }

  async function completion() {
    await openFile(page, until, "backup-policy.md");
    await until(
      "the line is written",
      async () => {
        await select(page, until, "version: 1.2");
        await page.keyboard.press("End");
        await page.keyboard.press("Enter");
        await page.keyboard.insertText("controls: [backup]");
        await page.keyboard.press("ArrowLeft");
      },
      () => editorLine("controls: [backup]").isVisible(),
    );
    const item = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "A.8.13" }).first();
    await until(
      "the control is suggested",
      () => page.keyboard.press("Control+Space"),
      () => item.isVisible(),
    );
    const details = page.locator(".suggest-details", { hasText: "Information backup" });
    await until(
      "the suggestion is explained",
      async () => {
        if (!(await item.isVisible())) await page.keyboard.press("Control+Space");
        await item.waitFor();
        if (!(await details.isVisible())) await page.keyboard.press("Control+Space");
      },
      () => details.isVisible(),
    );
    await shot("completion");
    await until(
      "the control is written",
      () => page.keyboard.press("Enter"),
      () => editorLine("A.8.13]").isVisible(),
    );
    await save("backup-policy.md", /^controls: \[.*A\.8\.13\]$/m);
  }

  async function fixAll() {
    const file = "network-security-policy.md";
    await openFile(page, until, file);
    await page.locator(".monaco-editor .squiggly-warning").first().waitFor();
    await shot("before-fix-all");
    await runCommand(page, until, "Fix All", async () => (await editorLine("A.12.4.1").count()) === 0);
    // The other one may stand where a line is wrapped: the file tells.
    await editorLine("A.8.15").waitFor();
    await shot("fix-all");
    await save(file, /A\.8\.15[^]*A\.8\.22/);
  }

  async function rename() {
    const file = "network-security-policy.md";
    await openFile(page, until, file);
    const name = page.locator(".explorer-folders-view .monaco-inputbox input");
    await until(
      "the name can be typed",
      async () => {
        await page.getByRole("treeitem", { name: "backup-policy.md" }).click();
        await page.keyboard.press("F2");
      },
      () => name.isVisible(),
    );
    // VS Code asks before an extension changes other files.
    const question = page.locator(".monaco-dialog-box", { hasText: "Codicil" });
    await until(
      "VS Code asks whether links follow",
      async () => {
        await name.fill("backups.md");
        await page.keyboard.press("Enter");
        await question.waitFor({ timeout: 30_000 });
      },
      () => question.isVisible(),
    );
    await shot("rename-question");
    await until(
      "the file has its new name",
      () => question.getByRole("button", { name: "OK" }).click(),
      () => fs.existsSync(path.join(workspace, "backups.md")),
    );
    await openFile(page, until, file);
    await editorLine("(backups.md#backups)").waitFor();
    await shot("renamed");
  }

  function problem() {
    return page.locator(".markers-panel").getByText("A.12.3.1 is a number of ISO/IEC 27001:2013").first();
  }

  async function save(file, text) {
    await until(
      `${file} is saved`,
      async () => {
        await focusEditor(page);
        await page.keyboard.press("Control+S");
      },
      () => text.test(textOf(file)),
    );
  }
}
