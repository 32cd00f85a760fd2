import type { ClientSettings } from "./protocol.ts";

export const defaultSettings: ClientSettings = { enable: true, validate: "onType", codeLens: true, inlayHints: true };

/** Settings as a client sends them; defaults stand in for what is missing or makes no sense. */
export function readSettings(value: unknown): ClientSettings {
  if (typeof value !== "object" || value === null) return defaultSettings;
  const { enable, validate, codeLens, inlayHints } = value as Partial<Record<keyof ClientSettings, unknown>>;
  return {
    enable: enable !== false,
    validate: validate === "onSave" ? "onSave" : "onType",
    codeLens: codeLens !== false,
    inlayHints: inlayHints !== false,
  };
}
