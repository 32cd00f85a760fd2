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
import { isAsked } from "../scope.ts";

/** Sub-clauses that a document serves for one standard, that no document serves for the other, and that one text could serve for both. */
export const rule = workspaceRule({
  id: "integration/one-sided-clauses",
  summary: "Points out a document that serves clauses of one standard which no document serves for the other.",
  severity: "info",
  requirements: ["iso27001:2022/4.4", "iso42001:2023/4.4"],
  messages: {
    extend: "This document serves {clauses} for {own}, and no document does for {other}: extend it.",
  },
  options: { least: 3 },

  collect: collectPairs,

  *check(context) {
    const { library, workspace, pairs: analyzed, options } = context;
    const { integration } = library;
    if (!integration || !runsBoth(context, workspace, options.least)) return;
    const collected: ReadonlyMap<string, PairFacts> = context.collected;
    const lacking = analyzed().filter(
      (one) =>
        one.state === "one-sided" &&
        one.pair.share === "merge" &&
        isSettled(one) &&
        isAsked(context, (one.lacks === "source" ? one.pair.source : one.pair.target) ?? one.pair.target),
    );
    for (const side of ["target", "source"] as const) {
      for (const pairs of byDocuments(lacking.filter(({ lacks }) => lacks === side))) {
        const uri = pairs[0]?.documents[0] ?? "";
        const own = collected.get(uri);
        const group = own ? pairs.filter((one) => isHeldBy(own, one)) : [];
        const here = group.flatMap(({ pair }) => own?.pairs.find((one) => one.pair === pair.id) ?? []);
        const [first] = here;
        if (!own || !first) continue;
        const edits = editsOf(here.map((one) => one.extend));
        const other = standardNameOf(library, integration[side]);
        yield {
          uri,
          message: "extend",
          span: here.length > 1 ? own.titleSpan : first.place,
          data: {
            clauses: pairNames(group),
            own: standardNameOf(library, integration[side === "target" ? "source" : "target"]),
            other,
          },
          requirement: group[0]?.[side]?.requirement.id ?? `${integration[side]}/4.4`,
          related: here.map((one) => ({
            uri,
            span: one.statement,
            message: group.find(({ pair }) => pair.id === one.pair)?.pair.topic ?? "",
          })),
          fixes: edits.length > 0 ? [{ title: `Extend it to ${other}`, safe: false, edits }] : [],
        };
      }
    }
  },
});
