import type { PolicyDocument } from "../document/model.ts";
import { setField } from "./mend.ts";
import { type DocumentContext, fixLater, type Report } from "./rule.ts";

/** True where a metadata field is not there or holds nothing. */
export const isBlank = (doc: PolicyDocument, field: string): boolean =>
  (doc.metadata.fields.get(field)?.text ?? "") === "";

/**
 * A report on a metadata field that is not there (`absent`, at the title) or holds nothing (`blank`, at its key); its fix
 * sets the field.
 * @param fix  the fix's title, and the value to set where the catalog's example does not serve
 */
export function missingField(
  { doc, library }: DocumentContext,
  field: string,
  fix: { readonly title: string; readonly value?: string },
): Report | undefined {
  if (!isBlank(doc, field)) return undefined;
  const value = doc.metadata.fields.get(field);
  const text = fix.value ?? library.metadataField(field)?.example ?? "";
  const fixes = [
    fixLater({ title: fix.title, safe: false, preferred: true }, () => setField(doc, library, field, text)),
  ];
  if (value) return { message: "blank", span: value.keySpan, data: { key: value.key }, fixes };
  return { message: "absent", span: doc.titleSpan, fixes };
}
