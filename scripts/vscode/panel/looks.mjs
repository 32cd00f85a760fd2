import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

/**
 * How the overview looks and reads, whatever the theme and the width.
 * @returns {[string, () => Promise<void>][]}  titles and steps
 */
export function lookSteps({ page, until, shot, workspace, overview, cell, fold, axe }) {
  return [["axe finds nothing serious, in light, dark and high contrast, narrow and wide", looks]];

  async function looks() {
    fs.mkdirSync(path.join(workspace, ".vscode"), { recursive: true });
    const themes = {
      dark: ["Default Dark Modern", "vscode-dark"],
      light: ["Default Light Modern", "vscode-light"],
      "high-contrast": ["Default High Contrast", "vscode-high-contrast"],
      "high-contrast-light": ["Default High Contrast Light", "vscode-high-contrast-light"],
    };
    await fold("Requirements");
    await fold("Documents");
    await cell("iso27001:2022/A.5.1").and(overview.locator(".covered")).waitFor();
    for (const [name, [theme, kind]] of Object.entries(themes)) {
      fs.writeFileSync(
        path.join(workspace, ".vscode/settings.json"),
        JSON.stringify({ "workbench.colorTheme": theme }),
      );
      await overview.locator(`body.${kind}`).waitFor();
      for (const width of [300, 600]) {
        await widen(width);
        await shot(`${name}-${width}`);
        const serious = await axe();
        assert.deepEqual(serious, [], `${name}, ${width} px`);
      }
    }
    await until(
      "the pairs are shown",
      () => overview.getByText("What AI adds").click(),
      () => overview.locator(".pair").first().isVisible(),
    );
    assert.equal(await overview.locator(".pair").count(), 13);
    assert.deepEqual(await axe(), []);
    await overview.locator(".pair").first().scrollIntoViewIfNeeded();
    await shot("pairs");
  }

  /** Drags the edge of the side bar until the page of the overview is that wide. */
  async function widen(width) {
    const box = () => page.locator("iframe.webview").boundingBox();
    const edge = page.locator(".monaco-sash.vertical:not(.disabled)");
    for (let attempt = 0; attempt < 5; attempt++) {
      const { x, width: now } = await box();
      if (Math.abs(now - width) <= 1) return;
      const boxes = await edge.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x));
      const at = boxes.sort((a, b) => Math.abs(a - x - now) - Math.abs(b - x - now))[0];
      await page.mouse.move(at + 2, 500);
      await page.mouse.down();
      await page.mouse.move(at + 2 + width - now, 500, { steps: 5 });
      await page.mouse.up();
    }
    assert.fail(`the side bar cannot be made ${width} px wide`);
  }
}
