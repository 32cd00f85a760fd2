/** The part of JSON Schema that the configuration's schema is written in. */
export interface ConfigSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly (string | boolean)[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, ConfigSchema>>;
  readonly items?: ConfigSchema;
  readonly anyOf?: readonly ConfigSchema[];
}

/** A step from the top of the configuration: a key, or an item of a list. */
export type ConfigStep = string | typeof anyItem;
export const anyItem = Symbol("item");

/** What the schema says of a place; a key that takes a value or a mapping has both. */
export function schemaAt(schema: ConfigSchema, path: readonly ConfigStep[]): ConfigSchema | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return schema;
  const next = alternatives(schema)
    .map((one) => (step === anyItem ? one.items : one.properties?.[step]))
    .find((one) => one !== undefined);
  return next && schemaAt(next, rest);
}

export const alternatives = (schema: ConfigSchema): readonly ConfigSchema[] => [schema, ...(schema.anyOf ?? [])];

/** Keys that a place takes. */
export const keysOf = (schema: ConfigSchema): ReadonlyMap<string, ConfigSchema> =>
  new Map(alternatives(schema).flatMap(({ properties }) => Object.entries(properties ?? {})));

/** Values that a place takes; none where it takes any. */
export function valuesOf(schema: ConfigSchema): readonly (string | boolean)[] {
  return alternatives(schema).flatMap((one) => one.enum ?? (one.type === "boolean" ? [false, true] : []));
}
