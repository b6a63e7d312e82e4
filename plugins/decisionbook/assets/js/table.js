/* Comparisons: choose options and criteria, filter, see only differences, sort, copy, and share the view by its address.
 *
 * The markup says everything: cells carry `data-option`, `data-criterion` and, unless open, `data-value`; the header
 * of a criterion that sorts has `data-sort` with its better end (high, low or any).
 */
function compare(a, b) {
  const difference = a - b;
  return Number.isNaN(difference) ? a.localeCompare(b) : difference;
}

/* Ids by their values, which are texts or numbers in text; ids without a value stay last. Equal ones keep their place. */
function order(ids, valueOf, down) {
  const known = ids.filter((id) => valueOf(id) !== undefined);
  known.sort((a, b) => compare(valueOf(a), valueOf(b)) * (down ? -1 : 1));
  return [...known, ...ids.filter((id) => valueOf(id) === undefined)];
}

/* The next order after a click: the better end first, then the other, then the author's. */
function turn(sort, id, end) {
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
  const across = root.matches(".db-across");
  const form = find("form");
  const sort = form.elements.sort;
  const nothing = find(".db-nothing");
  const heads = all("th[data-criterion]");
  const criteria = heads.map((head) => head.dataset.criterion);
  const options = all("th[data-option]").map((head) => head.dataset.option);
  const name = (head) => plain(head.querySelector(".db-name") || head);
  const cells = {};
  const texts = {};
  for (const part of all("tbody [data-option], tbody [data-criterion]")) {
    const { option, criterion } = part.dataset;
    if (part.matches("tr")) texts[option || criterion] = plain(part);
    else if (option && criterion) cells[`${criterion} ${option}`] = part;
  }

  const fits = find(".db-fit") && fit(root, name, (criterion, option) => cells[`${criterion} ${option}`]);

  const chosen = (group, ids) => {
    const boxes = all(`[name=${group}]`);
    return ids.filter((one) => !boxes.length || boxes.some((box) => box.checked && box.value === one));
  };

  /* What is to be seen: the chosen options and criteria that the filter and the wish for differences leave. */
  function view() {
    const text = form.elements.find.value;
    const matching = (ids, filtered) => (filtered ? ids.filter((one) => matches(texts[one], text)) : ids);
    const shown = matching(chosen("options", options), across);
    const differ = (one) => new Set(shown.map((option) => plain(cells[`${one} ${option}`]))).size > 1;
    const rows = matching(chosen("criteria", criteria), !across);
    return [shown, shown.length > 1 && find("[name=differences]:checked") ? rows.filter(differ) : rows];
  }

  function arrange(by, down) {
    const value = (option) => cells[`${by} ${option}`].dataset.value;
    const sorted = by ? order(options, value, down) : options;
    for (const place of across ? all("tbody") : all("colgroup, tr")) {
      const parts = [...place.children].filter((part) => part.dataset.option);
      place.append(...parts.sort((a, b) => sorted.indexOf(a.dataset.option) - sorted.indexOf(b.dataset.option)));
    }
    for (const head of heads) {
      head.ariaSort = head.dataset.criterion !== by ? null : down ? "descending" : "ascending";
    }
  }

  function hide(shown, rows) {
    for (const part of all("table [data-option], table [data-criterion]")) {
      const { option, criterion } = part.dataset;
      part.hidden = Boolean((option && !shown.includes(option)) || (criterion && !rows.includes(criterion)));
    }
    for (const title of all("[scope=rowgroup]")) {
      title.colSpan = shown.length + 1;
      title.closest("tbody").hidden = !title.closest("tbody").querySelector("tr[data-criterion]:not([hidden])");
    }
    root.classList.toggle("db-few", !across && shown.length < 4);
    nothing.hidden = Boolean(shown.length && rows.length);
    find(".db-scroll").hidden = !nothing.hidden;
  }

  function show() {
    const [shown, rows] = view();
    const by = criteria.find((one) => sort.value.replace("-", "") === one);
    const down = sort.value.startsWith("-");
    arrange(by, down);
    hide(shown, rows);
    if (fits) fits(shown);
    const output = find("output");
    const [some, every] = across ? [shown, options] : [rows, criteria];
    const head = heads[criteria.indexOf(by)];
    const sorted = head ? head.dataset[down ? "down" : "up"] : "";
    output.textContent = `${fill(output.dataset.say, { shown: some.length, all: every.length })} ${sorted}`;
    const text = form.elements.find.value;
    nothing.firstChild.textContent = fill(text ? nothing.dataset.say : nothing.dataset.bare, { text });
  }

  /* The visible table as rows of texts, its head first. */
  const grid = () => all("tr:not([hidden])").filter((row) => !row.querySelector("[scope=rowgroup]"))
    .map((row) => [...row.cells].filter((cell) => !cell.hidden)
      .map((cell) => (cell.matches("th") ? name(cell) : plain(cell))));

  for (const head of options.length < (across ? 2 : 3) ? [] : heads) {
    const { criterion, sort: end } = head.dataset;
    if (!end) continue;
    const button = el("button", { type: "button", class: "db-link db-sort", "aria-label": head.dataset.label });
    button.addEventListener("click", () => {
      sort.value = turn(sort.value, criterion, end);
      form.dispatchEvent(new Event("input"));
    });
    head.querySelector(".db-permalink").before(button);
  }
  for (const button of all("[data-copy]")) {
    const write = button.dataset.copy === "csv" ? toCsv : toMarkdown;
    button.addEventListener("click", () => copy(write(grid()), find("[data-yes]")));
  }
  serve(root, root.dataset.comparison, form, show);
}

if (typeof module === "object" && module.exports) module.exports = { order, turn, toMarkdown, toCsv };
else register("[data-comparison]", comparison);
