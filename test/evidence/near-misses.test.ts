import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { parse } from "yaml";
import { isStated } from "../../server/src/evidence/decide.ts";
import { decide } from "../support/evidence.ts";
import { projectRoot } from "../support/library.ts";

/** A sentence that states a control, and one that has its words and states something else. */
interface Pair {
  readonly about: string;
  readonly counts: readonly string[];
  readonly others: readonly string[];
}

const file = path.join(projectRoot, "test/evidence/near-misses.yaml");
const pairs = parse(readFileSync(file, "utf8")) as Readonly<Record<"security" | "ai", readonly Pair[]>>;

/** Whether a sentence among others of a policy shows the core of a control, or a consideration. */
function shows(about: string, title: string, sentence: string): boolean {
  const { coverage } = decide(`# ${title}\n\n## Rules\n\n${sentence}\n\nStaff must be kind.\n`);
  const consideration = coverage.considerations.get(about);
  if (consideration) return isStated(consideration.strength);
  const points = coverage.verdicts.get(about)?.points ?? [];
  return points.some(({ point, evidence }) => point.core && evidence.length > 0);
}

describe("a sentence with the words of a control", () => {
  for (const [title, group] of [
    ["Information security policy", pairs.security],
    ["AI policy", pairs.ai],
  ] as const) {
    for (const { about, counts, others } of group) {
      for (const sentence of counts)
        it(`shows ${about}: ${sentence}`, () => assert.equal(shows(about, title, sentence), true));
      for (const sentence of others)
        it(`is not ${about}: ${sentence}`, () => assert.equal(shows(about, title, sentence), false));
    }
  }
});

/** The points of backups that a sentence states. */
const backupPoints = (sentence: string): readonly string[] =>
  (decide(`# Backup policy\n\n## Rules\n\n${sentence}\n`).coverage.verdicts.get("iso27001:2022/A.8.13")?.points ?? [])
    .filter(({ strength }) => isStated(strength))
    .map(({ point }) => point.id);

describe("backups and tests of their restore", () => {
  for (const [sentence, points] of [
    ["The restore of backups must be tested every quarter.", ["restore-test"]],
    ["We test recovery from backup twice a year.", ["restore-test"]],
    ["Backups are verified monthly by the operations team.", ["restore-test"]],
    ["Backups are taken every night.", ["schedule"]],
    ["Backups are taken every night and restores are tested every quarter.", ["schedule", "restore-test"]],
    ["We back up all databases daily and test a restore each month.", ["schedule", "restore-test"]],
    ["Backups run every four hours so that the recovery point objective is met.", ["schedule"]],
  ] as const)
    it(`are told apart: ${sentence}`, () => assert.deepEqual(backupPoints(sentence), points));
});
