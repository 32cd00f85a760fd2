import { type CompletionItem, MarkupKind } from "vscode-languageserver-types";
import { escapeMarkdown } from "../../base/markdown.ts";
import type { Library } from "../../catalog/library.ts";
import type { RequirementId } from "../../catalog/model.ts";
import type { KnownRule } from "../../engine/own-rules.ts";
import { describeRequirement } from "../describe.ts";
import type { CompletionData } from "./candidate.ts";

/** Adds the documentation of an item; only the one that is looked at needs it. */
export function resolveItem(item: CompletionItem, library: Library, rules: readonly KnownRule[]): CompletionItem {
  const value = isData(item.data) ? describe(item.data, library, rules) : undefined;
  return value === undefined ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value } };
}

function describe(data: CompletionData, library: Library, rules: readonly KnownRule[]): string | undefined {
  switch (data.is) {
    case "requirement":
      return withPoints(data.id, library);
    case "point": {
      const point = library.requirement(data.id)?.points.find((one) => one.id === data.point);
      return (
        point &&
        [quoted(point.clause), describeRequirement(library, data.id)].filter((one) => one !== undefined).join("\n\n")
      );
    }
    case "consideration": {
      const one = library.consideration(data.id);
      return (
        one &&
        [quoted(one.clause), escapeMarkdown(one.why), describeRequirement(library, one.from)]
          .filter((part) => part !== undefined)
          .join("\n\n")
      );
    }
    case "field": {
      const field = library.metadataField(data.id);
      return (
        field &&
        `**${escapeMarkdown(field.title)}**\n\n${escapeMarkdown(field.about)}. Example: ${escapeMarkdown(field.example)}`
      );
    }
    case "type":
      return describeType(data.id, library);
    case "section": {
      const kind = library.sectionKind(data.id);
      return kind && `**${escapeMarkdown(kind.title)}**\n\n${escapeMarkdown(kind.about)}.\n\n${quoted(kind.clause)}`;
    }
    case "rule":
      return describeRule(data.id, rules);
    case "text":
      return escapeMarkdown(data.text);
  }
}

/** A document type: what it is expected to cover. */
export function describeType(id: string, library: Library): string | undefined {
  const type = library.documentType(id);
  if (!type) return undefined;
  const expected = type.expects.map((one) => `- ${nameOf(one, library)}`);
  const intro = `**${escapeMarkdown(type.title)}** (${type.kind})`;
  return expected.length === 0 ? intro : `${intro}\n\nIs expected to cover:\n\n${expected.join("\n")}`;
}

/** A rule: what it flags, and how much that weighs by itself. */
function describeRule(id: string, rules: readonly KnownRule[]): string | undefined {
  const rule = rules.find((one) => one.id === id);
  return (
    rule && `**${escapeMarkdown(rule.id)}**\n\n${escapeMarkdown(rule.summary)}\n\nDefault severity: ${rule.severity}.`
  );
}

/** A requirement with what a document has to say for it. */
export function withPoints(id: RequirementId, library: Library): string | undefined {
  const points = library.requirement(id)?.points.map((point) => `- ${escapeMarkdown(point.says)}`) ?? [];
  const described = describeRequirement(library, id);
  if (described === undefined || points.length === 0) return described;
  return `${described}\n\nWhat a document should say:\n\n${points.join("\n")}`;
}

function nameOf(id: RequirementId, library: Library): string {
  const requirement = library.requirement(id);
  if (!requirement) return escapeMarkdown(id);
  return escapeMarkdown(
    `${library.standard(requirement.standard)?.name ?? ""} ${requirement.number} ${requirement.title}`,
  );
}

const quoted = (text: string): string =>
  text
    .split("\n")
    .map((line) => `> ${escapeMarkdown(line)}`)
    .join("\n");

const isData = (data: unknown): data is CompletionData => typeof data === "object" && data !== null && "is" in data;
