/** Style of the report: light, dark and print; in VS Code the theme of the editor decides between light and dark. */
export const reportStyle = `
:root, body.vscode-light, body.vscode-high-contrast-light {
  color-scheme: light;
  --back: #ffffff; --card: #f6f7f9; --text: #1c2430; --dim: #5a6575; --line: #d8dde4; --link: #0b5cad;
  --covered: #1d7a3a; --partial: #8a5d00; --claimed: #6b4fb3; --missing: #b3261e; --excluded: #66707d;
  --covered-back: #ddf2e3; --partial-back: #fbeac3; --claimed-back: #e9e2f8; --missing-back: #fadcd9; --excluded-back: #e8eaed;
}
@media (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --back: #14181f; --card: #1c222b; --text: #e4e8ee; --dim: #9aa6b5; --line: #333c48; --link: #7ab8ff;
    --covered: #6fd08c; --partial: #e9b949; --claimed: #b9a3f5; --missing: #ff8f85; --excluded: #a5afbc;
    --covered-back: #1d3b27; --partial-back: #43350f; --claimed-back: #33294f; --missing-back: #4d211d; --excluded-back: #2b323b;
  }
}
body.vscode-dark, body.vscode-high-contrast:not(.vscode-high-contrast-light) {
  color-scheme: dark;
  --back: #14181f; --card: #1c222b; --text: #e4e8ee; --dim: #9aa6b5; --line: #333c48; --link: #7ab8ff;
  --covered: #6fd08c; --partial: #e9b949; --claimed: #b9a3f5; --missing: #ff8f85; --excluded: #a5afbc;
  --covered-back: #1d3b27; --partial-back: #43350f; --claimed-back: #33294f; --missing-back: #4d211d; --excluded-back: #2b323b;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main, header, footer, nav { max-width: 1180px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 32px; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 21px; margin: 40px 0 12px; padding-top: 12px; border-top: 1px solid var(--line); }
h3 { font-size: 16px; margin: 28px 0 8px; }
p { margin: 8px 0; }
a { color: var(--link); }
.dim, caption { color: var(--dim); }
nav ul { display: flex; flex-wrap: wrap; gap: 6px 20px; list-style: none; margin: 16px 0 0; padding: 0; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(330px, 1fr)); gap: 16px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 16px 20px; }
.card h3 { margin-top: 0; }
.bar { display: block; width: 100%; height: 12px; border-radius: 6px; margin: 4px 0 10px; }
.bar .covered { fill: var(--covered); } .bar .partial { fill: var(--partial); } .bar .claimed { fill: var(--claimed); }
.bar .missing { fill: var(--missing); } .bar .excluded { fill: var(--excluded); }
dl.counts { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 0; }
dl.counts div { display: flex; gap: 6px; align-items: baseline; }
dl.counts dt { color: var(--dim); } dl.counts dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: 6px 10px; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { color: var(--dim); font-weight: 600; }
caption { text-align: left; padding: 4px 0; }
td.number, th.number { white-space: nowrap; overflow-wrap: normal; }
table.gaps { table-layout: fixed; }
table.gaps th:nth-child(1) { width: 26%; } table.gaps th:nth-child(2) { width: 100px; } table.gaps th:nth-child(4) { width: 24%; }
.scroll { overflow-x: auto; }
.status { display: inline-block; white-space: nowrap; border-radius: 4px; padding: 0 7px; font-size: 13px; font-weight: 600; }
.status.covered { color: var(--covered); background: var(--covered-back); } .status.partial { color: var(--partial); background: var(--partial-back); }
.status.claimed { color: var(--claimed); background: var(--claimed-back); } .status.missing { color: var(--missing); background: var(--missing-back); }
.status.excluded { color: var(--excluded); background: var(--excluded-back); }
.tiles { display: flex; flex-wrap: wrap; gap: 4px; list-style: none; padding: 0; margin: 0 0 8px; }
.tiles a { display: block; min-width: 74px; text-decoration: none; border-radius: 4px; padding: 2px 6px; font-size: 12.5px; font-weight: 600; }
.tiles a.covered { color: var(--covered); background: var(--covered-back); } .tiles a.partial { color: var(--partial); background: var(--partial-back); }
.tiles a.claimed { color: var(--claimed); background: var(--claimed-back); } .tiles a.missing { color: var(--missing); background: var(--missing-back); }
.tiles a.excluded { color: var(--excluded); background: var(--excluded-back); }
.requirement { border: 1px solid var(--line); border-radius: 8px; padding: 10px 16px; margin: 8px 0; break-inside: avoid-page; }
.requirement h4 { margin: 0; font-size: 15px; display: flex; gap: 10px; justify-content: space-between; align-items: baseline; }
.requirement ul { margin: 6px 0 4px; padding: 0; list-style: none; }
.requirement li { margin: 6px 0; padding-left: 22px; position: relative; }
.requirement li .mark { position: absolute; left: 0; font-weight: 700; }
.stated .mark { color: var(--covered); } .open .mark { color: var(--missing); }
blockquote { margin: 4px 0; padding: 2px 12px; border-left: 3px solid var(--line); overflow-wrap: anywhere; }
.place { color: var(--dim); font-size: 13px; }
table.matrix { width: auto; } table.matrix th, table.matrix td { padding: 3px 7px; }
table.matrix td.cell { text-align: center; min-width: 34px; }
table.matrix td.covered { color: var(--covered); background: var(--covered-back); } table.matrix td.partial { color: var(--partial); background: var(--partial-back); }
table.matrix td.claimed { color: var(--claimed); background: var(--claimed-back); } table.matrix td.missing { color: var(--missing); background: var(--missing-back); }
h4 { font-size: 15px; margin: 16px 0 6px; }
table.pairs, table.plan { table-layout: fixed; min-width: 720px; }
table.pairs th:nth-child(1) { width: 20%; } table.pairs th:nth-child(2), table.pairs th:nth-child(3) { width: 16%; } table.pairs th:nth-child(4) { width: 116px; }
table.plan th:nth-child(1) { width: 20%; } table.plan th:nth-child(2) { width: 80px; } table.plan th:nth-child(4) { width: 26%; }
ul.plain { list-style: none; padding: 0; } ul.plain li { position: relative; margin: 10px 0; padding-left: 22px; }
ul.plain .mark { position: absolute; left: 0; font-weight: 700; }
.overdue { color: var(--missing); font-weight: 600; }
footer { padding-top: 24px; padding-bottom: 40px; color: var(--dim); font-size: 13px; }
@media print {
  :root { color-scheme: light;
    --back: #fff; --card: #fff; --text: #000; --dim: #444; --line: #bbb; --link: #000;
    --covered: #155c2b; --partial: #6b4800; --claimed: #4c3785; --missing: #8c1c16; --excluded: #4b535d;
    --covered-back: #e6f5ea; --partial-back: #fdf2d8; --claimed-back: #efeafa; --missing-back: #fbe6e4; --excluded-back: #eef0f2; }
  @page { size: A4; margin: 15mm; }
  body { font-size: 9.5pt; line-height: 1.4; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main, header, footer { max-width: none; padding: 0; }
  nav { display: none; } a { text-decoration: none; }
  h2 { break-before: page; } h2.first { break-before: auto; } h2, h3, h4 { break-after: avoid; }
  tr, .card { break-inside: avoid; } thead { display: table-header-group; }
  table { font-size: 8.5pt; } th, td { padding: 3px 6px; } .requirement { padding: 4px 10px; margin: 5px 0; } h3 { margin: 16px 0 6px; }
  .requirement h4 { font-size: 10pt; } blockquote { margin: 2px 0; } .place, .status { font-size: 8pt; } .requirement li { margin: 3px 0; }
  .scroll { overflow: visible; } table.pairs, table.plan { min-width: 0; } table.matrix { font-size: 8pt; } table.matrix td.cell { min-width: 0; }
}
`;
