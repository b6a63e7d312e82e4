"use strict";
const assert = require("node:assert/strict");
const { test } = require("node:test");
const { record } = require("../../plugins/decisionbook/assets/js/record.js");

const words = {
  record_context: "Context", record_options: "Options", record_outcome: "Outcome",
  record_chosen: "Chosen: {outcomes}, because:", next_steps: "Next", more: "More",
};
const facts = {
  title: "Store", outcomes: "A $& B", date: "2026-11-21", answers: ["Large? Yes"], options: ["A", "B"],
  reasons: ["It is large."], steps: ["Begin."], link: "file:///x#store?large=yes",
};

test("a record holds the question, the options, the outcome and its reasons", () => {
  assert.equal(record(facts, words), [
    "# Store: A $& B", "2026-11-21", "## Context", "* Large? Yes", "## Options", "* A\n* B", "## Outcome",
    "Chosen: A $& B, because:", "* It is large.", "### Next", "* Begin.", "## More", "<file:///x#store?large=yes>",
  ].join("\n\n"));
});

test("what is empty is left out", () => {
  const text = record({ ...facts, answers: [], steps: [] }, words);
  assert.ok(!text.includes("## Context"));
  assert.ok(!text.includes("### Next"));
});
