import type { CancellationToken } from "vscode-languageserver";
import type { Source } from "../../features/convert.ts";
import { explainRequirement, requirementDetail } from "../../features/requirement-detail.ts";
import { filterRequirements } from "../../report/panel-filter.ts";
import { createCoverageFeed } from "../coverage.ts";
import type { Project } from "../project.ts";
import type { ClientRequests, CoverageChange, ServerNotifications } from "../protocol.ts";
import { answer, type Handler, type HandlerContext } from "./handler.ts";

type Answer<M extends keyof ClientRequests> = ClientRequests[M]["result"];
type Params<M extends keyof ClientRequests> = ClientRequests[M]["params"];

/** codicil/coverage and what a reader of the side panel asks next. */
export const coverageHandler: Handler = {
  capabilities: () => ({}),
  register(context) {
    const { connection, delivery, library, spellings } = context;
    const feed = createCoverageFeed(context);
    const changed: keyof ServerNotifications = "codicil/coverageChanged";
    const send = (): void => {
      const change: CoverageChange | undefined = feed.changes();
      if (change) void connection.sendNotification(changed, change);
    };
    delivery.onDelivered(send);

    on("codicil/coverage", context, () => feed.snapshot());
    on("codicil/requirement", context, ({ project: key, requirement }) => {
      const project = projectBy(key, context);
      return (project && detailOf(project, requirement, context)) ?? null;
    });
    on("codicil/filterRequirements", context, ({ project: key, filter }) => {
      const project = projectBy(key, context);
      if (!project) return [];
      const documents = filter.documents?.map((uri) => spellings.keyOf(uri)) ?? null;
      const { config, workspace } = project;
      return filterRequirements(workspace.coverage(), library, config.standards, { ...filter, documents });
    });
    on("codicil/explain", context, ({ project: key, requirement }) =>
      explainRequirement(library, projectBy(key, context)?.workspace.coverage(), requirement),
    );
    on("codicil/setBaseline", context, (params) => {
      feed.setBaseline(params);
      send();
      return null;
    });
  },
};

/** Answers a request of the protocol. */
export function on<M extends keyof ClientRequests>(
  method: M,
  { connection }: HandlerContext,
  handler: (params: Params<M>) => Answer<M> | Promise<Answer<M>>,
): void {
  const handle: (params: Params<M>, token: CancellationToken) => Promise<unknown> = answer(async (params: Params<M>) =>
    handler(params),
  );
  connection.onRequest<unknown, never>(method, handle);
}

export const projectBy = (key: string, { world }: HandlerContext): Project | undefined =>
  world.projects().find((project) => project.key === key);

function detailOf(project: Project, requirement: string, context: HandlerContext): Answer<"codicil/requirement"> {
  return requirementDetail(project.workspace.coverage(), requirement, titledSources(project, context)) ?? null;
}

/** Finds the texts of a project's documents with the titles that the panel shows. */
export const titledSources =
  (
    { workspace }: Project,
    { sources, world }: HandlerContext,
  ): ((uri: string) => { readonly source: Source; readonly title: string } | undefined) =>
  (uri) => {
    const doc = workspace.document(uri)?.doc;
    if (!doc) return undefined;
    const title = doc.title?.text || (uri.split("/").at(-1) ?? uri);
    return { source: sources.ofDocument(doc, world.open.get(uri)?.version ?? null), title };
  };
