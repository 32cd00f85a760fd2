import { contains, createCover, overlaps, shift, type Span } from "../base/span.ts";
import { once } from "../base/values.ts";
import type { Library } from "../catalog/library.ts";
import type { StandardId } from "../catalog/model.ts";
import { itemsWithin } from "./lookup.ts";
import type { Reference } from "./model.ts";
import type { Outline, OutlineSection } from "./outline.ts";
import {
  familiesOf,
  findStandards,
  scanReferences,
  type StandardMention,
  type WrittenReference,
} from "./reference-scan.ts";
import { rememberBySection } from "./section-content.ts";

/** A written reference with what its own line says of it. */
export interface FoundReference extends WrittenReference {
  /** The line says that some other document covers it, or that it is left out. */
  readonly elsewhere: boolean;
}

/** What a stretch of a text names, in order of place; spans are relative to its start. */
export interface Names {
  readonly mentions: readonly StandardMention[];
  readonly written: readonly FoundReference[];
  /** Standards that the stretch's heading names, where all of its mentions agree. */
  readonly byHeading: readonly StandardId[] | undefined;
  /** What the references were resolved to, by what else that depends on. */
  readonly resolved: Map<string, readonly Reference[]>;
}

/** A section, or what stands outside of all (in broken YAML), with what is named there. */
export interface Stretch {
  readonly at: number;
  /** Index of the section; undefined where others begin within it. */
  readonly section: number | undefined;
  /** The same object as long as the section's text stays the same. */
  readonly names: Names;
}

/** Finds standards and references section by section, and keeps what it found in a section for as long as its text stays. */
export function createNameFinder(library: Library): (outline: Outline) => readonly Stretch[] {
  const families = familiesOf(library);
  const scan = ({ start, end }: Span, heading: Span | undefined, outline: Outline): Names => {
    const stretch = outline.text.slice(start, end);
    const mentions = findStandards(stretch, families);
    const isHidden = once(() => createCover(hiddenIn(outline, { start, end })));
    const written = scanReferences(stretch, mentions, library, (offset) => isHidden()(start + offset));
    return {
      mentions,
      written: written.map((one) => ({ ...one, elsewhere: isElsewhere(stretch, one.span) })),
      byHeading: heading && agreed(mentions.filter((mention) => contains(shift(heading, -start), mention))),
      resolved: new Map(),
    };
  };
  const namesIn = rememberBySection(({ span, heading }: OutlineSection, outline: Outline) =>
    scan(span, heading?.line, outline),
  );
  return (outline) => {
    const { text, sections } = outline;
    const stretches: Stretch[] = [];
    const addRest = (start: number, end: number): void => {
      if (start < end)
        stretches.push({ at: start, section: undefined, names: scan({ start, end }, undefined, outline) });
    };
    let done = 0;
    for (const [i, section] of sections.entries()) {
      const { start, end } = section.span;
      // In broken YAML a section may reach into the next.
      if (start < done) continue;
      addRest(done, start);
      const isWhole = (sections[i + 1]?.span.start ?? end) >= end;
      stretches.push({ at: start, section: isWhole ? i : undefined, names: namesIn(section, outline) });
      done = end;
    }
    addRest(done, text.length);
    return stretches;
  };
}

/** Code and link targets within a stretch, where no number is a reference. */
const hiddenIn = ({ code, links }: Outline, stretch: Span): Span[] => [
  ...code.filter((one) => overlaps(one, stretch)),
  ...itemsWithin(links, stretch).map((link) => link.targetSpan),
];

/** The standards of mentions that all mean the same one; undefined where they do not, or there are none. */
export function agreed(mentions: readonly StandardMention[]): readonly StandardId[] | undefined {
  const first = mentions[0];
  return first && mentions.every((mention) => mention.standards[0] === first.standards[0])
    ? first.standards
    : undefined;
}

/** Mentions at their places in the text. */
export const placedMentions = (stretches: readonly Stretch[]): StandardMention[] =>
  stretches.flatMap(({ at, names: { mentions } }) =>
    mentions.map(({ start, end, standards }) => ({ start: start + at, end: end + at, standards })),
  );

/** "see POL-14 for A.5.34", "A.7.4 is not applicable", "covered by the network policy", "is not described here". */
export function isElsewhere(text: string, span: Span): boolean {
  const lineStart = Math.max(text.lastIndexOf("\n", span.start - 1) + 1, span.start - 160);
  const before = text.slice(lineStart, span.start);
  const lineEnd = text.indexOf("\n", span.end);
  const after = text.slice(span.end, Math.min(lineEnd < 0 ? text.length : lineEnd, span.end + 160));
  if (/\bsee\b[^.;)]{1,100}\bfor\s+$/i.test(before)) return true;
  const clause = after.split(/[.;|](?:\s|$)/)[0] ?? "";
  return /\b(?:not applicable|n\/a|not described|not covered|covered (?:in|by)|described in|handled (?:in|by)|addressed (?:in|by)|excluded|out of scope|outside (?:the )?scope|removed|withdrawn|does not apply|not in scope)\b/i.test(
    clause,
  );
}
