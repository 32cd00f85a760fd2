import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "mocha";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import type { ClientRequests } from "../../server/src/lsp/protocol.ts";
import { readCsv } from "../../server/src/report/read-csv.ts";
import { runCli } from "../support/cli.ts";
import { projectRoot } from "../support/library.ts";

const examples = path.join(projectRoot, "examples");
const folder = pathToFileURL(examples).href;

/** Status by requirement id. */
type Statuses = ReadonlyMap<string, string>;

interface Group {
  readonly requirements: readonly { readonly id: string; readonly status: string }[];
}

describe("reports over the protocol", () => {
  let server: ChildProcess;
  let connection: MessageConnection;
  const ask = <M extends keyof ClientRequests>(
    method: M,
    params: ClientRequests[M]["params"],
  ): Promise<ClientRequests[M]["result"]> => connection.sendRequest(method, params);

  before(async () => {
    server = spawn(process.execPath, [path.join(projectRoot, "server/bin/codicil.mjs"), "lsp", "--stdio"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const { stdin, stdout } = server;
    assert.ok(stdin && stdout);
    connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    connection.onRequest("client/registerCapability", () => null);
    connection.onRequest("window/workDoneProgress/create", () => null);
    connection.listen();
    await connection.sendRequest("initialize", {
      processId: null,
      rootUri: folder,
      workspaceFolders: [{ uri: folder, name: "examples" }],
      capabilities: {},
    });
    await connection.sendNotification("initialized", {});
  });
  after(async () => {
    await connection.sendRequest("shutdown");
    await connection.sendNotification("exit");
    connection.dispose();
  });

  it("agrees with the command line on every verdict of the examples, in every form", async () => {
    const json = async (...args: string[]): Promise<unknown> =>
      JSON.parse((await runCli(args, examples)).out) as unknown;
    const coverage = (await json("coverage", "policies", "--format", "json")) as { standards: { groups: Group[] }[] }[];
    const expected = statusesOf(coverage.flatMap(({ standards }) => standards.flatMap(({ groups }) => groups)));
    assert.equal([...expected.keys()].filter((id) => id.includes("/A.")).length, 93 + 38);

    const report = (await json("report", "policies", "--format", "json")) as { standards: { groups: Group[] }[] };
    assert.deepEqual(statusesOf(report.standards.flatMap(({ groups }) => groups)), expected, "report as JSON");

    const page = await ask("codicil/report", { uri: folder, nonce: "n" });
    assert.deepEqual(pageStatuses(page?.html ?? "", expected), expected, "report in the editor");

    const controls = new Map([...expected].filter(([id]) => id.includes("/A.")));
    const inEditor = await ask("codicil/soa", { uri: folder, format: "csv" });
    assert.deepEqual(soaStatuses(inEditor?.content ?? ""), controls, "SoA in the editor");
    const printed = (await runCli(["soa", "policies", "--format", "csv"], examples)).out;
    assert.deepEqual(soaStatuses(printed), controls, "SoA on the command line");
    assert.equal(inEditor?.content, printed);
  });

  it("writes a workbook", async () => {
    const file = await ask("codicil/soa", { uri: folder, format: "xlsx" });
    assert.equal(file?.fileName, "statement-of-applicability.xlsx");
    assert.equal(Buffer.from(file.content, "base64").subarray(0, 2).toString(), "PK");
  });

  it("makes places links to a command where the client names one", async () => {
    const page = await ask("codicil/report", { uri: folder, nonce: "<x>", openCommand: "codicil.openPlace" });
    const links = [...(page?.html ?? "").matchAll(/href="command:([^"?]+)\?([^"]+)"/g)];
    assert.ok(links.length > 100);
    assert.deepEqual([...new Set(links.map((link) => link[1]))], ["codicil.openPlace"]);
    const [uri, line] = JSON.parse(decodeURIComponent(links[0]?.[2] ?? "")) as [string, number];
    assert.ok(uri.startsWith(folder) && line >= 0);
    assert.ok(page?.html.includes("'nonce-x'"), "a nonce has letters and digits only");
  });

  it("has nothing to say of a place without documents", async () => {
    assert.equal(await ask("codicil/report", { uri: "file:///nowhere", nonce: "n" }), null);
  });

  it("writes new documents and configurations as the command line does", async () => {
    const types = await ask("codicil/documentTypes", null);
    assert.ok(types.some(({ id, title }) => id === "backup-policy" && title === "Backup policy"));
    const draft = await ask("codicil/newDocument", { folder, type: "backup-policy", format: "yaml" });
    assert.equal(draft?.fileName, "backup-policy.yaml");
    const { out } = await runCli(["new", "backup-policy", "--format", "yaml"], examples);
    assert.equal(draft.content, out);
    assert.equal(await ask("codicil/newDocument", { folder, type: "nothing", format: "yaml" }), null);
    const { text, recognized } = await ask("codicil/setUp", { folder });
    assert.equal(text, (await runCli(["init", "--dry-run"], examples)).out);
    assert.ok(recognized > 10);
  });
});

const statusesOf = (groups: readonly Group[]): Statuses =>
  new Map(groups.flatMap(({ requirements }) => requirements.map(({ id, status }) => [id, status])));

/** Statuses that the tiles of a page show, by the ids that their anchors stand for. */
function pageStatuses(html: string, expected: Statuses): Statuses {
  const ids = new Map([...expected.keys()].map((id) => [id.replace(/[^\w.-]/g, "-"), id]));
  return new Map(
    [...html.matchAll(/<li><a class="(\w+)" href="#([^"]+)"/g)].map(([, status = "", anchor = ""]) => [
      ids.get(anchor) ?? anchor,
      status,
    ]),
  );
}

const statusByText: Readonly<Record<string, string>> = {
  Documented: "covered",
  "Documented in part": "partial",
  "Claimed, without evidence": "claimed",
  "Not documented": "missing",
  "Not applicable": "excluded",
};

function soaStatuses(csv: string): Statuses {
  const standards: Readonly<Record<string, string>> = {
    "ISO/IEC 27001:2022": "iso27001:2022",
    "ISO/IEC 42001:2023": "iso42001:2023",
  };
  return new Map(
    readCsv(csv)
      .slice(1)
      .map(({ cells }) => [`${standards[cells[0] ?? ""] ?? ""}/${cells[1] ?? ""}`, statusByText[cells[6] ?? ""] ?? ""]),
  );
}
