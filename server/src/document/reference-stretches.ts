import { createCover, shift, type Span } from "../base/span.ts";
import { once } from "../base/values.ts";
import type { Library } from "../catalog/library.ts";
import type { Outline, OutlineSection } from "./outline.ts";
import {
  type Families,
  familiesOf,
  findStandards,
  scanReferences,
  type StandardMention,
  type WrittenReference,
} from "./reference-scan.ts";
import { rememberBySection } from "./section-memo.ts";

/** A written reference with what its own line says of it. */
export interface FoundReference extends WrittenReference {
  /** The line says that some other document covers it, or that it is left out. */
  readonly elsewhere: boolean;
}

/** What a text names, in order of place. */
export interface Names {
  readonly mentions: readonly StandardMention[];
  readonly written: readonly FoundReference[];
}

/** Finds standards and references section by section, and keeps what it found in a section for as long as its text stays. */
export function createNameFinder(library: Library): (outline: Outline) => Names {
  const families = familiesOf(library);
  const scan = ({ start, end }: Span, { text, isHidden }: Source): Names =>
    scanText(text.slice(start, end), families, library, (offset) => isHidden()(start + offset));
  const namesIn = rememberBySection(({ span }: OutlineSection, source: Source) => scan(span, source));
  return (outline) => {
    const { text, sections } = outline;
    const isHidden = once(() => createCover([...outline.code, ...outline.links.map((link) => link.targetSpan)]));
    const source: Source = { text, isHidden };
    const all: { mentions: StandardMention[]; written: FoundReference[] } = { mentions: [], written: [] };
    let chains = 0;
    const add = (names: Names, at: number): void => {
      const first = chains;
      for (const { start, end, standards } of names.mentions)
        all.mentions.push({ start: start + at, end: end + at, standards });
      for (const one of names.written) {
        all.written.push(placed(one, at, first));
        chains = Math.max(chains, first + one.chain + 1);
      }
    };
    let done = 0;
    for (const section of sections) {
      const { start, end } = section.span;
      // In broken YAML a section may reach into the next.
      if (start < done) continue;
      if (start > done) add(scan({ start: done, end: start }, source), done);
      add(namesIn(section, source), start);
      done = end;
    }
    if (done < text.length) add(scan({ start: done, end: text.length }, source), done);
    return all;
  };
}

interface Source {
  readonly text: string;
  /** Code and link targets, where no number is a reference. */
  readonly isHidden: () => (offset: number) => boolean;
}

/** A reference of a stretch at its place in the text. */
function placed(one: FoundReference, at: number, firstChain: number): FoundReference {
  const { number, kind, named, implied, certain, elsewhere } = one;
  return { span: shift(one.span, at), number, kind, named, chain: firstChain + one.chain, implied, certain, elsewhere };
}

function scanText(text: string, families: Families, library: Library, skip: (offset: number) => boolean): Names {
  const mentions = findStandards(text, families);
  const written = scanReferences(text, mentions, library, skip);
  return { mentions, written: written.map((one) => ({ ...one, elsewhere: isElsewhere(text, one.span) })) };
}

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
