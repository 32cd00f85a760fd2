const requirement = {
  type: "object",
  additionalProperties: false,
  required: ["id", "title"],
  properties: {
    id: {
      type: "string",
      pattern: "^[^\\s/][^/]{0,40}$",
      description: "The number as documents write it, such as ACC-1. Quote what YAML would take for a number.",
    },
    title: { type: "string", minLength: 1, description: "The title, as documents write it." },
    group: { type: "string", description: "Id of the group it stands in." },
    gist: { type: "string", minLength: 1, description: "What it asks, in one or two sentences." },
    points: {
      type: "array",
      minItems: 1,
      maxItems: 5,
      description:
        "What a document must say. Left out, points are derived from title and gist, and count as less sure.",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["id", "says", "signals"],
        properties: {
          id: { type: "string", pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", description: "Unique within the requirement." },
          says: { type: "string", minLength: 1, description: "The point in plain words." },
          core: { type: "boolean", description: "Without a core point the requirement cannot be covered." },
          signals: {
            type: "array",
            minItems: 1,
            items: { type: "string", minLength: 1 },
            description: "Word patterns that show that a sentence speaks to the point.",
          },
          clause: { type: "string", minLength: 1, description: "A text that an author can insert." },
        },
      },
    },
  },
} as const;

/** JSON Schema of a catalog that a workspace brings along, in Codicil's own YAML. */
export const ownCatalogSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "https://codicil.dev/schemas/catalog.schema.json",
  title: "Codicil catalog",
  description: "Requirements of your own, that documents can be held against.",
  type: "object",
  additionalProperties: false,
  required: ["name", "controls"],
  properties: {
    $schema: { type: "string", description: "Address of this schema, for editors." },
    id: {
      type: "string",
      pattern: "^[a-z0-9][a-z0-9._-]*(:[a-z0-9][a-z0-9._-]*)?$",
      description:
        "What configuration and reports call it, such as acme-baseline or acme:2026. The file's name where left out.",
    },
    name: { type: "string", minLength: 1, description: "Its name, as documents write it." },
    title: { type: "string", minLength: 1, description: "Its full title." },
    edition: { type: "string", description: "Version or year." },
    aliases: {
      type: "array",
      items: { type: "string", minLength: 3 },
      description: "Other names that documents use for it.",
    },
    groups: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["id", "title"],
        properties: {
          id: { type: "string", minLength: 1 },
          title: { type: "string", minLength: 1 },
          parent: { type: "string", minLength: 1 },
        },
      },
    },
    clauses: { type: "array", items: requirement },
    controls: { type: "array", minItems: 1, items: requirement },
    relations: {
      type: "array",
      description: "What its requirements have to do with those of other standards.",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["from", "to", "type"],
        properties: {
          from: { type: "string", minLength: 1, description: "A requirement: ACC-1, or iso27001:2022/A.5.15." },
          to: { type: "array", minItems: 1, items: { type: "string", minLength: 1 } },
          type: { enum: ["equivalent-to", "equal-to", "subset-of", "superset-of", "intersects-with"] },
          rationale: { type: "string", minLength: 1 },
        },
      },
    },
  },
} as const;
