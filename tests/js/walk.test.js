"use strict";
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { test } = require("node:test");
const { walk } = require("../../plugins/decisionbook/assets/js/walk.js");

/* VECTORS names another file, such as one that a test made of the book. */
const vectors = JSON.parse(readFileSync(process.env.VECTORS || join(__dirname, "..", "vectors", "walk.json"), "utf8"));

/* What the walk says, in the order in which the vectors say it: with one outcome an end, that is its own. */
function said({ graphs, decision, collects, outcomes }, answers) {
  const found = walk(graphs, decision, answers);
  const rank = [...outcomes, null];
  const { status, next } = found;
  const sorted = (list) => [...list].sort((a, b) => rank.indexOf(a) - rank.indexOf(b));
  const possible = collects ? sorted(found.possible) : found.possible;
  const certain = sorted(found.outcomes);
  return { status, outcomes: status === "open" ? certain : found.outcomes, possible, certain: found.certain, next };
}

test("there are vectors of every kind", { skip: Boolean(process.env.VECTORS) }, () => {
  const rows = vectors.cases.flatMap(({ rows: all }) => all);
  assert.ok(rows.length > 500);
  assert.deepEqual([...new Set(rows.map((row) => row.expect.status))].sort(), ["decided", "none", "open"]);
});

for (const vector of vectors.cases) {
  test(`the walk agrees with the engine: ${vector.name}`, () => {
    for (const { answers, expect } of vector.rows) {
      assert.deepEqual(said(vector, answers), expect, JSON.stringify(answers));
    }
  });
}

const graphs = {
  top: {
    nodes: [
      { address: "a", ways: [{ answers: ["yes"], to: 1 }, { answers: ["no"], to: 3 }] },
      { address: "gate", decision: "gate", ways: [{ answers: ["open"], to: 2 }, { answers: ["shut"], to: 3 }] },
      { outcomes: ["go"], certain: ["r1"], possible: ["r1"] },
      { outcomes: ["stay"], certain: [], possible: ["r2", "r3"] },
    ],
  },
  gate: {
    nodes: [
      { address: "gate.b", ways: [{ answers: ["yes"], to: 1 }, { answers: ["no"], to: 2 }] },
      { outcomes: ["open"], certain: ["o"], possible: ["o"] },
      { outcomes: ["shut"], certain: ["s"], possible: ["s"] },
    ],
  },
};

test("the path lists what is answered and what is due, where it stands", () => {
  const { path, most, next } = walk(graphs, "top", { a: "yes" });
  assert.equal(next, "gate.b");
  assert.deepEqual([...path], [["a", ["top", 0]], ["gate.b", ["gate", 0]]]);
  assert.equal(most, 1);
  assert.equal(walk(graphs, "top", {}).most, 2);
});

test("answers that are no longer on the path are not listed", () => {
  const { path, outcomes } = walk(graphs, "top", { a: "no", "gate.b": "yes" });
  assert.deepEqual(outcomes, ["stay"]);
  assert.deepEqual([...path.keys()], ["a"]);
});

test("an outcome that was given for an inner decision closes it", () => {
  const { path, outcomes, next } = walk(graphs, "top", { a: "yes", gate: "open" });
  assert.deepEqual(outcomes, ["go"]);
  assert.equal(next, null);
  assert.deepEqual([...path.keys()], ["a", "gate"]);
});

test("an outcome that contradicts the inner answers gives way to them", () => {
  assert.deepEqual(walk(graphs, "top", { a: "yes", gate: "open", "gate.b": "no" }).outcomes, ["stay"]);
});

test("where nothing is certain, what may fire is known", () => {
  const { certain, may } = walk(graphs, "top", { a: "no" });
  assert.deepEqual({ certain, may }, { certain: [], may: ["r2", "r3"] });
});
