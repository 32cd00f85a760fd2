import { createParser } from "../../document/parse.ts";
import { defaultConfig } from "../../engine/config.ts";
import { detectDocuments } from "../../engine/detect-documents.ts";
import { isAiInScope } from "../../engine/scope.ts";
import { draftConfig } from "../../report/draft-config.ts";
import { draftWithoutFindings } from "../../report/finish-draft.ts";
import { answerOwn, type Handler } from "./handler.ts";

/** codicil/documentTypes, codicil/newDocument and codicil/setUp */
export const setUpHandler: Handler = {
  capabilities: () => ({}),
  register(context) {
    const { library, world, spellings, host, today } = context;
    answerOwn(context, "codicil/documentTypes", async () =>
      library.data.documentTypes.map(({ id, title, kind }) => ({ id, title, kind })),
    );
    answerOwn(context, "codicil/newDocument", async ({ folder, type, format, title }) => {
      const project = await world.configurationOf(`${folderKey(spellings.keyOf(folder))}/document.md`);
      const config = project?.config ?? defaultConfig(library);
      const draft = draftWithoutFindings(context.common, {
        type,
        format,
        standards: config.standards,
        aiInScope: isAiInScope(config, project?.equipment.library ?? library),
        today: today(),
        ...(title === undefined ? {} : { title }),
      });
      return draft ? { fileName: draft.fileName, encoding: "utf-8", content: draft.text } : null;
    });
    answerOwn(context, "codicil/setUp", async ({ folder }) => {
      const found = await detectDocuments(folderKey(spellings.keyOf(folder)), host, createParser(library));
      const { text, recognized, proposed, untyped, others } = draftConfig(library, found);
      return {
        text,
        recognized: recognized.length,
        proposed: proposed.length,
        untyped: untyped.length,
        others: others.length,
      };
    });
  },
};

/** A folder's uri without the slash at its end. */
const folderKey = (uri: string): string => uri.replace(/\/+$/, "");
