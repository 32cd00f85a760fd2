import type { Library } from "../catalog/library.ts";
import type { Knowledge } from "../evidence/knowledge.ts";
import type { NodeHost } from "../host/node.ts";
import type { Rule } from "../rules/rule.ts";
import type { Terminal } from "./terminal.ts";

/** What a run of the command line is given; built by the entry. */
export interface CliContext {
  readonly terminal: Terminal;
  readonly host: NodeHost;
  readonly rules: readonly Rule[];
  readonly version: string;
  /** Today as an ISO 8601 date. */
  readonly today: string;
  /** The catalogs, compiled on first use. */
  knowledge(): { readonly library: Library; readonly knowledge: Knowledge };
  /** Runs the language server on standard input and output until the client ends it. */
  startLanguageServer(): Promise<void>;
}

/** What an author asked for in a way that cannot be done; ends the run with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Exit codes. */
export const exit = { clean: 0, findings: 1, usage: 2 } as const;
