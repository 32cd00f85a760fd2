import { applyEdits, LineIndex } from "../../server/src/base/text.ts";
import type { Span } from "../../server/src/base/span.ts";
import { readConfig } from "../../server/src/engine/config.ts";
import { addExclusion } from "../../server/src/engine/config-edit.ts";
import { fixesOfRule, safeFixes } from "../../server/src/engine/fix.ts";
import { ruleSettings } from "../../server/src/engine/rule-settings.ts";
import type { Finding, ReferenceStyle } from "../../server/src/engine/model.ts";
import { ownRules } from "../../server/src/engine/own-rules.ts";
import type { Workspace } from "../../server/src/engine/workspace.ts";
import { refactoringsAt } from "../../server/src/features/code-actions/actions.ts";
import { clauseChoices, clauseEdits } from "../../server/src/features/code-actions/clauses.ts";
import type { CodeActionRequest } from "../../server/src/features/code-actions/request.ts";
import { suppressionOf } from "../../server/src/features/suppression.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { loadLibrary } from "./library.ts";
import { type Offer, sweepParser, today } from "./sweep.ts";

/** What a code action is made from, without an editor. */
export function requestFor(
  workspace: Workspace,
  uri: string,
  range: Span,
  style: ReferenceStyle = "number",
): CodeActionRequest {
  const entry = workspace.document(uri);
  if (!entry) throw new Error(`no document ${uri}`);
  const { doc, coverage } = entry;
  return {
    source: { uri, version: 0, text: doc.text, lines: new LineIndex(doc.text) },
    doc,
    coverage,
    workspace: () => workspace.coverage(),
    settings: ruleSettings(workspace.config, loadLibrary(), today),
    sourceOf: (other) => {
      const text = workspace.document(other)?.doc.text;
      return text === undefined ? undefined : { uri: other, version: 0, text, lines: new LineIndex(text) };
    },
    referenceStyle: style,
    config: undefined,
    findings: workspace.findings(uri),
    range,
    only: undefined,
    diagnosticOf: () => {
      throw new Error("no diagnostics here");
    },
    reread: (text) => sweepParser.parse({ uri, version: 0, text }),
    editor: { versioned: true, snippets: false, createFiles: true, resolves: false, choosesControl: true },
  };
}

/** Every quick fix of a document, fix-alls and suppressions included. */
export function quickFixes(workspace: Workspace, uri: string): Offer[] {
  const doc = workspace.document(uri)?.doc;
  const findings = workspace.findings(uri);
  if (!doc) return [];
  const reveals = (rule: string, safe: boolean): Pick<Offer, "mayReveal"> =>
    rule.startsWith("references/") && !safe
      ? // A choice that says which control was meant may show that no sentence speaks to it.
        { mayReveal: (one) => one.rule.startsWith("coverage/") }
      : {};
  const single = findings.flatMap((finding) =>
    finding.fixes
      .filter((fix) => fix.edits.length > 0)
      .map(
        (fix): Offer => ({
          what: finding.rule,
          title: fix.title,
          uri,
          edits: fix.edits,
          mends: [finding],
          ...reveals(finding.rule, fix.safe),
        }),
      ),
  );
  const ofRules = [...new Set(findings.map((finding) => finding.rule))].flatMap((rule): Offer[] => {
    const { edits, mended } = fixesOfRule(findings, rule);
    if (mended.length < 2) return [];
    return [{ what: `fix all ${rule}`, title: `fix all ${rule}`, uri, edits, mends: mended, ...reveals(rule, false) }];
  });
  const safe = safeFixes(findings);
  const suppressed = findings.flatMap((finding): Offer[] => {
    const edits = suppressionOf(doc, finding);
    return edits.length > 0
      ? [{ what: "suppress", title: `suppress ${finding.rule}`, uri, edits, mends: [finding] }]
      : [];
  });
  return [
    ...single,
    ...ofRules,
    ...(safe.edits.length > 0
      ? [{ what: "source.fixAll", title: "all safe fixes", uri, edits: safe.edits, mends: safe.mended }]
      : []),
    ...suppressed,
  ];
}

/** Every refactoring at the title, at each heading and at each reference, and a clause for every control that can be chosen. */
export function refactorings(workspace: Workspace, uri: string, style: ReferenceStyle): Offer[] {
  const doc = workspace.document(uri)?.doc;
  if (!doc?.classification.isPolicy) return [];
  const places = [
    doc.titleSpan,
    ...doc.sections.flatMap((section) => (section.heading ? [section.heading.span] : [])),
    ...doc.references.map((reference) => reference.span),
  ];
  const offers = new Map<string, Offer>();
  const findings = workspace.findings(uri);
  for (const place of places) {
    const request = requestFor(workspace, uri, place, style);
    for (const one of refactoringsAt(request)) {
      const edits = one.edits();
      const key = `${one.id} ${JSON.stringify(edits.map((edit) => edit.span))}`;
      if (!offers.has(key)) offers.set(key, { uri, title: one.title, edits, ...promiseOf(one.id, findings) });
    }
  }
  const request = requestFor(workspace, uri, doc.titleSpan, style);
  /**
   * No type says what a document without one is about: what a section of it covers does. Where an author chooses a clause that
   * nobody asked for, and its statements cover a neighbouring control as well, the document is now the place for that one, too.
   */
  const topicOf = ({ rule, consideration }: Finding): string | undefined =>
    rule === "ai/consideration-missing" ? loadLibrary().consideration(consideration ?? "")?.from : undefined;
  const topics = new Set(findings.map(topicOf));
  const isOfNewTopic = (one: Finding): boolean => !topics.has(topicOf(one)) && topicOf(one) !== undefined;
  // One control in ten, another tenth for each document.
  const turn = doc.text.length % 10;
  for (const [i, { requirement }] of clauseChoices(request).entries()) {
    if (i % 10 !== turn) continue;
    const edits = clauseEdits(request, requirement);
    const id = `clause ${requirement.id}`;
    offers.set(`chosen ${id}`, {
      uri,
      title: `chosen ${id}`,
      edits,
      ...promiseOf(id, findings),
      what: "choose a clause",
      ...(doc.classification.type === undefined && { mayReveal: isOfNewTopic }),
    });
  }
  return [...offers.values()];
}

/** What a refactoring promises of the findings. */
function promiseOf(id: string, findings: readonly Finding[]): Pick<Offer, "what" | "mends" | "mayReveal" | "touches"> {
  const what = id.split(" ")[0] ?? id;
  const clause = /^clause (.*)$/.exec(id)?.[1];
  if (clause !== undefined)
    return {
      what,
      mends: findings.filter((one) => one.rule.startsWith("coverage/") && one.requirement === clause),
    };
  if (id === "annex") return { what, mends: findings.filter((one) => one.rule === "ai/consideration-missing") };
  if (what === "qualify")
    return { what, mends: [], mayReveal: (one) => one.rule === "coverage/claimed-without-evidence" };
  return { what, mends: [] };
}

/** What adding an exclusion for each control that some coverage finding names does to a configuration; faults as sentences. */
export function exclusionFaults(workspace: Workspace, config: string): { tried: number; faults: string[] } {
  const controls = new Set(
    workspace
      .findings()
      .filter((one) => one.rule.startsWith("coverage/") && one.requirement !== undefined)
      .map((one) => one.requirement ?? ""),
  );
  const faults: string[] = [];
  const before = readConfig({ uri: "file:///w/codicil.yaml", version: 0, text: config }, loadLibrary(), []);
  // What the configuration says applies is not offered.
  const included = before.config.inclusions;
  let tried = 0;
  for (const control of controls) {
    if (loadLibrary().requirement(control)?.kind !== "control" || included.has(control)) continue;
    tried++;
    const text = applyEdits(config, addExclusion(config, control, "We have none of it."));
    const read = readConfig({ uri: "file:///w/codicil.yaml", version: 0, text }, loadLibrary(), [
      ...rules,
      ...ownRules,
    ]);
    for (const problem of read.problems) faults.push(`${control}: ${problem.message}`);
    if (read.config.exclusions.get(control) !== "We have none of it.") faults.push(`${control}: is not excluded`);
  }
  return { tried, faults };
}
