/** How long work on many documents goes on before others are let in, in milliseconds. */
const slice = 10;

/** Lets edits, requests and cancellations in that came meanwhile. */
export const turn = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 0));

/**
 * Does one thing after the other, and lets others in whenever a slice of time is over.
 * @param isOver  asked before each: what is left then stays undone
 */
export async function inSlices<T>(
  items: Iterable<T>,
  isOver: () => boolean,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let end = Date.now() + slice;
  for (const item of items) {
    if (Date.now() >= end) {
      await turn();
      end = Date.now() + slice;
    }
    if (isOver()) return;
    await work(item);
  }
}
