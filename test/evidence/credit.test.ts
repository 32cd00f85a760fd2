import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { Relation, RelationType } from "../../server/src/catalog/model.ts";
import { type Credit, creditThrough, inverse, passOn } from "../../server/src/evidence/credit.ts";

const relation = (from: string, type: RelationType, ...to: string[]): Relation => ({
  id: `${from} ${type} ${to.join()}`,
  basis: "mapping",
  from,
  to,
  type,
  rationale: "",
  considerations: [],
});

const credits = (known: Record<string, Credit>, ...relations: Relation[]): Record<string, Credit> =>
  Object.fromEntries(
    [...creditThrough(new Map(Object.entries(known)), relations, () => true)].map(([id, { credit }]) => [id, credit]),
  );

describe("credit through relations", () => {
  it("is full for what is equal or within, partial for what is wider or overlaps", () => {
    assert.deepEqual(
      credits(
        { a: "whole" },
        relation("a", "equal-to", "b"),
        relation("a", "superset-of", "c"),
        relation("a", "subset-of", "d"),
        relation("a", "intersects-with", "e"),
      ),
      { b: "whole", c: "whole", d: "part", e: "part" },
    );
  });

  it("goes against the written direction as well", () => {
    assert.deepEqual(credits({ b: "whole" }, relation("a", "subset-of", "b")), { a: "whole" });
    assert.deepEqual(credits({ b: "whole" }, relation("a", "superset-of", "b")), { a: "part" });
  });

  it("never grows from a part to the whole, and ends where the ground may be other ground", () => {
    const chain = [
      relation("a", "intersects-with", "b"),
      relation("b", "equal-to", "c"),
      relation("c", "superset-of", "d"),
    ];
    assert.deepEqual(credits({ a: "whole" }, ...chain), { b: "part", c: "part" });
  });

  it("counts less for one of several targets", () => {
    assert.deepEqual(credits({ b: "whole" }, relation("a", "equal-to", "b", "c")), { a: "part" });
    assert.deepEqual(credits({ a: "whole" }, relation("a", "equal-to", "b", "c")), { b: "whole", c: "whole" });
    assert.deepEqual(credits({ a: "whole" }, relation("a", "subset-of", "b", "c")), { b: "part", c: "part" });
  });

  it("takes the better of two ways, and keeps to what may be given credit", () => {
    const ways = [relation("a", "intersects-with", "b"), relation("c", "equal-to", "b")];
    assert.deepEqual(credits({ a: "whole", c: "whole" }, ...ways), { b: "whole" });
    const given = creditThrough(new Map([["a", "whole" as const]]), ways, (id) => id !== "b");
    assert.equal(given.size, 0);
  });
});

/** Requirements as sets of the things they ask, with every relation that holds between two of them. */
const model = fc
  .array(fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 6 })
  .chain((sets) =>
    fc.record({
      sets: fc.constant(sets.map((items) => new Set(items))),
      drawn: fc.array(fc.tuple(fc.nat(sets.length - 1), fc.nat(sets.length - 1)), { maxLength: 12 }),
      /** The things that documents speak to. */
      covered: fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { maxLength: 5 }),
      own: fc.array(fc.nat(sets.length - 1), { minLength: 1, maxLength: 3 }),
    }),
  );

const within = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean => [...a].every((item) => b.has(item));
const meets = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean => [...a].some((item) => b.has(item));

/** The relation that holds between two sets; none where they share nothing. */
function trueRelation(a: ReadonlySet<number>, b: ReadonlySet<number>): RelationType | undefined {
  if (within(a, b) && within(b, a)) return "equal-to";
  if (within(a, b)) return "subset-of";
  if (within(b, a)) return "superset-of";
  return meets(a, b) ? "intersects-with" : undefined;
}

describe("credit and sets", () => {
  it("never says more than the sets bear out, however the relations chain", function () {
    this.timeout(300_000);
    fc.assert(
      fc.property(model, ({ sets, drawn, covered, own }) => {
        const relations = drawn.flatMap(([a, b]) => {
          const type = a === b ? undefined : trueRelation(sets[a] ?? new Set(), sets[b] ?? new Set());
          return type === undefined ? [] : [relation(`r${a}`, type, `r${b}`)];
        });
        const said = new Set(covered);
        const known = new Map<string, Credit>();
        for (const i of own) {
          const set = sets[i] ?? new Set<number>();
          if (within(set, said)) known.set(`r${i}`, "whole");
          else if (meets(set, said)) known.set(`r${i}`, "part");
        }
        for (const [id, { credit }] of creditThrough(known, relations, () => true)) {
          const set = sets[Number(id.slice(1))] ?? new Set<number>();
          assert.ok(credit === "whole" ? within(set, said) : meets(set, said), `${id} ${credit}`);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("gives the same whichever end a relation is written from, and whatever the order", () => {
    fc.assert(
      fc.property(model, ({ sets, drawn, own }) => {
        const relations = drawn.flatMap(([a, b]) => {
          const type = a === b ? undefined : trueRelation(sets[a] ?? new Set(), sets[b] ?? new Set());
          return type === undefined ? [] : [relation(`r${a}`, type, `r${b}`)];
        });
        const turned = [...relations].reverse().map((one) => relation(one.to[0] ?? "", inverse(one.type), one.from));
        const known: Record<string, Credit> = Object.fromEntries(own.map((i) => [`r${i}`, "whole" as const]));
        assert.deepEqual(credits(known, ...turned), credits(known, ...relations));
      }),
    );
  });

  it("never makes a whole of a part, by any relation", () => {
    const types: RelationType[] = ["equal-to", "equivalent-to", "subset-of", "superset-of", "intersects-with"];
    for (const type of types) assert.notEqual(passOn("part", type), "whole");
  });
});
