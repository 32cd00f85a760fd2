import type { Span } from "../base/span.ts";
import type { TextFile } from "../base/text.ts";
import type { Library } from "../catalog/library.ts";
import type { DocumentTypeId } from "../catalog/model.ts";
import { createClassifier } from "./classify.ts";
import { createControlLineReader } from "./control-lines.ts";
import { readDirectives } from "./directives.ts";
import { createLinkReader } from "./link-target.ts";
import { createMarkdownCache, readMarkdown } from "./markdown.ts";
import { createFieldFinder, readMetadata } from "./metadata.ts";
import type { DocumentProblem, Format, PolicyDocument, Section, Title } from "./model.ts";
import type { Outline, OutlineSection } from "./outline.ts";
import { refusal, textProblems } from "./problems.ts";
import { createReferenceReader } from "./reference-resolve.ts";
import { SectionContent } from "./section-content.ts";
import { createSectionKindMatcher, inheritedKinds, normalize } from "./section-kinds.ts";
import { createYamlCache, readYaml } from "./yaml.ts";

export interface ParseOptions {
  /** Type that the configuration gives the file; `none` says that it is no policy. */
  readonly declaredType?: DocumentTypeId | "none";
}

/** Parses documents with one library; keeps what an edit leaves as it was. */
export interface Parser {
  /** Never throws: what could not be read is in the document's problems. */
  parse(file: TextFile, options?: ParseOptions): PolicyDocument;
}

export function createParser(library: Library): Parser {
  const markdown = createMarkdownCache();
  const yaml = createYamlCache();
  const readLinks = createLinkReader();
  const abbreviations = new Set(library.language.sentenceAbbreviations);
  const kindsOf = createSectionKindMatcher(library.data.sectionKinds);
  const namesSection = (words: string): boolean => kindsOf(words).length > 0;
  const findField = createFieldFinder(library);
  const readControlLine = createControlLineReader(library.language.controlLines);
  const isField = (key: string): boolean => findField(key) !== undefined;
  const references = createReferenceReader(library);
  const classifier = createClassifier(library);
  const { placeholders } = library.language;
  return {
    parse(file, options = {}) {
      const refused = refusal(file);
      if (refused) return unreadDocument(file, refused.message, [refused]);
      if (isOscal(file)) return unreadDocument(file, "it is an OSCAL file", []);
      const leadsTo = readLinks(file.uri);
      const outline =
        formatOf(file.uri) === "yaml"
          ? readYaml(file, abbreviations, { isField, namesSection, leadsTo }, yaml)
          : readMarkdown(file, { abbreviations, namesSection, leadsTo, readControlLine }, markdown);
      const metadata = readMetadata(outline, findField, placeholders);
      const isTitle = titleTest(outline, metadata.fields.get("title")?.text);
      const kinds = outline.sections.map((section) =>
        section.heading && !isTitle(section) ? kindsOf(section.heading.text) : [],
      );
      const sections = outline.sections.map((section, i): Section => {
        const { index, level, heading, span, body, outer, parent, children, isEmpty, statements, content } = section;
        const own = kinds[i] ?? [];
        const inherited = own.length > 0 ? [] : inheritedKinds(outline.sections, kinds, section);
        // One by one: this is done for each section at each edit, and to spread an object takes ten times as long.
        return {
          index,
          level,
          heading,
          span,
          body,
          outer,
          parent,
          children,
          kinds: own,
          inherited,
          isTitle: isTitle(section),
          isEmpty,
          statements,
          content,
        };
      });
      const title = titleOf(outline, metadata.fields.get("title"));
      return {
        uri: file.uri,
        version: file.version,
        text: file.text,
        format: outline.format,
        title,
        titleSpan: outline.title?.span ?? title?.span ?? firstLine(file.text, outline.format),
        metadata,
        sections,
        statements: outline.statements,
        tables: outline.tables,
        links: outline.links,
        references: references.read(outline, metadata),
        directives: readDirectives(outline),
        problems: [...textProblems(file.text), ...outline.problems],
        classification: classifier.classify(outline, metadata, kinds, options.declaredType),
      };
    },
  };
}

/** Format by the file's ending: `.yaml` and `.yml` are YAML, all else is Markdown. */
export function formatOf(uri: string): Format {
  return /\.ya?ml$/i.test(uri) ? "yaml" : "markdown";
}

/** Where metadata give the title and several headings share the first level, the first of them is a section like the others. */
function titleTest(outline: Outline, written: string | undefined): (section: OutlineSection) => boolean {
  const title = outline.sections.find((section) => section.isTitle);
  if (!title?.heading || written === undefined || written === "") return (section) => section.isTitle;
  const peers = outline.sections.filter((section) => section.heading && section.level === title.level).length;
  const isSection = peers > 1 && normalize(title.heading.text) !== normalize(written);
  return (section) => section.isTitle && !isSection;
}

function titleOf(
  outline: Outline,
  field: { readonly text: string; readonly valueSpan: Span } | undefined,
): Title | undefined {
  if (field && field.text !== "") return { text: field.text, span: field.valueSpan };
  return outline.title;
}

/** The first line that holds something, without white space at its ends. */
function firstLine(text: string, format: Format): Span {
  // Not a comment: a suppression above the first line is about that line.
  const comments = format === "yaml" ? /^(?:[ \t]*(?:#[^\n]*)?\n)*/ : /^(?:\s|<!--(?:(?!-->)[^])*-->)*/;
  const start = comments.exec(text)?.[0].length ?? 0;
  const match = /[^\s][^\r\n]*/.exec(text.slice(start));
  if (!match) return { start: 0, end: 0 };
  const at = start + match.index;
  return { start: at, end: at + match[0].trimEnd().length };
}

/** A catalog, profile or plan for machines: large, full of policy words, and no policy. */
function isOscal({ uri, text }: TextFile): boolean {
  const head = text.slice(0, 10_000);
  return formatOf(uri) === "yaml" && /^ {2}metadata:\s*$/m.test(head) && /^ {4}["']?oscal-version["']?:/m.test(head);
}

function unreadDocument(file: TextFile, reason: string, problems: readonly DocumentProblem[]): PolicyDocument {
  const nothing: Span = { start: 0, end: 0 };
  return {
    uri: file.uri,
    version: file.version,
    text: file.text,
    format: formatOf(file.uri),
    title: undefined,
    titleSpan: nothing,
    metadata: { block: undefined, where: "none", fields: new Map(), unknown: [] },
    sections: [
      {
        index: 0,
        level: 0,
        heading: undefined,
        span: nothing,
        body: nothing,
        outer: nothing,
        parent: undefined,
        children: [],
        kinds: [],
        inherited: [],
        isTitle: false,
        isEmpty: true,
        statements: [],
        content: new SectionContent(""),
      },
    ],
    statements: [],
    tables: [],
    references: [],
    links: [],
    directives: [],
    problems,
    classification: {
      isPolicy: false,
      type: undefined,
      kind: undefined,
      confidence: "low",
      reasons: [reason],
    },
  };
}
