import { once } from "../base/values.ts";
import type { Consideration, Point } from "../catalog/model.ts";
import type { ConsiderationVerdict, Evidence, PointVerdict, Strength } from "./model.ts";

/**
 * What was found of something: how strong it is at once, the statements when somebody first reads them. A class, since there
 * are hundreds for each edit, and each literal with a getter of its own gets a shape of its own.
 */
class LazyEvidence {
  readonly strength: Strength | undefined;
  readonly #evidence: () => readonly Evidence[];

  constructor(strength: Strength | undefined, evidence: () => readonly Evidence[]) {
    this.strength = strength;
    this.#evidence = once(evidence);
  }

  get evidence(): readonly Evidence[] {
    return this.#evidence();
  }
}

export class LazyPoint extends LazyEvidence implements PointVerdict {
  readonly point: Point;

  constructor(point: Point, strength: Strength | undefined, evidence: () => readonly Evidence[]) {
    super(strength, evidence);
    this.point = point;
  }
}

export class LazyConsideration extends LazyEvidence implements ConsiderationVerdict {
  readonly consideration: Consideration;

  constructor(consideration: Consideration, strength: Strength | undefined, evidence: () => readonly Evidence[]) {
    super(strength, evidence);
    this.consideration = consideration;
  }
}
