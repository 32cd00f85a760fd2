import { isMap, isScalar, isSeq, type Node, parseDocument } from "yaml";
import type { Span } from "../base/span.ts";
import type { TextFile } from "../base/text.ts";

/** The catalogs and rule files that a configuration names. */
export interface OwnEntries {
  readonly catalogs: readonly {
    readonly path: string;
    readonly id: string | undefined;
    readonly name: string | undefined;
    readonly span: Span;
  }[];
  /** Globs relative to the configuration. */
  readonly ruleFiles: readonly { readonly path: string; readonly span: Span }[];
}

/**
 * Reads `catalogs` and `ruleFiles` ahead of the rest of a configuration, which can only be checked once they are loaded.
 * What has the wrong shape is left to the configuration's schema to report.
 * @returns  undefined where the configuration names neither
 */
export function readOwnEntries(file: TextFile): OwnEntries | undefined {
  if (!/^\s*["']?(?:catalogs|ruleFiles)["']?\s*:/m.test(file.text)) return undefined;
  const { contents } = parseDocument(file.text, { prettyErrors: false });
  if (!isMap(contents)) return undefined;
  const catalogs = itemsOf(contents.get("catalogs", true)).flatMap((node) => {
    if (isScalar(node)) return texts(node).map(({ path, span }) => ({ path, id: undefined, name: undefined, span }));
    if (!isMap(node)) return [];
    const text = (key: string): string | undefined => {
      const value = node.get(key);
      return typeof value === "string" && value !== "" ? value : undefined;
    };
    const id = text("id");
    return texts(node.get("path", true)).map(({ path, span }) => ({
      path,
      id: id !== undefined && catalogId.test(id) ? id : undefined,
      name: text("name"),
      span,
    }));
  });
  const ruleFiles = itemsOf(contents.get("ruleFiles", true)).flatMap(texts);
  return catalogs.length + ruleFiles.length > 0 ? { catalogs, ruleFiles } : undefined;
}

/** What a workspace may call a catalog. */
export const catalogId = /^[a-z0-9][a-z0-9._-]*(?::[a-z0-9][a-z0-9._-]*)?$/;

const itemsOf = (node: unknown): readonly Node[] => (isSeq(node) ? (node.items as Node[]) : []);

function texts(node: unknown): { path: string; span: Span }[] {
  if (!isScalar(node) || typeof node.value !== "string" || node.value === "" || !node.range) return [];
  return [{ path: node.value, span: { start: node.range[0], end: node.range[1] } }];
}
