import assert from "node:assert/strict";
import { contains, type Span } from "../../server/src/base/span.ts";
import type { Outline } from "../../server/src/document/outline.ts";

/** What holds for every outline, of whatever text. */
export function assertInvariants(outline: Outline): void {
  const { text, sections, statements } = outline;
  const whole: Span = { start: 0, end: text.length };
  const within = (outer: Span, inner: Span, what: string): void => {
    assert.ok(inner.start <= inner.end, `${what}: ${inner.start}-${inner.end} is no span`);
    assert.ok(contains(outer, inner), `${what}: ${inner.start}-${inner.end} is not within ${outer.start}-${outer.end}`);
  };
  assert.equal(sections[0]?.level, 0);
  sections.forEach((section, i) => {
    const name = `section ${i} “${section.heading?.text ?? ""}”`;
    assert.equal(section.index, i);
    within(whole, section.outer, `${name} outer`);
    within(section.outer, section.span, `${name} span`);
    within(section.span, section.body, `${name} body`);
    assert.equal(section.outer.start, section.span.start);
    assert.equal(section.content.key, text.slice(section.span.start, section.span.end), `${name} content`);
    if (i > 0) {
      assert.ok(section.heading, `${name} has no heading`);
      assert.ok(section.level > 0);
      assert.ok((sections[i - 1]?.span.end ?? 0) <= section.span.start, `${name} overlaps the one before`);
      within(section.span, section.heading.line, `${name} line`);
      within(section.heading.line, section.heading.span, `${name} words`);
    }
    for (const child of section.children) {
      assert.equal(sections[child]?.parent, i);
      within(section.outer, sections[child]?.outer ?? whole, `${name} child`);
    }
    if (section.parent !== undefined) {
      assert.ok(sections[section.parent]?.children.includes(i), `${name} is no child of its parent`);
      assert.ok((sections[section.parent]?.level ?? 9) < section.level);
    }
    for (const index of section.statements) {
      const statement = statements[index];
      assert.ok(statement && statement.section === i, `${name} lists a statement of another`);
      within(section.span, statement.span, `${name} statement ${text.slice(statement.span.start, statement.span.end)}`);
    }
    const isEmpty = section.statements.length === 0 && section.children.every((child) => sections[child]?.isEmpty);
    assert.equal(section.isEmpty, isEmpty, `${name} isEmpty`);
  });
  statements.forEach((statement, i) => {
    assert.equal(statement.index, i);
    assert.ok(sections[statement.section]?.statements.includes(i));
    assert.ok((statements[i - 1]?.span.end ?? 0) <= statement.span.start, `statement ${i} overlaps the one before`);
    assert.ok(statement.runs.length > 0);
    let at = -1;
    for (const run of statement.runs) {
      within(statement.span, run, `run of statement ${i}`);
      assert.ok(run.start > at && run.end > run.start, `runs of statement ${i} touch`);
      at = run.end;
    }
    for (const key of statement.keys) within(whole, key, "key");
    if (statement.lead !== undefined) {
      assert.ok(statement.lead < i, "a lead comes first");
      assert.equal(statements[statement.lead]?.section, statement.section, "a lead stands in the same section");
    }
    if (statement.cell) assert.equal(outline.tables[statement.cell.table]?.section, statement.section);
  });
  for (const table of outline.tables) {
    within(whole, table.span, "table");
    for (const cell of [table.header, ...table.rows].flat()) within(table.span, cell.span, `cell “${cell.text}”`);
  }
  for (const link of outline.links) {
    within(whole, link.span, "link");
    within(link.span, link.targetSpan, "link target");
  }
  for (const comment of outline.comments) assert.match(text.slice(comment.start, comment.end), /^(?:<!--|#)/);
  for (const code of outline.code) within(whole, code, "code");
  for (const field of outline.fields) {
    within(whole, field.keySpan, "key");
    within(whole, field.valueSpan, `value of ${field.path.join(".")}`);
    for (const item of field.items) within(whole, item.span, "item");
  }
  for (const problem of outline.problems) within(whole, problem.span, problem.message);
}
