/**
 * Renders `docs/crosswalk.md` from the catalogs. Pure: a library in, text out.
 *
 * @typedef {{ id: string, says: string, why: string, clause: string, supports: string, basis: string }} ConsiderationLike
 * @typedef {{ id: string, basis: string, from: string, to: readonly string[], rationale: string, considerations: readonly ConsiderationLike[] }} RelationLike
 */

/** @param {import("../server/src/catalog/library.ts").Library} library */
export function renderCrosswalk(library) {
  const relations = library.data.crosswalks.flatMap((crosswalk) => crosswalk.relations);
  const rows = relations.filter((one) => one.basis === "seed");
  const name = (/** @type {string} */ id) =>
    `${id.slice(id.indexOf("/") + 1)} ${library.requirement(id)?.title ?? ""}`.trim();
  const { integration } = library;
  const lines = [
    "<!-- Written by scripts/gen.mjs from catalogs/crosswalk and catalogs/integration. Do not edit. -->",
    "# What ISO/IEC 27001:2022 and ISO/IEC 42001:2023 do to each other",
    "",
    "Thirteen controls of ISO/IEC 27001 have counterparts in ISO/IEC 42001, after Rhand Leal, Advisera, “How to integrate ISO 42001 and",
    "ISO 27001”; no two controls are the same. A consideration is what a text on the first should also say once AI is in scope. Its",
    "clause is what a fix inserts; `[values]` are the author's to choose. Every word is ours, and nothing here is official.",
    "",
    "## The thirteen rows",
    "",
    "| ISO/IEC 27001:2022 | ISO/IEC 42001:2023 | Considerations |",
    "|---|---|---|",
    ...rows.map((row) => `| ${name(row.from)} | ${row.to.map(name).join("; ")} | ${row.considerations.length} |`),
    "",
  ];
  for (const row of rows) {
    lines.push(
      `### ${name(row.from)}`,
      "",
      row.rationale,
      "",
      "| Consideration | Supports | Clause |",
      "|---|---|---|",
    );
    for (const { id, says, clause, supports } of row.considerations)
      lines.push(`| ${cell(says)} (\`${id}\`) | ${name(supports)} | ${cell(clause)} |`);
    lines.push("");
  }
  if (integration) {
    lines.push("## Clauses 4 to 10", "", ...legend, "");
    lines.push("| Clause | Topic | Share | Effort | What to do |", "|---|---|---|---|---|");
    for (const { target, topic, share, effort, how } of integration.pairs)
      lines.push(`| ${target.slice(target.indexOf("/") + 1)} | ${topic} | ${share} | ${effort} | ${cell(how)} |`);
    lines.push("", "## Texts that serve both", "", "| Clause | Text |", "|---|---|");
    for (const { target, text } of integration.pairs)
      if (text) lines.push(`| ${target.slice(target.indexOf("/") + 1)} | ${cell(text)} |`);
    lines.push("", "## What has to stay distinct", "");
    for (const { topic, says } of library.data.crosswalks.flatMap((crosswalk) => crosswalk.distinct))
      lines.push(`- **${topic}.** ${cell(says)}`);
    lines.push("", "## What is asked of some AI roles only", "", "| Roles | Why | Controls |", "|---|---|---|");
    for (const { roles, reason, requirements } of integration.roleNeeds)
      lines.push(`| ${roles.join(", ")} | ${reason} | ${requirements.map(name).join("; ")} |`);
    lines.push("");
  }
  lines.push("## Security risks that AI brings", "", "| Risk | Compromises | Clause |", "|---|---|---|");
  for (const { title, compromises, clause } of library.risks)
    lines.push(`| ${title} | ${compromises.join(", ")} | ${cell(clause)} |`);
  return `${lines.join("\n")}\n`;
}

const legend = [
  "*merge*: one text can serve both. *method*: one process, with criteria and results of each side's own. *apart*: only one standard",
  "asks for it.",
];

/** @param {string} text */
const cell = (text) => text.replace(/\s+/g, " ").trim().replaceAll("|", "\\|");
