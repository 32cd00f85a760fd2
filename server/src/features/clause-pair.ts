import { escapeMarkdown } from "../base/markdown.ts";
import { upperFirst } from "../base/text.ts";
import type { RequirementId } from "../catalog/model.ts";
import { isAiInScope } from "../engine/scope.ts";
import { analyzeIntegration, type PairAnalysis } from "../evidence/integration.ts";
import { standardNameOf, titleOf } from "../rules/naming.ts";
import { pairReason, stateWords } from "../rules/pair-words.ts";
import type { Reading } from "./reading.ts";

/**
 * How two management systems stand to each other at a clause: the state, why, and what could be done. Markdown; every text of
 * a document is escaped.
 * @returns  undefined for controls, and where there are no two systems to compare
 */
export function pairText(id: RequirementId, reading: Reading): string | undefined {
  const { library, workspace } = reading;
  const [found] = pairsOf([id], reading);
  if (!found || !library.integration) return undefined;
  const { pair, state } = found;
  const standards = {
    source: standardNameOf(library, library.integration.source),
    target: standardNameOf(library, library.integration.target),
  };
  const other = id === pair.source ? found.target : found.source;
  const nameOf = (uri: string): string => {
    const doc = workspace.document(uri)?.doc;
    return doc ? titleOf(doc) : uri;
  };
  const beside = other
    ? ` with ${standardNameOf(library, other.requirement.standard)} ${other.requirement.number}`
    : "";
  const advice = state === "parallel" || state === "one-sided" || pair.share !== "merge" ? ` ${pair.how}.` : "";
  return `**${upperFirst(stateWords[state])}${beside}.** ${escapeMarkdown(pairReason(found, standards, nameOf) + advice)}`;
}

/** The state of each clause that belongs to a pair, in a word. */
export function pairStates(ids: readonly RequirementId[], reading: Reading): ReadonlyMap<RequirementId, string> {
  const states = pairsOf(ids, reading).flatMap(({ pair, state }) =>
    [pair.source, pair.target].flatMap((id) => (id === undefined ? [] : [[id, stateWords[state]] as const])),
  );
  return new Map(states);
}

function pairsOf(ids: readonly RequirementId[], { library, workspace }: Reading): PairAnalysis[] {
  const isClause = ids.some((id) => library.requirement(id)?.kind === "clause");
  if (!isClause || !isAiInScope(workspace.config, library)) return [];
  return analyzeIntegration(workspace.coverage(), library).filter(({ pair }) =>
    ids.some((id) => id === pair.source || id === pair.target),
  );
}
