/**
 * Renders what editors take as files: snippets, grammars and the schema of YAML policies. Pure: catalogs in, text out.
 *
 * @typedef {import("../server/src/catalog/library.ts").Library} Library
 * @typedef {{ prefix: string[], body: string[], description: string }} Snippet
 */

/**
 * Snippets for whole sections and control clauses, as `snippets/markdown.json` and `snippets/yaml.json`.
 * @param {Library} library
 * @param {"markdown" | "yaml"} format
 */
export function renderSnippets(library, format) {
  /** @type {Record<string, Snippet>} */
  const snippets = { ...headSnippet(library, format), ...directiveSnippet(format) };
  for (const kind of library.data.sectionKinds) {
    snippets[`Policy section: ${kind.title}`] = {
      prefix: [`policy-${kind.id}`],
      body: sectionBody(kind.title, kind.clause.trim().split("\n"), format),
      description: kind.about,
    };
  }
  for (const standard of library.standards.filter((one) => one.supersededBy === undefined)) {
    const family = /\d{5}/.exec(standard.name)?.[0] ?? standard.id;
    for (const requirement of standard.requirements.filter((one) => one.kind === "control" && one.points.length > 0)) {
      const clauses = requirement.points.map((point) => `- ${point.clause.trim()}`);
      snippets[`${standard.name} ${requirement.number} ${requirement.title}`] = {
        prefix: [`${family}-${requirement.number}`, `policy-${slug(requirement.title)}`],
        body: sectionBody(requirement.title, clauses, format),
        description: requirement.gist ?? requirement.title,
      };
    }
  }
  return json(snippets);
}

/** The head of a policy: the metadata that every policy should state. @param {Library} library @param {string} format */
function headSnippet(library, format) {
  const wanted = [
    "title",
    "type",
    "id",
    "owner",
    "version",
    "approved-by",
    "approved-on",
    "next-review",
    "classification",
  ];
  let stop = 0;
  const lines = wanted.map((id) => {
    const field = library.metadataField(id);
    const key = (field?.synonyms[0] ?? id).replaceAll(" ", "_");
    const value = `\${${++stop}:${escape(field?.example ?? "")}}`;
    return `${key}: ${field?.type === "version" ? `"${value}"` : value}`;
  });
  const body = format === "markdown" ? ["---", ...lines, "---", "", "# ${1}", "", "$0"] : [...lines, "", "$0"];
  return {
    "Policy head": { prefix: ["policy-head"], body, description: "Metadata that every policy should state" },
  };
}

/** @param {string} format */
function directiveSnippet(format) {
  const words = "codicil-${1|ignore,ignore-next,ignore-file|} ${2:rule}: ${3:say why here}";
  const body = [format === "markdown" ? `<!-- ${words} -->` : `# ${words}`];
  return {
    "Suppress a finding": {
      prefix: ["codicil-ignore"],
      body,
      description: "Suppresses a rule of Codicil, with the reason",
    },
  };
}

/** @param {string} title @param {string[]} lines @param {string} format */
function sectionBody(title, lines, format) {
  const counter = { stop: 0 };
  if (format === "markdown") return [`## ${escape(title)}`, "", ...lines.map((line) => withStops(line, counter)), "$0"];
  const key = slug(title).replaceAll("-", "_");
  if (lines.every((line) => line.startsWith("- ")))
    return [`${key}:`, ...lines.map((line) => `  - ${scalar(line.slice(2), counter)}`), "$0"];
  return [`${key}: |`, ...lines.map((line) => (line === "" ? "" : `  ${withStops(line, counter)}`)), "$0"];
}

/** A YAML scalar, in quotes where it must not stand plain. @param {string} text @param {{ stop: number }} counter */
function scalar(text, counter) {
  const filled = text.replace(/\[([^\][]+)\]/g, "$1");
  return /^\p{L}/u.test(filled) && !/:(?:\s|$)|\s#/.test(filled)
    ? withStops(text, counter)
    : withStops(JSON.stringify(text), counter);
}

/** Each `[value]` to be decided is a tab stop. @param {string} text @param {{ stop: number }} counter */
function withStops(text, counter) {
  return text
    .split(/(\[[^\][\n|]{2,}\](?!\())/)
    .map((part, i) => (i % 2 === 1 ? `\${${++counter.stop}:${escape(part.slice(1, -1))}}` : escape(part)))
    .join("");
}

/** @param {string} text */
const escape = (text) => text.replace(/[\\$}]/g, "\\$&");

/** @param {string} text */
const slug = (text) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");

/**
 * Grammar that is injected into Markdown and YAML: references, normative words and directives.
 * @param {Library} library
 */
export function renderGrammar(library) {
  const { modals } = library.language;
  const families = [
    ...new Set(library.standards.map((standard) => /\d{5}/.exec(standard.name)?.[0]).filter(Boolean)),
  ].join("|");
  const number = String.raw`\d{1,2}(?:\.\d{1,2}){0,3}`;
  const standard = String.raw`(?:ISO(?:/IEC)?[ -]?)(?:${families})(?::\d{4})?`;
  return json({
    $comment: "Written by scripts/gen.mjs from the catalogs. Do not edit.",
    scopeName: "codicil.injection",
    injectionSelector:
      "L:text.html.markdown -markup.fenced_code -markup.inline.raw -markup.raw -markup.underline.link, L:source.yaml",
    patterns: [
      { include: "#directive" },
      { include: "#reference" },
      { include: "#duty" },
      { include: "#recommendation" },
      { include: "#permission" },
    ],
    repository: {
      directive: {
        match: String.raw`\b(codicil-ignore(?:-next|-file)?)\s+((?:\*|[a-z][\w-]*(?:/(?:\*|[\w-]+))?)(?:\s*,\s*[a-z][\w-]*(?:/(?:\*|[\w-]+))?)*)`,
        captures: {
          1: { name: "keyword.control.directive.codicil" },
          2: { name: "entity.name.tag.rule.codicil" },
        },
      },
      reference: {
        patterns: [
          {
            name: "constant.other.reference.codicil",
            match: String.raw`(?i)\b${standard}(?:[ ,]+(?:clause |annex )?A?\.?${number})?\b`,
          },
          { name: "constant.other.reference.codicil", match: String.raw`(?i)\bannex A[ .]?${number}\b` },
          {
            name: "constant.other.reference.codicil",
            match: String.raw`(?<![\w./#-])A\.\d{1,2}(?:\.\d{1,2}){1,3}(?![\w.]*\w)`,
          },
          { name: "constant.other.reference.codicil", match: String.raw`(?i)\bclauses? \d{1,2}(?:\.\d{1,2}){1,3}\b` },
        ],
      },
      // Coloured by no default theme on purpose: in a text that is no policy, "must" is a word like others.
      duty: normative("duty", modals.duty),
      recommendation: normative("recommendation", modals.recommendation),
      permission: normative("permission", modals.permission),
    },
  });
}

/** @param {string} strength @param {readonly string[]} words */
function normative(strength, words) {
  const longest = [...words].sort((a, b) => b.length - a.length);
  return { name: `meta.normative.${strength}.codicil`, match: `(?i)\\b(?:${longest.join("|")})\\b` };
}

/**
 * Schema of a policy written in YAML: its metadata; everything else is sections.
 * @param {Library} library
 */
export function renderPolicySchema(library) {
  const types = library.data.documentTypes.map((type) => type.id);
  /** @type {Record<string, unknown>} */
  const properties = {};
  for (const field of library.data.metadataFields) {
    for (const synonym of field.synonyms) {
      const key = synonym.replaceAll(" ", "_");
      properties[key] ??= {
        title: field.title,
        description: `${field.about}.`,
        ...valueOf(field, types, synonym === field.synonyms[0]),
      };
    }
  }
  for (const kind of library.data.sectionKinds) {
    const key = slug(kind.title).replaceAll("-", "_");
    properties[key] ??= { title: kind.title, description: `${kind.about}.` };
  }
  return json({
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: "https://codicil.dev/schemas/policy.schema.json",
    title: "Policy written in YAML",
    description: "Metadata of a policy; every other key is a heading, its value the text below it.",
    type: "object",
    properties,
  });
}

/** @param {import("../server/src/catalog/model.ts").MetadataField} field @param {string[]} types @param {boolean} isFirst */
function valueOf(field, types, isFirst) {
  switch (field.type) {
    case "document-type":
      // Other tools have a `type` and a `kind` of their own.
      return isFirst ? { anyOf: [{ enum: types }, { type: "string" }] } : {};
    case "references":
      return { examples: [[field.example]] };
    case "version":
      return { type: ["string", "number"], examples: [field.example] };
    default:
      return { examples: [...(field.values ?? []), field.example].filter((one, i, all) => all.indexOf(one) === i) };
  }
}

/** @param {unknown} data */
const json = (data) => `${JSON.stringify(data, undefined, 2)}\n`;
