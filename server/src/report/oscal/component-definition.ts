import { oneLine } from "../../base/text.ts";
import type { Library } from "../../catalog/library.ts";
import type { Requirement, Standard, StandardId } from "../../catalog/model.ts";
import type { PolicyDocument } from "../../document/model.ts";
import { isStated } from "../../evidence/decide.ts";
import type { DocumentCoverage, Verdict } from "../../evidence/model.ts";
import { catalogHref, controlId, listed, metadataOf, type OscalFacts, prop, prose, uuidOf } from "./common.ts";

/** A document as exports tell of it. */
export interface ExportedDocument {
  /** As a reader writes it, with `/`. */
  readonly path: string;
  readonly doc: PolicyDocument;
  readonly coverage: DocumentCoverage;
}

/** Documents as policy components, each with the requirements it speaks to and the sentences that do. */
export function oscalComponentDefinition(
  documents: readonly ExportedDocument[],
  library: Library,
  standards: readonly StandardId[],
  facts: OscalFacts,
): object {
  const components = documents.map((document) => componentOf(document, library, standards));
  return {
    "component-definition": {
      uuid: uuidOf("component-definition", ...documents.map(({ path }) => path)),
      metadata: metadataOf("Policies and the requirements they speak to", facts),
      ...listed("components", components),
    },
  };
}

function componentOf(
  { path, doc, coverage }: ExportedDocument,
  library: Library,
  standards: readonly StandardId[],
): object {
  const title = oneLine(doc.title?.text ?? "") || path;
  const type = doc.classification.type === undefined ? undefined : library.documentType(doc.classification.type);
  const implementations = standards.flatMap((id): object[] => {
    const standard = library.standard(id);
    const verdicts = (standard?.requirements ?? []).flatMap(
      (requirement) => coverage.verdicts.get(requirement.id) ?? [],
    );
    return standard && verdicts.length > 0 ? [implementationOf(standard, verdicts, path)] : [];
  });
  return {
    uuid: uuidOf("component", path),
    type: "policy",
    title: prose(title),
    description: prose(type ? `${title} (${type.title})` : title),
    links: [{ href: encodeURI(path), rel: "policy" }],
    ...listed("control-implementations", implementations),
  };
}

function implementationOf(standard: Standard, verdicts: readonly Verdict[], path: string): object {
  return {
    uuid: uuidOf("control-implementation", path, standard.id),
    source: catalogHref(standard),
    description: `What the document says to ${prose(standard.name)}.`,
    "implemented-requirements": verdicts.map((verdict) => ({
      uuid: uuidOf("implemented-requirement", path, verdict.requirement.id),
      "control-id": controlId(verdict.requirement),
      description: describe(verdict),
      props: [prop("status", verdict.status), ...(verdict.basis === undefined ? [] : [prop("basis", verdict.basis)])],
      ...remarksOf(verdict.requirement),
    })),
  };
}

/** The sentences that count, or that there are none. */
function describe({ points, status }: Verdict): string {
  const quotes = [
    ...new Set(points.filter((point) => isStated(point.strength)).map((point) => point.evidence[0]?.quote ?? "")),
  ].filter((quote) => quote !== "");
  if (quotes.length > 0) return quotes.map(prose).join("\n\n");
  return status === "claimed"
    ? "The document names the requirement; no sentence speaks to it."
    : "No sentence speaks to it.";
}

const remarksOf = (requirement: Requirement): object =>
  requirement.points.some((point) => point.derived)
    ? { remarks: "Found by signals drawn from the catalog's own words, which are less sure than written ones." }
    : {};
