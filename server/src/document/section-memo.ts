import type { SectionContent } from "./model.ts";

/**
 * Keeps what was read of a section for as long as its text stays the same, so that an edit costs what it touched.
 * @param read  must not depend on where the section stands, nor on what stands around it
 */
export function rememberBySection<S extends { readonly content: SectionContent }, D, T>(
  read: (section: S, document: D) => T,
): (section: S, document: D) => T {
  const kept = new WeakMap<SectionContent, { readonly value: T }>();
  return (section, document) => {
    const known = kept.get(section.content);
    if (known) return known.value;
    const value = read(section, document);
    kept.set(section.content, { value });
    return value;
  };
}
