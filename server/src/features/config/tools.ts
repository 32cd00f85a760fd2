import type { Library } from "../../catalog/library.ts";
import { editorSchema } from "../../engine/config-schema.ts";
import type { KnownRule } from "../../engine/own-rules.ts";
import { createWordReader, type WordReader } from "../completion/match.ts";
import type { ConfigSchema } from "./schema.ts";

/** What features of `codicil.yaml` draw on; made once. */
export interface ConfigTools {
  readonly library: Library;
  readonly rules: readonly KnownRule[];
  /** The schema with every known id. */
  readonly schema: ConfigSchema;
  readonly words: WordReader;
}

export function createConfigTools(library: Library, rules: readonly KnownRule[]): ConfigTools {
  return { library, rules, schema: editorSchema(library, rules), words: createWordReader() };
}
