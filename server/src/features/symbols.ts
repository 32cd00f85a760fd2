import { type DocumentSymbol, SymbolKind } from "vscode-languageserver-types";
import type { PolicyDocument, Section } from "../document/model.ts";
import { type Source, toRange } from "./convert.ts";

/** The section tree of a document; a heading's number stands before its words. */
export function documentSymbols(source: Source, doc: PolicyDocument): DocumentSymbol[] {
  const symbolOf = (section: Section): DocumentSymbol[] => {
    const children = section.children.flatMap((index) => {
      const child = doc.sections[index];
      return child ? symbolOf(child) : [];
    });
    const { heading } = section;
    if (!heading) return children;
    const name = [heading.number, heading.text].filter((part) => part !== undefined && part !== "").join(" ");
    const outer = {
      start: Math.min(section.outer.start, heading.span.start),
      end: Math.max(section.outer.end, heading.span.end),
    };
    return [
      {
        // Editors refuse a symbol without a name.
        name: name === "" ? "(no heading)" : name,
        kind: section.isTitle ? SymbolKind.File : SymbolKind.String,
        range: toRange(source.lines, outer),
        selectionRange: toRange(source.lines, heading.span),
        children,
      },
    ];
  };
  return doc.sections.filter((section) => section.parent === undefined).flatMap(symbolOf);
}
