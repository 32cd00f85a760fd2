import { createControlLineReader } from "../../server/src/document/control-lines.ts";
import { createMarkdownCache, type MarkdownOptions, readMarkdown } from "../../server/src/document/markdown.ts";
import type { Outline } from "../../server/src/document/outline.ts";
import { createSectionKindMatcher } from "../../server/src/document/section-kinds.ts";
import { readYaml } from "../../server/src/document/yaml.ts";
import { loadLibrary } from "../support/library.ts";

const library = loadLibrary();
const kindsOf = createSectionKindMatcher(library.data.sectionKinds);

export const abbreviations: ReadonlySet<string> = new Set(library.language.sentenceAbbreviations);
export const namesSection = (words: string): boolean => kindsOf(words).length > 0;

const readControlLine = createControlLineReader(library.language.controlLines);

export const markdownOptions: MarkdownOptions = {
  abbreviations,
  namesSection,
  leadsTo: () => undefined,
  readControlLine,
};

export const markdownOf = (text: string): Outline =>
  readMarkdown({ uri: "/policy.md", version: 1, text }, markdownOptions, createMarkdownCache());
export const yamlOf = (text: string): Outline => readYaml({ uri: "/policy.yaml", version: 1, text }, abbreviations);

/** Statements as written, white space joined. */
export const statementsOf = (outline: Outline): string[] =>
  outline.statements.map(({ span }) => outline.text.slice(span.start, span.end).replace(/\s+/g, " "));

/** Visible words of the statements. */
export const wordsOf = (outline: Outline): string[] =>
  outline.statements.map(({ runs }) =>
    runs
      .map((run) => outline.text.slice(run.start, run.end))
      .join("")
      .replace(/\s+/g, " "),
  );

/** Headings as `level number text`, the title marked. */
export const headingsOf = (outline: Outline): string[] =>
  outline.sections.flatMap(({ heading, level, isTitle }) =>
    heading
      ? [
          `${"#".repeat(level)}${isTitle ? "!" : ""} ${heading.number === undefined ? "" : `(${heading.number}) `}${heading.text}`,
        ]
      : [],
  );
