import { URI } from "vscode-uri";

/** One spelling for each file: editors differ in how they encode a uri (`%3A`, drive letters). */
export function canonicalUri(uri: string): string {
  try {
    return URI.parse(uri, true).toString();
  } catch {
    return uri;
  }
}

export const isFile = (uri: string): boolean => uri.startsWith("file:");

export const isConfig = (uri: string): boolean => uri.endsWith("/codicil.yaml");

/** The folder above, or undefined at the root. */
export function parentOf(folder: string): string | undefined {
  const slash = folder.lastIndexOf("/");
  const parent = folder.slice(0, slash);
  return parent.length > "file://".length ? parent : undefined;
}
