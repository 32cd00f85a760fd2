import GithubSlugger, { slug } from "github-slugger";
import { sliceOf } from "../base/span.ts";
import type { PolicyDocument, Section } from "./model.ts";

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
  const add = (anchor: string, section: number): void => {
    const key = anchorKey(anchor);
    if (!anchors.has(key)) anchors.set(key, section);
  };
  const slugger = new GithubSlugger();
  for (const section of doc.sections) {
    if (!section.heading) continue;
    const rendered = renderedHeading(doc, section);
    add(slugger.slug(rendered), section.index);
    add(slug(section.heading.text), section.index);
    add(slug(rendered.replace(/\s*\{#[^}]*\}\s*$/, "")), section.index);
  }
  if (!["id=", "name=", "{#"].some((mark) => doc.text.includes(mark))) return anchors;
  for (const section of doc.sections) {
    for (const match of sliceOf(doc.text, section.span).matchAll(/(?:\b(?:id|name)=["']?|\{#)([\w.:-]{1,200})/gi))
      add(match[1] ?? "", section.index);
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
export function anchorKey(anchor: string): string {
  return anchor
    .toLowerCase()
    .replace(/^user-content-/, "")
    .replaceAll(".", "")
    .replace(/-{2,}/g, "-")
    .replace(/^-|-$/g, "");
}

/** A heading as it is shown, its number included: no markup, no link targets. */
function renderedHeading(doc: PolicyDocument, { heading }: Section): string {
  if (!heading) return "";
  return sliceOf(doc.text, heading.line)
    .replace(/\r?\n[ \t]*(?:=+|-+)[ \t]*$/, "")
    .replace(/^[ \t>]*#{1,6}[ \t]+|[ \t]+#+[ \t]*$/g, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/<[^>]*>/g, "")
    .replace(/[*`]|\b_|_\b/g, "")
    .replace(/&amp;/g, "&")
    .replace(/\\(?=[^\w\s])/g, "")
    .trim();
}
