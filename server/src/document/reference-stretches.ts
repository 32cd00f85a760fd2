import { createCover, shift, type Span } from "../base/span.ts";
import { once } from "../base/values.ts";
import type { Library } from "../catalog/library.ts";
import type { SectionContent } from "./model.ts";
import type { Outline } from "./outline.ts";
import {
  type Families,
  familiesOf,
  findStandards,
  scanReferences,
  type StandardMention,
  type WrittenReference,
} from "./reference-scan.ts";

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
  const kept = new WeakMap<SectionContent, Names>();
  return (outline) => {
    const { text, sections } = outline;
    const isHidden = once(() => createCover([...outline.code, ...outline.links.map((link) => link.targetSpan)]));
    const scan = ({ start, end }: Span): Names =>
      scanText(text.slice(start, end), families, library, (offset) => isHidden()(start + offset));
    const all: { mentions: StandardMention[]; written: FoundReference[] } = { mentions: [], written: [] };
    let chains = 0;
    const add = (names: Names, at: number): void => {
      const first = chains;
      for (const mention of names.mentions) all.mentions.push({ ...mention, ...shift(mention, at) });
      for (const one of names.written) {
        all.written.push({ ...one, span: shift(one.span, at), chain: first + one.chain });
        chains = Math.max(chains, first + one.chain + 1);
      }
    };
    let done = 0;
    for (const { span, content } of sections) {
      // In broken YAML a section may reach into the next.
      if (span.start < done) continue;
      if (span.start > done) add(scan({ start: done, end: span.start }), done);
      const known = kept.get(content) ?? scan(span);
      kept.set(content, known);
      add(known, span.start);
      done = span.end;
    }
    if (done < text.length) add(scan({ start: done, end: text.length }), done);
    return all;
  };
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
