/** Lists of whole numbers, one behind the other in one array that fits a processor's cache. */
export interface PackedLists {
  /** Where the list of an index begins in `items`; one more than there are lists. */
  readonly offsets: Int32Array;
  readonly items: Int32Array;
}

export function packLists(lists: readonly (readonly number[])[]): PackedLists {
  const offsets = new Int32Array(lists.length + 1);
  lists.forEach((list, i) => (offsets[i + 1] = (offsets[i] ?? 0) + list.length));
  return { offsets, items: Int32Array.from(lists.flat()) };
}

/** Where the list of an index begins, and where it ends. */
export const startOf = ({ offsets }: PackedLists, index: number): number => offsets[index] ?? 0;
export const endOf = ({ offsets }: PackedLists, index: number): number => offsets[index + 1] ?? 0;

/** Whether every number of a list passes. */
export function everyOf(lists: PackedLists, index: number, passes: (item: number) => boolean): boolean {
  const end = endOf(lists, index);
  for (let at = startOf(lists, index); at < end; at++) if (!passes(lists.items[at] ?? 0)) return false;
  return true;
}
