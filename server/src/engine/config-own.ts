import type { Span } from "../base/span.ts";
import { isRecord } from "../base/values.ts";
import type { ConfigPath, ConfigSource } from "./config-source.ts";

/** An entry of `catalogs` or `ruleFiles`. */
interface OwnEntry {
  /** Relative to the file that names it; with rule files a glob. */
  readonly path: string;
  /** Uri of the configuration that names it. */
  readonly config: string;
  readonly span: Span;
}

/** The catalogs and rule files that a configuration names. */
export interface OwnEntries {
  readonly catalogs: readonly (OwnEntry & { readonly id: string | undefined; readonly name: string | undefined })[];
  readonly ruleFiles: readonly OwnEntry[];
}

/**
 * Reads `catalogs` and `ruleFiles` ahead of the rest of a configuration, which can only be checked once they are loaded.
 * What has the wrong shape is left to the configuration's schema to report.
 */
export function readOwnEntries({ file, data, placeOf }: ConfigSource): OwnEntries {
  const entry = (path: unknown, at: ConfigPath): OwnEntry[] =>
    typeof path === "string" && path !== "" ? [{ path, config: file.uri, span: placeOf(at) }] : [];
  const catalogs = itemsOf(data["catalogs"]).flatMap((value, i) => {
    if (!isRecord(value))
      return entry(value, ["catalogs", i]).map((one) => ({ ...one, id: undefined, name: undefined }));
    const { path, id, name } = value;
    return entry(path, ["catalogs", i, "path"]).map((one) => ({
      ...one,
      id: typeof id === "string" && catalogId.test(id) ? id : undefined,
      name: typeof name === "string" && name !== "" ? name : undefined,
    }));
  });
  return { catalogs, ruleFiles: itemsOf(data["ruleFiles"]).flatMap((path, i) => entry(path, ["ruleFiles", i])) };
}

/** What a workspace may call a catalog. */
export const catalogId = /^[a-z0-9][a-z0-9._-]*(?::[a-z0-9][a-z0-9._-]*)?$/;

const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
