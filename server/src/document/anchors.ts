import { slug } from "github-slugger";
import { sliceOf } from "../base/span.ts";
import { detached } from "../base/text.ts";
import { remember } from "../base/values.ts";
import type { PolicyDocument, Section } from "./model.ts";
import { rememberBySection } from "./section-content.ts";

/** Anchors of a document, as a link may write them, each with the section it leads to. */
export type Anchors = ReadonlyMap<string, number>;

/**
 * Anchors of a Markdown document: those that GitHub gives to headings, ids written in the text (`<a id="x">`, `{#x}`), and
 * headings without their number. Generous on purpose: renderers differ, and a link that works somewhere is no fault.
 * @returns  undefined where nobody knows them: in YAML, and on pages that a template lays out
 */
export function anchorsOf(doc: PolicyDocument): Anchors | undefined {
  if (doc.format === "yaml" || doc.metadata.unknown.some(({ key }) => key === "layout")) return undefined;
  const anchors = new Map<string, number>();
  const add = (key: string, section: number): void => {
    if (!anchors.has(key)) anchors.set(key, section);
  };
  const given = new Map<string, number>();
  for (const section of doc.sections) {
    if (!section.heading) continue;
    const { rendered, key, others } = slugsOf(section, doc);
    const anchor = numbered(rendered, given);
    add(anchor === rendered ? key : anchorKey(anchor), section.index);
    for (const other of others) add(other, section.index);
  }
  for (const section of doc.sections) {
    for (const id of idsIn(section, doc)) add(id, section.index);
  }
  return anchors;
}

/** Finds the section that an anchor leads to; reads the anchors of each document once. */
export function createAnchorFinder(): (doc: PolicyDocument, anchor: string) => Section | undefined {
  const known = new Map<PolicyDocument, Anchors | undefined>();
  return (doc, anchor) => {
    if (!known.has(doc)) known.set(doc, anchorsOf(doc));
    const index = known.get(doc)?.get(anchorKey(anchor));
    return index === undefined ? undefined : doc.sections[index];
  };
}

/** What two spellings of an anchor share: case, dots, a run of hyphens, and the prefix that GitHub hides count
 * for nothing. */
export const anchorKey = remember((anchor) =>
  anchor
    .toLowerCase()
    .replace(/^user-content-/, "")
    .replaceAll(".", "")
    .replace(/-{2,}/g, "-")
    .replace(/^-|-$/g, ""),
);

/** GitHub's second heading of a name ends in `-1`, its third in `-2`. */
function numbered(base: string, given: Map<string, number>): string {
  let result = base;
  for (let count = given.get(base) ?? 0; given.has(result); given.set(base, count)) result = `${base}-${++count}`;
  given.set(result, 0);
  return result;
}

/** Keys of the ids that are written in the text of a section. */
const idsIn = rememberBySection(({ span }: Section, { text }: PolicyDocument) =>
  [...detached(sliceOf(text, span)).matchAll(/(?:\b(?:id|name)=["']?|\{#)([\w.:-]{1,200})/gi)].map((match) =>
    anchorKey(match[1] ?? ""),
  ),
);

/** Slug of a heading as it is shown, its key, and keys of what else a link may write: without its number, without an id in it. */
const slugsOf = rememberBySection(({ heading }: Section, { text }: PolicyDocument) => {
  const rendered = heading ? renderedHeading(detached(sliceOf(text, heading.line))) : "";
  const shown = slug(rendered);
  const others = [slug(heading?.text ?? ""), slug(rendered.replace(/\s*\{#[^}]*\}\s*$/, ""))];
  return { rendered: shown, key: anchorKey(shown), others: new Set(others.map(anchorKey)) };
});

/** A heading as it is shown, its number included: no markup, no link targets. */
function renderedHeading(line: string): string {
  return line
    .replace(/\r?\n[ \t]*(?:=+|-+)[ \t]*$/, "")
    .replace(/^[ \t>]*#{1,6}[ \t]+|[ \t]+#+[ \t]*$/g, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/<[^>]*>/g, "")
    .replace(/[*`]|\b_|_\b/g, "")
    .replace(/&amp;/g, "&")
    .replace(/\\(?=[^\w\s])/g, "")
    .trim();
}
