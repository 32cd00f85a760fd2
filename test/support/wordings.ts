import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { projectRoot } from "./library.ts";

/** A text that states a point, as one of many authors would word it: data in `test/evidence/wordings/`. */
export interface PointWording {
  /** Qualified, such as `iso27001:2022/A.8.13`. */
  readonly requirement: string;
  /** Id of the point within the requirement. */
  readonly point: string;
  /** Markdown: a sentence, or a fragment with a heading, list or table of its own. */
  readonly text: string;
}

/** The wordings of every theme, by name of the file; texts under `open:` are known misses and are left out. */
export function readWordings(): { readonly theme: string; readonly wordings: readonly PointWording[] }[] {
  const folder = path.join(projectRoot, "test/evidence/wordings");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => {
      const { wordings } = parse(readFileSync(path.join(folder, name), "utf8")) as { wordings: PointWording[] };
      return { theme: path.basename(name, ".yaml"), wordings };
    });
}

/** A policy that holds nothing but the text: under the title where it brings its own heading, else under "Rules". */
export function policyWith({ requirement, text }: PointWording): string {
  const title = requirement.startsWith("iso42001:") ? "AI Policy" : "Information Security Policy";
  return text.startsWith("#") ? `# ${title}\n\n${text}\n` : `# ${title}\n\n## Rules\n\n${text}\n`;
}
