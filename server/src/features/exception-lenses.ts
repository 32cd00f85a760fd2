import type { CodeLens } from "vscode-languageserver-types";
import type { Exception } from "../engine/exceptions.ts";
import { type Source, toRange } from "./convert.ts";

/** A lens above each exception of a document or configuration that says how long it holds and what it takes in. */
export function exceptionLenses(exceptions: readonly Exception[], source: Source): CodeLens[] {
  return exceptions.map((exception) => ({
    range: toRange(source.lines, exception.span),
    // An empty command is shown and does nothing.
    command: { title: titleOf(exception), command: "" },
  }));
}

function titleOf({ state, expires, daysLeft, findings, owner }: Exception): string {
  const whose = owner === undefined ? "" : ` (${owner})`;
  if (state === "expired") return `Ended on ${expires ?? ""}: it no longer counts${whose}`;
  const takes = findings === 0 ? "Takes nothing in" : `Takes in ${findings} ${findings === 1 ? "finding" : "findings"}`;
  if (daysLeft === undefined) return `${takes}, without an end${whose}`;
  if (daysLeft === 0) return `${takes}, ends today${whose}`;
  return `${takes}, ends in ${daysLeft} ${daysLeft === 1 ? "day" : "days"}${whose}`;
}
