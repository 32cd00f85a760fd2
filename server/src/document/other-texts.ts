import { remember } from "../base/values.ts";
import type { OtherTexts } from "../catalog/model.ts";
import { keyOf } from "./metadata.ts";
import type { Outline } from "./outline.ts";
import { normalize } from "./section-kinds.ts";

/**
 * Tells what shows that a text is of another kind than a policy, in words for a reader; undefined where nothing does.
 * @param knownTitle  title of a document type that the text's title holds
 */
export type OtherTextDetector = (outline: Outline, title: string, knownTitle?: string) => string | undefined;

/**
 * A runbook, minutes, a questionnaire, a postmortem, a job description or a page of release notes holds duties and names
 * topics of policies; its kind is told by what its title opens or ends with, by headings that only such texts have together,
 * and by fields such as attendees.
 */
export function createOtherTextDetector({
  openings,
  endings,
  headings,
  besideCode,
  fields,
}: OtherTexts): OtherTextDetector {
  const opening = new RegExp(`^(?:${longestFirst(openings).map(openingOf).join("|")})`, "i");
  const ending = new RegExp(`(?<=^|\\s)(?:${longestFirst(endings).map(apart).join("|")})(?=s?$)`, "i");
  const groups = headings.map((group) => group.map(normalize));
  const software = besideCode.map(normalize);
  const telling = new Set(fields.map(keyOf));
  const nameOf = remember(normalize);
  const nameIn = (title: string): string | undefined => (opening.exec(title) ?? ending.exec(title))?.[0];
  return (outline, title, knownTitle = "") => {
    const named = nameIn(title.trim()) ?? nameIn(withoutNumber(title));
    // "Incident response playbook" and "internal audit checklist" are titles of policies all the same.
    if (named !== undefined && !knownTitle.includes(normalize(named)))
      return `its title calls it “${named.toLowerCase()}”`;
    const field = outline.fields.find((one) => one.where !== "table" && telling.has(keyOf(one.path[0] ?? "")));
    if (field) return `it has a field “${field.path[0] ?? ""}”`;
    const present = new Set(outline.sections.map(({ heading }) => nameOf(heading?.text ?? "")));
    const group = groups.find((one) => one.every((heading) => present.has(heading)));
    if (group) return `it has sections named ${group.map((heading) => `“${heading}”`).join(", ")}`;
    const manual = hasBlockOfCode(outline) ? software.find((heading) => present.has(heading)) : undefined;
    return manual && `it has code and a section named “${manual}”`;
  };
}

/** A title without a year, a quarter or a number at its end: "Internal audit report IA-2025-02". */
function withoutNumber(title: string): string {
  const words = title.trim().split(/\s+/);
  while (words.length > 1 && /\d/.test(words.at(-1) ?? "")) words.pop();
  return words.join(" ").replace(/ ?[,:–—-]$/, "");
}

/** A block, not a word in running text. */
const hasBlockOfCode = ({ text, code }: Outline): boolean =>
  code.some(({ start, end }) => end - start > 20 && text.slice(start, end).includes("\n"));

/** `runbook`: before a sign, a number or a word such as "for"; `training:` before a colon; `how to ...` before anything. */
function openingOf(phrase: string): string {
  if (phrase.endsWith(":")) return `${apart(phrase.slice(0, -1))}(?=\\s*:)`;
  if (phrase.endsWith(" ...")) return `${apart(phrase.slice(0, -4))}(?=[\\s:–—-])`;
  return `${apart(phrase)}(?=s?(?:\\s*[:–—|-]|\\s+(?:to|for|about|of|on)\\b|\\s+#?\\d))`;
}

const longestFirst = (phrases: readonly string[]): string[] => phrases.toSorted((a, b) => b.length - a.length);
const apart = (phrase: string): string => phrase.replace(/[ -]/g, "[\\s-]+");
