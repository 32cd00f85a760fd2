import {
  type CompletionItem,
  type CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
} from "vscode-languageserver-types";
import type { Span } from "../../base/span.ts";
import { type Source, toRange } from "../convert.ts";
import { createMatcher, type WordReader } from "./match.ts";

/** What an item carries until its documentation is asked for. */
export type CompletionData =
  | { readonly is: "requirement"; readonly id: string }
  | { readonly is: "point"; readonly id: string; readonly point: string }
  | { readonly is: "consideration"; readonly id: string }
  | { readonly is: "field"; readonly id: string }
  | { readonly is: "type"; readonly id: string }
  | { readonly is: "section"; readonly id: string }
  | { readonly is: "rule"; readonly id: string }
  | { readonly is: "text"; readonly text: string };

/** Something that may be inserted at a place. */
export interface Candidate {
  readonly label: string;
  /** A word or two beside the label. */
  readonly note?: string;
  readonly kind: CompletionItemKind;
  /** Other texts by which an author may look for it. */
  readonly alsoCalled?: readonly string[];
  /** Usefulness at this place: 0 is what the author most likely needs. */
  readonly tier: number;
  /** What is inserted; written only for items that are shown. */
  readonly newText: string | (() => string);
  /** `newText` is a snippet with tab stops. */
  readonly isSnippet?: boolean;
  /** Shown only where its own name is what is typed: for guesses. */
  readonly isStrict?: boolean;
  /** What is replaced, up to the cursor or beyond it on the line. */
  readonly span: Span;
  readonly data?: CompletionData;
}

/** Most items of one answer: an editor asks again as the author types on. */
const most = 120;

/**
 * Candidates as the editor shows them: those that what is typed names, the best named first, then the most useful. Each
 * item's filter text opens with what is typed, so that every editor, whether it compares prefixes or letters, keeps the
 * order.
 */
export function toItems(
  candidates: readonly Candidate[],
  { source, offset, words }: { readonly source: Source; readonly offset: number; readonly words: WordReader },
): CompletionItem[] {
  const matchers = new Map<string, ReturnType<typeof createMatcher>>();
  const found = candidates.flatMap((candidate, order) => {
    const typed = source.text.slice(candidate.span.start, offset);
    const matcher = matchers.get(typed) ?? createMatcher(typed, words);
    matchers.set(typed, matcher);
    const match = matcher([candidate.label, ...(candidate.alsoCalled ?? [])]);
    return match && !(candidate.isStrict && match.quality > 1) ? [{ candidate, typed, order, ...match }] : [];
  });
  found.sort(
    (a, b) => a.quality - b.quality || a.candidate.tier - b.candidate.tier || a.at - b.at || a.order - b.order,
  );
  return found.slice(0, most).map(({ candidate, typed }, i) => toItem(candidate, typed, i, source));
}

function toItem(candidate: Candidate, typed: string, place: number, source: Source): CompletionItem {
  const { label, note, kind, isSnippet, span, data } = candidate;
  const newText = typeof candidate.newText === "string" ? candidate.newText : candidate.newText();
  return {
    label,
    ...(note === undefined ? {} : { labelDetails: { description: note } }),
    kind,
    filterText: typed.trim() === "" ? label : `${typed} ${label}`,
    sortText: String(place).padStart(4, "0"),
    textEdit: { range: toRange(source.lines, span), newText },
    ...(isSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    // Line starts are written as they are to be.
    ...(newText.includes("\n") ? { insertTextMode: InsertTextMode.asIs } : {}),
    ...(data === undefined ? {} : { data }),
  };
}
