import type { Span } from "../base/span.ts";
import type { TextFile } from "../base/text.ts";
import type { AiRole } from "../catalog/integration.ts";
import type { DocumentTypeId, RequirementId, StandardId } from "../catalog/model.ts";
import type { Fix, RuleId, Severity } from "../rules/rule.ts";
import type { TextCache } from "./own-files.ts";

/** What the tool says about a place in a document. Sorted by uri, start, end, rule. */
export interface Finding {
  readonly uri: string;
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly fixes: readonly Fix[];
  readonly requirement?: RequirementId;
  readonly consideration?: string;
  readonly related: readonly { readonly uri: string; readonly span: Span; readonly message: string }[];
}

/** `codicil.yaml`, read and completed with defaults. */
export interface Config {
  /** Where it is written; undefined for the defaults. */
  readonly uri: string | undefined;
  readonly standards: readonly StandardId[];
  readonly ai: {
    readonly used: boolean;
    /** What the organization does with AI; undefined where it does not say, so that everything is asked. */
    readonly roles?: readonly AiRole[] | undefined;
  };
  /** Globs relative to the configuration's folder. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Document types by path; the last match wins. `none` means that the file is no policy. */
  readonly documents: readonly { readonly path: string; readonly type: DocumentTypeId | "none" }[];
  readonly rules: ReadonlyMap<RuleId, RuleConfig>;
  readonly exclusions: ReadonlyMap<RequirementId, string>;
  readonly references: { readonly style: ReferenceStyle };
  readonly inclusions: ReadonlyMap<RequirementId, Inclusion>;
  /** Why controls apply that documents address and no decision names. */
  readonly defaultInclusion: Inclusion | undefined;
  /** Rules that count otherwise for some documents; the last match wins. */
  readonly overrides: readonly { readonly path: string; readonly rules: ReadonlyMap<RuleId, RuleConfig> }[];
  readonly waivers: readonly Waiver[];
  /** Findings that were there when a baseline was recorded; undefined where there is none. */
  readonly baseline: Baseline | undefined;
}

/** An agreed exception: findings that do not count for now. It takes in what all that it names has in common. */
export interface Waiver {
  /** A rule, a category or `*`. */
  readonly rule: string | undefined;
  /** A glob relative to the configuration's folder. */
  readonly path: string | undefined;
  readonly control: RequirementId | undefined;
  readonly reason: string;
  readonly owner: string | undefined;
  /** ISO 8601 date of the last day it holds. */
  readonly expires: string | undefined;
  /** Where it is written. */
  readonly uri: string;
  readonly span: Span;
}

/** How many findings of a rule a document may have, by path below the configuration's folder and by rule. */
export interface Baseline {
  readonly uri: string;
  readonly counts: ReadonlyMap<string, ReadonlyMap<RuleId, number>>;
}

/** Why a control applies. */
export interface Inclusion {
  /** Ids of catalogs/applicability.yaml: `risk`, `legal` … */
  readonly reasons: readonly string[];
  readonly justification: string;
}

/** How the running text names a control: `A.8.13`, `ISO/IEC 27001:2022 A.8.13` or `Annex A 8.13`. */
export type ReferenceStyle = "number" | "standard" | "annex";

export const referenceStyles: readonly ReferenceStyle[] = ["number", "standard", "annex"];

export interface RuleConfig {
  readonly severity: Severity | "off" | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Something wrong with the configuration or a catalog; one clear sentence and its place. */
export interface ConfigProblem {
  readonly uri: string;
  readonly span: Span;
  readonly message: string;
}

/** The world as the engine sees it; implemented at the edge (`host/`). */
export interface Host {
  /** Reads a file; a message where it cannot be read. */
  read(uri: string): Promise<TextFile | { readonly error: string }>;
  /** Uris below `root` that match the globs, in order; ignore files are respected. */
  list(root: string, include: readonly string[], exclude: readonly string[]): Promise<readonly string[]>;
  exists(uri: string): Promise<boolean>;
  /** The commit that is checked out around a folder, in hex digits; absent where there is no version control to ask. */
  commit?(folder: string): Promise<string | undefined>;
  /** Keeps results of long work between runs; absent where nothing can be kept. */
  readonly cache?: TextCache;
}
