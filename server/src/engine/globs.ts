import picomatch from "picomatch";
import type { DocumentTypeId } from "../catalog/model.ts";
import type { Config } from "./model.ts";

/** Files that are looked at where the configuration does not say. */
export const defaultInclude: readonly string[] = ["**/*.{md,markdown,yaml,yml}"];

/** Files that are never policies; a configuration's `exclude` adds to them. Hidden files and folders are left out too. */
export const defaultExclude: readonly string[] = [
  "**/node_modules",
  "**/codicil.{yaml,yml}",
  "**/{pnpm-lock,docker-compose*,mkdocs,_config,pubspec,pubspec.lock}.{yaml,yml}",
];

/**
 * Tells whether a path matches one of the patterns. A pattern is a glob, a file or a folder; one written exactly like the
 * path matches even where it holds brackets.
 */
export function createGlobMatcher(patterns: readonly string[]): (path: string) => boolean {
  const matchers = patterns
    .map(normalize)
    .filter((pattern) => pattern !== "")
    .map(matcherOf);
  return (path) => matchers.some((matches) => matches(path));
}

/** Tells whether a path is a pattern: more than one path could match it. */
export const isGlob = (path: string): boolean => picomatch.scan(keepParentheses(path), { nonegate: true }).isGlob;

/** Path of a document below the configuration's folder, with `/` between parts; undefined where it lies elsewhere. */
export function pathBelow(folder: string, uri: string): string | undefined {
  const root = decode(folder).replace(/\/*$/, "/");
  const path = decode(uri);
  if (path.startsWith(root)) return path.slice(root.length);
  return path.toLowerCase().startsWith(root.toLowerCase()) && /^file:\/\/\/[a-z]:/i.test(root)
    ? path.slice(root.length)
    : undefined;
}

/** Uri of the folder that a file lies in, without a slash at its end. */
export const folderOf = (uri: string): string => uri.slice(0, uri.lastIndexOf("/"));

/** Tells which type the configuration gives a document; the last entry that matches wins. */
export function createTypeFinder(config: Config): (uri: string) => DocumentTypeId | "none" | undefined {
  const { uri: configUri } = config;
  if (configUri === undefined || config.documents.length === 0) return () => undefined;
  const entries = config.documents.map(({ path, type }) => ({ matches: createGlobMatcher([path]), type }));
  return (uri) => {
    const path = pathBelow(folderOf(configUri), uri);
    return path === undefined ? undefined : entries.findLast(({ matches }) => matches(path))?.type;
  };
}

/** Tells whether `include` names a document by its own path, not by a pattern or a folder. */
export function createNamedFinder({ uri: configUri, include }: Config): (uri: string) => boolean {
  const named = new Set(include.map(normalize));
  return (uri) => {
    const path = configUri === undefined ? undefined : pathBelow(folderOf(configUri), uri);
    return path !== undefined && named.has(path);
  };
}

function matcherOf(pattern: string): (path: string) => boolean {
  const options = { dot: true, nonegate: true, windows: false };
  const escaped = keepParentheses(pattern);
  const glob = picomatch([escaped, `${escaped}/**`], options);
  return (path) => path === pattern || path.startsWith(`${pattern}/`) || glob(path);
}

/** Parentheses are part of names here, not of patterns. */
const keepParentheses = (pattern: string): string => pattern.replace(/[()]/g, "\\$&");

/** Windows separators are taken, too; before a bracket or brace a backslash takes away its meaning. */
const normalize = (pattern: string): string =>
  pattern
    .trim()
    .replace(/\\(?![[\]{}()!])/g, "/")
    .replace(/^(?:\.?\/)+/, "")
    .replace(/\/+$/, "");

function decode(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
