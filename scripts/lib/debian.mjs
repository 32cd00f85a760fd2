// @ts-check
// Finds a program that tests need, or installs Debian's.
import { spawnSync } from "node:child_process";
import fs from "node:fs";

/**
 * Path of a program; installs Debian's package where there is none and we may.
 * @param {{ name: string, package: string, variable: string, places: readonly string[] }} program
 *   its name for readers, the package, the environment variable that may name its path, and where it lies
 * @returns {string}
 * @throws Error with what to do where neither works
 */
export function ensureProgram(program) {
  const { name, variable } = program;
  const named = process.env[variable];
  if (named !== undefined && !fs.existsSync(named))
    throw new Error(`${variable} names ${named}, which does not exist.`);
  const found = findProgram(program);
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || !fs.existsSync("/usr/bin/apt-get")) {
    throw new Error(
      `These tests need ${name}. Install it (Debian: sudo apt-get install ${program.package}) or set ${variable} to its path.`,
    );
  }
  console.error(`Installing Debian's ${program.package} …`);
  apt(program, "update", "-qq");
  apt(program, "install", "-y", "-qq", "--no-install-recommends", program.package);
  const installed = findProgram(program);
  if (installed === undefined)
    throw new Error(`apt-get installed ${program.package}, but it is not where it should be: ${program.places[0]}.`);
  return installed;
}

/**
 * Path of a program, or undefined. The environment variable comes first.
 * @param {{ variable: string, places: readonly string[] }} program
 */
export function findProgram({ variable, places }) {
  const named = process.env[variable];
  if (named) return fs.existsSync(named) ? named : undefined;
  return places.find((place) => fs.existsSync(place));
}

/** @param {{ package: string, variable: string }} program @param {string[]} args */
function apt(program, ...args) {
  const { status } = spawnSync("apt-get", args, {
    stdio: ["ignore", 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (status !== 0)
    throw new Error(
      `apt-get ${args[0]} failed; install ${program.package} yourself or set ${program.variable} to its path.`,
    );
}
