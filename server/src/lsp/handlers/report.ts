import { folderOf, pathBelow } from "../../engine/globs.ts";
import type { ReportSource } from "../../report/quotes.ts";
import { buildReport } from "../../report/report.ts";
import { reportHtml } from "../../report/report-html.ts";
import type { PagePlace } from "../../report/report-parts.ts";
import { buildSoa } from "../../report/soa.ts";
import { soaCsv, soaMarkdown } from "../../report/soa-text.ts";
import { soaWorkbook } from "../../report/spreadsheet.ts";
import type { Project } from "../project.ts";
import type { FileContent, SoaParams } from "../protocol.ts";
import { answerOwn, type Handler, type HandlerContext } from "./handler.ts";

/** codicil/report and codicil/soa */
export const reportHandler: Handler = {
  capabilities: () => ({}),
  register(context) {
    const { host, version } = context;
    answerOwn(context, "codicil/report", async ({ uri, nonce, openCommand }) => {
      const found = await sourceOf(uri, context);
      if (!found) return null;
      const { source, folder } = found;
      const commit = await host.commit?.(folder);
      const report = buildReport(source, { version, commit, subject: nameOf(folder) });
      const linkTo = openCommand === undefined ? {} : { linkTo: linkMaker(openCommand, context) };
      return { html: reportHtml(report, { nonce: nonce.replace(/[^A-Za-z0-9]/g, ""), ...linkTo }) };
    });
    answerOwn(context, "codicil/soa", async ({ uri, format }) => {
      const found = await sourceOf(uri, context);
      return found ? writeSoa(found.source, format) : null;
    });
  },
};

async function writeSoa(source: ReportSource, format: SoaParams["format"]): Promise<FileContent> {
  const soa = buildSoa(source);
  const name = "statement-of-applicability";
  switch (format) {
    case "markdown":
      return { fileName: `${name}.md`, encoding: "utf-8", content: soaMarkdown(soa) };
    case "csv":
      return { fileName: `${name}.csv`, encoding: "utf-8", content: soaCsv(soa) };
    case "xlsx":
      return { fileName: `${name}.xlsx`, encoding: "base64", content: base64(await soaWorkbook(soa)) };
  }
}

/** The documents around a place, once all of them were read; undefined where there are none. */
async function sourceOf(
  written: string,
  context: HandlerContext,
): Promise<{ source: ReportSource; folder: string } | undefined> {
  const { world, today } = context;
  world.checkDay();
  const project = await readProjectAt(written, context);
  if (!project) return undefined;
  if (project.workspace.documents().length === 0) return undefined;
  const folder = project.configUri === undefined ? project.key : folderOf(project.configUri);
  const pathOf = (uri: string): string => pathBelow(folder, uri) ?? uri;
  const { workspace, equipment } = project;
  return { source: { library: equipment.library, workspace, today: today(), pathOf }, folder };
}

/** The project of a document; for a folder, the one that holds most documents at or below it, or the one it lies in. */
async function projectAt(written: string, { world, spellings }: HandlerContext): Promise<Project | undefined> {
  const key = spellings.keyOf(written).replace(/\/+$/, "");
  // Asking for a document waits until the workspace was looked through, whether the document is there or not.
  const own = await world.configurationOf(/\.(?:md|markdown|ya?ml)$/i.test(key) ? key : `${key}/document.md`);
  const size = ({ members, workspace }: Project): number => members?.size ?? workspace.documents().length;
  if (own && size(own) > 0) return own;
  const isBelow = (uri: string): boolean => uri === key || pathBelow(key, uri) !== undefined;
  const projects = world.projects();
  const below = projects.filter((project) => isBelow(project.key)).sort((a, b) => size(b) - size(a));
  return below[0] ?? projects.find((project) => pathBelow(folderOf(project.key), key) !== undefined);
}

/** How often the reading of the workspace is looked at, in milliseconds. */
const pause = 50;

/** The project of a place once its documents were read; it is looked up anew, because a change of folders replaces projects. */
async function readProjectAt(written: string, context: HandlerContext): Promise<Project | undefined> {
  for (;;) {
    const project = await projectAt(written, context);
    if (!project || project.isIndexed) return project;
    await new Promise((resolve) => void setTimeout(resolve, pause));
  }
}

/** A link that has the client open a place: a command with its arguments, as VS Code writes them. */
function linkMaker(command: string, { spellings }: HandlerContext): (place: PagePlace) => string {
  return ({ uri, line }) =>
    `command:${command}?${encodeURIComponent(JSON.stringify([spellings.written(uri), line - 1]))}`;
}

const nameOf = (folder: string): string => {
  const name = folder.slice(folder.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(name) || folder;
  } catch {
    return name;
  }
};

function base64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
