import type { Equipment } from "../engine/equipment.ts";
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
  /** What documents are judged with where a configuration brings nothing along; made on first use. */
  knowledge(): Equipment;
  /** Runs the language server on standard input and output until the client ends it. */
  startLanguageServer(): Promise<void>;
}

/** What an author asked for in a way that cannot be done; ends the run with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Exit codes. */
export const exit = { clean: 0, findings: 1, usage: 2 } as const;
