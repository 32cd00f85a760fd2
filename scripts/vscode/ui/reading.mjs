import { focusEditor, hoverOver, openFile, select } from "../editor-text.mjs";

/**
 * What a reader asks of a policy.
 * @returns {[string, () => Promise<void>][]}  titles and steps
 */
export function readingSteps({ page, until, shot }) {
  const file = /^backup(?:-policy|s)\.md/;
  const cursorIn = (line) => page.locator(".statusbar-item", { hasText: new RegExp(`^Ln ${line},`) }).isVisible();
  const peek = page.locator(".peekview-widget");
  const closePeek = () =>
    until(
      "the peek closes",
      () => page.keyboard.press("Escape"),
      async () => (await peek.count()) === 0,
    );

  return [
    ["a control is explained on hover, and a link leads to the sentence that covers it", hover],
    ["a control leads to the section that covers it", definition],
    ["every place that names a control or speaks to it is shown in a peek", references],
    ["a click on a lens shows the places it counts", lens],
  ];

  async function hover() {
    await openFile(page, until, file);
    await select(page, until, "(see ISO");
    const explained = page.locator(".monaco-hover:visible", { hasText: "Information backup" });
    const link = explained.locator("a", { hasText: /^line \d+$/ }).nth(1);
    await until(
      "the hover explains the control",
      () => hoverOver(page, "2022 A.8.13"),
      () => link.isVisible(),
    );
    await shot("hover");
    const line = /\d+/.exec(await link.textContent())?.[0];
    await until(
      "the link leads to its line",
      async () => {
        if (!(await link.isVisible())) await hoverOver(page, "2022 A.8.13");
        await link.click();
      },
      () => cursorIn(line),
    );
    await shot("hover-link");
  }

  async function definition() {
    await openFile(page, until, file);
    await select(page, until, "A.8.13");
    const topOf = async (locator) => (await locator.boundingBox()).y;
    const heading = page.locator(".editor-instance .view-line", { hasText: "## Backups" });
    const active = page.locator(".editor-instance .line-numbers.active-line-number");
    await until(
      "the cursor is in the section",
      async () => {
        await focusEditor(page);
        await page.keyboard.press("F12");
      },
      async () => Math.abs((await topOf(heading)) - (await topOf(active))) < 5,
    );
    await shot("definition");
  }

  async function references() {
    await openFile(page, until, file);
    await select(page, until, "A.8.13");
    await until(
      "the places are shown",
      () => page.keyboard.press("Shift+F12"),
      () => peek.locator(".monaco-list-row").nth(2).isVisible(),
    );
    await shot("references");
    await closePeek();
  }

  async function lens() {
    await openFile(page, until, file);
    await select(page, until, "## Backups");
    const counted = page.locator(".codelens-decoration a", { hasText: "Speaks to" }).first();
    await counted.waitFor();
    await shot("lenses");
    await until(
      "the lens shows its places",
      () => counted.click(),
      () => peek.locator(".monaco-list-row").first().isVisible(),
    );
    await shot("lens-click");
    await closePeek();
  }
}
