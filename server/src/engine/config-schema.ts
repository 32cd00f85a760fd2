import type { AiRole } from "../catalog/integration.ts";
import type { Library } from "../catalog/library.ts";
import { referenceStyles } from "./model.ts";
import { categoryOf, type KnownRule } from "./own-rules.ts";
import { pageInDocs } from "./rule-pages.ts";

type Schema = Readonly<Record<string, unknown>>;

/** What an organization can say that it does with AI. */
export const aiRoles: readonly AiRole[] = ["develops", "provides", "uses"];

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

const inclusionProperties = {
  reasons: {
    type: "array",
    description: "Why the control was selected: risk, legal, contractual, business.",
    items: { type: "string", description: "A reason." },
  },
  justification: {
    type: "string",
    description: "Why the control applies, in your own words: the risk, law, contract or need. An auditor reads this.",
  },
} as const;

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
    extends: {
      type: ["string", "array"],
      description:
        "What this configuration builds on: recommended, strict, a file (./base.yaml), or a package in node_modules. Later ones take precedence over earlier ones, this file over all.",
      items: { type: "string", minLength: 1, description: "A preset, a file relative to this one, or a package." },
    },
    ai: {
      type: "object",
      description: "What your organization does with artificial intelligence.",
      additionalProperties: false,
      properties: {
        used: {
          type: "boolean",
          default: true,
          description: "False where no AI is built or used: then no document is asked what it says about AI.",
        },
        roles: {
          type: "array",
          description:
            "What your organization does with AI. What only a developer or provider of AI has to do is not asked of a mere user. Everything is asked where left out.",
          items: { enum: aiRoles, description: "A role of your organization: it develops, provides or uses AI." },
          minItems: 1,
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
      description: `Files with rules of your own, as globs relative to this file's folder. See ${pageInDocs("own-rules.md")}`,
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
    references: {
      type: "object",
      description: "How documents name controls.",
      additionalProperties: false,
      properties: {
        style: {
          type: "string",
          enum: referenceStyles,
          description:
            "What a refactoring writes in running text: number (A.8.13), standard (ISO/IEC 27001:2022 A.8.13) or annex (Annex A 8.13). Number where left out.",
        },
      },
    },
    overrides: {
      type: "array",
      description: "Rules that count otherwise for some documents. The last entry that matches counts.",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["path", "rules"],
        properties: {
          path: {
            type: "string",
            minLength: 1,
            description: "A glob, a file or a folder, relative to this file's folder.",
          },
          rules: {
            type: "object",
            description: "Severities and options, as under rules.",
            additionalProperties: ruleValue(),
          },
        },
      },
    },
    waivers: {
      type: "array",
      description:
        "Agreed exceptions. A waiver takes in the findings that its rule, path and control have in common, until it expires.",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["reason"],
        properties: {
          rule: { type: "string", minLength: 1, description: "A rule, a category, or * for all." },
          path: {
            type: "string",
            minLength: 1,
            description: "A glob, a file or a folder, relative to this file's folder.",
          },
          control: {
            type: "string",
            description: "A control or clause with its standard, such as iso27001:2022/A.8.13.",
          },
          reason: { type: "string", minLength: 1, description: "Why this is accepted. An auditor reads this." },
          owner: { type: "string", minLength: 1, description: "Who answers for the exception: a role or a name." },
          expires: {
            type: "string",
            description: "The last day the waiver holds, as 2027-01-31. Afterwards its findings count again.",
          },
        },
      },
    },
    baseline: {
      type: "string",
      minLength: 1,
      description:
        "The file that codicil baseline writes, relative to this file's folder. codicil-baseline.json where left out.",
    },
    applicability: {
      type: "object",
      description: "Decisions for the Statement of Applicability.",
      additionalProperties: false,
      properties: {
        defaults: {
          type: "object",
          description:
            "Why controls apply that documents address and no entry below names. Controls that nothing addresses are to be decided one by one.",
          additionalProperties: false,
          properties: inclusionProperties,
        },
        inclusions: {
          type: "array",
          description: "Annex A controls that apply to your organization, and why.",
          items: {
            type: "object",
            additionalProperties: false,
            required: ["control"],
            properties: {
              control: { type: "string", description: "The control with its standard, such as iso27001:2022/A.5.7." },
              ...inclusionProperties,
            },
          },
        },
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
  const { exclusions, inclusions, defaults } = properties.applicability.properties;
  const reasons = {
    ...inclusionProperties.reasons,
    items: {
      oneOf: library.data.applicability.reasons.map(({ id, title, says }) => ({
        const: id,
        title,
        description: `${says}.`,
      })),
    },
  };
  const included = withProperty<typeof inclusions>(inclusions, "control", controls);
  const { overrides, waivers } = properties;
  const requirements = standards.flatMap((standard) => standard.requirements.map((one) => one.id));
  const names = ["*", ...categories, ...rules.map((rule) => rule.id)];
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
      overrides: {
        ...overrides,
        items: {
          ...overrides.items,
          properties: { ...overrides.items.properties, rules: { $ref: "#/properties/rules" } },
        },
      },
      waivers: withProperty(withProperty(waivers, "rule", names), "control", requirements),
      applicability: {
        ...properties.applicability,
        properties: {
          defaults: { ...defaults, properties: { ...defaults.properties, reasons } },
          inclusions: {
            ...included,
            items: { ...included.items, properties: { ...included.items.properties, reasons } },
          },
          exclusions: withProperty(exclusions, "control", controls),
        },
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
): T {
  const { properties } = list.items;
  return {
    ...list,
    items: { ...list.items, properties: { ...properties, [name]: { ...properties[name], enum: values } } },
  };
}
