import type { Span } from "../base/span.ts";
import type { TextEdit } from "../base/text.ts";
import { type DocumentEdits, type Fix, isLate } from "../rules/rule.ts";
import type { Finding } from "./model.ts";

/** True where two lists say the same of the same places, and mend it in the same way. */
export const isSameFindings = (some: readonly Finding[], others: readonly Finding[]): boolean =>
  isSameList(some, others, isSameFinding);

const isSameFinding = (a: Finding, b: Finding): boolean =>
  a === b ||
  (a.uri === b.uri &&
    a.rule === b.rule &&
    a.severity === b.severity &&
    a.message === b.message &&
    isSameSpan(a.span, b.span) &&
    a.requirement === b.requirement &&
    a.consideration === b.consideration &&
    isSameList(
      a.related,
      b.related,
      (x, y) => x.uri === y.uri && x.message === y.message && isSameSpan(x.span, y.span),
    ) &&
    isSameList(a.fixes, b.fixes, isSameFix));

/** Edits that nobody has asked for yet stay unmade: such a fix is the same only if it is the very same. */
const isSameFix = (a: Fix, b: Fix): boolean =>
  a === b ||
  (!isLate(a) &&
    !isLate(b) &&
    a.title === b.title &&
    a.safe === b.safe &&
    a.preferred === b.preferred &&
    isSameList(a.edits, b.edits, isSameEdit) &&
    isSameList(a.elsewhere ?? [], b.elsewhere ?? [], isSameElsewhere));

const isSameElsewhere = (a: DocumentEdits, b: DocumentEdits): boolean =>
  a.uri === b.uri && isSameList(a.edits, b.edits, isSameEdit);

const isSameEdit = (a: TextEdit, b: TextEdit): boolean => a.newText === b.newText && isSameSpan(a.span, b.span);

const isSameSpan = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

const isSameList = <T>(some: readonly T[], others: readonly T[], isSame: (a: T, b: T) => boolean): boolean =>
  some === others ||
  (some.length === others.length && some.every((one, i) => one === others[i] || isSame(one, others[i] as T)));
