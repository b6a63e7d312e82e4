/* What a set of answers leads to, worked out over the compiled questions alone; see decide/graph.py.
 *
 * `graphs` holds a graph for each decision: {nodes: […]}. A question is {address, decision?, ways: [{answers, to}]},
 * a leaf {outcomes, certain, holding, possible}. `answers` maps addresses to answers; "unknown" is not asked again.
 * An unanswered question is followed on all of its ways; an address that stands in several graphs is bound to
 * one answer for the rest of a path.
 */
(function (global) {
  "use strict";

  const repeats = new WeakMap();

  /* The addresses whose answer must be the same in several places. */
  function repeated(graphs) {
    if (repeats.has(graphs)) return repeats.get(graphs);
    const places = new Map();
    const twice = new Set();
    const note = (what, place) => {
      if (places.has(what) && places.get(what) !== place) twice.add(what);
      places.set(what, place);
    };
    const visit = (name, place) => {
      for (const { ways, address, decision } of graphs[name].nodes) {
        if (!ways) continue;
        if (decision) visit(decision, `${place}>${name}.${address}`);
        else note(address, `${place}>${name}`);
      }
    };
    visit(Object.keys(graphs)[0], "");
    repeats.set(graphs, twice);
    return twice;
  }

  const common = (lists) => lists.reduce((kept, list) => kept.filter((item) => list.includes(item)));
  const every = (lists) => [...new Set(lists.flat())];

  /* What `evaluate` says of a decision: {status, outcomes, possible, rules, next}; and for whoever shows it, `may`:
   * the rules that can still fire, `path`: the addresses reached, in asking order, each with its place in a graph,
   * `most`: how many questions may still come.
   */
  function walk(graphs, decision, answers, collects) {
    const twice = repeated(graphs);
    const reached = new Map();
    const memo = new Map();
    const literal = (node) => node.ways.some((way) => way.answers.includes("unknown"));
    const given = (node) => {
      const answer = answers[node.address];
      return answer === "unknown" && !literal(node) ? undefined : answer;
    };

    /* The ends of all paths from a node: [leaf, answers bound on the way], each once. */
    function explore(name, index, bound) {
      const key = `${name} ${index} ${JSON.stringify(bound)}`;
      if (memo.has(key)) return memo.get(key);
      const node = graphs[name].nodes[index];
      if (!reached.has(name)) reached.set(name, new Set());
      reached.get(name).add(index);
      const ends = node.ways ? follow(name, node, bound) : new Map([[key, [node, bound]]]);
      memo.set(key, ends);
      return ends;
    }

    function follow(name, node, bound) {
      const { address, ways } = node;
      const ends = new Map();
      const go = (answer, after) => {
        const way = ways.find(({ answers: those }) => those.includes(answer));
        if (way) explore(name, way.to, after).forEach((end, key) => ends.set(key, end));
      };
      const known = given(node) ?? bound[address];
      if (known !== undefined) go(known, bound);
      else if (node.decision) {
        for (const [leaf, after] of explore(node.decision, 0, bound).values()) go(leaf.outcomes[0], after);
      } else {
        for (const { answers: those } of ways) {
          if (twice.has(address)) for (const answer of those) go(answer, { ...bound, [address]: answer });
          else go(those[0], bound);
        }
      }
      return ends;
    }

    /* The reached questions of a graph in asking order; an inner decision's stand for the one that uses it. */
    function order(name, found) {
      for (const index of [...(reached.get(name) || [])].sort((a, b) => a - b)) {
        const node = graphs[name].nodes[index];
        if (!node.ways) continue;
        if (node.decision && given(node) === undefined) order(node.decision, found);
        else if (!found.has(node.address)) found.set(node.address, [name, index]);
      }
      return found;
    }

    const counts = new Map();

    /* The most questions that can still come from a node on, if nothing is given up. */
    function most(name, index) {
      const key = `${name} ${index}`;
      if (counts.has(key)) return counts.get(key);
      const node = graphs[name].nodes[index];
      let count = 0;
      if (node.ways) {
        const known = given(node);
        const open = node.ways.filter((way) => known === undefined || way.answers.includes(known));
        count = Math.max(0, ...open.map((way) => most(name, way.to)));
        if (known === undefined && node.decision) count += most(node.decision, 0);
        else if (answers[node.address] === undefined) count += 1;
      }
      counts.set(key, count);
      return count;
    }

    const leaves = [...new Set([...explore(decision, 0, {}).values()].map(([leaf]) => leaf))];
    const path = order(decision, new Map());
    const said = summary(leaves, collects);
    const open = said.status === "open" && [...path.keys()].find((address) => answers[address] === undefined);
    return { ...said, next: open || null, path, most: most(decision, 0) };
  }

  function summary(leaves, collects) {
    const decided = new Set(leaves.map(({ outcomes }) => outcomes.join(" "))).size === 1;
    const certain = common(leaves.map((leaf) => leaf.certain));
    const sure = collects ? common(leaves.map(({ outcomes }) => outcomes)) : [];
    return {
      status: !decided ? "open" : leaves[0].outcomes.length ? "decided" : "none",
      outcomes: decided ? leaves[0].outcomes : sure,
      possible: every(leaves.map(({ outcomes }) => (outcomes.length ? outcomes : [null]))),
      rules: certain.length ? certain : common(leaves.map((leaf) => leaf.holding)),
      may: every(leaves.map((leaf) => leaf.possible)),
    };
  }

  if (typeof module === "object" && module.exports) module.exports = { walk };
  else if (!global.Decisionbook.walk) global.Decisionbook.walk = walk;
})(typeof window === "object" ? window : globalThis);
