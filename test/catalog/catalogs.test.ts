import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createLibrary } from "../../server/src/catalog/library.ts";
import { loadCatalogs } from "../../server/src/catalog/load.ts";
import type { Requirement } from "../../server/src/catalog/model.ts";
import { catalogFiles, loadLibrary } from "../support/library.ts";

const library = loadLibrary();
const controls = (standard: string): readonly Requirement[] =>
  library.standard(standard)?.requirements.filter((one) => one.kind === "control") ?? [];
const groupSizes = (standard: string, kind: string): number[] => {
  const groups = library.standard(standard)?.groups ?? [];
  return groups
    .filter((group) => group.kind === kind)
    .map(
      (group) =>
        controls(standard).filter(
          (control) =>
            control.group === group.id ||
            groups.some((inner) => inner.id === control.group && inner.parent === group.id),
        ).length,
    );
};

describe("the shipped catalogs", () => {
  it("have no problem", () => {
    assert.deepEqual(loadCatalogs(catalogFiles()).problems, []);
  });
  it("hold the 93 controls of ISO/IEC 27001:2022 in four themes", () => {
    assert.equal(controls("iso27001:2022").length, 93);
    assert.deepEqual(groupSizes("iso27001:2022", "theme"), [37, 8, 14, 34]);
    assert.equal(controls("iso27001:2022").filter((control) => control.isNew).length, 11);
  });
  it("hold the 38 controls of ISO/IEC 42001:2023 in nine objectives", () => {
    assert.equal(controls("iso42001:2023").length, 38);
    assert.deepEqual(groupSizes("iso42001:2023", "objective"), [3, 2, 5, 4, 9, 5, 4, 3, 3]);
  });
  it("hold the clauses 4 to 10 of both, and what asks for documented information", () => {
    for (const id of ["iso27001:2022", "iso42001:2023"]) {
      const clauses = library.standard(id)?.requirements.filter((one) => one.kind === "clause") ?? [];
      assert.deepEqual(
        [...new Set(clauses.map((clause) => clause.number.split(".")[0]))],
        ["4", "5", "6", "7", "8", "9", "10"],
      );
      assert.equal(library.requirement(`${id}/4.3`)?.documented, "document");
      assert.equal(library.requirement(`${id}/9.2.2`)?.documented, "record");
    }
    assert.ok(library.requirement("iso42001:2023/6.1.4"), "the AI system impact assessment");
    assert.equal(library.requirement("iso27001:2022/6.1.4"), undefined);
  });
  it("lead each of the 114 controls of 2013 to successors of 2022", () => {
    const old = controls("iso27001:2013");
    assert.equal(old.length, 114);
    for (const control of old) {
      assert.ok(control.successors.length > 0, control.id);
      for (const id of control.successors) assert.ok(library.requirement(id), `${control.id} -> ${id}`);
    }
    assert.deepEqual(
      old.filter((control) => control.successors.length > 1).map((control) => control.number),
      ["A.18.2.3"],
    );
    assert.equal(old.flatMap((control) => control.successors).length, 115);
  });
  it("hold the 13 seed rows, each with considerations that support a control of the row", () => {
    const rows = library.data.crosswalks
      .flatMap((crosswalk) => crosswalk.relations)
      .filter((relation) => relation.basis === "seed");
    assert.equal(rows.length, 13);
    for (const row of rows) {
      assert.ok(row.considerations.length > 0, row.id);
      for (const target of row.to)
        assert.ok(
          row.considerations.some((one) => one.supports === target),
          `${row.id} says nothing for ${target}`,
        );
      for (const one of row.considerations) assert.ok(row.to.includes(one.supports), one.id);
    }
  });
  it("know the four AI-specific risks and two incident scenarios", () => {
    assert.equal(library.risks.length, 4);
    assert.equal(library.incidents.length, 2);
  });
  it("name every requirement once", () => {
    const ids = library.standards.flatMap((standard) => standard.requirements.map((one) => one.id));
    assert.equal(new Set(ids).size, ids.length);
  });
  it("expect every Annex A control of some document type", () => {
    const expected = new Set(library.data.documentTypes.flatMap((type) => type.expects));
    for (const control of [...controls("iso27001:2022"), ...controls("iso42001:2023")])
      assert.ok(expected.has(control.id), control.id);
  });
});

describe("broken catalogs", () => {
  const withFile = (path: string, change: (text: string) => string): ReturnType<typeof loadCatalogs> =>
    loadCatalogs(catalogFiles().map((file) => (file.path === path ? { ...file, text: change(file.text) } : file)));

  it("name file, line and field of a wrong value, and the rest still loads", () => {
    const { problems, data } = withFile("metadata-fields.yaml", (text) =>
      text.replace("    type: text", "    type: texts"),
    );
    assert.equal(problems.length, 1);
    assert.equal(problems[0]?.place.file, "metadata-fields.yaml");
    assert.equal(problems[0]?.field, "/fields/0/type");
    assert.match(problems[0]?.message ?? "", /Expected one of: text, date/);
    assert.ok((problems[0]?.place.line ?? 0) > 5);
    assert.equal(data.standards.length, 3);
  });
  it("name a key that is not known", () => {
    const { problems } = withFile("iso42001-2023/catalog.yaml", (text) => text.replace("edition:", "editon:"));
    assert.deepEqual(
      problems
        .filter((one) => one.place.file.startsWith("iso42001"))
        .map((one) => one.message)
        .sort(),
      ["“edition” is missing.", "“editon” is not a known key here."],
    );
  });
  it("name a requirement that no standard has", () => {
    const { problems } = withFile("document-types.yaml", (text) => text.replace("A.5.36]", "A.5.99]"));
    assert.match(problems[0]?.message ?? "", /iso27001:2022\/A\.5\.99/);
  });
  it("report YAML that cannot be parsed", () => {
    const { problems } = withFile("section-kinds.yaml", (text) => `${text}\n  - [`);
    assert.ok(problems.some((one) => one.place.file === "section-kinds.yaml" && /not valid YAML/.test(one.message)));
  });
  it("report a count that does not fit", () => {
    const { problems } = withFile("iso27001-2022/catalog.yaml", (text) => text.replace("controls: 93", "controls: 94"));
    assert.match(problems[0]?.message ?? "", /93 controls, not 94/);
  });
});

describe("the library", () => {
  it("finds requirements by number, current editions first", () => {
    assert.deepEqual(
      createLibrary(library.data)
        .byNumber("A.5.2")
        .map((one) => one.standard),
      ["iso27001:2022", "iso42001:2023"],
    );
    assert.deepEqual(
      library.byNumber("A.6.2.2").map((one) => one.standard),
      ["iso42001:2023", "iso27001:2013"],
    );
    assert.deepEqual(library.byNumber("A.99.1"), []);
  });
});
