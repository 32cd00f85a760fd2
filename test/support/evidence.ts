import { createParser, type Parser } from "../../server/src/document/parse.ts";
import { type Analyzer, createAnalyzer } from "../../server/src/evidence/analyze.ts";
import { decideDocument } from "../../server/src/evidence/decide.ts";
import { compileKnowledge, type Knowledge } from "../../server/src/evidence/knowledge.ts";
import type { DocumentCoverage } from "../../server/src/evidence/model.ts";
import type { PolicyDocument } from "../../server/src/document/model.ts";
import { loadLibrary } from "./library.ts";

let knowledge: Knowledge | undefined;

/** The real knowledge, compiled once for all tests. */
export function loadKnowledge(): Knowledge {
  knowledge ??= compileKnowledge(loadLibrary());
  return knowledge;
}

let shared: { parser: Parser; analyzer: Analyzer } | undefined;

/** Parses and decides one text with the real catalogs. */
export function decide(
  text: string,
  uri = "file:///policies/test-policy.md",
  type?: string,
): { doc: PolicyDocument; coverage: DocumentCoverage } {
  shared ??= { parser: createParser(loadLibrary()), analyzer: createAnalyzer(loadKnowledge()) };
  const doc = shared.parser.parse({ uri, version: 1, text }, type === undefined ? {} : { declaredType: type });
  return { doc, coverage: decideDocument(doc, shared.analyzer) };
}

/** Status of a requirement in a text: `missing` where nothing was found. */
export function statusIn(text: string, requirement: string, type?: string): string {
  return decide(text, undefined, type).coverage.verdicts.get(requirement)?.status ?? "missing";
}
