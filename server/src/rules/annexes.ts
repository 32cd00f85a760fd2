import type { PolicyDocument } from "../document/model.ts";
import type { RuleSettings } from "./rule.ts";

/** True for a document whose title, or file name, calls it an annex, an appendix or the like. */
export function isAnnex({ library }: Pick<RuleSettings, "library">, doc: PolicyDocument): boolean {
  const words = `${doc.title?.text ?? ""} ${doc.uri.slice(doc.uri.lastIndexOf("/") + 1)}`
    .toLowerCase()
    .split(/[^\p{L}]+/u);
  return library.integration?.annexWords.some((word) => words.includes(word)) ?? false;
}
