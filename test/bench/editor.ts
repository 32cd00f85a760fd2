import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Position } from "vscode-languageserver/node";
import { projectRoot } from "../support/library.ts";
import { LspClient } from "../support/lsp-client.ts";

/**
 * npm run bench -- editor [--peers]: how long after an edit its findings come, and how long completion and hover take, over
 * stdio, for policies of 100 KB and 1 MB; with `--peers` beside the language servers that people run on such files.
 *
 * Prints milliseconds (median and 95th percentile) and ratios; these depend on the machine, so nothing passes or fails.
 */
interface Server {
  readonly name: string;
  readonly formats: readonly Format[];
  /** Undefined for the bundled server. */
  readonly command: readonly string[] | undefined;
}

type Format = "markdown" | "yaml";

const peersFolder = path.join(projectRoot, ".cache/bench-peers/node_modules/.bin");
const peer = (name: string, format: Format, ...options: readonly string[]): Server => ({
  name,
  formats: [format],
  command: [path.join(peersFolder, name), ...options],
});
const servers: readonly Server[] = [
  { name: "codicil", formats: ["markdown", "yaml"], command: undefined },
  ...[peer("rumdl", "markdown", "server"), peer("yaml-language-server", "yaml", "--stdio")].filter(({ command }) =>
    existsSync(command?.[0] ?? ""),
  ),
];
const rounds = { 100: 120, 1000: 40 } as const;
/** So many edits come first, until the code is compiled. */
const warmUp = 10;

/** A policy as long as is asked for: the sections of the examples, one after the other, no two of them alike. */
function policyOf(format: Format, kilobytes: number): string {
  const folder = path.join(projectRoot, "examples/policies");
  const parts = readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .flatMap((name) =>
      readFileSync(path.join(folder, name), "utf8")
        .split(/^(?=## )/m)
        .slice(1),
    );
  let text = format === "yaml" ? "title: Operations policy\ntype: policy\nsections:\n" : "# Operations policy\n\n";
  for (let i = 0; text.length < kilobytes * 1000; i++) {
    const [heading = "", ...lines] = (parts[i % parts.length] ?? "").replace(/\.$/gm, ` (team ${i}).`).split("\n");
    const title = `${heading.replace(/^## (?:\d+\. )?/, "")} of team ${i}`;
    text +=
      format === "yaml"
        ? `  - title: ${JSON.stringify(title)}\n    text: |\n${lines.map((line) => `      ${line}`.trimEnd()).join("\n")}\n`
        : `## ${title}\n${lines.join("\n")}\n`;
  }
  return text;
}

/** A place within a word of the text. */
function placeIn(lines: readonly string[], random: () => number): Position {
  for (;;) {
    const line = Math.floor(random() * lines.length);
    const words = [...(lines[line] ?? "").matchAll(/[a-z]{5,}/g)].filter(({ index }) => index > 12);
    const word = words[Math.floor(random() * words.length)];
    if (word && !/[|`]/.test(lines[line] ?? "")) return { line, character: word.index + 2 };
  }
}

interface Measured {
  readonly findings: readonly number[];
  readonly completion: readonly number[];
  readonly hover: readonly number[];
}

async function measure({ command }: Server, format: Format, kilobytes: keyof typeof rounds): Promise<Measured> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "codicil-bench-editor-")));
  const file = path.join(folder, format === "yaml" ? "operations-policy.yaml" : "operations-policy.md");
  const text = policyOf(format, kilobytes);
  writeFileSync(file, text);
  const uri = pathToFileURL(file).href;
  const client = new LspClient(command);
  try {
    await client.start(folder, {
      capabilities: { textDocument: { diagnostic: {}, publishDiagnostics: { versionSupport: true } } },
    });
    const pulls = client.capabilities["diagnosticProvider"] !== undefined;
    const took = async (work: () => Promise<unknown>): Promise<number> => {
      const start = performance.now();
      await work();
      return performance.now() - start;
    };
    const findingsOf = (version: number): Promise<unknown> =>
      pulls
        ? client.connection.sendRequest("textDocument/diagnostic", { textDocument: { uri } })
        : published(client, uri, version);
    const first = findingsOf(1);
    await client.open(uri, format, text);
    await first;

    const lines = text.split("\n");
    const random = generator();
    const measured = { findings: [] as number[], completion: [] as number[], hover: [] as number[] };
    for (let i = -warmUp; i < rounds[kilobytes]; i++) {
      const place = placeIn(lines, random);
      const version = i + warmUp + 2;
      const line = lines[place.line] ?? "";
      lines[place.line] = `${line.slice(0, place.character)}x${line.slice(place.character)}`;
      const findings = await took(async () => {
        const answer = pulls ? undefined : findingsOf(version);
        await client.connection.sendNotification("textDocument/didChange", {
          textDocument: { uri, version },
          contentChanges: [
            incremental(client) ? { range: { start: place, end: place }, text: "x" } : { text: lines.join("\n") },
          ],
        });
        await (answer ?? findingsOf(version));
      });
      const position = placeIn(lines, random);
      const ask = (method: string): Promise<number> =>
        took(() => client.connection.sendRequest(method, { textDocument: { uri }, position }));
      const completion = await ask("textDocument/completion");
      const hover = await ask("textDocument/hover");
      if (i < 0) continue;
      measured.findings.push(findings);
      measured.completion.push(completion);
      measured.hover.push(hover);
    }
    return measured;
  } finally {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Settles when the findings of a version were sent. */
function published({ connection }: LspClient, uri: string, version: number): Promise<void> {
  return new Promise((settle) => {
    connection.onNotification("textDocument/publishDiagnostics", (params: { uri: string; version?: number }) => {
      if (params.uri === uri && (params.version ?? version) >= version) settle();
    });
  });
}

/** True where a server takes changes by range. */
function incremental({ capabilities }: LspClient): boolean {
  const { textDocumentSync: sync } = capabilities as { textDocumentSync?: number | { change?: number } };
  return (typeof sync === "object" ? sync.change : sync) === 2;
}

/** The same numbers for every server. */
function generator(): () => number {
  let seed = 11;
  return () => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff;
}

const share = (all: readonly number[], part: number): number =>
  all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * part))] ?? 0;
const figures = (all: readonly number[]): string =>
  `${share(all, 0.5).toFixed(1)} / ${share(all, 0.95).toFixed(1)}`.padStart(15);

console.log(
  `${"".padEnd(40)}${["edit to findings", "completion", "hover"].map((one) => one.padStart(17)).join("")}   ms, p50 / p95`,
);
for (const format of ["markdown", "yaml"] as const) {
  for (const kilobytes of [100, 1000] as const) {
    let own: number | undefined;
    for (const server of servers.filter(({ formats }) => formats.includes(format))) {
      const { findings, completion, hover } = await measure(server, format, kilobytes);
      const p95 = share(findings, 0.95);
      own ??= p95;
      const ratio = server.command ? `   codicil / ${server.name}: ${(own / p95).toFixed(2)}` : "";
      const title = `${server.name}, ${format}, ${kilobytes} KB`.padEnd(40);
      console.log(`${title}${[findings, completion, hover].map((all) => figures(all).padStart(17)).join("")}${ratio}`);
    }
  }
}
