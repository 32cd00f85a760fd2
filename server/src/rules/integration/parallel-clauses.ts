import { collectPairs, pairGroups, pairNames, topicOf } from "../clause-pairs.ts";
import { mergeFix } from "../merge-sections.ts";
import { standardNameOf, titleOf } from "../naming.ts";
import { workspaceRule } from "../rule.ts";

/** Sub-clauses that two documents serve, one for each standard, where one text could serve both. */
export const rule = workspaceRule({
  id: "integration/parallel-clauses",
  summary: "Points out two documents that serve the same clauses of two standards, where one text could serve both.",
  severity: "info",
  requirements: ["iso27001:2022/4.4", "iso42001:2023/4.4"],
  messages: {
    parallel:
      "“{other}” serves {clauses} for {standard}, and this document serves the same for {own}: one text could serve both.",
  },
  options: {},

  collect: collectPairs,

  *check(context) {
    const { library } = context;
    const { integration } = library;
    if (!integration) return;
    for (const group of pairGroups(context, ({ state }) => state === "parallel")) {
      const [own, other] = group.places;
      if (!own || !other) continue;
      const otherTitle = titleOf(other.doc);
      yield {
        uri: own.doc.uri,
        message: "parallel",
        span: own.span,
        data: {
          other: otherTitle,
          clauses: pairNames(group.pairs),
          standard: standardNameOf(library, integration.target),
          own: standardNameOf(library, integration.source),
        },
        requirement: group.pairs[0]?.target.requirement.id ?? `${integration.target}/4.4`,
        related: [
          ...own.served.map(({ pair, statement }) => ({
            uri: own.doc.uri,
            span: statement,
            message: `${topicOf(group, pair)}, here`,
          })),
          ...other.served.map(({ pair, statement }) => ({
            uri: other.doc.uri,
            span: statement,
            message: `${topicOf(group, pair)}, in “${otherTitle}”`,
          })),
        ],
        fixes: [mergeFix(own, other)],
      };
    }
  },
});
