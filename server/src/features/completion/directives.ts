import { CompletionItemKind } from "vscode-languageserver-types";
import type { Directive } from "../../document/model.ts";
import type { KnownRule } from "../../engine/own-rules.ts";
import type { Candidate } from "./candidate.ts";
import type { Place } from "./place.ts";
import type { CompletionRequest } from "./request.ts";

const directives: readonly { readonly name: Directive["kind"]; readonly note: string; readonly about: string }[] = [
  {
    name: "ignore",
    note: "here",
    about: "Suppresses rules on this line; alone on a line, in the section and the block that follows.",
  },
  {
    name: "ignore-next",
    note: "what follows",
    about: "Suppresses rules in the paragraph, list, table or key that follows.",
  },
  { name: "ignore-file", note: "the whole file", about: "Suppresses rules in the whole file." },
];

/** `codicil-ignore` and its kin, with places for the rule and the reason. */
export function directiveCandidates(
  place: Place & { readonly kind: "directive" },
  { editor }: CompletionRequest,
): Candidate[] {
  const close = place.closes ? " -->" : "";
  return directives.map(
    ({ name, note, about }, i): Candidate => ({
      label: `codicil-${name}`,
      note,
      kind: CompletionItemKind.Keyword,
      tier: i,
      newText: editor.snippets ? `codicil-${name} \${1:rule}: \${2:say why here}${close}$0` : `codicil-${name} `,
      isSnippet: editor.snippets,
      span: place.span,
      data: { is: "text", text: about },
    }),
  );
}

/** Rule ids: those that have a finding in what the directive suppresses first. */
export function ruleCandidates(place: Place & { readonly kind: "rule" }, request: CompletionRequest): Candidate[] {
  const { tools, source, surroundings, offset } = request;
  const line = source.lines.positionAt(offset).line;
  const here = new Set<string>();
  const found = new Set<string>();
  for (const { rule, span } of surroundings.findings()) {
    found.add(rule);
    const away = source.lines.positionAt(span.start).line - line;
    if (place.of === "ignore-next" ? away > 0 && away <= 3 : away === 0) here.add(rule);
  }
  return tools.rules
    .filter((rule) => !place.written.includes(rule.id))
    .map(
      (rule): Candidate => ({
        label: rule.id,
        ...(here.has(rule.id) ? { note: "found here" } : found.has(rule.id) ? { note: "found in this file" } : {}),
        kind: CompletionItemKind.EnumMember,
        alsoCalled: [faultOf(rule), rule.summary],
        tier: here.has(rule.id) ? 0 : found.has(rule.id) ? 1 : 2,
        newText: rule.id,
        span: place.span,
        data: { is: "rule", id: rule.id },
      }),
    );
}

const faultOf = ({ id }: KnownRule): string => id.slice(id.indexOf("/") + 1);
