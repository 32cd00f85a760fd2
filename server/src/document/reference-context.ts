import { contains, type Span } from "../base/span.ts";
import { rememberFor } from "../base/values.ts";
import type { Library } from "../catalog/library.ts";
import type { Requirement, StandardId } from "../catalog/model.ts";
import type { Metadata } from "./model.ts";
import type { Outline } from "./outline.ts";
import type { WrittenReference } from "./reference-scan.ts";
import { type Names, placedMentions, type Stretch } from "./reference-stretches.ts";

/** What a whole document says that helps to read one reference. */
export interface ReferenceContext {
  /** Standards that the document names anywhere, current editions where it names no edition. */
  readonly named: ReadonlySet<StandardId>;
  /** The standard that metadata or title declare. */
  readonly declared: StandardId | undefined;
  readonly hasCertain: boolean;
  /** The one standard that has every number that only one has, in a document that names none. */
  readonly only: StandardId | undefined;
}

export function referenceContext(
  outline: Outline,
  metadata: Metadata,
  stretches: readonly Stretch[],
  inMetadata: readonly WrittenReference[],
  library: Library,
): ReferenceContext {
  const near = (span: Span | undefined): StandardId | undefined => {
    if (!span) return undefined;
    const around = stretches.filter(({ at }, i) => at < span.end && span.start < (stretches[i + 1]?.at ?? Infinity));
    const inside = placedMentions(around).filter((mention) => contains(span, mention));
    const found = new Set(inside.map((mention) => mention.standards[0]));
    return found.size === 1 ? [...found][0] : undefined;
  };
  const declared =
    near(metadata.fields.get("references")?.valueSpan) ??
    near(outline.title?.span) ??
    near(metadata.fields.get("title")?.valueSpan);
  const signs = [...stretches.map(({ names }) => signsOf(names, library)), signsIn(inMetadata, library)];
  const named = new Set(signs.flatMap((one) => one.named));
  const held = signs.reduce((sum, one) => sum + one.held, 0);
  const sole = new Set(signs.flatMap((one) => one.sole));
  return {
    named,
    declared,
    hasCertain: named.size > 0 || held >= 2 || signs.some((one) => one.hasCertain),
    only: named.size === 0 && sole.size === 1 ? [...sole][0] : undefined,
  };
}

/** What one stretch adds to the context of all. */
interface Signs {
  readonly named: readonly StandardId[];
  /** A control in a form that can mean nothing else. */
  readonly hasCertain: boolean;
  /** Numbers that some current edition holds. */
  readonly held: number;
  /** Standards that alone hold the number of a control. */
  readonly sole: readonly StandardId[];
}

const signsOf = rememberFor(({ mentions, written }: Names, library: Library): Signs => {
  const named = mentions.map((mention) => mention.standards[0]).filter((id) => id !== undefined);
  return { ...signsIn(written, library), named: [...new Set(named)] };
});

function signsIn(written: readonly WrittenReference[], library: Library): Signs {
  const holders = written.map((one) => currentHolders(one.number, library));
  return {
    named: [],
    hasCertain: written.some((one) => one.certain && one.kind === "control"),
    held: holders.filter((all) => all.length > 0).length,
    sole: written.flatMap(({ kind }, i) => {
      const [first, ...more] = holders[i] ?? [];
      return first && kind === "control" && more.length === 0 ? [first.standard] : [];
    }),
  };
}

/** What the members of each list resolve to without doubt, by chain. */
export function chainStandards(
  written: readonly WrittenReference[],
  library: Library,
): ReadonlyMap<number, StandardId> {
  const chains = new Map<number, StandardId>();
  const torn = new Set<number>();
  for (const one of written) {
    const holders = new Set(currentHolders(one.number, library).map((requirement) => requirement.standard));
    const only = holders.size === 1 ? [...holders][0] : undefined;
    if (only === undefined || one.kind === "clause") continue;
    if (chains.has(one.chain) && chains.get(one.chain) !== only) torn.add(one.chain);
    chains.set(one.chain, only);
  }
  for (const chain of torn) chains.delete(chain);
  return chains;
}

/** Requirements of current editions that have a number. */
export const currentHolders = (number: string, library: Library): Requirement[] =>
  library.byNumber(number).filter((requirement) => library.standard(requirement.standard)?.supersededBy === undefined);
