import { once, remember, rememberFor } from "../../base/values.ts";
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

type Collection = ReadonlyMap<string, Collected>;

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
    const isAnywhere = remember((key) => [...collected.values()].some(({ anchors }) => anchors()?.has(key)));
    for (const [uri, one] of collected) {
      for (const { report, missing } of faultsOf(uri, one, collected, files))
        if (missing === undefined || !isAnywhere(missing)) yield report;
    }
  },
});

const keysOf = (anchors: Anchors | undefined): ReadonlySet<string> | undefined => anchors && new Set(anchors.keys());

/** What is wrong with a link. */
interface Fault {
  readonly report: Report & { readonly uri: string };
  /** Key of an anchor that its own document lacks: no fault where another has it. */
  readonly missing?: string;
}

/** The faults of a document's links, with what they were found by. */
interface Faults {
  readonly files: LinkedFiles;
  /** What was known of the documents that it links to; undefined where they were no policies. */
  readonly targets: ReadonlyMap<string, Collected | undefined>;
  readonly faults: readonly Fault[];
}

/** As long as a document stays the same, so does what was collected of it. */
const faultsByDocument = new WeakMap<Collected, Faults>();

/** The links are followed anew only where other files are there, or a document that they lead to has changed. */
function faultsOf(uri: string, one: Collected, collected: Collection, files: LinkedFiles): readonly Fault[] {
  const known = faultsByDocument.get(one);
  if (known?.files === files && holdsAll(collected, known.targets)) return known.faults;
  const targets = new Map<string, Collected | undefined>();
  const anchorsIn = (target: string): ReadonlySet<string> | undefined => {
    const other = collected.get(target);
    targets.set(target, other);
    return other?.anchors();
  };
  const faults = one.links.flatMap((link) => faultOf(uri, link, files, anchorsIn) ?? []);
  faultsByDocument.set(one, { files, targets, faults });
  return faults;
}

function holdsAll(collected: Collection, some: Faults["targets"]): boolean {
  for (const [uri, one] of some) if (collected.get(uri) !== one) return false;
  return true;
}

/** @param anchorsIn  anchors of a document */
function faultOf(
  uri: string,
  link: KnownLink,
  files: LinkedFiles,
  anchorsIn: (uri: string) => ReadonlySet<string> | undefined,
): Fault | undefined {
  const { leadsTo, targetSpan: span } = link;
  const { anchor = "" } = leadsTo;
  if (leadsTo.uri !== uri && !files.documents.has(leadsTo.uri)) {
    const name = bySmall(files).get(leadsTo.uri.toLowerCase());
    if (name !== undefined) {
      const fixes = [replacePath(uri, link, name)];
      return { report: { uri, message: "case", span, data: { name: lastPart(name) }, fixes } };
    }
    const path = pathOf(link.target);
    if (!isFileName(path) || files.exists(leadsTo.uri) !== false) return undefined;
    const fixes = movedFixes(uri, link, byName(files));
    return { report: { uri, message: "file", span, data: { file: decoded(path) }, fixes } };
  }
  if (!isHeadingAnchor(anchor)) return undefined;
  const anchors = anchorsIn(leadsTo.uri);
  const key = anchorKey(anchor);
  if (!anchors || anchors.has(key)) return undefined;
  if (leadsTo.uri === uri) return { report: { uri, message: "anchor", span, data: { anchor } }, missing: key };
  return { report: { uri, message: "otherAnchor", span, data: { anchor, file: decoded(pathOf(link.target)) } } };
}

/** The file may have moved: a document of the same name, where there is only one. */
function movedFixes(from: string, link: KnownLink, named: ReadonlyMap<string, readonly string[]>): Fix[] {
  const [moved, ...more] = (named.get(lastPart(link.leadsTo.uri)) ?? []).filter((one) => one !== from);
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

/** Documents by their uris in small letters. */
const bySmall = rememberFor(
  ({ documents }: LinkedFiles): ReadonlyMap<string, string> =>
    new Map([...documents].map((document) => [document.toLowerCase(), document])),
);

/** Documents by the names of their files. */
const byName = rememberFor(({ documents }: LinkedFiles): ReadonlyMap<string, readonly string[]> => {
  const groups = new Map<string, string[]>();
  for (const uri of documents) {
    const name = lastPart(uri);
    const group = groups.get(name);
    if (group) group.push(uri);
    else groups.set(name, [uri]);
  }
  return groups;
});

const lastPart = (uri: string): string => decoded(uri.slice(uri.lastIndexOf("/") + 1));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
