/**
 * A list in order of `uri`, with one item put in, replaced or (where it is undefined) left out; the given list stays as it is.
 * @param list  in order, each uri once
 */
export function placeByUri<T extends { readonly uri: string }>(
  list: readonly T[],
  uri: string,
  item: T | undefined,
): readonly T[] {
  const at = positionOf(list, uri);
  const isThere = list[at]?.uri === uri;
  if (!isThere && item === undefined) return list;
  return list.toSpliced(at, isThere ? 1 : 0, ...(item === undefined ? [] : [item]));
}

/** The item with a uri in a list in order of uris. */
export function findByUri<T extends { readonly uri: string }>(list: readonly T[], uri: string): T | undefined {
  const found = list[positionOf(list, uri)];
  return found?.uri === uri ? found : undefined;
}

/** Index of the first item whose uri is not before the given one. */
function positionOf(list: readonly { readonly uri: string }[], uri: string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.uri ?? "") < uri) low = middle + 1;
    else high = middle;
  }
  return low;
}
