// Opens the examples in a real VS Code with the packed extension and drives the side panel as a person would: it shows
// what the command line counts, leads to evidence, follows an edit, filters, obeys the keyboard, and axe finds nothing
// serious. Screenshots of every theme and width are kept in artefacts/.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { launchBrowser, loopbackOnly } from "./browser.mjs";
import { focusEditor } from "./editor-text.mjs";
import { installPacked } from "./packed.mjs";
import { artefacts, root } from "./paths.mjs";
import { startVsCode } from "./server.mjs";
import { untilOn } from "./until.mjs";

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "codicil-panel-"));
const workspace = path.join(scratch, "examples");
/** One project, so that the panel needs no choice; several have a step of their own. */
const copyExamples = (folder) => {
  fs.cpSync(path.join(root, "examples"), folder, { recursive: true });
  for (const entry of fs.readdirSync(folder))
    if (fs.existsSync(path.join(folder, entry, "codicil.yaml")))
      fs.rmSync(path.join(folder, entry), { recursive: true });
};
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
/** `node scripts/vscode/run-panel-tests.mjs "axe|folder"` runs the steps whose title matches. */
const only = new RegExp(process.argv[2] ?? "");
const step = async (title, run) => {
  if (!only.test(title)) return;
  await run();
  passed++;
  console.log(`  ✓ ${title}`);
};

try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
  await loopbackOnly(context);
  page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const until = untilOn(page);
  const refused = [];
  page.on("console", (message) => {
    const isOurs = /overview|codicil/i.test(message.location().url + message.text());
    if (/Content Security Policy/i.test(message.text()) && isOurs) refused.push(message.text());
  });
  await openCodicil(`folder=${encodeURIComponent(workspace)}`);
  const overview = page.frameLocator("iframe.webview").frameLocator("#active-frame");
  const cell = (id) => overview.locator(`[data-id="${id}"]`);
  const statusOf = (standard, status) =>
    overview.getByRole("region", { name: standard }).locator(`.figure.${status} .value`);
  const tree = (name) => page.getByRole("treeitem", { name });
  const isOpen = (name) => page.locator(".tab.active", { hasText: name }).isVisible();
  const quickInput = page.locator(".quick-input-widget:visible .quick-input-box input");
  const choice = (text) => page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();

  await step("counts and verdicts are those of the command line", async () => {
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
  });

  await step("a click on a cell selects the evidence in the editor", async () => {
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
  });

  await step("the keyboard walks the grid and opens a control", async () => {
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
  });

  await step("a figure filters the grid", async () => {
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
  });

  await step("an edit that fills a gap turns its cell, without a reload", async () => {
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
  });

  await step("the requirements filter shows gaps, and the search finds one", async () => {
    const run = (command, done) =>
      until(
        command,
        async () => {
          await page.keyboard.press("F1");
          await quickInput.waitFor();
          await quickInput.fill(`>${command}`);
          await choice(command).waitFor();
          await page.keyboard.press("Enter");
        },
        done,
      );
    const message = page.locator(".pane", { hasText: "Requirements" }).locator(".message");
    const gaps = message.getByText(/^Gaps: \d+ requirements$/);
    await run("Codicil: Filter requirements", () => choice("Gaps").isVisible());
    await until(
      "only gaps are shown",
      () => choice("Gaps").click(),
      () => gaps.isVisible(),
    );
    const search = page.locator(".quick-input-title", { hasText: "Search requirements" });
    await run("Codicil: Search requirements", () => search.isVisible());
    await until(
      "one gap is found",
      async () => {
        await quickInput.fill("threat intelligence");
        await page.keyboard.press("Enter");
      },
      () => message.getByText("Gaps · “threat intelligence”: 1 requirement").isVisible(),
    );
    await tree(/^A\.5\.7 Threat intelligence/).waitFor();
    await run("Codicil: Show all requirements", async () => !(await message.isVisible()));
  });

  await step("documents stand by type, and a file that is no policy says why", async () => {
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
  });

  await step("axe finds nothing serious, in light, dark and high contrast, narrow and wide", async () => {
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
  });

  await step("several folders stand side by side, and can be chosen", async () => {
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
  });

  await step("integration stands side by side, with the evidence of either side and the fix", async () => {
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
  });

  await step("a requirement is written, left out, cited and explained from its menu", async () => {
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
  });

  await step("a folder without policies says what to do", async () => {
    const empty = path.join(scratch, "empty");
    fs.mkdirSync(empty);
    fs.copyFileSync(path.join(workspace, "notes.md"), path.join(empty, "notes.md"));
    await openCodicil(`folder=${encodeURIComponent(empty)}`);
    await overview.getByRole("heading", { name: "No policies yet" }).waitFor();
    await page.locator(".welcome-view", { hasText: "There is no policy in this folder yet." }).waitFor();
    assert.deepEqual(await axe(), []);
    await shot("empty");
  });

  /** Opens a folder or workspace, and the side panel where it is not open already. */
  async function openCodicil(query) {
    await page.goto(`http://127.0.0.1:${server.port}/?${query}`);
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
