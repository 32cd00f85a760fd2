import type { Place } from "../../catalog/model.ts";
import type { RuleId, Severity } from "../../rules/rule.ts";

/** A rule as a rule file has it. */
export interface RuleDefinition {
  readonly id: RuleId;
  readonly summary?: string;
  readonly message: string;
  readonly severity?: Severity | "off";
  readonly types?: readonly string[];
  readonly paths?: readonly string[];
  readonly controls?: readonly string[];
  readonly within?: readonly string[];
  readonly require?: string | readonly string[];
  readonly forbid?: string | readonly string[];
  readonly count?: { readonly of: string | readonly string[]; readonly min?: number; readonly max?: number };
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly sections?: NamesWanted;
  readonly references?: NamesWanted;
  readonly columns?: { readonly of?: readonly string[]; readonly require: readonly string[] };
  readonly fix?: string;
  readonly examples?: readonly RuleExample[];
}

export interface NamesWanted {
  readonly require?: readonly string[];
  readonly forbid?: readonly string[];
}

export interface RuleExample {
  readonly name?: string;
  readonly type?: string;
  readonly path?: string;
  readonly format?: "markdown" | "yaml";
  readonly text: string;
  readonly findings?: number | readonly string[];
}

/** A rule that was read without a fault, with where its parts are written. */
export interface ReadRule {
  readonly definition: RuleDefinition;
  readonly file: string;
  readonly placeOf: (path: readonly (string | number)[]) => Place;
}
