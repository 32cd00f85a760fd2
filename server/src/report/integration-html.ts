import { pairReason, stateWords } from "../rules/pair-words.ts";
import { type Html, html } from "./html.ts";
import type { IntegrationAsRead } from "./integration-as-read.ts";
import { stepWords } from "./integration-words.ts";
import { tidy } from "./quotes.ts";
import { anchor, badge, type PlaceLinker } from "./report-parts.ts";

type Pair = IntegrationAsRead["pairs"][number];
type Standards = NonNullable<IntegrationAsRead["standards"]>;

/** The chapter on integration as part of the report's page. */
export function integrationPart(view: IntegrationAsRead, link: PlaceLinker): Html {
  const { standards, counts, pairs, plan, distinctions, risks } = view;
  if (!standards) return html``;
  return html`<h2 id="integration">Integration of the two management systems</h2>
<p>Clauses 4 to 10 of ${standards.source} and ${standards.target}, sub-clause by sub-clause: what one text serves, what two do, and what is left to write.</p>
<dl class="counts">${states.map((state) => html`<div><dt>${stateMarks[state]} ${stateWords[state]}</dt><dd>${counts[state]}</dd></div>`)}</dl>
${clausesOf(pairs).map((own) => clausePart(own, standards))}
<h3>What to do, the cheapest first</h3>
${planPart(plan)}
<h3>What has to stay distinct</h3>
<ul class="plain">${distinctions.map(
    ({ topic, says, findings }) =>
      html`<li class="${findings.length > 0 ? "open" : "stated"}"><span class="mark">${findings.length > 0 ? "✗" : "✓"}</span><strong>${topic}.</strong> ${says}${findings.map((one) => findingPart(one, link))}</li>`,
  )}</ul>
<h3>Security risks that AI brings</h3>
<ul class="plain">${risks.map(
    ({ title, says, compromises, places, findings }) =>
      html`<li class="${places.length > 0 ? "stated" : "open"}"><span class="mark">${places.length > 0 ? "✓" : "✗"}</span><strong>${title}</strong> <span class="dim">compromises ${compromises.join(", ").toLowerCase()}</span><br>${says}${
        places.length > 0
          ? places.map(
              (place) =>
                html`<blockquote>“${tidy(place.quote)}”<br><span class="place">${link(place)}</span></blockquote>`,
            )
          : html`<br><span class="place">No document considers it.</span>`
      }${findings.map((one) => findingPart(one, link))}</li>`,
  )}</ul>`;
}

const states = ["integrated", "parallel", "one-sided", "single", "absent"] as const;

/** Marks that tell states apart without colour, with the colours of the statuses that mean as much. */
const stateMarks: Readonly<Record<Pair["state"], string>> = {
  integrated: "●",
  parallel: "◫",
  "one-sided": "◐",
  single: "●",
  absent: "○",
};
const stateColors: Readonly<Record<Pair["state"], string>> = {
  integrated: "covered",
  parallel: "claimed",
  "one-sided": "partial",
  single: "covered",
  absent: "missing",
};

/** Pairs by main clause, in order. */
const clausesOf = (pairs: readonly Pair[]): (readonly Pair[])[] =>
  [...new Set(pairs.map((pair) => pair.clause.number))].map((number) =>
    pairs.filter((pair) => pair.clause.number === number),
  );

function clausePart(pairs: readonly Pair[], standards: Standards): Html {
  const clause = pairs[0]?.clause;
  return html`<h4>${clause?.number} ${clause?.title}</h4>
<div class="scroll"><table class="pairs"><thead><tr><th>Topic</th><th>${standards.source}</th><th>${standards.target}</th><th>State</th><th>Why</th></tr></thead>
<tbody>${pairs.map(
    (pair) => html`<tr><td>${pair.topic}</td><td>${sideCell(pair.source)}</td><td>${sideCell(pair.target)}</td>
<td><span class="status ${stateColors[pair.state]}">${stateMarks[pair.state]} ${stateWords[pair.state]}</span></td><td>${pairReason(pair, standards, (document) => document)}</td></tr>`,
  )}</tbody></table></div>`;
}

const sideCell = (side: Pair["source"]): Html =>
  side ? html`<a href="#${anchor(side.id)}">${side.number}</a> ${badge(side.status)}` : html`–`;

function planPart(plan: IntegrationAsRead["plan"]): Html {
  if (plan.length === 0) return html`<p>Nothing is left to merge, to extend or to write.</p>`;
  return html`<div class="scroll"><table class="plan"><thead><tr><th>Step</th><th>Effort</th><th>What</th><th>Documents</th></tr></thead>
<tbody>${plan.map(
    (
      step,
    ) => html`<tr><td>${stepWords(step)}</td><td>${step.effort}</td><td><strong>${step.clause} ${step.topic}.</strong> ${step.how}.</td>
<td>${step.documents.join(", ")}</td></tr>`,
  )}</tbody></table></div>`;
}

const findingPart = (finding: IntegrationAsRead["distinctions"][number]["findings"][number], link: PlaceLinker): Html =>
  html`<br>${finding.message} <span class="place">${link(finding)}</span>`;
