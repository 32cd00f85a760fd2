import { escapeMarkdown } from "../base/markdown.ts";
import type { KnownRule } from "../engine/own-rules.ts";
import type { Span } from "../base/span.ts";
import type { MetadataValue, PolicyDocument, Section, Statement } from "../document/model.ts";
import { pageOf } from "../engine/rule-pages.ts";
import type { NormativeWord } from "../evidence/normative.ts";
import { isStated } from "../evidence/decide.ts";
import type { Strength } from "../evidence/model.ts";
import { listed, nameOf } from "../rules/naming.ts";
import type { RuleId } from "../rules/rule.ts";
import { pairStates } from "./clause-pair.ts";
import type { Reading } from "./reading.ts";
import { requirementsInSection } from "./section-coverage.ts";
import { typeCoverage, typeSummary } from "./type-coverage.ts";

/** A metadata key: what the field is for, and how its value was read. */
export function fieldHover(field: MetadataValue, reading: Reading): string | undefined {
  const known = reading.library.metadataField(field.field);
  if (!known) return undefined;
  const lines = [`**${escapeMarkdown(known.title)}** · metadata`, `${escapeMarkdown(known.about)}.`];
  if (field.text === "") lines.push(`It has no value yet; an example: \`${known.example.replaceAll("`", "'")}\``);
  else if (known.type === "date")
    lines.push(field.date === undefined ? "The value cannot be read as a date." : `Read as the date ${field.date}.`);
  else if (known.type === "document-type") lines.push(typeText(reading));
  return lines.join("\n\n");
}

/** A heading: its kind of section and what that should hold; for the title the document's type. */
export function headingHover(section: Section, reading: Reading): string | undefined {
  const { library, doc } = reading;
  if (!doc.classification.isPolicy) return undefined;
  if (section.isTitle) return typeText(reading);
  const parts = section.kinds.flatMap((id) => {
    const kind = library.sectionKind(id);
    if (!kind) return [];
    const need = needs[kind.need[doc.classification.kind ?? "policy"]];
    const weight = weights[kind.evidence];
    return [`**${escapeMarkdown(kind.title)}** · section ${need}\n\n${escapeMarkdown(kind.about)}.${weight}`];
  });
  const covered = requirementsInSection(section, reading);
  const states = pairStates(covered, reading);
  const names = covered.slice(0, 8).map((id) => {
    const state = states.get(id);
    return `- ${escapeMarkdown(nameOf(library, id))}${state === undefined ? "" : ` · ${state}`}`;
  });
  if (covered.length > 8) names.push(`- and ${covered.length - 8} more`);
  if (names.length > 0) parts.push(`**What is said here speaks to**\n\n${names.join("\n")}`);
  return parts.length > 0 ? parts.join("\n\n---\n\n") : undefined;
}

const needs: Readonly<Record<string, string>> = {
  required: "that such a document needs",
  recommended: "that such a document should have",
  optional: "that such a document may have",
  none: "that such a document does not need",
};

const weights: Readonly<Record<string, string>> = {
  full: "",
  mention: " What is written here counts as a mention only, not as coverage.",
  none: " What is written here is no evidence of coverage.",
};

/** The document's type, how much of what it should cover it does, and why it is taken for that type. */
function typeText(reading: Reading): string {
  const { doc, library } = reading;
  const { type, reasons } = doc.classification;
  const title = library.documentType(type ?? "")?.title ?? "Policy of no particular type";
  const summary = typeSummary(reading);
  const open = (typeCoverage(reading)?.open ?? []).map((id) => {
    const part = reading.coverage.verdicts.get(id)?.status === "partial" ? " (in part)" : "";
    return `- ${escapeMarkdown(nameOf(library, id))}${part}`;
  });
  return [
    `**${escapeMarkdown(title)}**${summary === undefined ? "" : ` · ${summary}`}`,
    ...(open.length > 0 ? [`**Not covered yet**\n\n${open.join("\n")}`] : []),
    ...(reasons.length > 0 ? [`Taken for that because ${escapeMarkdown(listed(reasons.slice(0, 3)))}.`] : []),
  ].join("\n\n");
}

/** A rule in a directive: what it flags, and its page. */
export function ruleHover(id: RuleId, rules: readonly KnownRule[]): string | undefined {
  const rule = rules.find((one) => one.id === id);
  if (!rule) return undefined;
  const page = pageOf(rule.id);
  return [
    `**${rule.id}** · ${rule.severity === "off" ? "off by default" : `${rule.severity} by default`}`,
    escapeMarkdown(rule.summary),
    ...(page === undefined ? [] : [`[What it looks for, and why](${page})`]),
  ].join("\n\n");
}

/** A normative word: how firmly it binds, why that matters, and what its statement is evidence of. */
export function normativeHover(word: NormativeWord, statement: Statement, reading: Reading): string {
  const { title, text } = wordings[word.wording];
  const evidence = evidenceOf(statement.span, reading);
  return [
    `**${escapeMarkdown(wordAt(word.span, reading.doc))}** · ${title}`,
    text,
    evidence.length > 0 ? `This statement speaks to\n\n${evidence.join("\n")}` : "",
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

const wordAt = (span: Span, { text }: PolicyDocument): string => text.slice(span.start, span.end).replace(/\s+/g, " ");

const wordings: Readonly<Record<NormativeWord["wording"], { readonly title: string; readonly text: string }>> = {
  duty: {
    title: "a duty",
    text: "Whoever is named has no choice, so an auditor can ask for proof. A duty counts as coverage even in a document about something else.",
  },
  prohibition: {
    title: "a prohibition",
    text: "What it names is never allowed. A prohibition counts as much as a duty, even in a document about something else.",
  },
  recommendation: {
    title: "a recommendation",
    text: "There may be reasons to do otherwise. It counts as coverage where the document is about the topic; where something has to happen, write “must”.",
  },
  permission: {
    title: "a permission",
    text: "It allows and does not require. An auditor cannot ask for proof of it; where something has to happen, write “must”.",
  },
};

/** Requirements that a statement is evidence of, with how firmly it speaks. */
function evidenceOf({ start }: Span, { coverage, library }: Reading): string[] {
  const found = new Map<string, Strength>();
  for (const [id, { points }] of coverage.verdicts) {
    for (const { evidence } of points) {
      const here = evidence.find((one) => one.statement.start === start);
      if (here && (found.get(id) === undefined || isStated(here.strength))) found.set(id, here.strength);
    }
  }
  return [...found].map(([id, strength]) => `- ${escapeMarkdown(nameOf(library, id))} (${strengths[strength]})`);
}

const strengths: Readonly<Record<Strength, string>> = {
  mentioned: "a mention only",
  stated: "stated",
  operational: "stated, with who, when or how much",
};
