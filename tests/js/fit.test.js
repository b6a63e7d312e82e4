"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { judge } = require("../../plugins/decisionbook/assets/js/fit.js");

const wish = (name, must, signs) => ({ name, must, signs });
const named = (found) => Object.fromEntries(Object.entries(found).map(([key, wishes]) => [key, wishes.map(({ name }) => name)]));

test("wishes are sorted by weight and by what the option says", () => {
  const wishes = [wish("a", true, "10?"), wish("b", true, "1??"), wish("c", false, "110"), wish("d", false, "0?1")];
  assert.deepEqual(named(judge(wishes, 0)), { lacks: [], open: [], has: ["c"], misses: ["d"] });
  assert.deepEqual(named(judge(wishes, 1)), { lacks: ["a"], open: ["b"], has: ["c"], misses: ["d"] });
  assert.deepEqual(named(judge(wishes, 2)), { lacks: [], open: ["a", "b"], has: ["d"], misses: ["c"] });
});

test("without wishes nothing is said", () => {
  assert.deepEqual(named(judge([], 0)), { lacks: [], open: [], has: [], misses: [] });
});
