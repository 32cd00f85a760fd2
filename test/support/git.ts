import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A git repository in a folder, for tests; it asks nothing of the machine's own settings. */
export interface TestRepository {
  git(...args: string[]): string;
  put(file: string, content: string): void;
  /** Adds everything and commits it. */
  commit(message: string): void;
}

export function createRepository(folder: string): TestRepository {
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "Ana Author",
    GIT_AUTHOR_EMAIL: "ana@example.com",
    GIT_COMMITTER_NAME: "Ana Author",
    GIT_COMMITTER_EMAIL: "ana@example.com",
  };
  const git = (...args: string[]): string => execFileSync("git", args, { cwd: folder, env, encoding: "utf8" });
  git("init", "--quiet", "--initial-branch=main");
  return {
    git,
    put(file, content) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), content);
    },
    commit(message) {
      git("add", "--all");
      git("commit", "--quiet", "--message", message);
    },
  };
}
