/** A text as the source of a pattern that matches just it. */
export const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** Source of a pattern that matches one of some phrases, the longest first; a blank stands for any white space. */
export const anyOf = (phrases: readonly string[]): string => {
  // No phrase at all matches nothing.
  if (phrases.length === 0) return "$^";
  const longestFirst = phrases.toSorted((a, b) => b.length - a.length);
  return longestFirst.map((phrase) => literal(phrase).replace(/ /g, "\\s")).join("|");
};

/** Finds one of some phrases as whole words, whatever the case. */
export const anyWord = (phrases: readonly string[]): RegExp => new RegExp(`\\b(?:${anyOf(phrases)})\\b`, "i");
