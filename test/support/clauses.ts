import { loadLibrary } from "./library.ts";

/** A manual with the clauses of the catalog for some requirements of a standard, a section for each. */
export function manual(title: string, standard: string, numbers: readonly string[]): string {
  const sections = numbers.map((number) => {
    const points = loadLibrary().requirement(`${standard}/${number}`)?.points ?? [];
    return `## Part ${number}\n\n${points.map((point) => point.clause).join("\n\n")}\n`;
  });
  return `# ${title}\n\n${sections.join("\n")}`;
}

/** The text of the catalog that serves both sub-clauses of a pair. */
export function pairText(id: string): string {
  const text = loadLibrary().integration?.pairs.find((pair) => pair.id === id)?.text;
  if (text === undefined) throw new Error(`the pair ${id} has no text`);
  return text;
}
