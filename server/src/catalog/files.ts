import type { AiRole, AiRoleInfo, ColumnRole, Effort, Shareability } from "./integration.ts";
import type {
  ApplicabilityKnowledge,
  ControlLineWords,
  DocumentedInformation,
  DocumentKind,
  Language,
  MetadataField,
  Need,
  OtherTexts,
  Preset,
  RelationType,
} from "./model.ts";

/** The shapes of the files in `catalogs/`, as their schemas in `catalogs/schemas/` allow them. */

export interface StandardFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly edition: string;
  readonly superseded_by?: string;
  readonly distinctive_controls?: boolean;
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

interface AspectEntry {
  readonly id: string;
  readonly says: string;
  readonly signals: readonly string[];
  readonly clause: string;
}

export interface IntegrationFile {
  readonly source: string;
  readonly target: string;
  readonly pairs: readonly {
    id: string;
    topic: string;
    source?: string;
    target: string;
    share: Shareability;
    effort: Effort;
    how: string;
    text?: string;
  }[];
  readonly distinctions: readonly { id: string; types: readonly string[]; source: AspectEntry; target: AspectEntry }[];
  readonly serves: { readonly source: readonly string[]; readonly target: readonly string[] };
  readonly system_names: { readonly source: readonly string[]; readonly target: readonly string[] };
  readonly leads: { readonly source: readonly string[]; readonly target: readonly string[] };
  readonly register: {
    readonly types: readonly string[];
    readonly types_if_on_ai: readonly string[];
    readonly columns: readonly { role: ColumnRole; headings: readonly string[] }[];
    readonly open: string;
  };
  readonly incidents: readonly { id: string; types: readonly string[] }[];
  readonly annex_words: readonly string[];
  readonly roles: readonly AiRoleInfo[];
  readonly role_needs: readonly {
    roles: readonly AiRole[];
    reason: string;
    requirements: readonly string[];
    considerations: readonly string[];
  }[];
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
    is_general?: boolean;
    is_listing?: boolean;
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

export interface ApplicabilityFile {
  readonly columns: ApplicabilityKnowledge["columns"];
  readonly answers: ApplicabilityKnowledge["answers"];
  readonly reasons: ApplicabilityKnowledge["reasons"];
}

export interface MetadataFile {
  readonly fields: MetadataField[];
}

export interface PresetsFile {
  readonly presets: readonly (Omit<Preset, "rules"> & Partial<Pick<Preset, "rules">>)[];
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
  readonly rule_openings: readonly string[];
  readonly no_rule_before: readonly string[];
  readonly negations: readonly string[];
  readonly exclusions: readonly string[];
  readonly placeholders: readonly string[];
  readonly sentence_abbreviations: readonly string[];
  readonly policy_words: readonly string[];
  readonly not_policy_words: readonly string[];
  readonly kind_words: Language["kindWords"];
  readonly title_fillers: readonly string[];
  readonly duty_words: readonly string[];
  readonly control_lines: Omit<ControlLineWords, "sentenceWords"> & { readonly sentence_words: readonly string[] };
  readonly other_texts: Omit<OtherTexts, "besideCode"> & { readonly beside_code: readonly string[] };
}
