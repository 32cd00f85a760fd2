import type { Side } from "../catalog/integration.ts";
import type { PairAnalysis, PairState, SideAnalysis } from "../evidence/integration.ts";

/** How a reader sees a state. */
export const stateWords: Readonly<Record<PairState, string>> = {
  integrated: "integrated",
  parallel: "parallel",
  "one-sided": "one-sided",
  single: "by itself",
  absent: "absent",
};

/** What of a pair decides its state. */
type PairSupport = Pick<PairAnalysis, "state" | "lacks" | "documents"> & {
  readonly source: Pick<SideAnalysis, "status"> | undefined;
  readonly target: Pick<SideAnalysis, "status">;
};

/**
 * Why a pair is in its state, as a sentence.
 * @param nameOf  how a document is named to the reader
 */
export function pairReason(
  { state, lacks, documents, source, target }: PairSupport,
  standards: Readonly<Record<Side, string>>,
  nameOf: (document: string) => string,
): string {
  const [first, second] = documents.map((one) => `“${nameOf(one)}”`);
  const inPart = (side: Pick<SideAnalysis, "status"> | undefined): string =>
    side?.status === "partial" ? " in part" : "";
  switch (state) {
    case "integrated":
      return `${first} serves both standards.`;
    case "parallel":
      return `${first} serves ${standards.source}${inPart(source)}, and ${second} serves ${standards.target}${inPart(target)}.`;
    case "one-sided": {
      const [served, open] = lacks === "source" ? (["target", "source"] as const) : (["source", "target"] as const);
      const side = served === "source" ? source : target;
      return `${first} serves ${standards[served]}${inPart(side)}, and no document serves ${standards[open]}.`;
    }
    case "single":
      return `Only ${standards.target} asks for it, and ${first} serves it${inPart(target)}.`;
    case "absent":
      return source
        ? "No document serves either standard."
        : `Only ${standards.target} asks for it, and no document serves it.`;
  }
}
