import { assertNever } from "../../base/text.ts";
import type { Severity } from "../../rules/rule.ts";
import type { Region } from "./places.ts";

/** The parts of SARIF 2.1.0 that are written; see the schema for what they mean. */
export interface SarifRule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: SarifText;
  readonly fullDescription: SarifText;
  readonly help: SarifText & { readonly markdown: string };
  /** Absent for a rule that the workspace wrote. */
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: SarifLevel };
  readonly properties: { readonly tags: readonly string[] };
}

export interface SarifText {
  readonly text: string;
}

export type SarifLevel = "error" | "warning" | "note";

export interface SarifLocation {
  readonly id?: number;
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region: Region;
  };
  readonly message?: SarifText;
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: SarifLevel;
  readonly message: SarifText;
  readonly locations: readonly SarifLocation[];
  readonly relatedLocations?: readonly SarifLocation[];
}

export interface SarifNotification {
  readonly level: SarifLevel;
  readonly message: SarifText;
  readonly locations?: readonly SarifLocation[];
}

export function sarifLevel(severity: Severity): SarifLevel {
  switch (severity) {
    case "error":
    case "warning":
      return severity;
    case "info":
    case "hint":
      return "note";
    default:
      return assertNever(severity);
  }
}
