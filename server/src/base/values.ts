import { detached } from "./text.ts";

/** Whether a value that was read from a file is a mapping. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Works a value out when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/**
 * Puts a value into a map whose oldest one goes when there are more than `limit`: in a full map last used is last to go. Below
 * the limit nothing is moved: each turn of a map's table leaves one behind, and with it, until all memory is swept, what it held.
 */
export function keepRecent<T>(kept: Map<string, T>, key: string, value: T, limit: number): void {
  if (kept.size >= limit) kept.delete(key);
  kept.set(key, value);
  if (kept.size > limit) kept.delete(kept.keys().next().value ?? "");
}

/** Keeps what was made of each text, and not the text it was cut from; forgets all once that is more than `limit`. */
export function remember<T>(make: (text: string) => T, limit = 20_000): (text: string) => T {
  const kept = new Map<string, { readonly value: T }>();
  return (text) => {
    const known = kept.get(text);
    if (known) return known.value;
    const own = detached(text);
    const value = make(own);
    if (kept.size >= limit) kept.clear();
    kept.set(own, { value });
    return value;
  };
}

/** Keeps what was made for each object for as long as the object lives; what else `make` is given must go with the object. */
export function rememberFor<K extends object, Others extends readonly unknown[], T>(
  make: (key: K, ...others: Others) => T,
): (key: K, ...others: Others) => T {
  const kept = new WeakMap<K, { readonly value: T }>();
  return (key, ...others) => {
    const known = kept.get(key);
    if (known) return known.value;
    const value = make(key, ...others);
    kept.set(key, { value });
    return value;
  };
}
