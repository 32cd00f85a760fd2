import { standardOf } from "../catalog/library.ts";
import type { TextEdit } from "../base/text.ts";
import type { Requirement } from "../catalog/model.ts";
import type { MetadataValue, PolicyDocument, Reference } from "../document/model.ts";

/** Requirements that the metadata of a document list. */
export const declaredIn = (doc: PolicyDocument): readonly Reference[] =>
  doc.references.filter((one) => one.where === "metadata" && one.resolution.is === "resolved");

/**
 * The edit that adds a requirement to the list, behind the last one of its standard, in the list's own form.
 * @returns  nothing where there is no list, or where its key names another standard
 */
export function addToList(
  doc: PolicyDocument,
  { standard, number, id }: Pick<Requirement, "standard" | "number" | "id">,
): TextEdit | undefined {
  const declared = declaredIn(doc);
  const own = declared.filter(
    (one) => !one.implied && one.resolution.is === "resolved" && standardOf(one.resolution.requirement) === standard,
  );
  const field: MetadataValue | undefined = doc.metadata.fields.get("references");
  const last = own.at(-1) ?? declared.findLast((one) => !one.implied);
  if (!last || !field || last.span.start < field.valueSpan.start || last.span.end > field.valueSpan.end)
    return undefined;
  if (own.length === 0 && /\d{5}/.test(field.key)) return undefined;
  const line = doc.text.slice(doc.text.lastIndexOf("\n", last.span.start - 1) + 1, last.span.start);
  const item = /^(\s*-\s+["']?)(?:[\w:]+\/)?$/.exec(line);
  const qualified = /[\w:]+\/$/.test(line) || own.length < declared.length;
  const text = qualified ? id : number;
  if (!item) {
    // Behind the whole entry: a title may follow the number.
    const rest = /^[^,\]"'\r\n|]*/.exec(doc.text.slice(last.span.end))?.[0].trimEnd() ?? "";
    const end = last.span.end + rest.length;
    const closing = /^["'](?=\s*[,\]\r\n]|$)/.exec(doc.text.slice(end))?.[0] ?? "";
    const isInOneScalar = closing !== "" && doc.text.lastIndexOf(closing, last.span.start - 1) < field.valueSpan.start;
    const at = end + (isInOneScalar ? 0 : closing.length);
    return { span: { start: at, end: at }, newText: isInOneScalar ? `, ${text}` : `, ${closing}${text}${closing}` };
  }
  // A block list: a line of its own, opened (and closed) like the one before.
  const rest = /^[^\r\n]*(\r?\n|$)/.exec(doc.text.slice(last.span.end));
  const at = last.span.end + (rest?.[0].length ?? 0) - (rest?.[1]?.length ?? 0);
  const quote = /["']$/.exec(item[1] ?? "")?.[0] ?? "";
  return {
    span: { start: at, end: at },
    newText: `${doc.text.includes("\r\n") ? "\r\n" : "\n"}${item[1] ?? ""}${text}${quote}`,
  };
}
