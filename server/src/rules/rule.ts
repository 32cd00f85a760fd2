import type { Span } from "../base/span.ts";
import type { TextEdit } from "../base/text.ts";
import { once } from "../base/values.ts";
import type { Library } from "../catalog/library.ts";
import type { DocumentTypeId, RequirementId, StandardId } from "../catalog/model.ts";
import type { PolicyDocument } from "../document/model.ts";
import type { PairAnalysis } from "../evidence/integration.ts";
import type { DocumentCoverage, WorkspaceCoverage } from "../evidence/model.ts";

export type Severity = "error" | "warning" | "info" | "hint";

/** `documents/missing-section`: category and fault; reads after "allow". */
export type RuleId = string;

/** A mend. `safe` ones keep meaning and may be applied in bulk; others are offered one by one. */
export interface Fix {
  /** What to do, as an imperative: "Replace A.9.2.3 by A.5.18". */
  readonly title: string;
  readonly safe: boolean;
  /** The one to take where several are offered. */
  readonly preferred?: boolean;
  /** Edits of the document the finding is in. They do not overlap. */
  readonly edits: readonly TextEdit[];
  /** Edits of other documents that belong to it: all are made together, or none. */
  readonly elsewhere?: readonly DocumentEdits[];
}

export interface DocumentEdits {
  readonly uri: string;
  /** They do not overlap. */
  readonly edits: readonly TextEdit[];
}

/** A fix whose edits are worked out when somebody first asks for them: most findings are read and not mended. */
export function fixLater(
  fix: Omit<Fix, "edits" | "elsewhere">,
  edits: () => readonly TextEdit[],
  elsewhere: () => readonly DocumentEdits[] = () => [],
): Fix {
  return new LateFix(fix, edits, elsewhere);
}

/** True for a fix whose edits are worked out when somebody asks. */
export const isLate = (fix: Fix): boolean => fix instanceof LateFix;

class LateFix implements Fix {
  readonly title: string;
  readonly safe: boolean;
  readonly preferred: boolean | undefined;
  readonly #edits: () => readonly TextEdit[];
  readonly #elsewhere: () => readonly DocumentEdits[];

  constructor(
    { title, safe, preferred }: Omit<Fix, "edits" | "elsewhere">,
    edits: () => readonly TextEdit[],
    elsewhere: () => readonly DocumentEdits[],
  ) {
    this.title = title;
    this.safe = safe;
    this.preferred = preferred;
    this.#edits = once(edits);
    this.#elsewhere = once(elsewhere);
  }

  get edits(): readonly TextEdit[] {
    return this.#edits();
  }

  get elsewhere(): readonly DocumentEdits[] {
    return this.#elsewhere();
  }
}

/** What a rule reports: the message's name and its values, the smallest span that names the fault, and how to mend it. */
export interface Report {
  readonly message: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly span: Span;
  readonly fixes?: readonly Fix[];
  /** Requirement the report is about, for exceptions and code scanning. */
  readonly requirement?: RequirementId;
  readonly consideration?: string;
  /** Other places that explain it. */
  readonly related?: readonly { readonly uri: string; readonly span: Span; readonly message: string }[];
}

/** What every check may look at. There is nothing else: no disk, no clock, no other rule. */
export interface RuleSettings {
  readonly library: Library;
  /** Standards in scope, in the order of the configuration. */
  readonly standards: readonly StandardId[];
  /** ISO/IEC 42001 is in scope and the configuration does not say that no AI is used. */
  readonly aiInScope: boolean;
  /** ISO 8601 date. */
  readonly today: string;
  readonly exclusions: ReadonlyMap<RequirementId, string>;
  /** Requirements and considerations that the organization's AI roles do not call for, with the reason. */
  readonly notAsked: ReadonlyMap<string, string>;
}

export interface DocumentContext extends RuleSettings {
  readonly doc: PolicyDocument;
  readonly coverage: DocumentCoverage;
}

/** What is known of the files that documents link to; another object as soon as that changes. */
export interface LinkedFiles {
  /** Uris of every document of the workspace, those that are no policies included. */
  readonly documents: ReadonlySet<string>;
  /** Whether a file that is no document of the workspace exists; undefined where nobody has looked. */
  exists(uri: string): boolean | undefined;
}

/** How far an option of a rule goes; `default` tells its type. */
export type RuleOptions = Readonly<Record<string, string | number | boolean | readonly string[]>>;

interface RuleMeta<O extends RuleOptions> {
  readonly id: RuleId;
  /** One sentence for lists and settings: "Flags policies that …". */
  readonly summary: string;
  readonly severity: Severity | "off";
  /** Requirements that the rule serves. */
  readonly requirements: readonly RequirementId[];
  /** Texts by name; `{name}` is filled from the report's data. One sentence that says what is wrong. */
  readonly messages: Readonly<Record<string, string>>;
  readonly options: O;
}

/** A rule that needs one document only. It runs on documents that are policies. */
export interface DocumentRule<O extends RuleOptions = RuleOptions> extends RuleMeta<O> {
  readonly scope: "document";
  /** Document types the rule is for; all where absent. */
  readonly types?: readonly DocumentTypeId[];
  check(context: DocumentContext & { readonly options: O }): Iterable<Report>;
}

/**
 * A rule that judges a document in the light of the whole workspace. `collect` reads one document and is kept for as long
 * as the document stays the same; `check` runs over what was collected, at each edit of any document: what it works out
 * for one document is worth keeping with what was collected, and the same object reported again is the same finding.
 */
export interface WorkspaceRule<F = unknown, O extends RuleOptions = RuleOptions> extends RuleMeta<O> {
  readonly scope: "workspace";
  collect(context: DocumentContext & { readonly options: O }): F | undefined;
  check(
    context: RuleSettings & {
      readonly options: O;
      /** By uri, in order. */
      readonly collected: ReadonlyMap<string, F>;
      readonly workspace: WorkspaceCoverage;
      /** How far the two management systems are brought together. */
      readonly pairs: () => readonly PairAnalysis[];
      readonly files: LinkedFiles;
    },
  ): Iterable<Report & { readonly uri: string }>;
}

export type Rule = DocumentRule | WorkspaceRule;

/** Declares a document rule; keeps the options' types. */
export function documentRule<O extends RuleOptions>(rule: Omit<DocumentRule<O>, "scope">): DocumentRule<O> {
  return { ...rule, scope: "document" };
}

/** Declares a workspace rule; keeps the types of what is collected and of the options. */
export function workspaceRule<F, O extends RuleOptions>(rule: Omit<WorkspaceRule<F, O>, "scope">): WorkspaceRule<F, O> {
  return { ...rule, scope: "workspace" };
}

/** A message with its values filled in. */
export function fillMessage(template: string, data: Readonly<Record<string, string>> = {}): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => data[name] ?? whole);
}
