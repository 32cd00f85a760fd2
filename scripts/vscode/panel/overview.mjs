import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { focusEditor } from "../editor-text.mjs";
import { root } from "../paths.mjs";

/**
 * What the overview of the side panel shows and does.
 * @returns {[string, () => Promise<void>][]}  titles and steps
 */
export function overviewSteps({
  page,
  until,
  shot,
  workspace,
  overview,
  cell,
  statusOf,
  tree,
  isOpen,
  quickInput,
  choice,
}) {
  return [
    ["counts and verdicts are those of the command line", counts],
    ["a click on a cell selects the evidence in the editor", selectEvidence],
    ["the keyboard walks the grid and opens a control", walkGrid],
    ["a figure filters the grid", filterGrid],
    ["an edit that fills a gap turns its cell, without a reload", fillGap],
  ];

  async function counts() {
    const program = path.join(root, "server/bin/codicil.mjs");
    const json = execFileSync(process.execPath, [program, "coverage", "--format", "json"], {
      cwd: workspace,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    const [{ standards }] = JSON.parse(json);
    assert.equal(standards.length, 2);
    await cell("iso27001:2022/A.5.1").and(overview.locator(".covered")).waitFor();
    let compared = 0;
    for (const { id, name, controls, groups } of standards) {
      for (const status of ["covered", "partial", "claimed", "missing", "excluded"])
        assert.equal(await statusOf(name, status).textContent(), String(controls[status]), `${name}: ${status}`);
      const shown = await overview
        .locator(`[data-id^="${id}/"]`)
        .evaluateAll((cells) => cells.map((one) => [one.dataset.id, one.className.split(" ")[1]]));
      const expected = groups.flatMap((group) => group.requirements.map((one) => [one.id, one.status]));
      assert.deepEqual(Object.fromEntries(shown), Object.fromEntries(expected));
      compared += shown.length;
    }
    assert.ok(compared > 131, `${compared} requirements were compared`);
    await page.locator(".monaco-progress-container.active").first().waitFor({ state: "hidden" });
    await overview.locator(".trend", { hasText: "Since commit" }).first().waitFor();
  }

  async function selectEvidence() {
    await until(
      "the evidence of A.8.13 is selected",
      () => cell("iso27001:2022/A.8.13").click(),
      async () =>
        (await isOpen("backup-policy.md")) &&
        (await page.locator(".statusbar-item", { hasText: /\(\d+ selected\)/ }).isVisible()),
    );
    await page.locator(".monaco-editor .selected-text").first().waitFor();
    await tree(/^A\.8\.13 Information backup/)
      .and(page.locator("[aria-selected=true]"))
      .waitFor();
  }

  async function walkGrid() {
    const first = "iso27001:2022/A.5.1";
    const walk = (from, keys, to) =>
      until(
        `${keys.join(", ")} leads from ${from} to ${to}`,
        async () => {
          await cell(from).focus();
          for (const key of keys) await page.keyboard.press(key);
        },
        () => overview.locator(`[data-id="${to}"]:focus`).isVisible(),
      );
    await walk(first, ["ArrowRight", "ArrowRight"], "iso27001:2022/A.5.3");
    await walk("iso27001:2022/A.5.3", ["ArrowDown", "ArrowUp", "ArrowRight"], "iso27001:2022/A.5.4");
    await walk("iso27001:2022/A.5.4", ["Home"], first);
    assert.equal(await overview.locator('.grid [tabindex="0"]').count(), await overview.locator(".grid").count());
    await until(
      "Enter opens the control",
      async () => {
        await cell(first).focus();
        await page.keyboard.press("Enter");
      },
      () =>
        tree(/^A\.5\.1 Policies for information security/)
          .and(page.locator("[aria-selected=true]"))
          .isVisible(),
    );
  }

  async function filterGrid() {
    const figure = overview.getByRole("region", { name: "ISO/IEC 27001:2022" }).locator(".figure.missing");
    const visible = overview.locator('[data-id^="iso27001:2022/A."]:visible');
    const pressed = overview.locator('.figure.missing[aria-pressed="true"]').first();
    await until(
      "the grid is filtered",
      () => figure.click(),
      () => pressed.isVisible(),
    );
    assert.equal(await visible.count(), Number(await statusOf("ISO/IEC 27001:2022", "missing").textContent()));
    await until(
      "the grid is whole again",
      () => figure.click(),
      async () => !(await pressed.isVisible()) && (await cell("iso27001:2022/A.5.1").isVisible()),
    );
    assert.equal(await visible.count(), 93);
  }

  async function fillGap() {
    const gap = cell("iso27001:2022/A.6.1");
    await gap.and(overview.locator(".missing")).waitFor();
    const before = Number(await statusOf("ISO/IEC 27001:2022", "covered").textContent());
    await gap.evaluate((element) => {
      element.ownerDocument.defaultView.scrollTo(0, 120);
      element.ownerDocument.body.dataset.mark = "same page";
    });
    await until(
      "the policy is open",
      async () => {
        await page.keyboard.press("Control+P");
        await quickInput.waitFor();
        await quickInput.fill("information-security-policy.md");
        await choice("information-security-policy.md").waitFor();
        await page.keyboard.press("Enter");
      },
      () => isOpen("information-security-policy.md"),
    );
    await until(
      "the text is written",
      async () => {
        await focusEditor(page);
        await page.keyboard.press("Control+End");
        await page.keyboard.insertText(
          "\n\n## Screening\n\nThe People Lead must verify the background of every candidate before employment.\n",
        );
      },
      () => page.locator(".monaco-editor .view-line", { hasText: "## Screening" }).isVisible(),
    );
    await gap.and(overview.locator(".covered")).waitFor();
    assert.equal(Number(await statusOf("ISO/IEC 27001:2022", "covered").textContent()), before + 1);
    const kept = await gap.evaluate((element) => [
      element.ownerDocument.body.dataset.mark,
      element.ownerDocument.defaultView.scrollY,
    ]);
    assert.deepEqual(kept, ["same page", 120]);
    await overview.locator(".trend", { hasText: "covered +1, missing −1" }).waitFor();
    await overview.getByRole("status").getByText("A.6.1 is now covered").waitFor({ state: "attached" });
    await shot("edited");
  }
}
