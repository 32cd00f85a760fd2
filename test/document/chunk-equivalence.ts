import { shift } from "../../server/src/base/span.ts";
import { parseMdast } from "../../server/src/document/markdown.ts";
import { frontMatterEnd } from "../../server/src/document/markdown-chunks.ts";
import { countBoldLines } from "../../server/src/document/markdown-bold.ts";
import { readParts } from "../../server/src/document/markdown-parts.ts";
import { markdownOf, markdownOptions as options } from "./outlines.ts";

/** Where reading a text chunk by chunk gives other headings or statements than reading it in one piece. */
export function differences(text: string): string[] {
  const start = frontMatterEnd(text);
  const rest = text.slice(start);
  const tree = parseMdast(rest);
  const plain = readParts(rest, tree, { ...options, boldHeadings: false });
  const acts = plain.filter((part) => part.heading).length <= 1 && countBoldLines(tree) >= 2;
  const whole = acts ? readParts(rest, tree, { ...options, boldHeadings: true }) : plain;
  const written = (span: { start: number; end: number }): string =>
    `${span.start}-${span.end} ${text.slice(span.start, span.end)}`;
  const expected = whole.flatMap((part) => [
    ...(part.heading ? [`heading ${written(shift(part.heading.span, start))}`] : []),
    ...part.statements.map((one) => `statement ${written(shift(one.span, start))}`),
  ]);
  const outline = markdownOf(text);
  const actual = outline.sections.flatMap((section) => [
    ...(section.heading ? [`heading ${written(section.heading.span)}`] : []),
    ...section.statements.map((i) => `statement ${written(outline.statements[i]?.span ?? { start: 0, end: 0 })}`),
  ]);
  const missing = expected.filter((one) => !actual.includes(one)).map((one) => `missing ${one}`);
  return [...missing, ...actual.filter((one) => !expected.includes(one)).map((one) => `added ${one}`)];
}
