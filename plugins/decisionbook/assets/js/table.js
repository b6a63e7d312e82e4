/* Comparisons: choose options and criteria, filter, see only differences, sort, copy, and share the view by its address.
 *
 * The markup says everything: cells carry `data-option`, `data-criterion` and, where they sort, `data-value`. The header
 * of a criterion has `data-alike`, a character for each option in the author's order, the same for the same words, and
 * if it sorts `data-sort` with its better end (high, low or any).
 */
/* Ids by their values, which are numbers in text; ids without a value stay last. Equal ones keep their place. */
function order(ids, valueOf, down) {
  const key = (id) => (valueOf(id) === undefined ? Infinity : valueOf(id) * (down ? -1 : 1));
  return [...ids].sort((a, b) => key(a) - key(b) || 0);
}

/* The next order after a click on the header with these data: the better end first, then the other, then the author's. */
function turn(sort, { criterion: id, sort: end }) {
  const ends = end === "high" ? [`-${id}`, id] : [id, `-${id}`];
  return [...ends, ""][ends.indexOf(sort) + 1];
}

const toMarkdown = ([head, ...rows]) =>
  [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replace(/[\\|]/g, "\\$&")).join(" | ")} |`).join("\n");

const toCsv = (rows) =>
  rows.map((cells) => cells.map((cell) => `"${cell.replace(/"/g, '""')}"`).join(",")).join("\r\n");

function comparison(root) {
  const find = (selector) => root.querySelector(selector);
  const all = (selector) => [...root.querySelectorAll(selector)];
  const form = find("form");
  const { sort, find: filter, differences } = form.elements;
  const nothing = find(".db-nothing");
  const output = find("output");
  const across = root.matches(".db-across");
  const axes = ["criterion", "option"];
  const [down, along] = across ? axes.reverse() : axes;
  const table = find("table");
  const rows = [...table.rows].filter((row) => row.dataset[down]);
  const columns = [...table.rows[0].cells].filter((cell) => cell.dataset[along]);
  const sides = [rows.map((row) => row.cells[0]), columns];
  const [heads, names] = across ? sides.reverse() : sides;
  const criteria = heads.map((head) => head.dataset.criterion);
  const options = names.map((head) => head.dataset.option);
  const name = (cell) => plain(cell.querySelector(".db-name") || cell);
  const fits = find(".db-fit") && fit(names, name, find);
  let arranged = "";

  /* What is to be seen: the chosen options and criteria that the filter and the wish for differences leave. */
  function view() {
    const chosen = (group, ids) => {
      const out = controls(form).filter((box) => box.name === group && !box.checked).map((box) => box.value);
      return ids.filter((one) => !out.includes(one));
    };
    const seen = { option: chosen("options", options), criterion: chosen("criteria", criteria) };
    const found = rows.filter((row) => !filter.value || matches((row.said ||= plain(row)), filter.value));
    const said = (one, option) => heads[criteria.indexOf(one)].dataset.alike[options.indexOf(option)];
    const differ = (one) => new Set(seen.option.map((option) => said(one, option))).size > 1;
    seen[down] = found.map((row) => row.dataset[down]).filter((one) => seen[down].includes(one));
    if (seen.option[1] && differences.checked) seen.criterion = seen.criterion.filter(differ);
    return seen;
  }

  function arrange(by, turned) {
    const values = {};
    for (const { dataset } of all(`td[data-criterion="${by}"]`)) values[dataset.option] = dataset.value;
    const sorted = order(options, (option) => values[option], turned);
    const place = (part) => sorted.indexOf(part.dataset.option);
    for (const parent of across ? table.tBodies : all("colgroup, tr")) {
      const parts = [...parent.children].filter((part) => part.dataset.option);
      parent.append(...parts.sort((a, b) => place(a) - place(b)));
    }
    for (const head of heads) {
      head.ariaSort = head.dataset.criterion !== by ? null : turned ? "descending" : "ascending";
    }
  }

  /* Rows hide as a whole, columns part by part: in large tables only what changes is touched. */
  function hide(seen) {
    for (const row of rows) row.hidden = !seen[down].includes(row.dataset[down]);
    for (const head of columns) {
      const id = head.dataset[along];
      if (head.hidden !== seen[along].includes(id)) continue;
      for (const part of all(`table :not(tr)[data-${along}="${id}"]`)) part.hidden = !part.hidden;
    }
    for (const group of table.tBodies) {
      const [title, cell] = group.rows[0].cells;
      if (!cell) title.colSpan = seen.option.length + 1;
      group.hidden = !group.querySelector("tr:not([hidden]) > td");
    }
    root.classList.toggle("db-few", !across && !seen.option[3]);
    nothing.hidden = Boolean(seen.option[0] && seen.criterion[0]);
    find(".db-scroll").hidden = !nothing.hidden;
  }

  function show() {
    const seen = view();
    const by = criteria.find((one) => one === sort.value.replace(/^-/, "")) || "";
    const turned = sort.value.startsWith("-");
    if (arranged !== sort.value) arrange(by, turned);
    arranged = sort.value;
    hide(seen);
    if (fits) fits(seen.option);
    const sorted = by && heads[criteria.indexOf(by)].dataset[turned ? "down" : "up"];
    output.textContent = `${fill(output.dataset.say, { shown: seen[down].length, all: rows.length })} ${sorted}`;
    nothing.firstChild.textContent = fill(nothing.dataset[filter.value ? "say" : "bare"], { text: filter.value });
  }

  /* The visible table as rows of texts, its head first. */
  const grid = () => [...table.rows].filter((row) => row.cells[1] && !row.hidden)
    .map((row) => [...row.cells].filter((cell) => !cell.hidden).map(name));

  root.addEventListener("click", ({ target }) => {
    const format = target.dataset.copy;
    if (format) copy((format === "csv" ? toCsv : toMarkdown)(grid()), find("[data-yes]"));
    if (!target.matches(".db-sort")) return;
    sort.value = turn(sort.value, target.parentNode.dataset);
    form.dispatchEvent(new Event("input"));
  });
  serve(root, root.dataset.comparison, form, show);
}

if (typeof module === "object" && module.exports) module.exports = { order, turn, toMarkdown, toCsv };
else register("[data-comparison]", comparison);
