import type { Label, ManifestEntry } from "./corpus.ts";
import type { Prediction } from "./predict.ts";

/** Counts of one measure: hits, false alarms, misses. */
export interface Counts {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

export interface Measure extends Counts {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Mean F1 over the documents that have labels. */
  readonly macro: number;
  readonly byDocument: readonly (Counts & {
    readonly file: string;
    readonly wrong: readonly string[];
    readonly missed: readonly string[];
  })[];
  readonly byClass: ReadonlyMap<string, Counts>;
}

export interface Scores {
  readonly documents: number;
  readonly controls27001: Measure;
  readonly controls42001: Measure;
  readonly considerations: Measure;
  readonly sections: Measure;
  readonly typeStrict: number;
  readonly typeLenient: number;
  readonly policyOrNot: number;
  readonly alarmsOnNonPolicies: number;
  readonly tagRecall: { readonly found: number; readonly of: number };
}

/** Scores predictions against labels; borderline labels count neither way. */
export function score(
  predictions: ReadonlyMap<string, Prediction>,
  labels: readonly Label[],
  manifest: readonly ManifestEntry[],
): Scores {
  const pairs = labels
    .map((label) => ({ label, prediction: predictions.get(label.file) }))
    .filter((pair): pair is { label: Label; prediction: Prediction } => pair.prediction !== undefined);
  const measure = (
    gold: (label: Label) => readonly string[],
    ignore: (label: Label) => readonly string[],
    made: (prediction: Prediction) => readonly string[],
  ): Measure =>
    measureOf(
      pairs.map(({ label, prediction }) => ({
        file: label.file,
        gold: gold(label),
        ignore: ignore(label),
        made: made(prediction),
      })),
    );
  const policies = pairs.filter(({ label }) => label.is_policy);
  const strict = policies.filter(({ label, prediction }) => prediction.policy_type === label.policy_type).length;
  const lenient = policies.filter(({ label, prediction }) =>
    [label.policy_type, ...label.policy_type_alt].includes(prediction.policy_type),
  ).length;
  let found = 0;
  let of = 0;
  for (const entry of manifest) {
    const prediction = predictions.get(entry.file);
    if (!prediction || entry.author_tags.length === 0 || entry.author_tags.length > 12) continue;
    of += entry.author_tags.length;
    found += entry.author_tags.filter((tag) => prediction.controls.includes(tag)).length;
  }
  return {
    documents: pairs.length,
    controls27001: measure(
      (label) => Object.keys(label.controls_addressed),
      (label) => label.controls_borderline,
      (prediction) => prediction.controls,
    ),
    controls42001: measure(
      (label) => Object.keys(label.controls_42001_addressed),
      (label) => label.controls_42001_borderline,
      (prediction) => prediction.controls_42001,
    ),
    considerations: measure(
      (label) => label.ai_considerations_present,
      (label) => label.ai_considerations_borderline,
      (prediction) => prediction.ai_considerations,
    ),
    sections: measure(
      (label) => label.sections_present,
      (label) => label.sections_borderline,
      (prediction) => prediction.sections,
    ),
    typeStrict: ratio(strict, policies.length),
    typeLenient: ratio(lenient, policies.length),
    policyOrNot: ratio(
      pairs.filter(({ label, prediction }) => label.is_policy === prediction.is_policy).length,
      pairs.length,
    ),
    alarmsOnNonPolicies: pairs
      .filter(({ label }) => !label.is_policy)
      .reduce((sum, { prediction }) => sum + prediction.controls.length + prediction.controls_42001.length, 0),
    tagRecall: { found, of },
  };
}

function measureOf(
  rows: readonly { file: string; gold: readonly string[]; ignore: readonly string[]; made: readonly string[] }[],
): Measure {
  const byClass = new Map<string, { tp: number; fp: number; fn: number }>();
  const classOf = (name: string): { tp: number; fp: number; fn: number } => {
    const known = byClass.get(name) ?? { tp: 0, fp: 0, fn: 0 };
    byClass.set(name, known);
    return known;
  };
  const byDocument = rows.map(({ file, gold, ignore, made }) => {
    const counted = made.filter((one) => gold.includes(one) || !ignore.includes(one));
    const hits = counted.filter((one) => gold.includes(one));
    const wrong = counted.filter((one) => !gold.includes(one));
    const missed = gold.filter((one) => !made.includes(one));
    for (const one of hits) classOf(one).tp++;
    for (const one of wrong) classOf(one).fp++;
    for (const one of missed) classOf(one).fn++;
    return { file, tp: hits.length, fp: wrong.length, fn: missed.length, wrong, missed, labelled: gold.length > 0 };
  });
  const sum = byDocument.reduce((all, one) => ({ tp: all.tp + one.tp, fp: all.fp + one.fp, fn: all.fn + one.fn }), {
    tp: 0,
    fp: 0,
    fn: 0,
  });
  const labelled = byDocument.filter((one) => one.labelled);
  return {
    ...sum,
    ...rates(sum),
    macro: labelled.reduce((all, one) => all + rates(one).f1, 0) / Math.max(1, labelled.length),
    byDocument,
    byClass,
  };
}

function rates({ tp, fp, fn }: Counts): { precision: number; recall: number; f1: number } {
  const precision = ratio(tp, tp + fp);
  const recall = ratio(tp, tp + fn);
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
