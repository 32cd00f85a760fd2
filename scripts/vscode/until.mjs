import { setTimeout as pause } from "node:timers/promises";

const attempts = 8;

/**
 * Makes the helper through which a test acts on a workbench. While VS Code settles it loses keys, draws lists anew under
 * the mouse and takes the focus away; so every click or key whose effect matters is given with that effect, and given
 * again until it is there, each time with more patience. Between two tries Escape closes what stands half open.
 *
 *     await until("the quick fixes", () => page.keyboard.press("Control+Period"), () => fix.isVisible());
 *
 * Nothing is done where the effect is there already. `done` tells at once and does not wait; what it throws counts as no.
 */
export function untilOn(page) {
  return async function until(what, act, done) {
    let lastError;
    const isDone = async () => {
      try {
        return await done();
      } catch (error) {
        lastError = error;
        return false;
      }
    };
    for (let attempt = 1; attempt <= attempts; attempt++) {
      if (await isDone()) return;
      const patience = attempt * 3000;
      page.setDefaultTimeout(patience);
      try {
        await act();
      } catch (error) {
        lastError = error;
      } finally {
        page.setDefaultTimeout(120_000);
      }
      for (const end = Date.now() + patience; Date.now() < end; await pause(100)) if (await isDone()) return;
      if (attempt === attempts) break;
      console.log(`  … once more: ${what}`);
      await page.keyboard.press("Escape");
    }
    throw new Error(`Tried ${attempts} times in vain: ${what}.`, { cause: lastError });
  };
}
