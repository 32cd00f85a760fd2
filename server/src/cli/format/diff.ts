const context = 3;

/**
 * A unified diff of two texts whose lines stand for each other one by one, as after edits within lines.
 * @param path  as it is to stand in the head
 */
export function unifiedDiff(path: string, before: string, after: string): string[] {
  const linesOf = (text: string): string[] => text.replace(/\n$/, "").split("\n");
  const old = linesOf(before);
  const fresh = linesOf(after);
  const changed = old.flatMap((line, i) => (line === fresh[i] ? [] : [i]));
  if (changed.length === 0) return [];
  const lines = [`--- a/${path}`, `+++ b/${path}`];
  for (const hunk of hunksOf(changed)) {
    const from = Math.max(0, (hunk[0] ?? 0) - context);
    const to = Math.min(old.length, (hunk.at(-1) ?? 0) + context + 1);
    lines.push(`@@ -${from + 1},${to - from} +${from + 1},${to - from} @@`);
    for (let i = from; i < to; i++) {
      // Changed lines that follow each other are shown together, as readers know it.
      if (!hunk.includes(i)) lines.push(` ${old[i] ?? ""}`);
      else {
        let end = i;
        while (hunk.includes(end + 1)) end++;
        for (let k = i; k <= end; k++) lines.push(`-${old[k] ?? ""}`);
        for (let k = i; k <= end; k++) lines.push(`+${fresh[k] ?? ""}`);
        i = end;
      }
    }
  }
  return lines;
}

/** Changed lines whose surroundings touch belong together. */
function hunksOf(changed: readonly number[]): number[][] {
  const hunks: number[][] = [];
  for (const line of changed) {
    const last = hunks.at(-1);
    if (last && line - (last.at(-1) ?? 0) <= context * 2) last.push(line);
    else hunks.push([line]);
  }
  return hunks;
}
