const stretch = 4_096;

/** How much two texts share at their heads and at their tails; the two stretches do not overlap in either. */
export function sharedEnds(a: string, b: string): { readonly prefix: number; readonly suffix: number } {
  const most = Math.min(a.length, b.length);
  // Whole stretches first: they are compared at the speed of memory.
  let prefix = 0;
  while (prefix + stretch <= most && a.slice(prefix, prefix + stretch) === b.slice(prefix, prefix + stretch))
    prefix += stretch;
  while (prefix < most && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++;
  let suffix = 0;
  const tailOf = (text: string): string => text.slice(text.length - suffix - stretch, text.length - suffix);
  while (suffix + stretch <= most - prefix && tailOf(a) === tailOf(b)) suffix += stretch;
  while (suffix < most - prefix && a.charCodeAt(a.length - 1 - suffix) === b.charCodeAt(b.length - 1 - suffix))
    suffix++;
  return { prefix, suffix };
}
