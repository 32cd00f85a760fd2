import {
  byDocuments,
  collectPairs,
  editsOf,
  isHeldBy,
  isSettled,
  type PairFacts,
  pairNames,
  runsBoth,
} from "../clause-pairs.ts";
import { standardNameOf } from "../naming.ts";
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
  options: { least: 3 },

  collect: collectPairs,

  *check(context) {
    const { library, workspace, pairs: analyzed, options } = context;
    const { integration } = library;
    if (!integration || !runsBoth(context, workspace, options.least)) return;
    const collected: ReadonlyMap<string, PairFacts> = context.collected;
    const parallel = analyzed().filter(
      (one) => one.state === "parallel" && one.pair.share === "merge" && isSettled(one),
    );
    for (const pairs of byDocuments(parallel)) {
      const [uri = "", otherUri = ""] = pairs[0]?.documents ?? [];
      const own = collected.get(uri);
      const other = collected.get(otherUri);
      if (!own || !other) continue;
      const group = pairs.filter((one) => isHeldBy(own, one) && isHeldBy(other, one));
      const factsOf = (facts: PairFacts) =>
        group.flatMap(({ pair }) => facts.pairs.find((one) => one.pair === pair.id) ?? []);
      const here = factsOf(own);
      const [first] = here;
      if (!first) continue;
      const edits = editsOf(here.map((one) => one.merge));
      const topicOf = (id: string): string => group.find((one) => one.pair.id === id)?.pair.topic ?? "";
      yield {
        uri,
        message: "parallel",
        span: here.length > 1 ? own.titleSpan : first.place,
        data: {
          other: other.title,
          clauses: pairNames(group),
          standard: standardNameOf(library, integration.target),
          own: standardNameOf(library, integration.source),
        },
        requirement: group[0]?.target.requirement.id ?? `${integration.target}/4.4`,
        related: [
          ...here.map((one) => ({ uri, span: one.statement, message: `${topicOf(one.pair)}, here` })),
          ...factsOf(other).map((one) => ({
            uri: otherUri,
            span: one.statement,
            message: `${topicOf(one.pair)}, in “${other.title}”`,
          })),
        ],
        fixes:
          edits.length > 0 ? [{ title: "Draft the text that serves both standards here", safe: false, edits }] : [],
      };
    }
  },
});
