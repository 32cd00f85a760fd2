// @ts-check
// Finds a Chromium for the in-editor tests, or installs Debian's. Prints its path.
import { pathToFileURL } from "node:url";
import { ensureProgram, findProgram } from "./lib/debian.mjs";

const chromium = {
  name: "Chromium",
  package: "chromium",
  variable: "CHROMIUM",
  places: [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
    "/snap/bin/chromium",
  ],
};

/** Path of a Chromium, or undefined. The environment variable CHROMIUM comes first. */
export const findChromium = () => findProgram(chromium);

/**
 * Path of a Chromium; installs Debian's where there is none and we may.
 * @throws Error with what to do where neither works
 */
export const ensureChromium = () => ensureProgram(chromium);

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    console.log(ensureChromium());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
