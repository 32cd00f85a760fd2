// Runs test/vscode inside the extension host of a real VS Code, and ends with its result.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { bundleTests } from "./bundle-tests.mjs";
import { launchBrowser, loopbackOnly } from "./browser.mjs";
import { artefacts, root } from "./paths.mjs";
import { startVsCode } from "./server.mjs";

const verbose = process.argv.includes("--verbose");
const most = Number(process.env.TEST_TIMEOUT_MS ?? 240_000);

const tests = await bundleTests();
fs.mkdirSync(artefacts, { recursive: true });
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "codicil-exthost-"));
const workspace = path.join(scratch, "workspace");
const logFile = path.join(scratch, "mocha.log");
const resultFile = path.join(scratch, "result.json");
fs.cpSync(path.join(root, "test/vscode/workspace"), workspace, { recursive: true });

const server = await startVsCode({ logFile: path.join(artefacts, "exthost-server.log") });
const browser = await launchBrowser();
let code = 1;
let result;
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const blocked = await loopbackOnly(context);
  const page = await context.newPage();
  // VS Code calls these two window functions, when they exist, if it was opened with an extensionTestsPath.
  const exited = new Promise((resolve) => {
    void page.exposeFunction("codeAutomationLog", (type, args) => {
      if (verbose) console.log(`[vscode ${type}]`, ...args);
    });
    void page.exposeFunction("codeAutomationExit", resolve);
  });
  const authority = `127.0.0.1:${server.port}`;
  const remote = (file) => `vscode-remote://${authority}${file}`;
  const payload = [
    ["extensionDevelopmentPath", remote(root)],
    ["extensionTestsPath", remote(path.join(tests, "index.cjs"))],
    ["extensionEnvironment", JSON.stringify({ TEST_LOG_FILE: logFile, TEST_RESULT_FILE: resultFile })],
    ["skipWelcome", "true"],
    ["skipReleaseNotes", "true"],
  ];
  const query = `folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
  await page.goto(`http://${authority}/?${query}`);
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => {
      console.error(`No result within ${most} ms.`);
      resolve(124);
    }, most);
  });
  code = await Promise.race([exited, late]);
  clearTimeout(timer);
  if (fs.existsSync(logFile)) process.stdout.write(fs.readFileSync(logFile));
  if (fs.existsSync(resultFile)) result = JSON.parse(fs.readFileSync(resultFile, "utf8"));
  if (code !== 0) await page.screenshot({ path: path.join(artefacts, "exthost-failure.png") }).catch(() => {});
  console.log(
    `extension host: ${JSON.stringify(result)}, kept from ${[...new Set(blocked)].join(" ") || "no address"}`,
  );
} finally {
  await browser.close();
  await server.stop();
  fs.rmSync(scratch, { recursive: true, force: true });
}
process.exit(code === 0 && result?.tests > 0 && result.failures === 0 ? 0 : 1);
