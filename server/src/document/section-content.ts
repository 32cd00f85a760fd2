/**
 * The identity of a section's text: same object, same text, same statements (relative to the section's start). It holds what
 * was read of the text: thousands are asked for at each edit, and a weak map is slow both to ask and to sweep.
 */
export class SectionContent {
  readonly key: string;
  readonly #kept = new Map<object, unknown>();

  constructor(key: string) {
    this.key = key;
  }

  /** What `read` returned when it was first asked. */
  recall<S, D, T>(read: (section: S, document: D) => T, section: S, document: D): T {
    const known = this.#kept.get(read) as { readonly value: T } | undefined;
    if (known) return known.value;
    const value = read(section, document);
    this.#kept.set(read, { value });
    return value;
  }
}

/**
 * Keeps what was read of a section for as long as its text stays the same, so that an edit costs what it touched.
 * @param read  must not depend on where the section stands, nor on what stands around it
 */
export function rememberBySection<S extends { readonly content: SectionContent }, D, T>(
  read: (section: S, document: D) => T,
): (section: S, document: D) => T {
  return (section, document) => section.content.recall(read, section, document);
}
