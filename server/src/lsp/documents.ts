import type { TextDocument } from "vscode-languageserver-textdocument";
import { LineIndex, type TextFile } from "../base/text.ts";
import type { PolicyDocument } from "../document/model.ts";
import type { Source } from "../features/convert.ts";
import { canonicalUri, isFile } from "./uris.ts";

/** Uris as the editor writes them, and lines of texts. */
export interface Spellings {
  /** Notes how the editor writes a document's uri; returns the uri the server uses. */
  note(document: TextDocument): string;
  /** The uri the server uses for one of the editor's. */
  keyOf(uri: string): string;
  /** The editor's spelling of a uri. */
  written(uri: string): string;
  forget(uri: string): void;
}

export function createSpellings(): Spellings {
  const keys = new Map<string, string>();
  const written = new Map<string, string>();
  return {
    note(document) {
      const canonical = canonicalUri(document.uri);
      // A document without a file has no ending that tells its format.
      const needsEnding = !isFile(canonical) && document.languageId === "yaml" && !/\.ya?ml$/i.test(canonical);
      const key = needsEnding ? `${canonical}.yaml` : canonical;
      keys.set(document.uri, key);
      written.set(key, document.uri);
      return key;
    },
    keyOf: (uri) => keys.get(uri) ?? canonicalUri(uri),
    written: (uri) => written.get(uri) ?? uri,
    forget(uri) {
      const key = keys.get(uri);
      keys.delete(uri);
      if (key !== undefined) written.delete(key);
    },
  };
}

/** Makes sources for features; the lines of a text are counted once. */
export interface SourceMaker {
  ofDocument(doc: PolicyDocument, version: number | null): Source;
  ofFile(file: TextFile, version: number | null): Source;
}

export function createSourceMaker(spellings: Spellings): SourceMaker {
  const known = new WeakMap<object, LineIndex>();
  const make = (text: { readonly uri: string; readonly text: string }, version: number | null): Source => {
    const lines = known.get(text) ?? new LineIndex(text.text);
    known.set(text, lines);
    return { uri: spellings.written(text.uri), version, text: text.text, lines };
  };
  return { ofDocument: make, ofFile: make };
}
