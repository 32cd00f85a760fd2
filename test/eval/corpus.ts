import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** One labelled document of a corpus in the layout of its README (`labels.json`, `manifest.json`, one folder a variant). */
export interface Label {
  readonly file: string;
  readonly is_policy: boolean;
  readonly policy_type: string;
  readonly policy_type_alt: readonly string[];
  readonly controls_addressed: Readonly<Record<string, unknown>>;
  readonly controls_borderline: readonly string[];
  readonly controls_42001_addressed: Readonly<Record<string, unknown>>;
  readonly controls_42001_borderline: readonly string[];
  readonly sections_present: readonly string[];
  readonly sections_borderline: readonly string[];
  readonly ai_considerations_present: readonly string[];
  readonly ai_considerations_borderline: readonly string[];
}

export interface ManifestEntry {
  readonly file: string;
  /** Path in the repository it comes from: the folder and file name its authors chose. */
  readonly path: string;
  readonly kind: string;
  readonly policy_type: string;
  readonly author_tags: readonly string[];
  readonly author_tags_42001: readonly string[];
  readonly tag_quality: string;
}

export interface Corpus {
  readonly labels: readonly Label[];
  readonly manifest: readonly ManifestEntry[];
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/** Reads a corpus folder; labels and manifest may be missing. A folder without variants is read as it is. */
export function readCorpus(folder: string, variant: string): Corpus {
  const texts = existsSync(path.join(folder, variant)) ? path.join(folder, variant) : folder;
  const files = readdirSync(texts, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:md|markdown|ya?ml)$/i.test(entry.name) && entry.name !== "README.md")
    .map((entry) => path.relative(texts, path.join(entry.parentPath, entry.name)))
    .sort()
    .map((name) => ({ name, text: readFileSync(path.join(texts, name), "utf8").replace(/^\uFEFF/, "") }));
  return {
    labels: readJson<{ documents: Label[] }>(folder, "labels.json")?.documents ?? [],
    manifest: readJson<ManifestEntry[]>(folder, "manifest.json") ?? [],
    files,
  };
}

function readJson<T>(folder: string, name: string): T | undefined {
  const file = path.join(folder, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : undefined;
}
