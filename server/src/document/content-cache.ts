import { detached } from "../base/text.ts";
import { keepRecent } from "../base/values.ts";
import { SectionContent } from "./section-content.ts";

/** Gives a section that an edit did not touch the identity it had before. */
export interface ContentCache {
  /** @param shape  what else than the text tells two readings apart */
  of(text: string, shape: string): SectionContent;
}

export function createContentCache(limit = 20_000): ContentCache {
  const kept = new Map<string, SectionContent>();
  return {
    of(text, shape) {
      const key = `${shape}\n${text}`;
      const content = kept.get(key) ?? new SectionContent(detached(text));
      keepRecent(kept, key, content, limit);
      return content;
    },
  };
}
