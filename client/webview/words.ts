import type { Counts, RequirementRow, Status } from "../../server/src/lsp/protocol.ts";

/** In the order of reports. */
export const statuses: readonly Status[] = ["covered", "partial", "claimed", "missing", "excluded"];

/** A sign for each verdict, so that none is told by its colour alone. */
export const signs: Readonly<Record<Status, string>> = {
  covered: "●",
  partial: "◐",
  claimed: "◇",
  missing: "○",
  excluded: "–",
};

export const meanings: Readonly<Record<Status, string>> = {
  covered: "enough of its points are stated",
  partial: "some of its points are stated",
  claimed: "named, and no sentence speaks to it",
  missing: "no document speaks to it",
  excluded: "left out, with a justification",
};

/** `covered, 3 of 4 points, 2 documents; was missing`. */
export function describeRow(row: RequirementRow): string {
  const { status, stated, points, documents, before, justification, notAsked } = row;
  const parts: string[] = [notAsked ? "not asked" : status];
  if (status === "excluded" && justification) parts.push(justification);
  if (points > 0 && status !== "excluded") parts.push(`${stated} of ${points} points`);
  if (documents > 0) parts.push(documents === 1 ? "1 document" : `${documents} documents`);
  return parts.join(", ") + (before === null ? "" : `; was ${before}`);
}

/** `covered +2, missing −2`; `no change` where the counts are the same. */
export function describeTrend(now: Counts, before: Counts): string {
  const parts = statuses.flatMap((status) => {
    const by = now[status] - before[status];
    return by === 0 ? [] : [`${status} ${by > 0 ? `+${by}` : `−${-by}`}`];
  });
  return parts.length > 0 ? parts.join(", ") : "no change";
}
