/**
 * The middle of the first place in the visible editor where these words stand on one line, in pixels of the page. Words
 * that are coloured apart are found too, which a locator does not.
 */
export async function placeOf(page, words) {
  const place = await page.evaluate((wanted) => {
    for (const line of document.querySelectorAll(".monaco-editor .view-line")) {
      const parts = [];
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(), start = 0; node; start += node.data.length, node = walker.nextNode())
        parts.push({ node, start });
      const at = line.textContent.replaceAll("\u00a0", " ").indexOf(wanted);
      if (at === -1) continue;
      const middle = at + Math.floor(wanted.length / 2);
      const { node, start } = parts.findLast((part) => part.start <= middle);
      const range = document.createRange();
      range.setStart(node, middle - start);
      range.setEnd(node, middle - start + 1);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
    return undefined;
  }, words);
  if (!place) throw new Error(`The editor does not show “${words}”.`);
  return place;
}

/** Gives the first editor the keyboard. */
export async function focusEditor(page) {
  await page.keyboard.press("Control+1");
  await page.locator(".editor-instance .monaco-editor.focused").first().waitFor();
}

/** Lets the pointer come to rest on these words, from elsewhere: a pointer that stands still is no hover. */
export async function hoverOver(page, words) {
  const { x, y } = await placeOf(page, words);
  await page.mouse.move(x + 40, y + 60);
  await page.mouse.move(x, y, { steps: 4 });
}

/** Selects the first place of the open document where these words stand, and brings it into view. */
export async function select(page, until, words) {
  await until(
    `“${words}” is selected`,
    async () => {
      await focusEditor(page);
      await page.keyboard.press("Control+Home");
      await page.keyboard.press("Control+F");
      await page.locator(".find-widget.visible .find-part textarea:focus").waitFor();
      await page.keyboard.insertText(words);
      const count = page.locator(".find-widget.visible .matchesCount", { hasText: / of \d+/ });
      await count.waitFor();
      // The same words as the last time are not looked up by themselves.
      if ((await count.textContent()).startsWith("?")) await page.keyboard.press("Enter");
      await count.and(page.getByText(/^\d+ of/)).waitFor();
      await page.keyboard.press("Escape");
    },
    () =>
      page
        .locator(".statusbar-item", { hasText: `(${words.length} selected)` })
        .first()
        .isVisible(),
  );
}

/** Opens a file of the workspace by its name in the explorer, which may be a pattern. */
export async function openFile(page, until, name) {
  await until(
    `${name} is open`,
    () => page.locator(".explorer-folders-view").getByRole("treeitem", { name }).dblclick(),
    () => page.locator(".tab.active", { hasText: name }).and(page.locator(":not(.tab-preview)")).first().isVisible(),
  );
  await page.locator(".editor-instance .view-line").first().waitFor();
}

/** Runs a command by its title, as the palette shows it. */
export async function runCommand(page, until, title, done) {
  const input = page.locator(".quick-input-widget:visible .quick-input-box input");
  await until(
    title,
    async () => {
      await page.keyboard.press("F1");
      await input.waitFor();
      await input.fill(`>${title}`);
      await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().waitFor();
      await page.keyboard.press("Enter");
    },
    done,
  );
}
