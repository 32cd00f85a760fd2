import type { RequirementId } from "../../catalog/model.ts";
import type { Diagnostic } from "vscode-languageserver-types";
import type { Span } from "../../base/span.ts";
import type { TextEdit, TextFile } from "../../base/text.ts";
import type { PolicyDocument } from "../../document/model.ts";
import type { Finding, ReferenceStyle } from "../../engine/model.ts";
import type { DocumentCoverage, WorkspaceCoverage } from "../../evidence/model.ts";
import type { DocumentContext, RuleSettings } from "../../rules/rule.ts";
import type { Source } from "../convert.ts";

/** What code actions are made from. */
export interface CodeActionRequest {
  readonly source: Source;
  readonly doc: PolicyDocument;
  readonly coverage: DocumentCoverage;
  /** What all documents cover together; asked for only where an action needs it. */
  readonly workspace: () => WorkspaceCoverage;
  readonly settings: RuleSettings;
  /** The text of a document of the project. */
  readonly sourceOf: (uri: string) => Source | undefined;
  /** How the configuration wants references written. */
  readonly referenceStyle: ReferenceStyle;
  /** The configuration, or the place for one; undefined where there is none. */
  readonly config: ConfigPlace | undefined;
  /** Findings of the document, sorted. */
  readonly findings: readonly Finding[];
  readonly range: Span;
  /** Kinds asked for; all where undefined. */
  readonly only: readonly string[] | undefined;
  /** The diagnostic that shows a finding. */
  readonly diagnosticOf: (finding: Finding) => Diagnostic;
  /** Reads another text as a version of the document. */
  readonly reread: (text: string) => PolicyDocument;
  readonly editor: EditorAbilities;
}

export interface ConfigPlace {
  /** As the editor writes it. */
  readonly uri: string;
  /** Undefined where the file is yet to be made. */
  readonly file: TextFile | undefined;
  readonly source: Source | undefined;
  /** Controls that it says apply: they are not to be excluded by the way. */
  readonly inclusions: ReadonlyMap<RequirementId, unknown>;
}

/** What the editor can do with an action. */
export interface EditorAbilities {
  /** Takes edits with the document's version. */
  readonly versioned: boolean;
  /** Takes snippets as edits. */
  readonly snippets: boolean;
  /** Can make a file as part of an edit. */
  readonly createFiles: boolean;
  /** Asks for the edit of an action when it is chosen. */
  readonly resolves: boolean;
  /** Has a command of its own that asks which control a clause is wanted for. */
  readonly choosesControl: boolean;
}

/** A change that mends no finding. Its edits are made when they are asked for. */
export interface Refactoring {
  /** Unique among the refactorings of one place. */
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  edits(): readonly TextEdit[];
}

/** The document as a rule sees it. */
export const contextOf = ({ settings, doc, coverage }: CodeActionRequest): DocumentContext => ({
  ...settings,
  doc,
  coverage,
});
