import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Requirement } from "../../server/src/catalog/model.ts";
import { isStated } from "../../server/src/evidence/decide.ts";
import { decide, loadKnowledge } from "../support/evidence.ts";
import { loadLibrary } from "../support/library.ts";

const library = loadLibrary();
const current = library.standards.filter((standard) => standard.supersededBy === undefined);
const requirements = current.flatMap((standard) => standard.requirements);
/** A document that is nothing but a heading and the clause under it. */
const alone = (title: string, clause: string): string => `## ${title}\n\n${clause}\n`;

describe("the knowledge", () => {
  it("has no pattern that cannot be read", () => {
    assert.deepEqual(
      loadKnowledge().problems.map(({ place, message }) => `${place.file}:${place.line}:${place.column} ${message}`),
      [],
    );
  });
  it("has one to five points for each of the 131 controls and every clause, with one or two at the core", () => {
    const bad = requirements.filter(
      ({ points }) =>
        points.length < 1 ||
        points.length > 5 ||
        points.filter((point) => point.core).length < 1 ||
        points.filter((point) => point.core).length > 2,
    );
    assert.deepEqual(
      bad.map((one) => one.id),
      [],
    );
    assert.equal(requirements.filter((one) => one.kind === "control").length, 131);
  });
  it("says each point in one plain line", () => {
    for (const requirement of requirements) {
      for (const point of requirement.points) {
        assert.match(point.says, /^[\p{Lu}].{10,130}[^.]$/u, `${requirement.id}#${point.id}`);
        assert.ok(!point.says.includes("\n"));
      }
    }
  });
  it("names no control number in a clause", () => {
    for (const requirement of requirements)
      for (const point of requirement.points)
        assert.doesNotMatch(point.clause, /\bA\.\d|\b27001\b|\b42001\b/, `${requirement.id}#${point.id}`);
  });
});

describe("clauses satisfy what they are written for", () => {
  const status = (requirement: Requirement, text: string): string | undefined =>
    decide(text, "file:///policies/new-policy.md", "operations-security-procedures").coverage.verdicts.get(
      requirement.id,
    )?.status;
  for (const standard of current) {
    it(`${standard.name}: every point by its own clause`, () => {
      const failing = standard.requirements.flatMap((requirement) =>
        requirement.points
          .filter((point) => {
            const { coverage } = decide(
              alone(requirement.title, point.clause),
              "file:///policies/new-policy.md",
              "operations-security-procedures",
            );
            return !isStated(
              coverage.verdicts.get(requirement.id)?.points.find((one) => one.point.id === point.id)?.strength,
            );
          })
          .map((point) => `${requirement.id}#${point.id}`),
      );
      assert.deepEqual(failing, []);
    });
    it(`${standard.name}: every requirement by all its clauses`, () => {
      const failing = standard.requirements.filter(
        (requirement) =>
          requirement.points.length > 0 &&
          status(
            requirement,
            alone(requirement.title, requirement.points.map((point) => point.clause).join("\n\n")),
          ) !== "covered",
      );
      assert.deepEqual(
        failing.map((one) => one.id),
        [],
      );
    });
  }
  it("every point, under a title that rules the words of its signals out", () => {
    const failing = requirements.flatMap((requirement) =>
      requirement.points
        .filter(({ id, clause, signals }) => {
          const unwanted = signals.flatMap(({ pattern }) => pattern.match(/![^~]+/g) ?? []);
          const title = unwanted
            .join(" ")
            .replace(/@[a-z]+/g, (name) => loadLibrary().language.classes[name.slice(1)]?.[0] ?? "")
            .replace(/[^a-z' -]+/gi, " ");
          const { coverage } = decide(
            `# ${title.trim() || "Rules"}\n\n${alone(requirement.title, clause)}`,
            undefined,
            "operations-security-procedures",
          );
          const point = coverage.verdicts.get(requirement.id)?.points.find((one) => one.point.id === id);
          return !isStated(point?.strength);
        })
        .map(({ id }) => `${requirement.id}#${id}`),
    );
    assert.deepEqual(failing, []);
  });
  it("considerations", () => {
    const failing = library.considerations.filter((consideration) => {
      const { coverage } = decide(
        alone(library.requirement(consideration.from)?.title ?? "", consideration.clause),
        undefined,
        "operations-security-procedures",
      );
      return !isStated(coverage.considerations.get(consideration.id)?.strength);
    });
    assert.deepEqual(
      failing.map((one) => one.id),
      [],
    );
  });
  it("AI-specific risks and incident scenarios", () => {
    const covered = (clause: string): ReturnType<typeof decide>["coverage"] =>
      decide(alone("Risks", clause), undefined, "operations-security-procedures").coverage;
    assert.deepEqual(
      library.risks
        .filter(
          (risk) =>
            !covered(risk.clause)
              .risks.get(risk.id)
              ?.some((one) => isStated(one.strength)),
        )
        .map((one) => one.id),
      [],
    );
    assert.deepEqual(
      library.incidents
        .filter(
          (one) =>
            !covered(one.clause)
              .incidents.get(one.id)
              ?.some((evidence) => isStated(evidence.strength)),
        )
        .map((one) => one.id),
      [],
    );
  });
});
