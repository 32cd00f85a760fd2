import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import type { TextCache } from "../engine/own-files.ts";

/**
 * A cache in the user's own cache folder. An entry's name is the hash of its input, its first line the hash of what follows:
 * whatever was cut short, damaged or meant for another input is not given back. No failure of the disk is an error.
 */
export function createTextCache(folder = cacheFolder(process.env, process.platform, homedir())): TextCache {
  const fileOf = (kind: string, input: string): string => path.join(folder, `${kind}-${hashOf(input)}`);
  return {
    async get(kind, input) {
      const text = await readFile(fileOf(kind, input), "utf8").catch(() => "");
      const end = text.indexOf("\n");
      const body = text.slice(end + 1);
      return end > 0 && text.slice(0, end) === hashOf(body) ? body : undefined;
    },

    async put(kind, input, result) {
      const file = fileOf(kind, input);
      const draft = `${file}.${process.pid}.tmp`;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(draft, `${hashOf(result)}\n${result}`, { mode: 0o600 });
        await rename(draft, file);
      } catch {
        await rm(draft, { force: true }).catch(() => {});
      }
    },
  };
}

/** `codicil` in the folder where the system keeps caches; `CODICIL_CACHE_DIR` overrides it. */
export function cacheFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
): string {
  const own = env["CODICIL_CACHE_DIR"];
  if (own !== undefined && own !== "") return own;
  const local = env["LOCALAPPDATA"];
  if (platform === "win32") return path.join(local ?? path.join(home, "AppData", "Local"), "codicil", "cache");
  if (platform === "darwin") return path.join(home, "Library", "Caches", "codicil");
  const xdg = env["XDG_CACHE_HOME"];
  return path.join(xdg !== undefined && path.isAbsolute(xdg) ? xdg : path.join(home, ".cache"), "codicil");
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");
