import { isAiInScope } from "../../engine/scope.ts";
import { integrationView } from "../../report/integration.ts";
import { integrationDetail } from "../integration.ts";
import type { Project } from "../project.ts";
import type { IntegrationDetail, ServerNotifications } from "../protocol.ts";
import { projectBy, titledSources } from "./coverage.ts";
import { answerOwn, type Handler, type HandlerContext } from "./handler.ts";

/** codicil/integration, and word of its changes along with those of the coverage. */
export const integrationHandler: Handler = {
  capabilities: () => ({}),
  register(context) {
    const { connection, delivery, world, isEnabled } = context;
    /** Answers that the client still takes for true, as JSON, by project. */
    const answers = new Map<string, string>();
    const look = (key: string): IntegrationDetail | null => {
      const project = isEnabled() ? projectBy(key, context) : undefined;
      return (project && detailOf(project, context)) ?? null;
    };
    answerOwn(context, "codicil/integration", async ({ project: key }) => {
      const detail = look(key);
      answers.set(key, JSON.stringify(detail));
      return detail;
    });

    const method: keyof ServerNotifications = "codicil/integrationChanged";
    delivery.onDelivered(() => {
      // While the workspace is read every document would change it.
      if (world.isIndexing) return;
      const projects = [...answers].filter(([key, json]) => JSON.stringify(look(key)) !== json).map(([key]) => key);
      if (projects.length === 0) return;
      // Whoever does not show it need not be told twice.
      for (const key of projects) answers.delete(key);
      const change: ServerNotifications["codicil/integrationChanged"] = { projects };
      void connection.sendNotification(method, change);
    });
  },
};

function detailOf(project: Project, context: HandlerContext): IntegrationDetail | undefined {
  const { workspace, config, equipment } = project;
  const coverage = workspace.coverage();
  if (coverage.documents.length === 0) return undefined;
  const findings = workspace.documents().flatMap((uri) => context.world.findings(project, uri));
  const aiInScope = isAiInScope(config, equipment.library);
  return integrationDetail(
    integrationView(coverage, equipment.library, findings, aiInScope),
    titledSources(project, context),
  );
}
