"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { progress, taskList } = require("../../plugins/decisionbook/assets/js/checklist.js");

const item = (done, required) => ({ done, required });

test("only required items keep a checklist open", () => {
  assert.deepEqual(progress([item(true, true), item(false, false)]), { done: 1, all: 2, required: 1, open: 0 });
  assert.deepEqual(progress([item(false, true), item(true, false)]), { done: 1, all: 2, required: 1, open: 1 });
});

test("where nothing is required, everything is", () => {
  assert.deepEqual(progress([item(true, false), item(false, false)]), { done: 1, all: 2, required: 0, open: 1 });
  assert.equal(progress([item(true, false)]).open, 0);
});

test("a task list has its groups as headings", () => {
  const items = [
    { title: "One", done: true, required: true, group: "A" },
    { title: "Two", done: false, required: false, group: "A" },
    { title: "Three", done: false, required: false, group: "B" },
  ];
  assert.equal(
    taskList("Ready?", items, "Required"),
    "## Ready?\n\n### A\n\n- [x] One (Required)\n- [ ] Two\n\n### B\n\n- [ ] Three",
  );
});

test("a list without groups", () => {
  assert.equal(taskList("T", [{ title: "One", done: false, required: false }], ""), "## T\n\n- [ ] One");
});
