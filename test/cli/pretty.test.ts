import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createColors } from "picocolors";
import { prettyFindings } from "../../server/src/cli/format/pretty.ts";

describe("findings for people", () => {
  const related = (count: number): string => {
    const span = { start: 0, end: 1 };
    const uri = "file:///a.md";
    const places = Array.from({ length: count }, () => ({ uri, span, message: "here, too" }));
    const finding = { uri, span, message: "Odd.", rule: "a/b", severity: "info", fixes: [], related: places } as const;
    return prettyFindings([finding], { pathOf: () => "a.md", textOf: () => "x\n" }, createColors(false)).join("\n");
  };

  it("name three related places, and count the others", () => {
    assert.ok(!related(3).includes("more place"));
    assert.ok(related(4).includes("    and 1 more place\n"), related(4));
    assert.ok(related(5).includes("    and 2 more places\n"));
  });
});
