import { compareSpans } from "../base/span.ts";
import type { TextFile } from "../base/text.ts";
import { keepRecent } from "../base/values.ts";
import type { LinkFinder } from "./link-target.ts";
import type { Outline } from "./outline.ts";
import { type ContentCache, createContentCache } from "./content-cache.ts";
import { parseAgain, type ReadStream } from "./yaml-again.ts";
import { YamlReader } from "./yaml-sections.ts";

/** What an edit did not touch is not parsed again. */
export interface YamlCache {
  readonly contents: ContentCache;
  /** The documents that were read last, by uri. Nodes take much room, so these are few. */
  readonly streams: Map<string, ReadStream>;
}

export const createYamlCache = (): YamlCache => ({ contents: createContentCache(), streams: new Map() });

export interface YamlOptions {
  /** Tells keys that name metadata: their lists of numbers and one-line values are fields only, and unknown keys head sections. */
  readonly isField?: (key: string) => boolean;
  /** Tells keys that head a section however short their value is, as long as it is unwritten even. */
  readonly namesSection?: (key: string) => boolean;
  readonly leadsTo?: LinkFinder;
}

/**
 * Reads a YAML policy of any shape. Never throws; aliases are never followed.
 * @param cache  of former versions
 */
export function readYaml(
  file: TextFile,
  abbreviations: ReadonlySet<string>,
  options: YamlOptions = {},
  cache: YamlCache = createYamlCache(),
): Outline {
  const { text } = file;
  const read = parseAgain(text, cache.streams.get(file.uri));
  // While something is broken the last version that was not is the one to go on from.
  if (read.stream.problems.length === 0) keepRecent(cache.streams, file.uri, read, 8);
  const { comments, documents, problems } = read.stream;
  const reader = new YamlReader(text, abbreviations, options, cache.contents);
  for (const document of documents) reader.document(document.contents);
  const { sections, statements, links, fields } = reader.finish();
  return {
    uri: file.uri,
    version: file.version,
    format: "yaml",
    text,
    title: undefined,
    sections,
    statements,
    tables: [],
    links: links
      .map((link) => ({ ...link, leadsTo: options.leadsTo?.(link.target) }))
      .sort((a, b) => compareSpans(a.span, b.span)),
    comments,
    code: [],
    fields,
    fieldBlock: reader.fieldBlock,
    problems,
  };
}
