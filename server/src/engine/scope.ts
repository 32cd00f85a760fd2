import type { Library } from "../catalog/library.ts";
import type { Config } from "./model.ts";

/** ISO/IEC 42001 is in scope and the configuration does not say that no AI is used. */
export const isAiInScope = (config: Pick<Config, "ai" | "standards">, library: Library): boolean =>
  config.ai.used && library.data.crosswalks.some((crosswalk) => config.standards.includes(crosswalk.target));
