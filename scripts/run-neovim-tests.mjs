// @ts-check
// Lets Neovim, an editor that knows nothing of Codicil, work on a policy with `codicil lsp --stdio`.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureProgram } from "./lib/debian.mjs";
import { root } from "./lib/run.mjs";

const neovim = ensureProgram({
  name: "Neovim",
  package: "neovim",
  variable: "NEOVIM",
  places: ["/usr/bin/nvim", "/usr/local/bin/nvim", "/opt/homebrew/bin/nvim"],
});
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "codicil-neovim-"));
const file = path.join(folder, "backup-policy.md");
fs.writeFileSync(
  file,
  [
    "---",
    "owner: Head of IT",
    "---",
    "",
    "# Backup policy",
    "",
    "## Backups",
    "",
    "🔐 The IT team must back up all data every day (ISO 27001:2013 A.12.3.1).",
    "",
  ].join("\n"),
);
try {
  const script = path.join(root, "test/neovim/codicil.lua");
  const { status, stdout, error } = spawnSync(
    neovim,
    ["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", `luafile ${script}`],
    {
      stdio: ["ignore", "pipe", "inherit"],
      encoding: "utf8",
      timeout: 180_000,
      env: {
        ...process.env,
        XDG_CACHE_HOME: folder,
        XDG_STATE_HOME: folder,
        XDG_DATA_HOME: folder,
        XDG_CONFIG_HOME: folder,
        CODICIL_FILE: file,
        CODICIL_COMMAND: JSON.stringify([
          process.execPath,
          path.join(root, "server/bin/codicil.mjs"),
          "lsp",
          "--stdio",
        ]),
      },
    },
  );
  process.stdout.write(stdout);
  if (error) throw error;
  assert.equal(status, 0, "Neovim reports a failure");
  assert.match(stdout, /^diagnostic references\/outdated-control A\.12\.3\.1$/m);
  assert.match(stdout, /^quick fix 🔐 The IT team must back up all data every day \(.*A\.8\.13\)\.$/m);
  assert.match(stdout, /^completion .*A\.8\.13/m);
  assert.match(stdout, /^hover \*\*A\.8\.13 Information backup\*\*/m);
  assert.match(stdout, /^definition backup-policy\.md$/m);
  assert.match(fs.readFileSync(file, "utf8"), /A\.8\.13/);
  console.log("Neovim: diagnostics, quick fix, completion, hover and definition work.");
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
