import type { PolicyDocument } from "../../document/model.ts";
import type { Finding } from "../../engine/model.ts";
import type { DocumentContext } from "../../rules/rule.ts";
import type { Source } from "../convert.ts";
import type { CompletionTools } from "./tools.ts";

/** What is asked: the document as it is, the cursor, and what the answer may draw on. */
export interface CompletionRequest extends DocumentContext {
  readonly source: Source;
  readonly offset: number;
  readonly tools: CompletionTools;
  readonly surroundings: Surroundings;
  readonly editor: Editor;
}

/** The other documents and what was found; nothing is worked out before a place needs it. */
export interface Surroundings {
  /** Policies of the project, the document itself included. */
  documents(): readonly PolicyDocument[];
  /** Findings of the document. */
  findings(): readonly Finding[];
}

/** How the editor asked, and what it takes. */
export interface Editor {
  /** The character that made it ask; undefined where the author asked. */
  readonly typed: string | undefined;
  readonly snippets: boolean;
}
