import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { html, raw } from "../../server/src/report/html.ts";
import { buildReport, type CoverageReport } from "../../server/src/report/report.ts";
import { reportHtml } from "../../server/src/report/report-html.ts";
import { reportJson, reportMarkdown } from "../../server/src/report/report-text.ts";
import { manual } from "../support/clauses.ts";
import { reportSource } from "../support/workspace.ts";

const backup = `---
owner: Head of IT
version: "1.0"
last_review: 2025-03-09
next_review: 2026-03-09
---
# Backup policy

## Copies

All business data must be backed up every night.
`;
const origin = { version: "1.2.3", commit: "0123456789abcdef0123456789abcdef01234567", subject: "example" };
const report = (files: Readonly<Record<string, string>> = { "policies/backup.md": backup }): CoverageReport =>
  buildReport(reportSource(files), origin);

describe("the coverage report", () => {
  it("says what it is about: date, commit, version and counts", () => {
    const { date, commit, version, standards } = report();
    assert.deepEqual([date, commit, version], ["2026-11-24", origin.commit, "1.2.3"]);
    assert.deepEqual(
      standards.map(({ name, controls }) => [name, controls.total]),
      [
        ["ISO/IEC 27001:2022", 93],
        ["ISO/IEC 42001:2023", 38],
      ],
    );
  });

  it("gives gaps to the owner of the document that is the place for them", () => {
    const { gaps } = report();
    const own = gaps.find(({ owner }) => owner === "Head of IT")?.gaps ?? [];
    const gap = own.find(({ number }) => number === "A.8.13");
    assert.deepEqual([gap?.status, gap?.document], ["partial", "policies/backup.md"]);
    assert.ok(gap?.missing.includes("It is tested that backups can be restored"));
    assert.equal(gaps.at(-1)?.owner, "", "what nobody owns comes last");
  });

  it("lists documents with their reviews and what each says", () => {
    const [document] = report().documents;
    assert.deepEqual(
      [document?.path, document?.owner, document?.lastReview, document?.isOverdue],
      ["policies/backup.md", "Head of IT", "2025-03-09", true],
    );
    assert.equal(document?.verdicts["iso27001:2022/A.8.13"], "partial");
  });

  it("gives each point in Markdown one mark, with the quote below it", () => {
    const text = reportMarkdown(report());
    assert.ok(
      text.includes(
        "✓ Backups of data, software and systems are taken at set intervals\n\n> “All business data must be backed up every night.”  \n> policies/backup.md:11\n\n✗ It is tested that backups can be restored  \n✗ ",
      ),
      text.slice(text.indexOf("#### A.8.13"), text.indexOf("#### A.8.14")),
    );
    assert.doesNotMatch(text, /^- [✓✗]/m);
  });

  it("names the line on which a quote begins, also where the words that decide stand further down", () => {
    const sentence =
      "The IT manager, who answers for all servers,\nmust see to it that all business data is\nbacked up every night.";
    const text = backup.replace("All business data must be backed up every night.", `Introduction. ${sentence}`);
    for (const written of [text, text.replaceAll("\n", "\r\n")]) {
      const verdicts = report({ "backup-policy.md": written }).standards.flatMap(({ groups }) =>
        groups.flatMap(({ requirements }) => requirements),
      );
      const backups = verdicts.find(({ id }) => id === "iso27001:2022/A.8.13");
      const [quote] = backups?.points.flatMap(({ quotes }) => quotes) ?? [];
      assert.deepEqual([quote?.text, quote?.line], [sentence.replaceAll("\n", " "), 11]);
    }
  });

  it("is no policy where its Markdown is kept beside the documents it is about", () => {
    const { workspace } = reportSource({
      "policies/backup.md": backup,
      "policies/report.md": reportMarkdown(report()),
    });
    assert.deepEqual(
      workspace.findings().filter(({ uri }) => uri.endsWith("report.md")),
      [],
    );
    assert.equal(workspace.coverage().documents.length, 1);
  });

  it("leaves AI considerations out where no AI is used", () => {
    assert.ok(report().considerations.length > 0);
    assert.deepEqual(report({ "codicil.yaml": "ai: {used: false}\n", "p.md": backup }).considerations, []);
  });

  it("has a chapter on integration where two management systems are in scope", () => {
    const files = { "policies/isms.md": manual("ISMS manual", "iso27001:2022", ["4.1", "4.2"]) };
    const both = report({ ...files, "policies/aims.md": manual("AIMS manual", "iso42001:2023", ["4.1"]) });
    const rows = both.integration?.pairs.slice(0, 2).map(({ topic, state, documents }) => [topic, state, documents]);
    assert.deepEqual(rows, [
      ["Context", "parallel", ["policies/isms.md", "policies/aims.md"]],
      ["Interested parties", "one-sided", ["policies/isms.md"]],
    ]);
    assert.match(
      reportMarkdown(both),
      /\n\n## Integration of the two management systems\n\n[^]*\| Context \| 4\.1 covered \| 4\.1 covered \| parallel \| policies\/isms\.md, policies\/aims\.md \|[^]*\n\n## Evidence\n/,
    );
    const page = reportHtml(both, { nonce: "n", linkTo: ({ document, line }) => `open:${document}:${line}` });
    const chapter = page.slice(page.indexOf('<h2 id="integration">'), page.indexOf('<h2 id="evidence">'));
    assert.match(chapter, /<td>Context<\/td><td><a href="#iso27001-2022-4\.1">4\.1<\/a>/);
    assert.match(
      chapter,
      /“policies\/isms\.md” serves ISO\/IEC 27001:2022, and no document serves ISO\/IEC 42001:2023\./,
    );
    const { pairs } = (JSON.parse(reportJson(both)) as CoverageReport).integration ?? assert.fail("no integration");
    const place = pairs[0]?.target.places[0];
    assert.deepEqual([place?.document, typeof place?.line], ["policies/aims.md", "number"]);
  });

  for (const config of ["standards: [iso27001:2022]\n", "standards: [iso42001:2023]\n", "ai: {used: false}\n"])
    it(`has no such chapter with ${config.trim()}`, () => {
      const one = report({ "codicil.yaml": config, "p.md": backup });
      assert.equal(one.integration, undefined);
      assert.doesNotMatch(reportMarkdown(one), /Integration of/);
      assert.doesNotMatch(reportHtml(one, { nonce: "n" }), /integration/);
      assert.doesNotMatch(reportJson(one), /"integration"/);
    });

  it("holds nothing of this machine in JSON", () => {
    const text = reportJson(report());
    assert.doesNotMatch(text, /file:\/\//);
    assert.equal((JSON.parse(text) as CoverageReport).documents.length, 1);
  });

  it("is a Markdown text whose tables keep their columns", () => {
    const nasty = backup.replaceAll("Head of IT", '"a | b <script>"');
    const text = reportMarkdown(report({ "x.md": nasty }));
    assert.match(text, /### a \\\| b &lt;script>/);
    assert.doesNotMatch(text, /<script/);
  });
});

describe("the report as a page", () => {
  const nasty = `---
title: "</title><script>alert(1)</script>"
owner: '"><img src=x onerror=alert(2)>'
version: "1&lt;"
next_review: 2027-03-09
---
# Backup policy

## <svg onload=alert(3)>

All business data must be backed up every night, says "<iframe src='javascript:alert(4)'>" \u202eevil.
`;
  const page = reportHtml(
    buildReport(reportSource({ "policies/backup-policy<u>.md": nasty }), { ...origin, subject: "<u>me" }),
    {
      nonce: "abc123",
    },
  );
  /** What a pattern finds in the page: short where it fails. */
  const found = (pattern: RegExp): string[] => [...page.matchAll(pattern)].map(([text]) => text);

  it("escapes everything that comes from documents", () => {
    assert.deepEqual(found(/<(?:script|img|iframe|svg onload|u)\b|\u202e| on\w+="/gi), []);
    assert.deepEqual(found(/&#60;img src=x onerror=alert\(2\)&#62;/g).length > 0, true);
    assert.deepEqual(found(/&#60;iframe src=/g).length > 0, true);
  });

  it("has a policy that lets nothing through but its own style, and loads nothing", () => {
    assert.deepEqual(found(/<meta http-equiv="Content-Security-Policy" content="[^;]*; [^;]*/g), [
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-abc123'`,
    ]);
    assert.deepEqual(found(/<style[^>]*>/g), ['<style nonce="abc123">']);
    assert.deepEqual(found(/ style="| src="|@import|url\(| href="[^"#][^"]*"/g), []);
  });

  it("leads from every link to a place on the page", () => {
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
    const targets = [...page.matchAll(/ href="#([^"]+)"/g)].map((match) => match[1]);
    assert.ok(targets.length > 131);
    assert.deepEqual(
      targets.filter((target) => !ids.has(target)),
      [],
    );
  });

  it("tells statuses apart without colour", () => {
    assert.equal(found(/class="partial" href="#iso27001-2022-A\.8\.13"[^>]*>◐ A\.8\.13</g).length, 1);
  });

  it("makes places links where the viewer can follow them", () => {
    const linked = reportHtml(report(), {
      nonce: "n",
      linkTo: ({ document, line }) => `command:x?"${document}:${line}"`,
    });
    const link = '<a href="command:x?&#34;policies/backup.md:11&#34;">policies/backup.md:11</a>';
    assert.ok(linked.includes(link), "the place is a link");
  });
});

describe("html", () => {
  it("escapes texts, keeps its own pieces, joins lists and drops what is not there", () => {
    const piece = html`<b title="${`"'\``}">${"<&>"}</b>`;
    assert.equal(piece.html, '<b title="&#34;&#39;&#96;">&#60;&#38;&#62;</b>');
    assert.equal(html`${[piece, " ", 1]}${undefined}${false}${raw("<i>")}`.html, `${piece.html} 1<i>`);
  });
});
