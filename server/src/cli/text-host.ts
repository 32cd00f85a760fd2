import type { TextFile } from "../base/text.ts";
import type { NodeHost } from "../host/node.ts";

/** A host on which one document has another text than on the disk, or is there only as a text. */
export function withText(host: NodeHost, file: TextFile): NodeHost {
  return {
    ...host,
    read: async (uri) => (uri === file.uri ? file : host.read(uri)),
    exists: async (uri) => uri === file.uri || host.exists(uri),
    kindOf: async (uri) => (uri === file.uri ? "file" : host.kindOf(uri)),
    write: async (uri, before, after) =>
      uri === file.uri ? "its text came from standard input" : host.write(uri, before, after),
  };
}
