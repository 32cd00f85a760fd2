import { type DocumentSymbol, SymbolKind } from "vscode-languageserver-types";
import type { Section } from "../document/model.ts";
import { toRange } from "./convert.ts";
import { numberLabel } from "./describe.ts";
import { headingText, type Reading } from "./reading.ts";
import { coverageBySection } from "./section-coverage.ts";
import { typeSummary } from "./type-coverage.ts";

/** Requirements that the detail of a symbol names before it stops. */
const most = 4;

/**
 * The section tree of a document; a heading's number stands before its words. The detail names the requirements that a
 * section covers; that of the title how many of the expected ones the document does.
 */
export function documentSymbols(
  reading: Pick<Reading, "source" | "doc" | "coverage" | "library" | "workspace">,
): DocumentSymbol[] {
  const { source, doc } = reading;
  const covered = coverageBySection(reading);
  const detailOf = (section: Section): string | undefined => {
    const numbers = [...(covered.get(section.index)?.keys() ?? [])].map((id) =>
      numberLabel(id, reading.workspace.config.standards),
    );
    const rest = numbers.length > most ? ` +${numbers.length - most}` : "";
    const own = numbers.length > 0 ? `${numbers.slice(0, most).join(", ")}${rest}` : undefined;
    return section.isTitle ? (typeSummary(reading) ?? own) : own;
  };
  const symbolOf = (section: Section): DocumentSymbol[] => {
    const children = section.children.flatMap((index) => {
      const child = doc.sections[index];
      return child ? symbolOf(child) : [];
    });
    const { heading } = section;
    if (!heading) return children;
    const name = headingText(section);
    const outer = {
      start: Math.min(section.outer.start, heading.span.start),
      end: Math.max(section.outer.end, heading.span.end),
    };
    const detail = detailOf(section);
    return [
      {
        // Editors refuse a symbol without a name.
        name: name === "" ? "(no heading)" : name,
        ...(detail === undefined ? {} : { detail }),
        kind: section.isTitle ? SymbolKind.File : SymbolKind.String,
        range: toRange(source.lines, outer),
        selectionRange: toRange(source.lines, heading.span),
        children,
      },
    ];
  };
  return doc.sections.filter((section) => section.parent === undefined).flatMap(symbolOf);
}
