import { type ApplicabilityStatement, readStatement } from "../applicability-statement.ts";
import { nameOf } from "../naming.ts";
import { workspaceRule } from "../rule.ts";
import { isAddressed, isAsked } from "../scope.ts";

/** A control that the Statement of Applicability takes in and that no document does anything about. */
export const rule = workspaceRule({
  id: "applicability/included-without-evidence",
  summary: "Flags a control that the Statement of Applicability takes in while no document speaks to it.",
  severity: "warning",
  requirements: ["iso27001:2022/6.1.3", "iso42001:2023/6.1.3"],
  messages: {
    missing: "{control} applies by this statement, but no document speaks to it.",
    claimed: "{control} applies by this statement, but documents only name it; no sentence does something about it.",
  },
  options: {},

  collect: ({ doc, library }): ApplicabilityStatement | undefined => readStatement(doc, library),

  *check(settings) {
    const { library, collected, workspace } = settings;
    // A statement that was opened alone says nothing about documents that are not there.
    if (workspace.documents.every(({ uri }) => collected.has(uri))) return;
    for (const [uri, { entries }] of collected) {
      for (const { requirement: id, applicable, span } of entries) {
        if (applicable !== true || id === undefined || !isAsked(settings, id)) continue;
        const status = workspace.verdicts.get(id)?.status;
        if (status === undefined || isAddressed(status)) continue;
        yield {
          uri,
          message: status === "claimed" ? "claimed" : "missing",
          span,
          data: { control: nameOf(library, id) },
          requirement: id,
        };
      }
    }
  },
});
