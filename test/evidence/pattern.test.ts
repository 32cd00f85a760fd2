import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createReader } from "../../server/src/base/words.ts";
import { createMatcher } from "../../server/src/evidence/matcher.ts";
import { parsePattern, readClasses } from "../../server/src/evidence/pattern.ts";
import { loadLibrary } from "../support/library.ts";

const { language } = loadLibrary();
const reader = createReader(language);
const classes = readClasses(language.classes, reader);

function matches(pattern: string, text: string, lent = ""): boolean {
  const result = parsePattern(pattern, reader, classes);
  if ("error" in result) throw new Error(result.error.message);
  const matcher = createMatcher([result.pattern]);
  return (
    matcher.match(matcher.scan(reader.read(text)), matcher.lend(lent === "" ? [] : [matcher.scan(reader.read(lent))]))
      .length > 0
  );
}

const yes = (pattern: string, text: string, lent?: string): void =>
  assert.ok(matches(pattern, text, lent), `${pattern} should match “${text}”`);
const no = (pattern: string, text: string, lent?: string): void =>
  assert.ok(!matches(pattern, text, lent), `${pattern} should not match “${text}”`);

describe("patterns", () => {
  it("phrase: words next to each other, in order, inflected, function words skipped", () => {
    yes("restore test", "A restore of the tests");
    yes("restore test", "restoring tested copies");
    no("restore test", "test the restore");
    no("restore test", "restore a full system and test it");
  });
  it("phrase: never over punctuation", () => {
    no("restore test", "We restore. Tests follow.");
    no("restore test", "restore, test, repeat");
    yes("restore test", "the “restore” test");
  });
  it("~ : both in one statement, any order", () => {
    yes("restore ~ test", "We test, every quarter, that data can be restored");
    no("restore ~ test", "We restore data");
    yes("backup ~ test ~ quarter", "Quarterly tests of backups");
  });
  it("choices, nested, with phrases", () => {
    yes("(restore|recover) ~ test", "recovery is tested");
    yes("(back up|backup) ~ (daily|every (night|day))", "backed up every night");
    no("(restore|recover) ~ test", "resilience is tested");
  });
  it(".. : in order, at most four words between", () => {
    yes("restore .. test", "restore procedures and plans are tested");
    no("restore .. test", "test of restores");
    no("restore .. test", "restore one two three four five test");
    yes("(access|right) .. review", "access of all privileged users is reviewed");
  });
  it("! : the statement has it not", () => {
    yes("backup ~ !retention", "backup of servers");
    no("backup ~ !retention", "retention of backups");
    no("backup ~ !retention", "backup of servers", "Retention");
  });
  it("@ : classes", () => {
    yes("backup ~ @cadence", "Backups run nightly");
    yes("backup ~ @cadence", "Backups run every 4 hours");
    no("backup ~ @cadence", "Backups run");
    yes("@supplier contract", "vendor contracts");
  });
  it("# : any number, and a number itself", () => {
    yes("within # hours", "within 24 hours");
    yes("iso 42001", "ISO/IEC 42001");
    no("iso 42001", "ISO 27001");
  });
  it("hyphens are read together and apart", () => {
    yes("pre-trained model", "pretrained models");
    yes("pre-trained model", "pre trained model");
    yes("tie-breaker rule", "tiebreaker rules");
  });
  it("lent words count when one term stands in the statement itself", () => {
    yes("backup ~ test", "They are tested every quarter", "Backups");
    no("backup ~ test", "See the plan", "Backup tests");
    no("backup test", "tests", "Backup");
  });
  it("an occurrence that cannot complete a gap does not hide one that can", () => {
    yes("key .. rotate", "keys rotate; key custodians meet monthly in the office and rotate keys");
  });
});

describe("pattern errors", () => {
  const errorOf = (pattern: string): { column: number; message: string } => {
    const result = parsePattern(pattern, reader, classes);
    assert.ok("error" in result, pattern);
    return result.error;
  };
  it("name the column and what is wrong", () => {
    assert.deepEqual(errorOf("(restore|recover ~ test"), { column: 0, message: "“(” is not closed." });
    assert.deepEqual(errorOf("backup ~ @nothing"), { column: 9, message: "There is no word class “@nothing”." });
    assert.deepEqual(errorOf("backup ~ "), { column: 9, message: "A word is missing here." });
    assert.deepEqual(errorOf("!backup"), { column: 0, message: "A pattern needs a term without “!”." });
    assert.deepEqual(errorOf("restore .."), { column: 10, message: "“..” needs a word after it." });
    assert.deepEqual(errorOf(".. restore"), { column: 0, message: "“..” needs a word before it." });
    assert.deepEqual(errorOf("back*up"), { column: 4, message: "Unexpected “*”." });
    assert.deepEqual(errorOf("backup ~ (the|of)"), { column: 10, message: "Only words that are skipped stand here." });
  });
});
