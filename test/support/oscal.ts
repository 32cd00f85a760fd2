import { readConfigSource } from "../../server/src/engine/config-source.ts";
import { existsSync } from "node:fs";
import path from "node:path";
import { commonEquipment, type Equipment, equip, type OwnEquipment } from "../../server/src/engine/equipment.ts";
import type { TextCache } from "../../server/src/engine/own-files.ts";
import { createGlobMatcher, pathBelow } from "../../server/src/engine/globs.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { loadLibrary, projectRoot } from "./library.ts";

/** NIST's baselines and OSCAL's schemas; undefined where they are not at hand. */
export function sharedFile(name: string): string | undefined {
  const file = path.resolve(projectRoot, "../shared/standards", name);
  return existsSync(file) ? file : undefined;
}

const label = (value: string, more: object = {}): object => ({ name: "label", value, ...more });
const statement = (...items: string[]): object => ({
  name: "statement",
  parts: items.map((prose) => ({ name: "item", prose })),
});

/** A small catalog of our own in the shape of large ones: families, padded labels, enhancements, a withdrawn control. */
export const smallCatalog = {
  catalog: {
    uuid: "8d5fdd6c-3f4f-4b86-9d3c-0d6e3a0d9b11",
    metadata: {
      title: "Harbour security baseline",
      "last-modified": "2026-01-01T00:00:00Z",
      version: "3",
      "oscal-version": "1.1.2",
    },
    groups: [
      {
        id: "bk",
        title: "Backups",
        controls: [
          {
            id: "bk-1",
            title: "Copies of harbour data",
            params: [{ id: "bk-1_prm_1", label: "an interval" }],
            props: [label("BK-01", { class: "zero-padded" }), label("BK-1")],
            parts: [
              statement(
                "Copy the harbour data at {{ insert: param, bk-1_prm_1 }};",
                "Store one copy in a different building.",
              ),
              { name: "guidance", prose: "Not part of the statement." },
            ],
            controls: [
              {
                id: "bk-1.1",
                title: "Restore drills",
                props: [label("BK-1(1)")],
                parts: [statement("Rehearse the restoration of harbour data with the crane operators.")],
              },
            ],
          },
          { id: "bk-2", title: "Tape rooms", props: [label("BK-2"), { name: "status", value: "withdrawn" }] },
          { id: "bk-3", title: "Retention of copies", props: [label("BK-3")], parts: [statement("Set retention.")] },
          { id: "bk-4", title: "Encryption of copies", props: [label("BK-4")], parts: [statement("Encrypt copies.")] },
        ],
      },
      {
        id: "pr",
        title: "Protect",
        groups: [
          {
            id: "pr.ac",
            title: "Access",
            controls: [{ id: "pr.ac-01", title: "Gate passes", props: [label("PR.AC-01")] }],
          },
        ],
      },
    ],
  },
};

/** Ties the small catalog to ISO/IEC 27001 by each kind of relation. */
export const smallMapping = {
  "mapping-collection": {
    metadata: { title: "Harbour and ISO" },
    mappings: [
      {
        "source-resource": { type: "catalog", href: "iso27001-2022.json" },
        "target-resource": { type: "catalog", href: "harbour.json" },
        maps: [
          {
            relationship: "superset-of",
            sources: [{ type: "control", "id-ref": "a.8.13" }],
            targets: [{ type: "control", "id-ref": "bk-1" }],
          },
          {
            relationship: "intersects-with",
            sources: [{ type: "control", "id-ref": "a.8.13" }],
            targets: [{ type: "control", "id-ref": "bk-3" }],
          },
          {
            relationship: "no-relationship",
            sources: [{ type: "control", "id-ref": "a.8.13" }],
            targets: [{ type: "control", "id-ref": "pr.ac-01" }],
          },
        ],
      },
    ],
  },
};

let common: Equipment | undefined;

/** The equipment of a configuration whose files are given by path below `/w`. */
export function equipWith(files: Readonly<Record<string, string>>, cache?: TextCache): Promise<OwnEquipment> {
  common ??= commonEquipment(loadLibrary().data, rules);
  const text = (uri: string): string | undefined => files[pathBelow("file:///w", uri) ?? ""];
  const config = files["codicil.yaml"] ?? "";
  return equip([readConfigSource({ uri: "file:///w/codicil.yaml", version: 0, text: config })], common, {
    read: (uri) => {
      const found = text(uri);
      return Promise.resolve(found === undefined ? { error: "it does not exist" } : { uri, version: 0, text: found });
    },
    list: (_, include) =>
      Promise.resolve(
        Object.keys(files)
          .filter(createGlobMatcher(include))
          .sort()
          .map((file) => `file:///w/${file}`),
      ),
    ...(cache ? { cache } : {}),
  });
}

/** The problems of an equipment with the words they underline. */
export const problemsOf = (
  { problems }: Pick<OwnEquipment, "problems">,
  files: Readonly<Record<string, string>>,
): { file: string; at: string; line: number; message: string }[] =>
  problems.map(({ uri, span, message }) => {
    const file = pathBelow("file:///w", uri) ?? uri;
    const text = files[file] ?? "";
    return {
      file,
      at: text.slice(span.start, span.end),
      line: text.slice(0, span.start).split("\n").length,
      message,
    };
  });
