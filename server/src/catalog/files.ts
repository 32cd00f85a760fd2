import type { DocumentedInformation, DocumentKind, MetadataField, Need, RelationType } from "./model.ts";

/** The shapes of the files in `catalogs/`, as their schemas in `catalogs/schemas/` allow them. */

export interface StandardFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly edition: string;
  readonly superseded_by?: string;
  readonly aliases: readonly string[];
  readonly counts: { readonly controls: number; readonly groups: number; readonly clauses: number };
  readonly groups: {
    id: string;
    title: string;
    kind: "theme" | "objective" | "subgroup" | "domain" | "category";
    parent?: string;
  }[];
  readonly clauses: readonly {
    id: string;
    title: string;
    parent?: string;
    documented: DocumentedInformation;
    about?: string;
  }[];
  readonly controls: readonly {
    id: string;
    title: string;
    title_variants?: readonly string[];
    group: string;
    new?: boolean;
    documented?: DocumentedInformation;
    gist?: string;
    attributes?: Readonly<Record<string, readonly string[]>>;
    successors?: readonly string[];
  }[];
}

export interface EvidenceFile {
  readonly standard: string;
  readonly requirements: readonly {
    id: string;
    points: readonly { id: string; says: string; core?: boolean; signals: readonly string[]; clause: string }[];
  }[];
}

export interface CrosswalkFile {
  readonly source: string;
  readonly target: string;
  readonly relations: readonly {
    id: string;
    basis: "seed" | "editorial";
    from: string;
    to: readonly string[];
    to_group?: string;
    type: RelationType;
    rationale: string;
    considerations?: readonly {
      id: string;
      basis: "seed" | "editorial";
      supports: string;
      says: string;
      why: string;
      signals: readonly string[];
      clause: string;
    }[];
  }[];
  readonly risks: readonly {
    id: string;
    title: string;
    says: string;
    compromises: readonly string[];
    also_called: readonly string[];
    signals: readonly string[];
    clause: string;
    row: { threat: string; description: string; treatment: string };
  }[];
  readonly incidents: readonly {
    id: string;
    title: string;
    says: string;
    controls: readonly string[];
    signals: readonly string[];
    clause: string;
  }[];
  readonly clauses: { readonly mergeable: readonly ClauseGroupEntry[]; readonly distinct: readonly ClauseGroupEntry[] };
}

interface ClauseGroupEntry {
  readonly id: string;
  readonly topic: string;
  readonly source: readonly string[];
  readonly target: readonly string[];
  readonly says: string;
}

export interface DocumentTypesFile {
  readonly types: readonly {
    id: string;
    title: string;
    kind: DocumentKind;
    aliases: readonly string[];
    stems: readonly string[];
    expects: Readonly<Record<string, readonly string[]>>;
    considerations: readonly string[];
    required_sections: readonly string[];
  }[];
}

export interface SectionKindsFile {
  readonly kinds: readonly {
    id: string;
    title: string;
    about: string;
    anchors: readonly string[];
    synonyms: readonly string[];
    need: Readonly<Record<DocumentKind, Need>>;
    metadata: readonly string[];
    evidence: "full" | "mention" | "none";
    topical?: boolean;
    columns?: readonly string[];
    signals?: readonly string[];
    clause: string;
  }[];
}

export interface MetadataFile {
  readonly fields: MetadataField[];
}

export interface LanguageFile {
  readonly function_words: readonly string[];
  readonly spellings: Readonly<Record<string, string>>;
  readonly spelling_exceptions: readonly string[];
  readonly abbreviations: Readonly<Record<string, string>>;
  readonly abbreviations_in_capitals: readonly string[];
  readonly compounds: readonly string[];
  readonly irregular: Readonly<Record<string, string>>;
  readonly classes: Readonly<Record<string, readonly string[]>>;
  readonly modals: {
    readonly duty: readonly string[];
    readonly recommendation: readonly string[];
    readonly permission: readonly string[];
  };
  readonly exclusions: readonly string[];
  readonly placeholders: readonly string[];
  readonly sentence_abbreviations: readonly string[];
  readonly policy_words: readonly string[];
  readonly not_policy_words: readonly string[];
}
