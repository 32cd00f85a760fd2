import type { Library } from "../catalog/library.ts";
import { categoryOf, type KnownRule } from "./own-rules.ts";

type Schema = Readonly<Record<string, unknown>>;

const severity: Schema = {
  enum: ["off", "hint", "info", "warning", "error", false],
  description: "How much a finding weighs: errors and warnings fail a check; off silences the rule.",
};

/** A severity, or a mapping with a severity and options. */
const ruleValue = (options?: Schema): Schema => ({
  anyOf: [
    severity,
    { type: "object", properties: { severity, ...options }, ...(options ? { additionalProperties: false } : {}) },
  ],
});

/** JSON Schema (draft 2020-12) that `codicil.yaml` is checked against. Ids are checked by the reader, which can say more. */
export const configSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "https://codicil.dev/schemas/codicil.schema.json",
  title: "Codicil configuration",
  description: "Says which standards a set of policies is held against, where the policies are, and what to report.",
  type: ["object", "null"],
  additionalProperties: false,
  properties: {
    $schema: { type: "string", description: "Address of this schema, for editors." },
    standards: {
      type: "array",
      description:
        "The standards your documents are held against. Naming ISO/IEC 42001 puts AI in scope. Both where left out.",
      items: { type: "string", description: "A standard with its edition, such as iso27001:2022." },
      minItems: 1,
    },
    ai: {
      type: "object",
      description: "What your organization does with artificial intelligence.",
      additionalProperties: false,
      properties: {
        used: {
          type: "boolean",
          description: "False where no AI is built or used: then no document is asked what it says about AI.",
        },
      },
    },
    include: {
      type: "array",
      description:
        "Files to look at, as globs relative to this file's folder. All Markdown and YAML files where left out.",
      items: { type: "string", minLength: 1, description: "A glob, a file or a folder." },
    },
    exclude: {
      type: "array",
      description:
        "Files to leave alone, as globs relative to this file's folder. What git ignores is left alone anyway.",
      items: { type: "string", minLength: 1, description: "A glob, a file or a folder." },
    },
    catalogs: {
      type: "array",
      description:
        "Catalogs of your own: Codicil's YAML, or OSCAL catalogs, profiles and mapping collections (JSON or YAML).",
      items: {
        description: "A file, relative to this file's folder.",
        anyOf: [
          { type: "string", minLength: 1 },
          {
            type: "object",
            additionalProperties: false,
            required: ["path"],
            properties: {
              path: { type: "string", minLength: 1, description: "A file, relative to this file's folder." },
              id: {
                type: "string",
                pattern: "^[a-z0-9][a-z0-9._-]*(:[a-z0-9][a-z0-9._-]*)?$",
                description:
                  "What configuration and reports call it, such as nist-800-53. The file's name where left out.",
              },
              name: { type: "string", minLength: 1, description: "A short name for reports and hovers." },
            },
          },
        ],
      },
    },
    ruleFiles: {
      type: "array",
      description: "Files with rules of your own, as globs relative to this file's folder. See docs/own-rules.md.",
      items: { type: "string", minLength: 1, description: "A glob or a YAML file, such as rules/*.yaml." },
    },
    documents: {
      type: "array",
      description:
        "Document types by path, for documents whose type is not recognized. The last entry that matches counts.",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["path", "type"],
        properties: {
          path: {
            type: "string",
            minLength: 1,
            description: "A glob, a file or a folder, relative to this file's folder.",
          },
          type: { type: "string", description: "The document type, or none for a file that is no policy." },
        },
      },
    },
    rules: {
      type: "object",
      description: "Severities and options of rules, by rule (structure/missing-section) or category (structure).",
      additionalProperties: ruleValue(),
    },
    applicability: {
      type: "object",
      description: "Decisions for the Statement of Applicability.",
      additionalProperties: false,
      properties: {
        exclusions: {
          type: "array",
          description: "Annex A controls that do not apply to your organization.",
          items: {
            type: "object",
            additionalProperties: false,
            required: ["control", "justification"],
            properties: {
              control: { type: "string", description: "The control with its standard, such as iso27001:2022/A.7.6." },
              justification: {
                type: "string",
                minLength: 1,
                description: "Why the control does not apply. An auditor reads this.",
              },
            },
          },
        },
      },
    },
  },
} as const;

/** The schema that editors get: the same, with every known id listed, so that completion can offer them. */
export function editorSchema(library: Library, rules: readonly KnownRule[]): Schema {
  const { properties } = configSchema;
  const standards = library.standards.filter((standard) => standard.supersededBy === undefined);
  const types = [...library.data.documentTypes.map((type) => type.id), "none"];
  const categories = [...new Set(rules.map((rule) => categoryOf(rule.id)))];
  const controls = standards.flatMap((standard) =>
    standard.requirements.filter((one) => one.kind === "control").map((one) => one.id),
  );
  const { exclusions } = properties.applicability.properties;
  return {
    ...configSchema,
    properties: {
      ...properties,
      standards: {
        ...properties.standards,
        items: { ...properties.standards.items, enum: standards.map((standard) => standard.id) },
      },
      documents: withProperty(properties.documents, "type", types),
      rules: {
        ...properties.rules,
        additionalProperties: false,
        properties: Object.fromEntries([
          ...categories.map((category) => [
            category,
            { description: `All rules of the category “${category}”.`, ...ruleValue({}) },
          ]),
          ...rules.map((rule) => [
            rule.id,
            { description: `${rule.summary} Default: ${rule.severity}.`, ...ruleValue(optionsOf(rule)) },
          ]),
        ]) as Schema,
      },
      applicability: {
        ...properties.applicability,
        properties: { exclusions: withProperty(exclusions, "control", controls) },
      },
    },
  };
}

function optionsOf(rule: KnownRule): Schema {
  const typeOf = (value: unknown): Schema =>
    Array.isArray(value) ? { type: "array", items: { type: "string" } } : { type: typeof value };
  return Object.fromEntries(
    Object.entries(rule.options).map(([name, value]) => [name, { ...typeOf(value), default: value }]),
  );
}

/** A list's schema with the values of one property of its entries listed. */
function withProperty<T extends { items: { properties: Readonly<Record<string, object>> } }>(
  list: T,
  name: string,
  values: readonly string[],
): Schema {
  const { properties } = list.items;
  return {
    ...list,
    items: { ...list.items, properties: { ...properties, [name]: { ...properties[name], enum: values } } },
  };
}
