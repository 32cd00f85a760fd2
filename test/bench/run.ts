import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Word } from "../../server/src/base/words.ts";
import type { PolicyDocument } from "../../server/src/document/model.ts";
import { createParser } from "../../server/src/document/parse.ts";
import { createAnalyzer } from "../../server/src/evidence/analyze.ts";
import { decideDocument } from "../../server/src/evidence/decide.ts";
import { compileKnowledge } from "../../server/src/evidence/knowledge.ts";
import { createMatcher } from "../../server/src/evidence/matcher.ts";
import { parsePattern, type Pattern, readClasses } from "../../server/src/evidence/pattern.ts";
import { loadLibrary, projectRoot } from "../support/library.ts";

/**
 * npm run bench: what matching costs, and what it does not.
 *
 * Prints times and ratios; these depend on the machine, so nothing here passes or fails.
 */
const library = loadLibrary();
const knowledge = compileKnowledge(library);
const classes = readClasses(library.language.classes, knowledge.reader);
const parse = (source: string): Pattern[] => {
  const result = parsePattern(source, knowledge.reader, classes);
  return "pattern" in result ? [result.pattern] : [];
};

const folder = path.join(
  projectRoot,
  existsSync(path.join(projectRoot, "../shared/corpus/original")) ? "../shared/corpus/original" : "examples/policies",
);
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".md"))
  .sort();
const parser = createParser(library);
const docs = files.map((name) =>
  parser.parse({ uri: `file:///${name}`, version: 1, text: readFileSync(path.join(folder, name), "utf8") }),
);
const bytes = docs.reduce((sum, doc) => sum + doc.text.length, 0);
console.log(
  `${docs.length} documents, ${(bytes / 1e6).toFixed(2)} MB, ${knowledge.matcher.patternCount} patterns (${folder})`,
);

const read = (doc: PolicyDocument): Word[][] =>
  doc.statements.map((statement) => statement.runs.flatMap((run) => knowledge.reader.read(doc.text, run)));
const statements = docs.map(read);

/**
 * Milliseconds that each of some runs takes when nothing disturbs it: the fastest of many. They take turns, so that a busy
 * machine or a growing heap costs them all alike.
 */
function fastest<const Name extends string>(
  runs: Readonly<Record<Name, () => void>>,
  times = 25,
): Record<Name, number> {
  const entries = Object.entries<() => void>(runs);
  const best = new Map(entries.map(([name]) => [name, Infinity]));
  for (let i = 0; i < times; i++) {
    for (const [name, run] of entries) {
      const start = performance.now();
      run();
      best.set(name, Math.min(best.get(name) ?? Infinity, performance.now() - start));
    }
  }
  return Object.fromEntries(best) as Record<Name, number>;
}

const sources = knowledge.owners.map((one) => one.pattern);
const all = sources.flatMap(parse);
/** As many patterns again, of words that are in no text: what the mere number costs. */
const strange = sources.flatMap((source) =>
  parse(source.replace(/@[a-z]+/g, "zq").replace(/[a-z][a-z'’-]*/gi, (word) => `zq${[...word].toReversed().join("")}`)),
);
const match = (patterns: readonly Pattern[]): (() => void) => {
  const matcher = createMatcher(patterns, knowledge.frequencyOf);
  const nothing = matcher.lend([]);
  return () => {
    for (const doc of statements) for (const words of doc) matcher.match(matcher.scan(words), nothing);
  };
};
const took = fastest({
  reading: () => docs.forEach(read),
  single: match(all),
  more: match([...all, ...strange]),
  twice: match([...all, ...all]),
});
const added = (time: number): string => {
  const extra = time - took.single;
  const ofBoth = ((extra / (took.reading + took.single)) * 100).toFixed(1);
  return `${ofBoth} % of reading and matching added, ${((extra / took.single) * 100).toFixed(1)} % of matching alone`;
};
const show = (what: string, time: number): string => `${what.padEnd(34)} ${time.toFixed(1)} ms`;
console.log(show("reading words", took.reading));
console.log(show("matching, all patterns", took.single));
console.log(`${show("matching, as many strange ones", took.more)}   ${added(took.more)}`);
console.log(
  `${show("matching, every pattern twice", took.twice)}   ${added(took.twice)} (every hit is reported twice)`,
);

const size = 100_000;
let text = "# Operations policy\n";
for (let i = 0; text.length < size; i++)
  text += `\n## Part ${i}\n\n${(docs[i % docs.length] as PolicyDocument).text.replace(/^#+ /gm, "### ").slice(0, 2000)}\n`;
const large = parser.parse(
  { uri: "file:///policies/large-policy.md", version: 1, text },
  { declaredType: "operations-security-procedures" },
);
const { fresh } = fastest({ fresh: () => void decideDocument(large, createAnalyzer(knowledge)) }, 100);
const analyzer = createAnalyzer(knowledge);
decideDocument(large, analyzer);
const decisions: number[] = [];
for (let i = 0; i < 11; i++) {
  const at = text.indexOf("\n\n", (text.length / 2) | 0) + 2;
  const edited = `${text.slice(0, at)}Edit ${i} says that backups must be tested. ${text.slice(at)}`;
  const doc = parser.parse(
    { uri: "file:///policies/large-policy.md", version: i + 2, text: edited },
    { declaredType: "operations-security-procedures" },
  );
  const start = performance.now();
  decideDocument(doc, analyzer);
  decisions.push(performance.now() - start);
}
const again = decisions.sort((a, b) => a - b)[decisions.length >> 1] ?? 0;
console.log(
  `deciding ${Math.round(text.length / 1000)} KB, ${large.sections.length} sections  ${fresh.toFixed(1)} ms afresh, ${again.toFixed(1)} ms after an edit of one section`,
);
