/* What a set of answers leads to, read off the compiled questions alone: the twin of decide/walk.py, whose rules
 * stand in decide/graph.py.
 *
 * `graphs` holds a graph for each decision: {nodes: […]}. A question is {address, decision?, ways: [{answers, to}]},
 * a leaf {outcomes, certain, possible}. `answers` maps addresses to answers; "unknown" is not asked again.
 * A place is a list of [decision, index], the outermost first; what a path has answered on its way is `bound`.
 */
const PATIENCE = 20000;
const last = (list) => list[list.length - 1];
const every = (lists) => [...new Set(lists.flat())];

/* What all of the lists hold, as often as all of them hold it. */
const common = (lists) => lists.reduce((kept, list) => {
  const rest = [...list];
  return kept.filter((item) => rest.includes(item) && rest.splice(rest.indexOf(item), 1));
});

/* The addresses that can come up more than once on a path. */
function repeated(graphs, root) {
  const seen = { __proto__: null };
  const count = (what) => (seen[what] = (seen[what] || 0) + 1);
  (function visit(name) {
    const asked = new Map(graphs[name].nodes.map((node) => [node.address, node.decision]));
    asked.delete(undefined);
    for (const [address, inner] of asked) {
      if (!inner) count(address);
      else if (count(`${name}/${address}`) < 3) visit(inner);
    }
  })(root);
  return new Set(Object.keys(seen).filter((address) => seen[address] > 1));
}

/* What `evaluate` says of a decision: {status, outcomes, possible, next}; and for whoever shows it, `certain`: the rules
 * that fire in any case, `may`: those that can still fire, `path`: the addresses reached, in asking order, each with its
 * [decision, index], `most`: how many questions may still come.
 */
function walk(graphs, root, answers) {
  answers = { __proto__: null, ...answers };  // an id may be `constructor`
  const again = repeated(graphs, root);
  const nodeAt = (place) => graphs[last(place)[0]].nodes[last(place)[1]];
  const known = ({ address, ways }) =>
    address in answers && (answers[address] !== "unknown" || ways.some((way) => way.answers.includes("unknown")));
  const given = { __proto__: null };
  const closed = new Set();
  for (const { nodes } of Object.values(graphs)) {
    for (const node of nodes) {
      if (!node.decision || !(node.address in answers)) continue;
      closed.add(node.decision);
      if (known(node)) given[node.decision] = answers[node.address];
    }
  }

  /* On from a place to a question for the reader or an end of the root; null where it ends nowhere. */
  function settle(place) {
    const node = nodeAt(place);
    if (node.decision) return settle([...place, [node.decision, 0]]);
    if (node.ways || place.length < 2) return place;
    const outer = place.slice(0, -1);
    const [outcome] = node.outcomes;
    const way = nodeAt(outer).ways.find((one) => one.answers.includes(outcome));
    const wanted = given[last(place)[0]];
    return way && (!wanted || wanted === outcome) ? settle(step(outer, way.to)) : null;
  }

  const step = (place, to) => [...place.slice(0, -1), [last(place)[0], to]];

  /* The places that follow a question, each with the answers that lead there. */
  function following(place, bound) {
    const node = nodeAt(place);
    const fixed = known(node) ? [answers[node.address]] : bound[node.address];
    return node.ways.flatMap((way) => {
      const kept = fixed ? way.answers.filter((answer) => fixed.includes(answer)) : way.answers;
      const after = kept.length && settle(step(place, way.to));
      return after ? [[after, kept]] : [];
    });
  }

  const visited = new Map();

  /* Walks on from a place; returns how many questions may still come. */
  function visit(place, bound) {
    const key = JSON.stringify([place, bound]);
    if (visited.has(key)) return visited.get(key).most;
    const entry = { place, bound, most: 0 };
    visited.set(key, entry);
    const { address, ways } = nodeAt(place);
    if (!ways) return 0;
    for (const [after, kept] of following(place, bound)) {
      const then = again.has(address) ? { __proto__: null, ...bound, [address]: kept } : bound;
      entry.most = Math.max(entry.most, visit(after, then));
    }
    return (entry.most += !(address in answers || address in bound));
  }

  /* Whether two answers at a place lead to different outcomes while all others are the same. */
  function matters({ place, bound }) {
    const ways = following(place, bound);
    return ways.some((one, index) => ways.slice(0, index).some((other) =>
      differ(one, other, bound, nodeAt(place).address, new Set())));
  }

  function differ(one, other, bound, asked, seen) {
    if (String(one[0]) === String(other[0]) && !again.has(asked)) return false;
    const [a, b] = [one, other].map(([place]) => nodeAt(place));
    if (!a.ways && !b.ways) return String(a.outcomes) !== String(b.outcomes);
    if (!a.ways) return differ(other, one, bound, asked, seen);
    const key = JSON.stringify([one, other, bound]);
    if (seen.has(key)) return false;
    if (seen.add(key).size > PATIENCE) return true;
    if (a.address === asked) {
      return following(one[0], { __proto__: null, ...bound, [asked]: one[1] }).some((after) => differ(after, other, bound, asked, seen));
    }
    return following(one[0], bound).some(([after, kept]) =>
      differ([after, one[1]], other, { __proto__: null, ...bound, [a.address]: kept }, asked, seen));
  }

  const start = settle([[root, 0]]);
  const most = visit(start, { __proto__: null });
  const order = (one, other) => {
    const at = one.findIndex((part, index) => !other[index] || part[1] !== other[index][1]);
    return at < 0 ? -1 : other[at] ? one[at][1] - other[at][1] : 1;
  };
  const places = [...visited.values()].sort((one, other) => order(one.place, other.place));
  const leaves = every(places.map(({ place }) => nodeAt(place)).filter((node) => !node.ways));
  if (!leaves.length) return walk(graphs, root, withoutOutcomes(graphs, answers));
  const path = new Map();
  const met = new Set();
  let next = null;
  for (const entry of places) {
    const inside = entry.place.findIndex(([name], index) => index && closed.has(name));
    const place = inside < 0 ? entry.place : entry.place.slice(0, inside);
    const { address, ways } = nodeAt(place);
    if (!ways || met.has(address)) continue;
    met.add(address);
    const asks = (one) => nodeAt(one.place).address === address && matters(one);
    if (address in answers) path.set(address, last(place));
    else if (next === null && inside < 0 && places.some(asks)) {
      path.set((next = address), last(place));
    }
  }
  return { ...summary(leaves), next, path, most };
}

/* The answers without the outcomes that were given for inner decisions: they contradict the rest. */
function withoutOutcomes(graphs, answers) {
  const inner = new Set(Object.values(graphs).flatMap(({ nodes }) => nodes.map((node) => node.decision && node.address)));
  return Object.fromEntries(Object.entries(answers).filter(([address]) => !inner.has(address)));
}

function summary(leaves) {
  const ends = leaves.map(({ outcomes }) => outcomes);
  return {
    status: new Set(ends.map(String)).size > 1 ? "open" : ends[0][0] ? "decided" : "none",
    outcomes: common(ends),
    possible: every(ends.map((end) => (end[0] ? end : [null]))),
    certain: common(leaves.map((leaf) => leaf.certain)),
    may: every(leaves.map((leaf) => leaf.possible)),
  };
}

if (typeof module === "object" && module.exports) module.exports = { walk };
