import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { root } from "../paths.mjs";
import { copyExamples } from "./examples.mjs";

/**
 * The side panel on other folders: several, two management systems, one to change, none with policies.
 * @returns {[string, () => Promise<void>][]}  titles and steps
 */
export function folderSteps({
  page,
  context,
  until,
  shot,
  scratch,
  workspace,
  overview,
  cell,
  tree,
  isOpen,
  quickInput,
  choice,
  openCodicil,
  fold,
  axe,
}) {
  return [
    ["several folders stand side by side, and can be chosen", severalFolders],
    ["integration stands side by side, with the evidence of either side and the fix", integration],
    ["a requirement is written, left out, cited and explained from its menu", actions],
    ["a folder without policies says what to do", noPolicies],
  ];

  async function severalFolders() {
    const second = path.join(scratch, "second");
    fs.mkdirSync(second);
    fs.copyFileSync(path.join(root, "examples/policies/ai-policy.md"), path.join(second, "ai-policy.md"));
    const both = path.join(scratch, "both.code-workspace");
    fs.writeFileSync(both, JSON.stringify({ folders: [{ path: workspace }, { path: second }] }));
    await openCodicil(`workspace=${encodeURIComponent(both)}`);
    await overview.getByRole("heading", { name: "Coverage of examples" }).waitFor({ state: "attached" });
    await until(
      "the second folder is chosen",
      async () => {
        await overview.locator("vscode-single-select").click();
        await overview.getByRole("option", { name: "second" }).click();
      },
      async () => (await overview.getByRole("heading", { name: "Coverage of second" }).count()) === 1,
    );
    await cell("iso42001:2023/A.2.2").and(overview.locator(".covered")).waitFor();
    assert.deepEqual(await axe(), []);
    await shot("folders");
  }

  async function integration() {
    const second = path.join(scratch, "tallymere");
    fs.cpSync(path.join(root, "examples/tallymere"), second, { recursive: true });
    await openCodicil(`folder=${encodeURIComponent(second)}`);
    await overview.getByRole("heading", { name: "Coverage of tallymere" }).waitFor({ state: "attached" });
    for (const name of ["Overview", "Requirements", "Documents"]) await fold(name);
    await fold("Integration", false);
    const open = async (name) => {
      await tree(name).waitFor();
      await until(
        `${name} is open`,
        () => tree(name).click(),
        async () => (await tree(name).getAttribute("aria-expanded")) === "true",
      );
    };
    const follow = (name, file) =>
      until(
        `${name} leads to ${file}`,
        () => tree(name).click(),
        () => isOpen(file),
      );
    await open(/^4 Context of the organization: 4 parallel$/);
    await open(/^4\.1 Context: parallel · ISMS scope and manual · AIMS scope and manual$/);
    await follow(/^ISO\/IEC 27001:2022 4\.1: covered/, "isms-manual.md");
    await follow(/^ISO\/IEC 42001:2023 4\.1: covered/, "aims-manual.md");
    await tree(/^What has to stay distinct: 5 findings$/).waitFor();
    await tree(/^Security risks that AI brings: 3 of 4 considered$/).waitFor();
    await shot("integration");
    const fixes = page.locator(".action-widget", { hasText: "Draft the text that serves both standards here" });
    await until(
      "the fix is offered",
      async () => {
        await tree(/^4\.1 Context/).hover();
        await tree(/^4\.1 Context/)
          .getByRole("button", { name: "Go to the fix" })
          .click();
      },
      () => fixes.isVisible(),
    );
    await page.keyboard.press("Escape");
  }

  async function actions() {
    const folder = path.join(scratch, "actions");
    copyExamples(folder);
    await openCodicil(`folder=${encodeURIComponent(folder)}`);
    await overview.getByRole("heading", { name: "Coverage of actions" }).waitFor({ state: "attached" });
    for (const name of ["Documents", "Integration"]) await fold(name);
    for (const name of ["Overview", "Requirements"]) await fold(name, false);
    /** Brings a requirement's line into view and opens its menu. */
    const choose = async (id, line, entry) => {
      await cell(id).click();
      await tree(line).and(page.locator("[aria-selected=true]")).waitFor();
      await tree(line).click({ button: "right" });
      await page.getByRole("menuitem", { name: entry }).click();
    };
    const gap = ["iso27001:2022/A.6.1", /^A\.6\.1 Screening/];
    await until(
      "the clause stands in the policy and covers the control",
      async () => {
        await choose(...gap, "Insert clause into");
        await page.locator(".quick-input-title", { hasText: "Insert the clause for A.6.1 into" }).waitFor();
        await quickInput.fill("Information security policy");
        await choice("Information security policy").waitFor();
        await page.keyboard.press("Enter");
      },
      () => cell(gap[0]).and(overview.locator(".covered")).isVisible(),
    );
    assert.ok(await isOpen("information-security-policy.md"));
    const written = () => fs.readFileSync(path.join(folder, "codicil.yaml"), "utf8");
    const unasked = ["iso27001:2022/A.5.7", /^A\.5\.7 Threat intelligence/];
    await until(
      "the control is excluded, with the justification",
      async () => {
        await choose(...unasked, "Exclude with justification");
        await page.locator(".quick-input-title", { hasText: "Exclude A.5.7" }).waitFor();
        await quickInput.fill("A provider watches threats for us.");
        await page.keyboard.press("Enter");
      },
      () => cell(unasked[0]).and(overview.locator(".excluded")).isVisible(),
    );
    await until(
      "codicil.yaml is saved",
      async () => {},
      () => /control: iso27001:2022\/A\.5\.7\n\s+justification: A provider watches threats for us\./.test(written()),
    );
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await until(
      "the reference is in the clipboard",
      () => choose(...unasked, "Copy reference"),
      async () =>
        (await page.evaluate(() => navigator.clipboard.readText())) === "ISO/IEC 27001:2022 A.5.7 Threat intelligence",
    );
    await shot("actions");
    const explained = async () => {
      const counts = page
        .frames()
        .map((frame) => frame.getByRole("heading", { name: "A.5.7 Threat intelligence" }).count());
      return (await Promise.all(counts.map((count) => count.catch(() => 0)))).some((count) => count > 0);
    };
    await until("the control is explained", () => choose(...unasked, "Explain"), explained);
    await shot("explained");
  }

  async function noPolicies() {
    const empty = path.join(scratch, "empty");
    fs.mkdirSync(empty);
    fs.copyFileSync(path.join(workspace, "notes.md"), path.join(empty, "notes.md"));
    await openCodicil(`folder=${encodeURIComponent(empty)}`);
    await overview.getByRole("heading", { name: "No policies yet" }).waitFor();
    await page.locator(".welcome-view", { hasText: "There is no policy in this folder yet." }).waitFor();
    assert.deepEqual(await axe(), []);
    await shot("empty");
  }
}
