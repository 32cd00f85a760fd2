// @ts-check
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * Runs a command with this process' input and output; ends this process with the command's code where it fails.
 * @param {string} title  what is being done, for the reader
 * @param {string} command
 * @param {string[]} args
 */
export function step(title, command, args) {
  console.log(`\n== ${title}`);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (error) console.error(`${command} could not be started: ${error.message}`);
  if (status !== 0) {
    console.error(`\n== failed: ${title}`);
    process.exit(status ?? 1);
  }
}

/** Installs the npm packages when the lock file has changed since the last time. */
export function ensurePackages() {
  const stamp = path.join(root, "node_modules/.codicil-stamp");
  const want = createHash("sha256")
    .update(readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === want) return;
  step("installing packages (npm ci)", "npm", [
    "ci",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ]);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, want);
}
