import { shift, type Span } from "../base/span.ts";
import type { Finding } from "./analyze.ts";
import type { Evidence, Strength, Wording } from "./model.ts";

/** Where a section stands: its document, its index, and where it starts. */
export interface Placing {
  readonly uri: string;
  readonly section: number;
  readonly at: number;
}

/** A finding where it stands. An edit moves thousands and reads few: so each says where it stands when asked. */
export class PlacedEvidence implements Evidence {
  readonly finding: Finding;
  readonly placing: Placing;

  constructor(finding: Finding, placing: Placing) {
    this.finding = finding;
    this.placing = placing;
  }

  get uri(): string {
    return this.placing.uri;
  }

  get statement(): Span {
    return shift(this.finding.statement, this.placing.at);
  }

  get words(): readonly Span[] {
    return this.finding.words.map((word) => shift(word, this.placing.at));
  }

  get quote(): string {
    return this.finding.quote;
  }

  get signal(): string {
    return this.finding.pattern;
  }

  get strength(): Strength {
    return this.finding.strength;
  }

  get wording(): Wording {
    return this.finding.wording;
  }

  get section(): number {
    return this.placing.section;
  }
}
