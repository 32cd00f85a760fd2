import { corpusFiles, exampleFiles, faultsOf, workspaceOf, type Offer } from "../support/sweep.ts";
import { writeFileSync } from "node:fs";
const only = process.argv[2];
const step = Number(process.argv[3] ?? "1");
const from = Number(process.argv[4] ?? "0");
const counts = new Map<string, number>();
const bad: string[] = [];
const kinds = new Map<string, number>();
function run(name: string, files: ReadonlyMap<string, string>, config?: { uri: string; text: string }) {
  const ws = workspaceOf(files, config);
  const findings = ws.findings();
  for (const f of findings) {
    if (only && only !== "all" && !f.rule.startsWith(only)) continue;
    for (const fix of f.fixes) {
      if (fix.edits.length === 0) { counts.set(f.rule + " (empty)", (counts.get(f.rule + " (empty)") ?? 0) + 1); continue; }
      const offer: Offer = { what: f.rule, title: fix.title, uri: f.uri, edits: fix.edits, mends: [f],
        ...(f.rule.startsWith("references/") && !fix.safe ? { mayReveal: (x) => x.rule === "coverage/claimed-without-evidence" } : {}) };
      counts.set(f.rule, (counts.get(f.rule) ?? 0) + 1);
      for (const fault of faultsOf(ws, offer)) {
        const kind = `${f.rule}: ${fault.split(":")[0]}`;
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        bad.push(`${name} ${f.rule} [${fix.title}] => ${fault}`);
      }
    }
  }
}
const start = Date.now();
const ex = exampleFiles();
if (from === 0) run("examples", ex.files, ex.config);
for (const variant of ["original", "stripped"] as const) {
  let i = 0;
  for (const [uri, text] of corpusFiles(variant) ?? []) {
    if (i++ % step !== from % step) continue;
    run(`${variant}/${uri.slice(uri.lastIndexOf("/") + 1)}`, new Map([[uri, text]]));
  }
}
console.log(counts); console.log(new Map([...kinds].sort((a,b)=>b[1]-a[1])));
console.log(`${bad.length} faults, ${Date.now() - start} ms`);
writeFileSync("/tmp/actions-faults.txt", bad.join("\n"));
