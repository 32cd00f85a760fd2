import type { DocumentLink } from "vscode-languageserver-types";
import { overlaps } from "../base/span.ts";
import { shortNameOf, titleOf } from "../rules/naming.ts";
import { catalogUri } from "./catalog-entry.ts";
import { toRange } from "./convert.ts";
import { createTargetFinder } from "./definition.ts";
import { lineAddress, type Reading, requirementsOf } from "./reading.ts";

/**
 * Links of a document to files, and of its references to the entries of the catalogs where the editor can show those. A
 * link to a heading of a known policy opens it at its line.
 */
export function documentLinks(reading: Reading): DocumentLink[] {
  return [...fileLinks(reading), ...(reading.showsCatalog ? catalogLinks(reading) : [])];
}

function fileLinks(reading: Reading): DocumentLink[] {
  const { doc, source, sourceOf, workspace } = reading;
  const findTarget = createTargetFinder(workspace);
  return doc.links.flatMap(({ targetSpan, leadsTo: read }) => {
    if (!read) return [];
    const known = findTarget(read);
    const file = sourceOf(read.uri);
    const at = known?.section?.heading?.span.start;
    const address = file && at !== undefined ? lineAddress(file, at) : (file?.uri ?? read.uri);
    return [
      {
        range: toRange(source.lines, targetSpan),
        target: address,
        ...(known ? { tooltip: titleOf(known.doc) } : {}),
      },
    ];
  });
}

function catalogLinks({ doc, source, library }: Reading): DocumentLink[] {
  return doc.references.flatMap((reference) => {
    const [id, ...more] = requirementsOf(reference);
    const { span, implied, where } = reference;
    if (id === undefined || more.length > 0 || implied || where === "link" || where === "comment") return [];
    if (doc.links.some((link) => overlaps(link.span, span))) return [];
    return [
      {
        range: toRange(source.lines, span),
        target: catalogUri(id),
        tooltip: `${shortNameOf(library, id)}: what it asks`,
      },
    ];
  });
}
