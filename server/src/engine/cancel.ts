/** Asked between the steps of a long computation; true ends it. */
export type IsCancelled = () => boolean;

/** Thrown where a computation was cancelled; nothing was changed half-way. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";

  constructor() {
    super("cancelled");
  }
}

/** @throws Cancelled */
export function stopIf(cancelled: IsCancelled | undefined): void {
  if (cancelled?.()) throw new Cancelled();
}
