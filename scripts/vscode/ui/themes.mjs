import fs from "node:fs";
import path from "node:path";
import { hoverOver, openFile, select } from "../editor-text.mjs";

const themes = {
  dark: ["Default Dark Modern", "vs-dark"],
  "high-contrast": ["Default High Contrast", "hc-black"],
  light: ["Default Light Modern", "vs"],
};

/**
 * The same in every kind of theme, for the eye.
 * @returns {[string, () => Promise<void>][]}  titles and steps
 */
export function themeSteps({ page, workspace, until, shot }) {
  return Object.entries(themes).map(([name, [theme, kind]]) => [
    `lenses, hover and completion are shown in ${name}`,
    async () => {
      fs.mkdirSync(path.join(workspace, ".vscode"), { recursive: true });
      fs.writeFileSync(
        path.join(workspace, ".vscode/settings.json"),
        JSON.stringify({ "workbench.colorTheme": theme }),
      );
      await page.locator(`.monaco-workbench.${kind}`).waitFor();
      await openFile(page, until, /^backup(?:-policy|s)\.md/);
      await select(page, until, "(see ISO");
      await page.locator(".codelens-decoration a", { hasText: "Speaks to" }).first().waitFor();
      await shot(`${name}-lenses`);

      await until(
        "the hover explains the control",
        () => hoverOver(page, "2022 A.8.13"),
        () => page.locator(".monaco-hover:visible", { hasText: "Information backup" }).isVisible(),
      );
      await shot(`${name}-hover`);
      await page.keyboard.press("Escape");

      await select(page, until, "A.8.13]");
      await page.keyboard.press("ArrowLeft");
      await until(
        "controls are suggested",
        () => page.keyboard.press("Control+Space"),
        () => page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "A.8.13" }).first().isVisible(),
      );
      await shot(`${name}-completion`);
      await page.keyboard.press("Escape");
    },
  ]);
}
