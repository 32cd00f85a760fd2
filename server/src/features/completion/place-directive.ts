import type { Directive, Format } from "../../document/model.ts";
import type { Cursor } from "./cursor.ts";
import type { Place } from "./place.ts";

/** Within a comment that is, or may become, a suppression; undefined elsewhere, nothing in the reason and in other comments. */
export function directivePlace({ before, after, offset }: Cursor, format: Format): readonly Place[] | undefined {
  const comment = (format === "yaml" ? /(?:^|\s)#\s*([^#]*)$/ : /<!--\s*((?:(?!-->).)*)$/).exec(before)?.[1];
  if (comment === undefined) return undefined;
  const rules = /^codicil-(ignore(?:-next|-file)?)\s+([^:]*)$/.exec(comment);
  if (rules) {
    const list = (rules[2] ?? "").split(",").map((one) => one.trimStart());
    const typed = list.pop() ?? "";
    const rest = /^[\w/*-]*/.exec(after)?.[0].length ?? 0;
    const span = { start: offset - typed.length, end: offset + (typed === "" ? 0 : rest) };
    return [{ kind: "rule", span, of: rules[1] as Directive["kind"], written: list.map((one) => one.trim()) }];
  }
  if (comment !== "" && !"codicil-ignore-next".startsWith(comment) && !"codicil-ignore-file".startsWith(comment))
    return [];
  const span = { start: offset - comment.length, end: offset };
  return [{ kind: "directive", span, isComment: true, closes: format === "markdown" && !after.includes("-->") }];
}
