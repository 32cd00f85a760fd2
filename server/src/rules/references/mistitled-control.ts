import { fold } from "../../base/words.ts";
import { type Span, sliceOf } from "../../base/span.ts";
import { remember } from "../../base/values.ts";
import { type Library, numberOf, standardOf } from "../../catalog/library.ts";
import type { Requirement, RequirementId } from "../../catalog/model.ts";
import type { PolicyDocument, Reference } from "../../document/model.ts";
import { quotationTest } from "../applicability-statement.ts";
import { shortNameOf } from "../naming.ts";
import { qualify, readsAs, renumber } from "../requalify.ts";
import { documentRule, fixLater } from "../rule.ts";

/** A control's number with another control's title. */
export const rule = documentRule({
  id: "references/mistitled-control",
  summary: "Flags a control's number beside the title of another control.",
  severity: "warning",
  requirements: ["iso27001:2022/7.5.2", "iso42001:2023/7.5.2"],
  messages: {
    mistitled: "“{title}” is the title of {right}; {number} is {own}.",
  },
  options: {},

  *check({ doc, library }) {
    const isQuoted = quotationTest(doc, library);
    const titles = new Map<string, Map<string, Requirement[]>>();
    for (const reference of doc.references) {
      const { resolution, kind, implied, span } = reference;
      if (resolution.is !== "resolved" || kind !== "control" || implied) continue;
      const own = library.requirement(resolution.requirement);
      if (!own) continue;
      const byTitle = titles.get(own.standard) ?? titlesOf(library, own.standard);
      titles.set(own.standard, byTitle);
      const found = titleBeside(doc, reference, byTitle);
      if (!found || found.holders.includes(own) || isQuoted(span)) continue;
      const right = found.holders[0];
      if (!right || found.holders.length > 1 || isNamedBeside(doc, span, right.id)) continue;
      const written = sliceOf(doc.text, span);
      const fix = fixLater({ title: `Replace ${own.number} by ${right.number}`, safe: false, preferred: true }, () =>
        readsAs(doc, library, reference, right.id)
          ? [{ span, newText: renumber(written, right.number) }]
          : qualify(doc, library, reference, right.id),
      );
      yield {
        message: "mistitled",
        span,
        requirement: own.id,
        data: { title: found.title, right: numberOf(right.id), number: own.number, own: quoted(library, own.id) },
        fixes: [fix],
      };
    }
  },
});

const quoted = (library: Library, id: RequirementId): string =>
  `“${shortNameOf(library, id).slice(numberOf(id).length + 1)}”`;

/** Controls of a standard by normalized title and variant. */
function titlesOf(library: Library, standard: string): Map<string, Requirement[]> {
  const titles = new Map<string, Requirement[]>();
  for (const requirement of library.standard(standard)?.requirements ?? []) {
    if (requirement.kind !== "control" || standardOf(requirement.id) !== standard) continue;
    for (const title of new Set([requirement.title, ...requirement.titleVariants].map((one) => normal(one)))) {
      titles.set(title, [...(titles.get(title) ?? []), requirement]);
    }
  }
  return titles;
}

/** "A.5.15–A.5.18 Access control": the title is that of another member of the list, the range or the row. */
function isNamedBeside(doc: PolicyDocument, span: Span, id: RequirementId): boolean {
  const start = doc.text.lastIndexOf("\n", span.start - 1) + 1;
  const end = doc.text.indexOf("\n", span.end);
  return doc.references.some(
    (one) =>
      one.resolution.is === "resolved" &&
      one.resolution.requirement === id &&
      one.span.start >= start &&
      (end < 0 || one.span.end <= end),
  );
}

interface Titled {
  readonly title: string;
  readonly holders: readonly Requirement[];
}

/** The title in the words behind a reference, or in the cell beside it where a cell holds nothing but the reference. */
function titleBeside(
  doc: PolicyDocument,
  reference: Reference,
  titles: ReadonlyMap<string, readonly Requirement[]>,
): Titled | undefined {
  return (
    titleAfter(doc, reference, titles) ?? (reference.where === "table" ? titleInRow(doc, reference, titles) : undefined)
  );
}

function titleAfter(
  doc: PolicyDocument,
  { span }: Reference,
  titles: ReadonlyMap<string, readonly Requirement[]>,
): Titled | undefined {
  const line = /^[^\r\n|]{0,200}/.exec(doc.text.slice(span.end, span.end + 200))?.[0] ?? "";
  const lead = /^(?:[*_`\]]{0,3}(?:\([^)\s]*\))?)\s*(?:[-–—:(“"*_]\s*){0,4}/.exec(line)?.[0] ?? "";
  const rest = line.slice(lead.length);
  if (lead === "" || rest === "") return undefined;
  // The longest stretch that ends where a title can end.
  const ends = [...rest.matchAll(/[.,;:)(“”"*_[\]–—]|\s-\s|\sand\s|$/g)].map((match) => match.index).reverse();
  for (const end of ends) {
    const title = rest.slice(0, end).trim();
    const holders = titles.get(normal(title));
    if (holders && title !== "") return { title, holders };
  }
  return undefined;
}

function titleInRow(
  doc: PolicyDocument,
  { span }: Reference,
  titles: ReadonlyMap<string, readonly Requirement[]>,
): Titled | undefined {
  const table = doc.tables.find((one) => one.span.start <= span.start && span.end <= one.span.end);
  const row = table?.rows.find((cells) =>
    cells.some((cell) => cell.span.start <= span.start && span.end <= cell.span.end),
  );
  const at = row?.findIndex((cell) => cell.span.start <= span.start && span.end <= cell.span.end) ?? -1;
  const own = row?.[at];
  if (!row || !own || sliceOf(doc.text, own.span).replace(/[*_`\s]/g, "").length > span.end - span.start + 2)
    return undefined;
  for (const cell of [row[at + 1], row[at - 1]]) {
    const holders = cell && titles.get(normal(cell.text));
    if (cell && holders) return { title: cell.text, holders };
  }
  return undefined;
}

/** Words in lower case, without punctuation and articles. */
const normal = remember((title) =>
  (title.match(/[\p{L}\p{N}]+/gu) ?? [])
    .map(fold)
    .filter((word) => word !== "the" && word !== "and" && word !== "of")
    .join(" "),
);
