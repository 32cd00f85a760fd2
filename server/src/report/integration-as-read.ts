import type { Span } from "../base/span.ts";
import type { IntegrationView } from "./integration.ts";

/** Paths in the place of the uris of documents; places have a path and a line beside their uri. */
type AsRead<T> = T extends { readonly uri: string; readonly span: Span }
  ? Omit<T, "span"> & PlaceAsRead
  : T extends readonly (infer One)[]
    ? readonly AsRead<One>[]
    : T extends object
      ? { readonly [K in keyof T]: AsRead<T[K]> }
      : T;

export interface PlaceAsRead {
  readonly uri: string;
  /** Path of the document. */
  readonly document: string;
  /** From 1. */
  readonly line: number;
}

export type IntegrationAsRead = AsRead<IntegrationView>;

/**
 * The view as people read it.
 * @param pathOf  how a document is named to the reader
 * @param lineOf  line of an offset (UTF-16 units) in a document, from 1
 */
export function integrationAsRead(
  view: IntegrationView,
  pathOf: (uri: string) => string,
  lineOf: (uri: string, offset: number) => number,
): IntegrationAsRead {
  const placed = <T extends { readonly uri: string; readonly span: Span }>({ span, ...rest }: T) => ({
    ...rest,
    document: pathOf(rest.uri),
    line: lineOf(rest.uri, span.start),
  });
  const { pairs, plan, distinctions, risks, ...rest } = view;
  type SideView = NonNullable<(typeof pairs)[number]["source"]>;
  const side = (one: SideView): AsRead<SideView> => ({
    ...one,
    documents: one.documents.map(pathOf),
    places: one.places.map(placed),
  });
  return {
    ...rest,
    pairs: pairs.map((pair) => ({
      ...pair,
      source: pair.source && side(pair.source),
      target: side(pair.target),
      documents: pair.documents.map(pathOf),
      findings: pair.findings.map(placed),
    })),
    plan: plan.map((step) => ({ ...step, documents: step.documents.map(pathOf) })),
    distinctions: distinctions.map((one) => ({ ...one, findings: one.findings.map(placed) })),
    risks: risks.map((one) => ({ ...one, places: one.places.map(placed), findings: one.findings.map(placed) })),
  };
}

/** For `JSON.stringify`: paths name the documents, uris are of this machine. */
export const withoutUris = (key: string, value: unknown): unknown => (key === "uri" ? undefined : value);
