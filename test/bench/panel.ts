import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { CoverageClient } from "../support/coverage-client.ts";
import { projectRoot } from "../support/library.ts";

/**
 * npm run bench -- panel [documents]: how long after its diagnostics an edit reaches the side panel, in a workspace of many
 * documents, with the bundled server.
 *
 * Prints medians; these depend on the machine, so nothing here passes or fails.
 */
const count = Number(process.argv[2] ?? 2000);
const rounds = 9;
const sources = path.join(projectRoot, "examples/policies");
const texts = readdirSync(sources)
  .filter((name) => name.endsWith(".md"))
  .sort()
  .map((name) => ({ name, text: readFileSync(path.join(sources, name), "utf8") }));

const folder = mkdtempSync(path.join(tmpdir(), "codicil-bench-panel-"));
mkdirSync(path.join(folder, "policies"));
let bytes = 0;
for (let i = 0; i < count; i++) {
  const { name, text } = texts[i % texts.length] as { name: string; text: string };
  const own = text.replace(/^# (.+)$/m, `# $1 of team ${i}`);
  bytes += own.length;
  writeFileSync(path.join(folder, "policies", `team-${i}-${name}`), own);
}

const client = new CoverageClient();
try {
  const started = performance.now();
  await client.start(folder);
  const snapshot = await client.coverage();
  const size = JSON.stringify(snapshot).length;
  console.log(
    `${count} documents, ${(bytes / 1e6).toFixed(1)} MB, read in ${((performance.now() - started) / 1000).toFixed(1)} s; snapshot ${Math.round(size / 1000)} KB`,
  );
  const { name, text } = texts[0] as { name: string; text: string };
  const uri = pathToFileURL(path.join(folder, "policies", `team-0-${name}`)).href;
  const follows = (from: number): Promise<unknown> =>
    client.soon(
      "the panel to follow",
      () =>
        client.changes
          .slice(from)
          .find(({ projects }) => projects.some(({ changes }) => changes.documents.some(({ id }) => id === uri))),
      40_000,
      1,
    );
  // Its title differs from the file's: the panel follows that, too.
  const opened = client.changes.length;
  await client.open(uri, "markdown", text);
  await follows(opened);
  const waits: number[] = [];
  const totals: number[] = [];
  const sizes: number[] = [];
  let diagnosed = 0;
  client.connection.onNotification("textDocument/publishDiagnostics", (params: { uri: string }) => {
    if (params.uri === uri) diagnosed = performance.now();
  });
  for (let round = 0; round < rounds; round++) {
    // Every second edit takes the sentence out again, and with it a finding and an unknown control.
    const extra = round % 2 === 0 ? "\n## Notes\n\nSee ISO 27001:2022 A.5.99 and A.6.1.\n" : "";
    const before = client.changes.length;
    const start = performance.now();
    await client.change(uri, round + 2, text + extra);
    await follows(before);
    const end = performance.now();
    waits.push(end - diagnosed);
    totals.push(end - start);
    sizes.push(JSON.stringify(client.changes[before]).length);
  }
  console.log(`edit to panel                  ${figures(totals)}`);
  console.log(`diagnostics to panel           ${figures(waits)}`);
  console.log(
    `message                        ${median(sizes)} bytes, ${((median(sizes) / size) * 100).toFixed(2)} % of the snapshot`,
  );
} finally {
  await client.stop();
  rmSync(folder, { recursive: true, force: true });
}

function median(all: readonly number[]): number {
  return all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0;
}

function figures(all: readonly number[]): string {
  return `${median(all).toFixed(0)} ms median, ${Math.max(...all).toFixed(0)} ms at most`;
}
