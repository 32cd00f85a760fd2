import { once } from "../../base/values.ts";
import { type Anchors, anchorKey, anchorsOf } from "../../document/anchors.ts";
import { relativePath } from "../../document/link-target.ts";
import type { Link, LinkTarget } from "../../document/model.ts";
import { type Fix, type LinkedFiles, type Report, workspaceRule } from "../rule.ts";

/** A link to a file that can be looked up. */
type KnownLink = Link & { readonly leadsTo: LinkTarget };

interface Collected {
  readonly links: readonly KnownLink[];
  /** Keys of the document's anchors, read when a link asks; undefined where nobody knows them. */
  readonly anchors: () => ReadonlySet<string> | undefined;
}

/** A relative link to a file that is not there, or to a heading that the document does not have. */
export const rule = workspaceRule({
  id: "references/broken-link",
  summary: "Flags a link to a file that is not there or to a heading that a policy does not have.",
  severity: "warning",
  requirements: ["iso27001:2022/7.5.3", "iso42001:2023/7.5.3"],
  messages: {
    file: "There is no file “{file}”.",
    case: "The file is called “{name}”: capital letters count on most systems.",
    anchor: "This document has no heading “#{anchor}”.",
    otherAnchor: "“{file}” has no heading “#{anchor}”.",
  },
  options: {},

  collect({ doc }): Collected {
    const links = doc.links.filter((link): link is KnownLink => link.leadsTo !== undefined);
    return { links, anchors: once(() => keysOf(anchorsOf(doc))) };
  },

  *check({ collected, files }) {
    // Documents may be put together into one page: then an anchor of any of them is one of all.
    const everywhere = once(() => new Set([...collected.values()].flatMap(({ anchors }) => [...(anchors() ?? [])])));
    const bySmall = once(() => new Map([...files.documents].map((document) => [document.toLowerCase(), document])));
    const byName = once(() => groupByName(files.documents));
    const known: Known = { anchorsOf: (uri) => collected.get(uri)?.anchors(), files, everywhere, bySmall, byName };
    for (const [uri, { links }] of collected) {
      for (const link of links) {
        const report = faultOf(uri, link, known);
        if (report) yield { uri, ...report };
      }
    }
  },
});

const keysOf = (anchors: Anchors | undefined): ReadonlySet<string> | undefined => anchors && new Set(anchors.keys());

interface Known {
  /** Anchors of a document. */
  anchorsOf(uri: string): ReadonlySet<string> | undefined;
  readonly files: LinkedFiles;
  /** Anchors of all documents. */
  readonly everywhere: () => ReadonlySet<string>;
  /** Documents by their uris in small letters. */
  readonly bySmall: () => ReadonlyMap<string, string>;
  readonly byName: () => ReadonlyMap<string, readonly string[]>;
}

function faultOf(uri: string, link: KnownLink, known: Known): Report | undefined {
  const { files } = known;
  const { leadsTo } = link;
  const { anchor = "" } = leadsTo;
  if (leadsTo.uri !== uri && !files.documents.has(leadsTo.uri)) {
    const name = known.bySmall().get(leadsTo.uri.toLowerCase());
    if (name !== undefined) {
      const fixes = [replacePath(uri, link, name)];
      return { message: "case", span: link.targetSpan, data: { name: lastPart(name) }, fixes };
    }
    const path = pathOf(link.target);
    if (!isFileName(path) || files.exists(leadsTo.uri) !== false) return undefined;
    const fixes = movedFixes(uri, link, known.byName());
    return { message: "file", span: link.targetSpan, data: { file: decoded(path) }, fixes };
  }
  if (!isHeadingAnchor(anchor)) return undefined;
  const anchors = known.anchorsOf(leadsTo.uri);
  if (!anchors || anchors.has(anchorKey(anchor))) return undefined;
  const span = link.targetSpan;
  if (leadsTo.uri === uri)
    return known.everywhere().has(anchorKey(anchor)) ? undefined : { message: "anchor", span, data: { anchor } };
  return { message: "otherAnchor", span, data: { anchor, file: decoded(pathOf(link.target)) } };
}

/** The file may have moved: a document of the same name, where there is only one. */
function movedFixes(from: string, link: KnownLink, byName: ReadonlyMap<string, readonly string[]>): Fix[] {
  const [moved, ...more] = (byName.get(lastPart(link.leadsTo.uri)) ?? []).filter((one) => one !== from);
  return moved === undefined || more.length > 0 ? [] : [{ ...replacePath(from, link, moved), safe: false }];
}

function replacePath(from: string, { target, targetSpan: span }: KnownLink, to: string): Fix {
  const path = relativePath(from, to);
  const newText = path + target.slice(pathOf(target).length);
  return { title: `Link to ${decoded(path)}`, safe: true, preferred: true, edits: [{ span, newText }] };
}

/** The path of a target, without query and anchor. */
const pathOf = (target: string): string => /^[^?#]*/.exec(target)?.[0] ?? "";

/** A name with an ending. Pages of a generated site (`backup`, `backup.html`) are made from other files. */
const isFileName = (path: string): boolean => /\.\w{1,10}$/.test(path) && !/\.html?$/i.test(path);

/** Anchors that renderers make by themselves, lines of code, and stretches of text are no headings. */
const isHeadingAnchor = (anchor: string): boolean =>
  anchor !== "" &&
  !/^(?:top|L\d+.*|:~:.*|(?:user-content-)?fn(?:ref)?[-:]?\w+|!.*|\/.*)$/i.test(anchor) &&
  !/[=&]/.test(anchor);

function groupByName(documents: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const uri of documents) {
    const name = lastPart(uri);
    const group = groups.get(name);
    if (group) group.push(uri);
    else groups.set(name, [uri]);
  }
  return groups;
}

const lastPart = (uri: string): string => decoded(uri.slice(uri.lastIndexOf("/") + 1));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
