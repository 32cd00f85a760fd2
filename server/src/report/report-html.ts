import type { Status } from "../evidence/model.ts";
import { type Counts, statuses } from "./coverage.ts";
import { type Html, html, raw } from "./html.ts";
import { integrationPart } from "./integration-html.ts";
import type { Quote } from "./quotes.ts";
import type {
  CoverageReport,
  ReportConsideration,
  ReportDocument,
  ReportRequirement,
  ReportStandard,
} from "./report.ts";
import { anchor, badge, marks, type PageOptions, type PlaceLinker, placeLinker } from "./report-parts.ts";
import { reportStyle } from "./report-style.ts";

/**
 * The report as one HTML page: no script, nothing loaded. What comes from documents is escaped by the template, and the
 * policy lets nothing but the page's style through.
 */
export function reportHtml(report: CoverageReport, options: PageOptions): string {
  const { standards, gaps, documents, considerations, integration } = report;
  const linkTo = placeLinker(options);
  const place = placeWriter(linkTo);
  const page = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${options.nonce}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Coverage report: ${report.subject}</title>
<style nonce="${options.nonce}">${raw(reportStyle)}</style>
</head>
<body>
<header>
<h1>Coverage report: ${report.subject}</h1>
<p class="dim">${origin(report)}</p>
</header>
<nav aria-label="Parts of the report"><ul>
<li><a href="#summary">Summary</a></li>
${standards.map(({ id, name }) => html`<li><a href="#${anchor(id)}">${name}</a></li>`)}
<li><a href="#gaps">Gaps by owner</a></li>
<li><a href="#documents">Documents</a></li>
<li><a href="#matrix">Documents and requirements</a></li>
${considerations.length > 0 && html`<li><a href="#ai">AI considerations</a></li>`}
${integration && html`<li><a href="#integration">Integration</a></li>`}
<li><a href="#evidence">Evidence</a></li>
</ul></nav>
<main>
<h2 id="summary" class="first">Summary</h2>
${summary(report)}
${standards.map(standardPart)}
<h2 id="gaps">Gaps by owner</h2>
${gapsPart(gaps)}
<h2 id="documents">Documents</h2>
${documentsPart(documents)}
<h2 id="matrix">Documents and requirements</h2>
${matrixPart(report)}
${considerations.length > 0 && considerationsPart(considerations, place)}
${integration && integrationPart(integration, linkTo)}
<h2 id="evidence">Evidence</h2>
${standards.map((standard) => evidencePart(standard, place))}
</main>
<footer>${origin(report)}. Coverage is decided from the words of the documents: it shows what is written, not what is done.</footer>
</body>
</html>
`;
  return page.html;
}

const origin = ({ date, commit, version }: CoverageReport): string =>
  [date, commit === undefined ? "" : `commit ${commit.slice(0, 12)}`, `Codicil ${version}`].filter(Boolean).join(" · ");

function summary({ standards, documents, gaps }: CoverageReport): Html {
  const open = gaps.reduce((sum, one) => sum + one.gaps.length, 0);
  const overdue = documents.filter((one) => one.isOverdue).length;
  return html`<div class="cards">
${standards.map(
  ({ name, title, controls, clauses }) => html`<section class="card"><h3>${name}</h3><p class="dim">${title}</p>
${countsPart("Annex A controls", controls)}${clauses.total > 0 && countsPart("Clauses", clauses)}</section>`,
)}
<section class="card"><h3>Documents</h3><dl class="counts">
<div><dt>policies</dt><dd>${documents.length}</dd></div>
<div><dt>reviews overdue</dt><dd>${overdue}</dd></div>
<div><dt>open requirements</dt><dd>${open}</dd></div>
</dl></section>
</div>
<p class="dim">${statuses.map((status) => html`${badge(status)} ${meanings[status]} `)}</p>`;
}

const meanings: Readonly<Record<Status, string>> = {
  covered: "the documents state its main points.",
  partial: "they state some.",
  claimed: "they name it and do nothing about it.",
  missing: "they do not speak to it.",
  excluded: "it does not apply, with a reason.",
};

function countsPart(title: string, counts: Counts): Html {
  let at = 0;
  const bars = statuses.map((status) => {
    const width = counts.total === 0 ? 0 : (counts[status] * 100) / counts.total;
    const bar = html`<rect class="${status}" x="${at.toFixed(2)}" width="${width.toFixed(2)}" height="12"></rect>`;
    at += width;
    return bar;
  });
  return html`<p>${title}: <strong>${counts.covered}</strong> of ${counts.total} covered</p>
<svg class="bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>
<dl class="counts">${statuses.map((status) => html`<div><dt>${marks[status]} ${status}</dt><dd>${counts[status]}</dd></div>`)}</dl>`;
}

function standardPart({ id, name, title, groups }: ReportStandard): Html {
  return html`<h2 id="${anchor(id)}">${name}</h2><p class="dim">${title}</p>
${groups.map(
  (
    group,
  ) => html`<h3>${group.id} ${group.title} <span class="dim">${group.counts.covered} of ${group.counts.total} covered</span></h3>
<ul class="tiles">${group.requirements.map(
    (one) =>
      html`<li><a class="${one.status}" href="#${anchor(one.id)}" title="${one.title}: ${one.word}">${marks[one.status]} ${one.number}</a></li>`,
  )}</ul>`,
)}`;
}

function gapsPart(gaps: CoverageReport["gaps"]): Html {
  if (gaps.length === 0) return html`<p>There are no gaps.</p>`;
  return html`${gaps.map(
    ({
      owner,
      gaps: own,
    }) => html`<h3>${owner || "Nobody: no document is the place for these"} <span class="dim">${own.length}</span></h3>
<table class="gaps"><thead><tr><th>Requirement</th><th>Status</th><th>Not found</th><th>Document</th></tr></thead><tbody>${own.map(
      (
        gap,
      ) => html`<tr><td><a href="#${anchor(gap.requirement)}">${gap.number} ${gap.title}</a><br><span class="dim">${gap.standard}</span></td><td>${badge(gap.status)}</td>
<td>${gap.missing.join("; ")}</td><td>${gap.document}</td></tr>`,
    )}</tbody></table>`,
  )}`;
}

function documentsPart(documents: readonly ReportDocument[]): Html {
  if (documents.length === 0) return html`<p>There are no policies.</p>`;
  return html`<div class="scroll"><table><thead><tr><th>Document</th><th>Type</th><th>Owner</th><th>Version</th><th>Last review</th><th>Next review</th><th>Findings</th></tr></thead>
<tbody>${documents.map(
    (
      one,
    ) => html`<tr><td>${one.title || one.path}<br><span class="place">${one.path}</span></td><td>${one.type || "–"}</td><td>${one.owner || "–"}</td>
<td class="number">${one.version || "–"}</td><td class="number">${one.lastReview || "–"}</td>
<td class="number">${one.isOverdue ? html`<span class="overdue">${one.nextReview}, overdue</span>` : one.nextReview || "–"}</td>
<td>${findingsText(one)}</td></tr>`,
  )}</tbody></table></div>`;
}

function findingsText({ errors, warnings }: ReportDocument): string {
  const count = (n: number, word: string): string => (n === 0 ? "" : `${n} ${word}${n === 1 ? "" : "s"}`);
  return [count(errors, "error"), count(warnings, "warning")].filter(Boolean).join(", ") || "none";
}

/** So many documents stand beside each other; more go into further tables, which fit a printed page. */
const acrossPage = 15;

function matrixPart({ documents, standards }: CoverageReport): Html {
  const rows = standards.flatMap(({ name, groups }) =>
    groups.flatMap((group) => group.requirements.map((requirement) => ({ name, requirement }))),
  );
  const tables: Html[] = [];
  for (let from = 0; from < documents.length; from += acrossPage) {
    const shown = documents.slice(from, from + acrossPage);
    const used = rows.filter(({ requirement }) => shown.some(({ verdicts }) => verdicts[requirement.id] !== undefined));
    tables.push(html`<ol start="${from + 1}">${shown.map(({ path }) => html`<li>${path}</li>`)}</ol>
<div class="scroll"><table class="matrix"><caption>What each document alone says to each requirement; requirements that none of them speaks to are left out.</caption>
<thead><tr><th>Requirement</th>${shown.map((one, i) => html`<th class="number" title="${one.path}">${from + i + 1}</th>`)}</tr></thead>
<tbody>${used.map(
      ({ name, requirement }) =>
        html`<tr><th scope="row">${requirement.number} ${requirement.title} <span class="dim">${shortName(name)}</span></th>${shown.map((one) => cell(one.verdicts[requirement.id]))}</tr>`,
    )}</tbody></table></div>`);
  }
  return html`${tables}`;
}

const shortName = (name: string): string => name.replace(/^ISO\/IEC /, "").replace(/:\d+$/, "");

const cell = (status: Status | undefined): Html =>
  status === undefined
    ? html`<td class="cell"></td>`
    : html`<td class="cell ${status}" title="${status}">${marks[status]}</td>`;

type PlaceWriter = (quote: Quote) => Html;

function placeWriter(linkTo: PlaceLinker): PlaceWriter {
  return (quote) => {
    const { section } = quote;
    return html`<blockquote>“${quote.text}”<br><span class="place">${linkTo(quote)}${section !== "" && ` · ${section}`}</span></blockquote>`;
  };
}

function considerationsPart(considerations: readonly ReportConsideration[], place: PlaceWriter): Html {
  const addressed = considerations.filter((one) => one.isAddressed).length;
  return html`<h2 id="ai">AI considerations</h2>
<p>What the controls of ISO/IEC 27001 should also say once AI is in scope: ${addressed} of ${considerations.length} are said.</p>
${considerations.map(
  (
    one,
  ) => html`<div class="requirement"><h4>${one.says} ${one.isAddressed ? html`<span class="status covered">● said</span>` : html`<span class="status missing">○ not said</span>`}</h4>
<p class="place">${one.control}; supports ${one.supports}</p>${one.quotes.map(place)}</div>`,
)}`;
}

function evidencePart({ name, groups }: ReportStandard, place: PlaceWriter): Html {
  return html`<h3>${name}</h3>${groups.flatMap((group) => group.requirements.map((one) => requirementPart(one, place)))}`;
}

function requirementPart(requirement: ReportRequirement, place: PlaceWriter): Html {
  const { id, number, title, status, word, justification, points, documents } = requirement;
  const isNamedOnly = status === "claimed" && documents.length > 0;
  return html`<div class="requirement" id="${anchor(id)}"><h4><span>${number} ${title}</span> ${badge(status, word)}</h4>
${justification !== "" && html`<p>${justification}</p>`}
<ul>${points.map(
    ({ says, core, quotes }) =>
      html`<li class="${quotes.length > 0 ? "stated" : "open"}"><span class="mark">${quotes.length > 0 ? "✓" : "✗"}</span>${says}${core && html` <span class="dim">(main point)</span>`}${quotes.map(place)}</li>`,
  )}</ul>
${isNamedOnly && html`<p class="place">Named in ${documents.join(", ")}</p>`}</div>`;
}
