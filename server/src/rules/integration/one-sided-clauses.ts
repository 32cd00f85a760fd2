import { collectPairs, editsOf, pairGroups, pairNames, topicOf } from "../clause-pairs.ts";
import { standardNameOf } from "../naming.ts";
import { fixLater, workspaceRule } from "../rule.ts";
import { isAsked } from "../scope.ts";
import { opposite } from "../../evidence/named-sides.ts";

/** Sub-clauses that a document serves for one standard, that no document serves for the other, and that one text could serve for both. */
export const rule = workspaceRule({
  id: "integration/one-sided-clauses",
  summary: "Points out a document that serves clauses of one standard which no document serves for the other.",
  severity: "info",
  requirements: ["iso27001:2022/4.4", "iso42001:2023/4.4"],
  messages: {
    extend: "This document serves {clauses} for {own}, and no document does for {other}: extend it.",
  },
  options: {},

  collect: collectPairs,

  *check(context) {
    const { library } = context;
    const { integration } = library;
    if (!integration) return;
    const groups = pairGroups(context, ({ state, lacks = "target", pair, documents: [carrier] }) => {
      const lacking = pair[lacks] ?? pair.target;
      if (state !== "one-sided" || !isAsked(context, lacking)) return false;
      // The document that sets up the lacking system alone is where it is missed. And a policy that sets up both is asked by
      // other rules for what both standards want of it, such as roles for AI.
      const isItsPlace = [...context.collected].some(
        ([uri, { doc, leads, expects }]) =>
          leads[lacks] &&
          expects.includes(lacking) &&
          (!leads[opposite(lacks)] || (uri === carrier && doc.classification.kind === "policy")),
      );
      return !isItsPlace;
    });
    for (const group of groups) {
      const [place] = group.places;
      const [first] = group.pairs;
      if (!place || !first) continue;
      const side = first.lacks ?? "target";
      const other = standardNameOf(library, integration[side]);
      const fix = fixLater({ title: `Extend it to ${other}`, safe: false }, () =>
        editsOf(place.served.map((one) => one.extend())),
      );
      yield {
        uri: place.doc.uri,
        message: "extend",
        span: place.span,
        data: {
          clauses: pairNames(group.pairs),
          own: standardNameOf(library, integration[opposite(side)]),
          other,
        },
        requirement: first[side]?.requirement.id ?? `${integration[side]}/4.4`,
        related: place.served.map(({ pair, statement }) => ({
          uri: place.doc.uri,
          span: statement,
          message: topicOf(group, pair),
        })),
        fixes: [fix],
      };
    }
  },
});
