"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { fill, join, matches, split } = require("../../plugins/decisionbook/assets/js/start.js");

test("a hash holds one state a thing", () => {
  const states = split("#choose?fresh=yes&volume=%5B1..9%5D;data-ready?done=a;plain");
  assert.deepEqual([...states.keys()], ["choose", "data-ready"]);
  assert.equal(states.get("choose").get("volume"), "[1..9]");
  assert.equal(split("").size, 0);
  assert.equal(split("#plain-anchor").size, 0);
});

test("a question mark within a state stays", () => {
  assert.equal(split("#table?find=why?").get("table").get("find"), "why?");
});

test("joining exchanges the state of one thing only", () => {
  const params = new URLSearchParams({ x: "a;b&c?d" });
  const hash = join("#one?p=1;two?q=2", "one", params);
  assert.deepEqual([...split(`#${hash}`)].map(([name, state]) => [name, [...state]]), [
    ["one", [["x", "a;b&c?d"]]],
    ["two", [["q", "2"]]],
  ]);
});

test("a thing without parameters and a plain anchor leave the hash", () => {
  assert.equal(join("#one?p=1;two?q=2", "one", null), "two?q=2");
  assert.equal(join("#one?p=1", "one", new URLSearchParams()), "");
  assert.equal(join("#anchor", "one", new URLSearchParams({ p: "1" })), "one?p=1");
});

test("texts are filled, unknown marks stay", () => {
  assert.equal(fill("{shown} of {all} {what}", { shown: 0, all: 3 }), "0 of 3 {what}");
  assert.equal(fill("{text}", { text: "$& {all}" }), "$& {all}");
});

test("a text matches when it holds every word in any order", () => {
  assert.ok(matches("It should answer from our Docs.", "docs  ANSWER"));
  assert.ok(!matches("It should answer from our docs.", "docs question"));
  assert.ok(matches("anything", ""));
});
