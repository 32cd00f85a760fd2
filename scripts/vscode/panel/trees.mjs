import { runCommand } from "../editor-text.mjs";

/**
 * The trees of requirements and documents.
 * @returns {[string, () => Promise<void>][]}  titles and steps
 */
export function treeSteps({ page, until, shot, tree, quickInput, choice, fold }) {
  return [
    ["the requirements filter shows gaps, and the search finds one", filterRequirements],
    ["documents stand by type, and a file that is no policy says why", listDocuments],
  ];

  async function filterRequirements() {
    const message = page.locator(".pane", { hasText: "Requirements" }).locator(".message");
    const gaps = message.getByText(/^Gaps: \d+ requirements$/);
    await runCommand(page, until, "Codicil: Filter requirements", () => choice("Gaps").isVisible());
    await until(
      "only gaps are shown",
      () => choice("Gaps").click(),
      () => gaps.isVisible(),
    );
    const search = page.locator(".quick-input-title", { hasText: "Search requirements" });
    await runCommand(page, until, "Codicil: Search requirements", () => search.isVisible());
    await until(
      "one gap is found",
      async () => {
        await quickInput.fill("threat intelligence");
        await page.keyboard.press("Enter");
      },
      () => message.getByText("Gaps · “threat intelligence”: 1 requirement").isVisible(),
    );
    await tree(/^A\.5\.7 Threat intelligence/).waitFor();
    await runCommand(page, until, "Codicil: Show all requirements", async () => !(await message.isVisible()));
  }

  async function listDocuments() {
    await fold("Requirements");
    // Overdue reviews stand first.
    await tree(/^Incident reporting procedure: review overdue since/).waitFor();
    await tree(/^Acceptable use policy: 1$/).waitFor();
    const others = tree(/^Not taken for policies/);
    await until(
      "the end of the list is in view",
      async () => {
        await tree(/^Event and concern reporting procedure/).click();
        await page.keyboard.press("End");
      },
      () => others.isVisible(),
    );
    await until(
      "the files that are no policies are listed",
      async () => {
        await others.focus();
        await page.keyboard.press("ArrowRight");
      },
      async () => (await others.getAttribute("aria-expanded")) === "true",
    );
    // Its lines come a moment later, below the fold.
    const notes = tree(/^notes\.md/);
    await until(
      "the notes are in view",
      () => page.keyboard.press("End"),
      () => notes.isVisible(),
    );
    await shot("documents");
  }
}
