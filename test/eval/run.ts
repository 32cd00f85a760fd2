import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { projectRoot } from "../support/library.ts";
import { rankSituations } from "./completion.ts";
import { type Corpus, readCorpus } from "./corpus.ts";
import { createPredictor, type Judged } from "./predict.ts";
import { type Measure, type Scores, score } from "./score.ts";

/**
 * npm run eval [-- --corpus DIR] [--variant stripped|original] [--out FILE] [--explain [FILE-PART]] [--floor]
 *
 * Scores the engine on labelled documents; without labels it only writes predictions. `--floor` fails below
 * test/eval/floor.json. Completion is measured by itself: where the wanted item stands in test/eval/completion.yaml.
 */
const { values } = parseArgs({
  options: {
    corpus: { type: "string", default: path.join(projectRoot, "../shared/corpus") },
    variant: { type: "string", default: "stripped" },
    out: { type: "string" },
    explain: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    floor: { type: "boolean", default: false },
  },
});

process.exitCode = Math.max(main(), completion());

function main(): number {
  if (!existsSync(values.corpus)) {
    console.log(`The labelled corpus is absent (${values.corpus}): nothing is scored.`);
    return 0;
  }
  const corpus = readCorpus(values.corpus, values.variant);
  const predict = createPredictor();
  const places = new Map(corpus.manifest.map((entry) => [entry.file, entry.path]));
  const judged = new Map(
    corpus.files
      .filter(({ name }) => name.includes(values.only))
      .map(({ name, text }) => [name, predict(name, text, places.get(path.basename(name)))]),
  );
  if (values.out !== undefined) {
    writeFileSync(
      values.out,
      `${JSON.stringify(
        [...judged.values()].map((one) => one.prediction),
        null,
        1,
      )}\n`,
    );
    console.log(`wrote ${judged.size} predictions to ${values.out}`);
  }
  const predictions = new Map([...judged].map(([name, one]) => [name, one.prediction]));
  const scores = score(predictions, corpus.labels, corpus.manifest);
  if (scores.documents === 0) return 0;
  print(scores);
  if (values.explain) explain(corpus, judged, scores);
  return values.floor ? checkFloor(scores) : 0;
}

/** Where the wanted item stands in each situation. */
function completion(): number {
  const { ranked, reciprocal } = rankSituations();
  const first = ranked.filter(({ rank }) => rank === 1).length;
  console.log(
    `\ncompletion           mean reciprocal rank ${reciprocal.toFixed(3)} in ${ranked.length} situations, ${first} times first`,
  );
  for (const { situation, rank, shown } of ranked.filter((one) => one.rank !== 1))
    console.log(
      `  ${situation.name}: ${rank === undefined ? "missing" : `place ${rank}`}; shown: ${shown.join(" | ") || "nothing"}`,
    );
  const least = readFloor()["completion_mrr"] ?? 0;
  if (!values.floor || reciprocal >= least - 1e-9) return 0;
  console.error(`below the floor: completion_mrr is ${reciprocal.toFixed(4)}, not ${least}`);
  return 1;
}

function print(scores: Scores): void {
  console.log(`${scores.documents} labelled documents, variant ${values.variant}`);
  const row = (name: string, measure: Measure): void =>
    console.log(
      `${name.padEnd(20)} P ${measure.precision.toFixed(3)}  R ${measure.recall.toFixed(3)}  F1 ${measure.f1.toFixed(3)}  macro F1 ${measure.macro.toFixed(3)}  (${measure.tp} right, ${measure.fp} wrong, ${measure.fn} missed)`,
    );
  row("27001 controls", scores.controls27001);
  row("42001 controls", scores.controls42001);
  row("AI considerations", scores.considerations);
  row("sections", scores.sections);
  console.log(
    `document type        ${scores.typeStrict.toFixed(3)} strict, ${scores.typeLenient.toFixed(3)} with alternatives`,
  );
  console.log(
    `policy or not        ${scores.policyOrNot.toFixed(3)}; ${scores.alarmsOnNonPolicies} controls reported on documents that are no policies`,
  );
  console.log(`author tags found    ${scores.tagRecall.found} of ${scores.tagRecall.of}`);
  const worst = [...scores.controls27001.byDocument]
    .sort((a, b) => b.fp + b.fn - a.fp - a.fn)
    .filter((one) => one.fp + one.fn > 0)
    .slice(0, 10);
  if (worst.length > 0) console.log("\nworst documents");
  for (const one of worst)
    console.log(`  ${one.file}: wrong ${one.wrong.join(" ") || "-"}; missed ${one.missed.join(" ") || "-"}`);
  const classes = [...scores.controls27001.byClass]
    .sort(([, a], [, b]) => b.fp + b.fn - a.fp - a.fn)
    .filter(([, one]) => one.fp + one.fn > 0)
    .slice(0, 15);
  if (classes.length > 0)
    console.log(
      `worst controls: ${classes.map(([name, one]) => `${name} (${one.fp} wrong, ${one.fn} missed)`).join(", ")}`,
    );
}

/** False alarms with the words that caused them, and what was missed. */
function explain(corpus: Corpus, judged: ReadonlyMap<string, Judged>, scores: Scores): void {
  for (const measure of [scores.controls27001, scores.controls42001]) {
    const standard = measure === scores.controls27001 ? "iso27001:2022" : "iso42001:2023";
    for (const row of measure.byDocument) {
      for (const wrong of row.wrong) {
        const points = judged.get(row.file)?.coverage.verdicts.get(`${standard}/${wrong}`)?.points ?? [];
        console.log(`\n${row.file}\n  false alarm ${wrong}`);
        for (const point of points)
          for (const evidence of point.evidence.slice(0, 3))
            console.log(
              `    ${point.point.core ? "*" : " "}${point.point.id} [${evidence.signal}] ${evidence.strength}: ${evidence.quote.slice(0, 200)}`,
            );
      }
      for (const missed of row.missed)
        console.log(
          `\n${row.file}\n  missed ${missed} at ${JSON.stringify(corpus.labels.find((label) => label.file === row.file)?.[standard === "iso27001:2022" ? "controls_addressed" : "controls_42001_addressed"][missed])}`,
        );
    }
  }
  for (const [name, measure] of [
    ["section", scores.sections],
    ["consideration", scores.considerations],
  ] as const) {
    for (const row of measure.byDocument)
      if (row.wrong.length + row.missed.length > 0)
        console.log(
          `\n${row.file}\n  ${name}: wrong ${row.wrong.join(" ") || "-"}; missed ${row.missed.join(" ") || "-"}`,
        );
  }
  for (const label of corpus.labels) {
    const prediction = judged.get(label.file)?.prediction;
    if (prediction && prediction.is_policy !== label.is_policy)
      console.log(
        `\n${label.file}\n  policy: ${prediction.is_policy}, should be ${label.is_policy}: ${judged.get(label.file)?.doc.classification.reasons.join("; ") ?? ""}`,
      );
    else if (prediction && label.is_policy && prediction.policy_type !== label.policy_type)
      console.log(
        `\n${label.file}\n  type ${prediction.policy_type}, should be ${label.policy_type} (${label.policy_type_alt.join(" ")}): ${judged.get(label.file)?.doc.classification.reasons.join("; ") ?? ""}`,
      );
  }
}

/** The committed floor: raise it whenever the score rises. */
function checkFloor(scores: Scores): number {
  const { completion_mrr: _, ...floor } = readFloor();
  const reached: Record<string, number> = {
    controls27001_f1: scores.controls27001.f1,
    controls27001_precision: scores.controls27001.precision,
    controls42001_f1: scores.controls42001.f1,
    considerations_f1: scores.considerations.f1,
    sections_f1: scores.sections.f1,
    type_strict: scores.typeStrict,
    policy_or_not: scores.policyOrNot,
    tag_recall: scores.tagRecall.found / Math.max(1, scores.tagRecall.of),
    silence_on_non_policies: -scores.alarmsOnNonPolicies,
  };
  const below = Object.entries(floor).filter(
    ([name, least]) => (reached[name] ?? Number.NEGATIVE_INFINITY) < least - 1e-9,
  );
  for (const [name, least] of below)
    console.error(`below the floor: ${name} is ${(reached[name] ?? 0).toFixed(4)}, not ${least}`);
  if (below.length === 0) console.log("\nno measure is below its floor (test/eval/floor.json)");
  return below.length === 0 ? 0 : 1;
}

function readFloor(): Record<string, number> {
  return JSON.parse(readFileSync(path.join(projectRoot, "test/eval/floor.json"), "utf8")) as Record<string, number>;
}
