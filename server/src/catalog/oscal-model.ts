/** OSCAL 1.1 to 1.2 as far as Codicil reads it. Everything may be missing: files are read leniently. */

export interface OscalProp {
  readonly name?: string;
  readonly value?: string;
  readonly class?: string;
}

export interface OscalLink {
  readonly href?: string;
  readonly rel?: string;
}

export interface OscalPart {
  readonly id?: string;
  readonly class?: string;
  readonly name?: string;
  readonly prose?: string;
  readonly parts?: readonly OscalPart[];
}

export interface OscalParameter {
  readonly id?: string;
  readonly class?: string;
  readonly label?: string;
  readonly values?: readonly string[];
  readonly select?: { readonly choice?: readonly string[] };
}

export interface OscalControl {
  readonly id?: string;
  readonly title?: string;
  readonly props?: readonly OscalProp[];
  readonly params?: readonly OscalParameter[];
  readonly parts?: readonly OscalPart[];
  readonly controls?: readonly OscalControl[];
}

export interface OscalGroup {
  readonly id?: string;
  readonly title?: string;
  readonly props?: readonly OscalProp[];
  readonly groups?: readonly OscalGroup[];
  readonly controls?: readonly OscalControl[];
}

export interface OscalMetadata {
  readonly title?: string;
  readonly version?: string;
}

export interface OscalResource {
  readonly uuid?: string;
  readonly title?: string;
  readonly rlinks?: readonly OscalLink[];
}

export interface OscalBackMatter {
  readonly resources?: readonly OscalResource[];
}

export interface OscalCatalog extends OscalGroup {
  readonly metadata?: OscalMetadata;
}

export interface OscalSelection {
  readonly "with-ids"?: readonly string[];
  readonly matching?: readonly { readonly pattern?: string }[];
  readonly "with-child-controls"?: string;
}

export interface OscalImport {
  readonly href?: string;
  readonly "include-all"?: unknown;
  readonly "include-controls"?: readonly OscalSelection[];
  readonly "exclude-controls"?: readonly OscalSelection[];
}

export interface OscalRemove {
  readonly "by-id"?: string;
  readonly "by-name"?: string;
  readonly "by-class"?: string;
  /** `part`, `prop` or `param`. */
  readonly "by-item-name"?: string;
}

export interface OscalAdd {
  /** The part it goes to; the control itself where absent. */
  readonly "by-id"?: string;
  /** `starting`, `ending`, `before` or `after`. */
  readonly position?: string;
  readonly title?: string;
  readonly props?: readonly OscalProp[];
  readonly params?: readonly OscalParameter[];
  readonly parts?: readonly OscalPart[];
}

export interface OscalAlter {
  readonly "control-id"?: string;
  readonly removes?: readonly OscalRemove[];
  readonly adds?: readonly OscalAdd[];
}

export interface OscalModify {
  readonly "set-parameters"?: readonly (OscalParameter & { readonly "param-id"?: string })[];
  readonly alters?: readonly OscalAlter[];
}

export interface OscalProfile {
  readonly metadata?: OscalMetadata;
  readonly imports?: readonly OscalImport[];
  readonly modify?: OscalModify;
  readonly "back-matter"?: OscalBackMatter;
}

export interface OscalMappingItem {
  readonly type?: string;
  readonly "id-ref"?: string;
}

export interface OscalMap {
  readonly relationship?: string;
  readonly sources?: readonly OscalMappingItem[];
  readonly targets?: readonly OscalMappingItem[];
  readonly remarks?: string;
}

export interface OscalMappingCollection {
  readonly metadata?: OscalMetadata;
  readonly mappings?: readonly {
    readonly "source-resource"?: OscalLink;
    readonly "target-resource"?: OscalLink;
    readonly maps?: readonly OscalMap[];
  }[];
  readonly "back-matter"?: OscalBackMatter;
}

/** The kinds of OSCAL files that hold requirements or relations. */
export type OscalFile =
  | { readonly kind: "catalog"; readonly catalog: OscalCatalog }
  | { readonly kind: "profile"; readonly profile: OscalProfile }
  | { readonly kind: "mapping"; readonly mapping: OscalMappingCollection };

/** Which kind of OSCAL file some data is; undefined where it is none that Codicil reads. */
export function oscalFileOf(data: unknown): OscalFile | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { catalog, profile, "mapping-collection": mapping } = data as Record<string, unknown>;
  if (isObject(catalog)) return { kind: "catalog", catalog };
  if (isObject(profile)) return { kind: "profile", profile };
  return isObject(mapping) ? { kind: "mapping", mapping } : undefined;
}

/** The entries of what should be a list of objects. */
export function listOf<T extends object>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? (value as unknown[]).filter((one): one is T => isObject(one)) : [];
}

/** A text, or undefined where something else stands in its place. Numbers that YAML took for such are texts again. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : undefined;
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
