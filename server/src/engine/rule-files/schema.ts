const patterns = {
  anyOf: [
    { type: "string", minLength: 1 },
    { type: "array", minItems: 1, items: { type: "string", minLength: 1 } },
  ],
} as const;

const names = { type: "array", minItems: 1, items: { type: "string", minLength: 1 } } as const;

const example = {
  type: "object",
  additionalProperties: false,
  required: ["text"],
  description: "A document, and what the rule is to say about it. `codicil test` runs it.",
  properties: {
    name: { type: "string", minLength: 1, description: "What the example shows." },
    type: { type: "string", description: "Document type to read it as; the rule's first type where left out." },
    path: { type: "string", minLength: 1, description: "Path to read it as, for rules with paths." },
    format: { enum: ["markdown", "yaml"], description: "Markdown where left out." },
    text: { type: "string", description: "The document." },
    findings: {
      description: "How many findings the rule gives, or the words that each of them underlines. None where left out.",
      anyOf: [
        { type: "integer", minimum: 0 },
        { type: "array", items: { type: "string" } },
      ],
    },
  },
} as const;

/** What a rule can check; a rule has at least one of them. */
export const checkKeys = ["require", "forbid", "count", "metadata", "sections", "references", "columns"] as const;

const rule = {
  type: "object",
  additionalProperties: false,
  required: ["id", "message"],
  anyOf: checkKeys.map((key) => ({ required: [key] })),
  properties: {
    id: {
      type: "string",
      pattern: "^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$",
      description:
        "Category and fault, such as acme/no-offsite-backup. Configuration and suppressions name the rule by it.",
    },
    summary: { type: "string", minLength: 1, description: "What the rule flags, in one sentence." },
    message: {
      type: "string",
      minLength: 1,
      description:
        "What is wrong, in one sentence. {found} is the text it is about, {missing} what is not there, {count} how many.",
    },
    severity: {
      enum: ["error", "warning", "info", "hint", "off"],
      description: "How much a finding weighs; warning where left out.",
    },
    types: { ...names, description: "Document types the rule is for. All policies where left out." },
    paths: { ...names, description: "Paths the rule is for, as globs relative to codicil.yaml." },
    controls: { ...names, description: "Requirements that the rule serves, such as iso27001:2022/A.8.13." },
    within: { ...names, description: "Looks only in sections of these kinds or headings." },
    require: { ...patterns, description: "Word patterns; a statement has to match one of them." },
    forbid: { ...patterns, description: "Word patterns; each statement that matches one of them is a finding." },
    count: {
      type: "object",
      additionalProperties: false,
      required: ["of"],
      anyOf: [{ required: ["min"] }, { required: ["max"] }],
      description: "How many statements may match.",
      properties: {
        of: { ...patterns, description: "Word patterns to count the statements of." },
        min: { type: "integer", minimum: 1, description: "At least so many statements have to match." },
        max: { type: "integer", minimum: 0, description: "At most so many statements may match." },
      },
    },
    metadata: {
      type: "object",
      description: "A JSON Schema for the document's metadata: an object of texts by field, such as owner or version.",
    },
    sections: {
      type: "object",
      additionalProperties: false,
      minProperties: 1,
      description: "Sections by kind (scope) or heading.",
      properties: {
        require: { ...names, description: "Sections the document has to have." },
        forbid: { ...names, description: "Sections the document must not have." },
      },
    },
    references: {
      type: "object",
      additionalProperties: false,
      minProperties: 1,
      description: "Requirements the document names, such as iso27001:2022/A.8.13.",
      properties: {
        require: { ...names, description: "Requirements the document has to name." },
        forbid: { ...names, description: "Requirements the document must not name." },
      },
    },
    columns: {
      type: "object",
      additionalProperties: false,
      required: ["require"],
      description: "Columns that tables have to have.",
      properties: {
        of: {
          ...names,
          description: "Looks at tables with these columns. Left out, one table of the document has to fit.",
        },
        require: { ...names, description: "Columns those tables have to have." },
      },
    },
    fix: {
      type: "string",
      minLength: 1,
      description: "A text that mends it: added to the document, or put in the place of what is forbidden.",
    },
    examples: { type: "array", items: example },
  },
} as const;

/** JSON Schema (draft 2020-12) of rule files. */
export const ruleFileSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "https://codicil.dev/schemas/rules.schema.json",
  title: "Codicil rule file",
  description: "Rules of your own, as data: nothing in it is executed.",
  type: "object",
  additionalProperties: false,
  required: ["rules"],
  properties: {
    $schema: { type: "string", description: "Address of this schema, for editors." },
    rules: { type: "array", minItems: 1, items: rule },
  },
} as const;
