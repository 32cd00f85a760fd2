// Finds a Chromium for the in-editor tests, or installs Debian's. Prints its path.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { pathToFileURL } from "node:url";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
];

/** Path of a Chromium, or undefined. The environment variable CHROMIUM comes first. */
export function findChromium() {
  const named = process.env.CHROMIUM;
  if (named) return fs.existsSync(named) ? named : undefined;
  return places.find((place) => fs.existsSync(place));
}

/**
 * Path of a Chromium; installs Debian's where there is none and we may.
 * @throws Error with what to do where neither works
 */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  if (process.env.CHROMIUM) throw new Error(`CHROMIUM names ${process.env.CHROMIUM}, which does not exist.`);
  if (process.getuid?.() !== 0 || !fs.existsSync("/usr/bin/apt-get")) {
    throw new Error(
      "The in-editor tests need Chromium. Install it (Debian: sudo apt-get install chromium) or set CHROMIUM to its path.",
    );
  }
  console.error("Installing Debian's chromium …");
  apt("update", "-qq");
  apt("install", "-y", "-qq", "--no-install-recommends", "chromium");
  const installed = findChromium();
  if (!installed) throw new Error("apt-get installed chromium, but it is not where it should be: /usr/bin/chromium.");
  return installed;
}

function apt(...args) {
  const result = spawnSync("apt-get", args, {
    stdio: ["ignore", 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (result.status !== 0)
    throw new Error(`apt-get ${args[0]} failed; install chromium yourself or set CHROMIUM to its path.`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    console.log(ensureChromium());
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
