import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { node24, serverMain } from "./paths.mjs";

const calm = {
  "telemetry.telemetryLevel": "off",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "chat.disableAIFeatures": true,
  "security.workspace.trust.enabled": false,
  "files.autoSave": "off",
};

/**
 * Starts a VS Code server on a free loopback port, with user settings and extensions of its own.
 * @returns {Promise<{ port: number, dataDir: string, stop(): Promise<void> }>}
 */
export async function startVsCode({ settings = {}, extensionsDir, logFile }) {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "codicil-vscode-"));
  const dataDir = path.join(scratch, "data");
  const temp = path.join(scratch, "t");
  const extensions = extensionsDir ?? path.join(scratch, "extensions");
  for (const dir of [temp, extensions, path.join(dataDir, "data/User"), path.dirname(logFile)])
    fs.mkdirSync(dir, { recursive: true });
  fs.writeFileSync(path.join(dataDir, "data/User/settings.json"), JSON.stringify({ ...calm, ...settings }, null, 2));

  const child = spawn(node24, [serverMain, ...serverArguments(dataDir, extensions)], {
    stdio: ["ignore", "pipe", "pipe"],
    // An empty gallery: otherwise the server tries to reach an extension marketplace.
    env: {
      ...process.env,
      EXTENSIONS_GALLERY: "{}",
      NODE_OPTIONS: "",
      TMPDIR: temp,
      XDG_RUNTIME_DIR: temp,
      VSCODE_AGENT_FOLDER: dataDir,
    },
  });
  const log = fs.createWriteStream(logFile);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const stop = async () => {
    if (child.exitCode === null) await end(child);
    log.end();
    fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    return { port: await listeningPort(child), dataDir, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function serverArguments(dataDir, extensionsDir) {
  return [
    "--host",
    "127.0.0.1",
    "--port",
    "0",
    "--without-connection-token",
    "--accept-server-license-terms",
    "--telemetry-level",
    "off",
    "--disable-telemetry",
    "--disable-update-check",
    "--disable-workspace-trust",
    "--disable-getting-started-override",
    "--enable-smoke-test-driver",
    "--server-data-dir",
    dataDir,
    "--extensions-dir",
    extensionsDir,
  ];
}

function listeningPort(child) {
  return new Promise((resolve, reject) => {
    let output = "";
    const timer = setTimeout(() => reject(new Error("VS Code did not start within 60 seconds.")), 60_000);
    child.stdout.on("data", (chunk) => {
      output += chunk;
      const match = /Extension host agent listening on (\d+)/.exec(output);
      if (!match) return;
      clearTimeout(timer);
      resolve(Number(match[1]));
    });
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`VS Code ended with ${code}: ${output.slice(-2000)}`));
    });
  });
}

async function end(child) {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
  await gone;
  clearTimeout(timer);
}
