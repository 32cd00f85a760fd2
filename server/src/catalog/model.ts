import type { Integration } from "./integration.ts";

/** `iso27001:2022`: a standard's slug and edition. */
export type StandardId = string;
/** `iso27001:2022/A.5.1` or `iso42001:2023/6.1.4`. */
export type RequirementId = string;
export type DocumentTypeId = string;
export type SectionKindId = string;

/** What a standard asks of documented information (ISO/IEC 27001 and 42001, 7.5). */
export type DocumentedInformation = "document" | "record" | "rule" | "none";

/** One edition of a standard. */
export interface Standard {
  readonly id: StandardId;
  /** `ISO/IEC 27001:2022` */
  readonly name: string;
  readonly title: string;
  /** Ways to write the standard without its edition, lower case: `iso 27001`, `27001` … */
  readonly aliases: readonly string[];
  readonly edition: string;
  /** The edition that replaced it; its numbers are outdated. */
  readonly supersededBy?: StandardId;
  /** A sentence that shows a control of this standard is about it, whatever the document is about. */
  readonly distinctiveControls?: boolean;
  readonly groups: readonly Group[];
  readonly requirements: readonly Requirement[];
  /** Set for a catalog that a workspace brings along (`catalogs` in `codicil.yaml`). */
  readonly own?: true;
}

/** A theme (27001), an objective (42001) or a domain (2013) of Annex A. */
export interface Group {
  /** `A.5` */
  readonly id: string;
  readonly title: string;
  readonly kind: "theme" | "objective" | "subgroup" | "domain" | "category";
  readonly parent?: string;
}

/** A clause or an Annex A control. */
export interface Requirement {
  readonly id: RequirementId;
  readonly standard: StandardId;
  /** As printed: `A.5.1`, `6.1.4`. */
  readonly number: string;
  readonly title: string;
  readonly titleVariants: readonly string[];
  readonly kind: "control" | "clause";
  /** Group of a control (`A.5`), parent number of a clause (`6.1`). */
  readonly group?: string;
  /** One line in our own words. */
  readonly gist?: string;
  readonly isNew?: boolean;
  readonly documented: DocumentedInformation;
  /** ISO/IEC 27002 attribute values, by attribute. */
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  /** Requirements of a later edition that took this one's place. */
  readonly successors: readonly RequirementId[];
  readonly points: readonly Point[];
  /** Id in the OSCAL catalog it was imported from: `ac-2.1` of AC-2(1). */
  readonly oscalId?: string;
}

/** One thing a document must say for a requirement to be addressed. */
export interface Point {
  readonly id: string;
  readonly says: string;
  readonly core: boolean;
  readonly signals: readonly Signal[];
  /** A text that satisfies the point; `[values]` are the author's to decide. Empty where nobody wrote one. */
  readonly clause: string;
  /** Set where nobody wrote the signals: they were drawn from the requirement's title and statement, and are less sure. */
  readonly derived?: true;
}

/** A word pattern (docs/evidence.md) and where it is written. */
export interface Signal {
  readonly pattern: string;
  readonly place: Place;
}

/** Where a piece of knowledge is written: for messages. Line and column are one-based. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** OSCAL 1.2 mapping vocabulary. */
export type RelationType = "equivalent-to" | "equal-to" | "subset-of" | "superset-of" | "intersects-with";

/** A typed link between a requirement and requirements of another standard. */
export interface Relation {
  readonly id: string;
  /** `mapping`: from a catalog or a mapping collection of the workspace. */
  readonly basis: "seed" | "editorial" | "mapping";
  readonly from: RequirementId;
  readonly to: readonly RequirementId[];
  readonly toGroup?: string;
  readonly type: RelationType;
  readonly rationale: string;
  readonly considerations: readonly Consideration[];
}

/** What a 27001 control should also say once AI is in scope. */
export interface Consideration {
  readonly id: string;
  readonly basis: "seed" | "editorial";
  readonly from: RequirementId;
  readonly supports: RequirementId;
  readonly says: string;
  readonly why: string;
  readonly signals: readonly Signal[];
  readonly clause: string;
}

/** An AI-specific security risk. */
export interface AiRisk {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly alsoCalled: readonly string[];
  readonly compromises: readonly string[];
  readonly signals: readonly Signal[];
  readonly clause: string;
  readonly row: { readonly threat: string; readonly description: string; readonly treatment: string };
}

/** An incident scenario whose lesson belongs into policies. */
export interface IncidentScenario {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly controls: readonly RequirementId[];
  readonly signals: readonly Signal[];
  readonly clause: string;
}

/** A group of clauses that two management systems can share, or must keep apart. */
export interface ClauseGroup {
  readonly id: string;
  readonly topic: string;
  readonly source: readonly string[];
  readonly target: readonly string[];
  readonly says: string;
}

export interface Crosswalk {
  readonly source: StandardId;
  readonly target: StandardId;
  readonly relations: readonly Relation[];
  readonly risks: readonly AiRisk[];
  readonly incidents: readonly IncidentScenario[];
  readonly mergeable: readonly ClauseGroup[];
  readonly distinct: readonly ClauseGroup[];
}

export type DocumentKind = "policy" | "standard" | "procedure" | "plan" | "record";

/** A kind of document found in ISMS and AIMS document sets. */
export interface DocumentType {
  readonly id: DocumentTypeId;
  readonly title: string;
  readonly kind: DocumentKind;
  /** Titles it goes by, lower case. */
  readonly aliases: readonly string[];
  /** Topic words for titles that name no kind; the last resort. */
  readonly stems: readonly string[];
  readonly expects: readonly RequirementId[];
  readonly considerations: readonly string[];
  readonly requiredSections: readonly SectionKindId[];
  /** About every control: one sentence is enough for each. */
  readonly isGeneral: boolean;
  /** It lists requirements: what it says of others than those it is expected to cover is no evidence. */
  readonly isListing: boolean;
}

export type Need = "required" | "recommended" | "optional" | "none";

/** A section that policy documents have, and the headings it goes by. */
export interface SectionKind {
  readonly id: SectionKindId;
  readonly title: string;
  readonly about: string;
  /** Requirements that rest on it. */
  readonly anchors: readonly RequirementId[];
  /** Headings, lower case, without numbers and punctuation. */
  readonly synonyms: readonly string[];
  readonly need: Readonly<Record<DocumentKind, Need>>;
  /** Metadata fields that satisfy the section as well. */
  readonly metadata: readonly string[];
  /** Evidence found in it counts in full, as a mention, or not at all. */
  readonly evidence: "full" | "mention" | "none";
  /** A section that no other kind claims stands for it. */
  readonly topical: boolean;
  /** Words that a table's header holds when the table stands for the section, as `version`, `date`. */
  readonly columns: readonly string[];
  /** Patterns of statements that say what the section is for, wherever they stand. */
  readonly signals: readonly Signal[];
  /** Text that a fix inserts below the heading. */
  readonly clause: string;
}

/** A metadata field and the keys it goes by. */
export interface MetadataField {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly type: "text" | "date" | "version" | "references" | "document-type" | "interval";
  /** Keys, lower case, words joined by single blanks. */
  readonly synonyms: readonly string[];
  /** Value that a fix inserts. */
  readonly example: string;
  /** Every policy should state it. */
  readonly expected?: true;
  /** Values that are usual, the most usual first; others are as good. */
  readonly values?: readonly string[];
}

/** How Statements of Applicability are written. Words are in lower case. */
export interface ApplicabilityKnowledge {
  /** Headers that columns go by. */
  readonly columns: Readonly<Record<ApplicabilityColumn, readonly string[]>>;
  /** What a cell of the column “applicable” says. */
  readonly answers: { readonly included: readonly string[]; readonly excluded: readonly string[] };
  /** Why a control is selected. */
  readonly reasons: readonly { readonly id: string; readonly title: string; readonly says: string }[];
}

export type ApplicabilityColumn =
  | "control"
  | "title"
  | "standard"
  | "applicable"
  | "justification"
  | "status"
  | "quoted";

/** What the engine knows of a language: data for `base/words` and the reading of statements. */
export interface Language {
  readonly functionWords: readonly string[];
  /** Pairs of spelling: written -> read as. Endings begin with `-`. */
  readonly spellings: Readonly<Record<string, string>>;
  /** Words that end like a variant spelling but are none. */
  readonly spellingExceptions: readonly string[];
  readonly abbreviations: Readonly<Record<string, string>>;
  /** Those that are ordinary words unless they stand in capitals. */
  readonly abbreviationsInCapitals: readonly string[];
  readonly compounds: readonly string[];
  readonly irregular: Readonly<Record<string, string>>;
  readonly classes: Readonly<Record<string, readonly string[]>>;
  readonly modals: {
    readonly duty: readonly string[];
    readonly recommendation: readonly string[];
    readonly permission: readonly string[];
  };
  /** First words of a statement that lays down a rule without a modal verb: "Encrypt …", "We close …". */
  readonly ruleOpenings: readonly string[];
  /** Second words that show that such a first word is a noun, or asks. */
  readonly noRuleBefore: readonly string[];
  /** Words that make a duty a prohibition. */
  readonly negations: readonly string[];
  /** Phrases, function words included. */
  readonly exclusions: readonly string[];
  readonly placeholders: readonly string[];
  /** A full stop after one of these ends no sentence. */
  readonly sentenceAbbreviations: readonly string[];
  /** Words of titles and headings that show that a text is a policy, or that it is none. */
  readonly policyWords: readonly string[];
  readonly notPolicyWords: readonly string[];
  /** Words of a title that tell the kind of a document whose type is not known; the first found wins. */
  readonly kindWords: Readonly<Record<Exclude<DocumentKind, "policy">, readonly string[]>>;
  /** Words of titles that say nothing about their topic, besides `policyWords`. */
  readonly titleFillers: readonly string[];
  /** Words by which a text is known as one that lays down duties. */
  readonly dutyWords: readonly string[];
  readonly controlLines: ControlLineWords;
  readonly otherTexts: OtherTexts;
}

/** Words of document control in lines without colons: "Version 1.2, approved by the CISO on 3 March 2025". */
export interface ControlLineWords {
  /** Before a number. */
  readonly version: readonly string[];
  /** Before "by" and a role: what a date behind it is the date of. */
  readonly approved: readonly string[];
  readonly reviewed: readonly string[];
  readonly done: readonly string[];
  /** Before a date. */
  readonly dated: readonly string[];
  /** How often, behind `reviewed`; `#` stands for a number. */
  readonly cycles: readonly string[];
  readonly numbers: readonly string[];
  /** Words that no value holds. */
  readonly sentenceWords: readonly string[];
}

/** What shows that a text is of another kind than a policy: a runbook, minutes, a job description. */
export interface OtherTexts {
  /** What its title opens with, before a sign, a number or a word such as "for"; with a colon, only before one; with ` ...`, before anything. */
  readonly openings: readonly string[];
  /** What its title ends with. */
  readonly endings: readonly string[];
  /** Headings, of which every one has to be there. */
  readonly headings: readonly (readonly string[])[];
  /** Headings of manuals of software, which show it where code stands in the text. */
  readonly besideCode: readonly string[];
  /** Keys of its front matter and of lines such as `Attendees: Anna, Ben`. */
  readonly fields: readonly string[];
}

/** Relations that a workspace brings along, in one file. */
export interface Mapping {
  readonly title: string;
  readonly relations: readonly Relation[];
}

/** Everything that is knowledge, built from `catalogs/`. JSON: no functions, no cycles. */
export interface CatalogData {
  readonly standards: readonly Standard[];
  readonly crosswalks: readonly Crosswalk[];
  /** Absent where a workspace brings none along. */
  readonly mappings?: readonly Mapping[];
  readonly integrations: readonly Integration[];
  readonly documentTypes: readonly DocumentType[];
  readonly sectionKinds: readonly SectionKind[];
  readonly metadataFields: readonly MetadataField[];
  readonly applicability: ApplicabilityKnowledge;
  readonly presets: readonly Preset[];
  readonly language: Language;
}

type PresetSeverity = "off" | "hint" | "info" | "warning" | "error";

/** A set of severities that a configuration can build on. */
export interface Preset {
  readonly id: string;
  /** Whom it is for, in plain words. */
  readonly about: string;
  /** What a rule's own severity becomes. */
  readonly severities: Readonly<Record<"hint" | "info" | "warning" | "error", PresetSeverity>>;
  /** Exceptions to that, by rule or category. */
  readonly rules: Readonly<Record<string, PresetSeverity>>;
}

/** What is wrong with a catalog. */
export interface CatalogProblem {
  readonly place: Place;
  /** JSON pointer of the field, as `/controls/3/title`. */
  readonly field: string;
  readonly message: string;
}
