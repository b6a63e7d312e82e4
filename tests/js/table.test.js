"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { order, toCsv, toMarkdown, turn } = require("../../plugins/decisionbook/assets/js/table.js");

const by = (values) => (id) => values[id];

test("numbers sort as numbers, open cells last in both directions", () => {
  const values = by({ a: "10", b: "9", d: "-1.5" });
  assert.deepEqual(order(["a", "b", "c", "d"], values, false), ["d", "b", "a", "c"]);
  assert.deepEqual(order(["a", "b", "c", "d"], values, true), ["a", "b", "d", "c"]);
});

test("equal values keep the author's order", () => {
  const values = by({ a: "1", b: "1", c: "0", d: "1" });
  assert.deepEqual(order(["a", "b", "c", "d"], values, false), ["c", "a", "b", "d"]);
  assert.deepEqual(order(["a", "b", "c", "d"], values, true), ["a", "b", "d", "c"]);
});

test("clicks turn from the better end to the other and back to the author's order", () => {
  const turns = (sort) => {
    const click = (now) => turn(now, { criterion: "x", sort });
    return [click(""), click(click("")), click(click(click("")))];
  };
  assert.deepEqual(turns("high"), ["-x", "x", ""]);
  assert.deepEqual(turns("low"), ["x", "-x", ""]);
  assert.deepEqual(turns("any"), ["x", "-x", ""]);
  assert.equal(turn("-y", { criterion: "x", sort: "high" }), "-x");
});

test("Markdown escapes what would end a cell", () => {
  assert.equal(toMarkdown([["", "A|B"], ["c\\d", "2"]]), "|  | A\\|B |\n| --- | --- |\n| c\\\\d | 2 |");
});

test("CSV quotes and doubles", () => {
  assert.equal(toCsv([["a", 'b "c"'], ["d,e", ""]]), '"a","b ""c"""\r\n"d,e",""');
});
