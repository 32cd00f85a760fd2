import fs from "node:fs";
import { createRequire } from "node:module";

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What every step needs to find and move in the side panel.
 * @param {number} port  of the VS Code that is served
 */
export function handOn(page, until, port) {
  const overview = page.frameLocator("iframe.webview").frameLocator("#active-frame");
  return {
    overview,
    cell: (id) => overview.locator(`[data-id="${id}"]`),
    statusOf: (standard, status) =>
      overview.getByRole("region", { name: standard }).locator(`.figure.${status} .value`),
    tree: (name) => page.getByRole("treeitem", { name }),
    isOpen: (name) => page.locator(".tab.active", { hasText: name }).isVisible(),
    quickInput: page.locator(".quick-input-widget:visible .quick-input-box input"),
    choice: (text) => page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first(),
    openCodicil,
    fold,
    axe,
  };

  /** Opens a folder or workspace, and the side panel where it is not open already. */
  async function openCodicil(query) {
    await page.goto(`http://127.0.0.1:${port}/?${query}`);
    await page.locator(".monaco-workbench").waitFor();
    const tab = page.getByRole("tab", { name: "Codicil", exact: true });
    await until(
      "the side panel is open",
      () => tab.click(),
      async () => (await tab.getAttribute("aria-selected")) === "true" && page.locator("iframe.webview").isVisible(),
    );
  }

  /** Folds a view of the side bar, so that there is room for the others, or unfolds it. */
  async function fold(name, folded = true) {
    const header = page.locator(".pane-header", { hasText: name });
    await until(
      `${name} is ${folded ? "folded" : "unfolded"}`,
      () => header.click(),
      async () => (await header.getAttribute("aria-expanded")) === String(!folded),
    );
  }

  /** Rule and element of everything that axe calls serious or critical. */
  async function axe() {
    const frame = await (await overview.owner().elementHandle()).contentFrame();
    await frame.evaluate(axeSource);
    // The page lets the side bar shine through, which axe cannot see from inside.
    const behind = await page.locator(".part.sidebar").evaluate((part) => getComputedStyle(part).backgroundColor);
    await frame.evaluate((color) => {
      document.documentElement.style.backgroundColor = color;
    }, behind);
    return frame.evaluate(async () => {
      const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
      document.documentElement.style.backgroundColor = "";
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
    });
  }
}
