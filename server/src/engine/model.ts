import type { Span } from "../base/span.ts";
import type { TextFile } from "../base/text.ts";
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
  readonly ai: { readonly used: boolean };
  /** Globs relative to the configuration's folder. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Document types by path; the last match wins. `none` means that the file is no policy. */
  readonly documents: readonly { readonly path: string; readonly type: DocumentTypeId | "none" }[];
  readonly rules: ReadonlyMap<RuleId, RuleConfig>;
  readonly exclusions: ReadonlyMap<RequirementId, string>;
}

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
  /** Keeps results of long work between runs; absent where nothing can be kept. */
  readonly cache?: TextCache;
}
