/** A piece of HTML that is safe to put into a page. Only `html` and `raw` make one. */
export interface Html {
  readonly html: string;
}

/** What a template takes: texts and numbers are escaped, pieces of HTML are not; lists are joined, nothing is left out. */
export type HtmlPart = Html | string | number | undefined | false | readonly HtmlPart[];

/** Writes HTML: everything put in is escaped, in text and in quoted attributes, unless it was made by `html` itself. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return { html: strings.map((text, i) => (i === 0 ? text : write(parts[i - 1]) + text)).join("") };
}

/** HTML that does not come from a document: styles of our own. */
export const raw = (text: string): Html => ({ html: text });

function write(part: HtmlPart): string {
  if (part === undefined || part === false) return "";
  if (typeof part === "string" || typeof part === "number") return escapeHtml(String(part));
  if ("html" in part) return part.html;
  return part.map(write).join("");
}

/** Characters that mean something in HTML, and those that turn the reading direction or cannot be shown, made harmless. */
const escapeHtml = (text: string): string =>
  text
    .replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/(?![\t\n\r])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
