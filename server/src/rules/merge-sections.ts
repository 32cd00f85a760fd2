import { contains, type Span, trimSpan } from "../base/span.ts";
import { lineEndOf, type TextEdit } from "../base/text.ts";
import { once } from "../base/values.ts";
import { anchorsOf } from "../document/anchors.ts";
import { readLinkTarget, relativePath } from "../document/link-target.ts";
import type { PolicyDocument, Section } from "../document/model.ts";
import { editsOf, type PairPlace } from "./clause-pairs.ts";
import { titleOf } from "./naming.ts";
import { type DocumentEdits, type Fix, fixLater } from "./rule.ts";

/**
 * Brings what two documents say to the same clauses together in the first: a text that serves both standards is drafted at
 * each clause, and what the section of the other document says moves behind it, word for word. There a link is left. A section
 * that cannot move as it is stays.
 */
export function mergeFix(own: PairPlace, other: PairPlace): Fix {
  const moves = movesOf(own, other);
  const title =
    moves.length > 0
      ? "Draft the text that serves both standards here, and move the other document's text to it"
      : "Draft the text that serves both standards here";
  const made = once(() =>
    editsOf(
      own.served.map(({ pair, merge }) => {
        const moved = moves.find((one) => one.pair === pair);
        return moved ? withBlock(merge(), moved.body, own.doc.text) : merge();
      }),
    ),
  );
  const elsewhere: DocumentEdits[] =
    moves.length > 0
      ? [{ uri: other.doc.uri, edits: moves.map(({ span, link }): TextEdit => ({ span, newText: link })) }]
      : [];
  // Never one without the other.
  return fixLater({ title, safe: false }, made, () => (made().length > 0 ? elsewhere : []));
}

/** The words of a section that go to another document. */
interface Move {
  /** The pair at which they are taken in. */
  readonly pair: string;
  readonly span: Span;
  readonly body: string;
  /** What is left in their place. */
  readonly link: string;
}

/** Each section of the other document moves once, to the first of the pairs that it serves. */
function movesOf(own: PairPlace, other: PairPlace): Move[] {
  if (own.doc.format !== "markdown" || other.doc.format !== "markdown") return [];
  const moves = new Map<number, Move>();
  for (const { pair, section } of other.served) {
    const target = own.served.find((one) => one.pair === pair)?.section;
    if (!section || !target?.heading || target.isTitle || moves.has(section.index)) continue;
    const span = movableBody(other, section, own.doc);
    if (!span) continue;
    const link = `See ${linkTo(own.doc, target, other.doc)}.`;
    moves.set(section.index, { pair, span, body: other.doc.text.slice(span.start, span.end), link });
  }
  return [...moves.values()];
}

/** What reads differently in another document: links by reference and their targets, footnotes, directives. */
const boundToItsPlace = /\]\[|^[ \t]*\[[^\]\n]+\]:|\[\^|<!--/m;

/**
 * The body of a section that can move as it is: it is about the clauses for the most part, and nothing in it leads elsewhere
 * once it stands in another document.
 */
function movableBody({ doc, served }: PairPlace, section: Section, to: PolicyDocument): Span | undefined {
  if (!section.heading || section.isTitle || section.statements.length === 0) return undefined;
  const speaking = served.flatMap(({ section: at, speaking: spans }) => (at?.index === section.index ? spans : []));
  const statements = section.statements.flatMap((index) => doc.statements[index] ?? []);
  const about = statements.filter((one) => speaking.some((span) => span.start === one.span.start));
  if (about.length * 2 < statements.length) return undefined;
  const span = trimSpan(doc.text, section.body);
  if (boundToItsPlace.test(doc.text.slice(span.start, span.end))) return undefined;
  const links = doc.links.filter((link) => contains(span, link.targetSpan));
  const stays = links.every(
    ({ target }) =>
      !target.startsWith("#") && readLinkTarget(doc.uri, target)?.uri === readLinkTarget(to.uri, target)?.uri,
  );
  return stays ? span : undefined;
}

/** A link from a document to a section of another, by its heading. */
function linkTo(doc: PolicyDocument, section: Section, from: PolicyDocument): string {
  const [anchor] = [...(anchorsOf(doc) ?? [])].find(([, index]) => index === section.index) ?? [];
  const text = `${titleOf(doc)}, ${section.heading?.text ?? ""}`;
  const path = relativePath(from.uri, doc.uri).replace(/[()]/g, encodeURIComponent);
  return `[${text.replace(/[[\]\\]/g, "\\$&")}](${path}${anchor === undefined ? "" : `#${anchor}`})`;
}

/** Insertions with a block behind the last of them. */
function withBlock(edits: readonly TextEdit[], block: string, text: string): readonly TextEdit[] {
  const last = edits.at(-1);
  if (!last) return edits;
  const eol = lineEndOf(text);
  const written = last.newText.trimEnd();
  const tail = last.newText.slice(written.length);
  const newText = written + eol + eol + block.replace(/\r?\n/g, eol) + tail;
  return [...edits.slice(0, -1), { span: last.span, newText }];
}
