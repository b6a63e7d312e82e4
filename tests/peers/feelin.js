// Answers DMN documents with two libraries that know nothing of this project: dmn-moddle reads the XML, feelin
// evaluates every cell. Hit policies are those of DMN 1.5, section 8.2.10.
// Reads lines of JSON {"dmn": text, "decision": id, "rows": [answers]}, writes one line with the list of results each.
"use strict";

const readline = require("node:readline");
const { DmnModdle } = require("dmn-moddle");
const feelin = require("feelin");

const DMN_15 = "https://www.omg.org/spec/DMN/20230324/MODEL/";
const TYPES = { date: (value) => feelin.evaluate(`date("${value}")`).value };

async function read(xml) {
  // dmn-moddle's own model is DMN 1.3; what tables use has not changed since.
  const moddle = new DmnModdle({}, { nsMap: { [DMN_15]: "dmn" } });
  const { rootElement, warnings } = await moddle.fromXML(xml);
  if (warnings.length) throw new Error(warnings.map((warning) => warning.message).join("; "));
  return rootElement.drgElement;
}

function value(expression, context) {
  const found = feelin.evaluate(expression, context);
  if (found.warnings.length) throw new Error(`${expression}: ${found.warnings[0].message}`);
  return found.value;
}

function holds(test, subject) {
  const found = feelin.unaryTest(test, { "?": subject });
  if (found.warnings.length) throw new Error(`${test}: ${found.warnings[0].message}`);
  return found.value === true;
}

// The outputs of a rule: one value, or an object of several by name.
function outputs(table, entries) {
  const values = entries.map((entry) => value(entry.text, {}));
  if (values.length === 1) return values[0];
  return Object.fromEntries(table.output.map((output, i) => [output.name, values[i]]));
}

// The place of a rule in DMN's output order: the places of its outputs among their listed values.
function place(table, rule) {
  return table.output.map((output, i) => {
    const listed = output.outputValues ? output.outputValues.text : "";
    const every = value(`[${listed}]`, {});
    return every.indexOf(value(rule.outputEntry[i].text, {}));
  });
}

function byPlace(table) {
  const places = new Map(table.rule.map((rule) => [rule, place(table, rule)]));
  return (one, other) => {
    const [a, b] = [places.get(one), places.get(other)];
    const at = a.findIndex((rank, i) => rank !== b[i]);
    return at < 0 ? 0 : a[at] - b[at];
  };
}

const AGGREGATES = {
  SUM: (values) => values.reduce((a, b) => a + b),
  MIN: (values) => Math.min(...values),
  MAX: (values) => Math.max(...values),
  COUNT: (values) => values.length,
};

const one = (values) => (new Set(values.map((each) => JSON.stringify(each))).size > 1 ? violation() : values[0]);

function violation() {
  return { violation: true };
}

const POLICIES = {
  UNIQUE: (table, rules, values) => (rules.length > 1 ? violation() : values[0]),
  ANY: (table, rules, values) => one(values),
  FIRST: (table, rules, values) => values[0],
  PRIORITY: (table, rules, values) => values[rules.indexOf([...rules].sort(byPlace(table))[0])],
  "RULE ORDER": (table, rules, values) => values,
  "OUTPUT ORDER": (table, rules, values) => [...rules].sort(byPlace(table)).map((rule) => values[rules.indexOf(rule)]),
  COLLECT: (table, rules, values) => (table.aggregation ? AGGREGATES[table.aggregation](values) : values),
};

const LISTS = new Set(["RULE ORDER", "OUTPUT ORDER", "COLLECT"]);

function answer(table, context) {
  const policy = table.hitPolicy || "UNIQUE";
  const asked = (table.input || []).map((input) => value(input.inputExpression.text, context));
  table.input.forEach((input, i) => {
    if (input.inputValues && !holds(input.inputValues.text, asked[i])) throw new Error(`not allowed: ${asked[i]}`);
  });
  const rules = (table.rule || []).filter((rule) => rule.inputEntry.every((entry, i) => holds(entry.text, asked[i])));
  if (rules.length) return POLICIES[policy](table, rules, rules.map((rule) => outputs(table, rule.outputEntry)));
  if (table.output.some((output) => !output.defaultOutputEntry)) return null;
  const fallback = outputs(table, table.output.map((output) => output.defaultOutputEntry));
  return LISTS.has(policy) && !table.aggregation ? [fallback] : fallback;
}

function decide(elements, id, given) {
  const context = {};
  for (const data of elements.filter((element) => element.$type === "dmn:InputData")) {
    const { name, typeRef } = data.variable;
    if (name in given) context[name] = (TYPES[typeRef] || ((same) => same))(given[name]);
  }
  const byId = new Map(elements.map((element) => [element.id, element]));
  const done = new Map();
  const run = (decision) => {
    for (const { requiredDecision } of decision.informationRequirement || []) {
      const inner = requiredDecision && byId.get(requiredDecision.href.slice(1));
      if (inner && !done.has(inner)) run(inner);
    }
    const found = answer(decision.decisionLogic, context);
    done.set(decision, found);
    context[decision.variable.name] = found;
    return found;
  };
  return run(byId.get(id));
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { dmn, decision, rows } = JSON.parse(line);
    const elements = await read(dmn);
    const found = rows.map((row) => {
      const plain = decide(elements, decision, row);
      return plain === undefined ? null : plain;
    });
    console.log(JSON.stringify(found));
  }
})();
