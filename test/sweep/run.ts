import { corpusFiles, exampleFiles, Bench, workspaceOf } from "../support/sweep.ts";
import { quickFixes, refactorings } from "../support/sweep-offers.ts";
import { writeFileSync } from "node:fs";
const only = new RegExp(process.argv[2] ?? ".");
const step = Number(process.argv[3] ?? "1");
const from = Number(process.argv[4] ?? "0");
const name0 = process.argv[5];
const counts = new Map<string, number>();
const bad: string[] = [];
const kinds = new Map<string, number>();
const styles = ["number", "standard", "annex"] as const;
let n = 0;
function run(name: string, files: ReadonlyMap<string, string>, config?: { uri: string; text: string }) {
  const ws = workspaceOf(files, config);
  const bench = new Bench(ws);
  for (const uri of files.keys()) {
    const style = styles[n++ % 3] ?? "number";
    bench.restore();
    let offers;
    try {
      offers = [...quickFixes(ws, uri), ...refactorings(ws, uri, style)];
    } catch (e) {
      bad.push(`${name} THROWS ${(e as Error).stack}`);
      continue;
    }
    for (const offer of offers) {
      const label = `${offer.what}${["style"].includes(offer.what) ? " " + style : ""}`;
      if (!only.test(label)) continue;
      counts.set(label, (counts.get(label) ?? 0) + 1);
      for (const fault of bench.faultsOf(offer)) {
        const kind = `${label}: ${fault.split(":")[0]}`;
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        bad.push(`${name} ${uri.startsWith("file:///examples") ? uri : ""} ${label} [${offer.title}] => ${fault}`);
      }
    }
  }
}
const start = Date.now();
const ex = exampleFiles();
if (from === 0 && !name0) run("examples", ex.files, ex.config);
for (const variant of ["original", "stripped"] as const) {
  let i = 0;
  for (const [uri, text] of corpusFiles(variant) ?? []) {
    if (name0 ? !uri.includes(name0) : i++ % step !== from % step) continue;
    run(`${variant}/${uri.slice(uri.lastIndexOf("/") + 1)}`, new Map([[uri, text]]));
  }
}
console.log(counts);
console.log(new Map([...kinds].sort((a, b) => b[1] - a[1])));
console.log(`${bad.length} faults, ${Date.now() - start} ms`);
writeFileSync(process.env["FAULTS"] ?? "/tmp/actions-faults.txt", bad.join("\n"));
