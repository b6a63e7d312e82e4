/* Comparisons: choose options and criteria, filter, see only differences, sort, copy, and share the view by its address.
 *
 * The markup says everything: cells carry `data-option`, `data-criterion` and, unless open, `data-value`; the header
 * of a criterion that sorts has `data-sort` with its better end (high, low or any).
 */
(function (global) {
  "use strict";

  function compare(a, b) {
    const difference = Number(a) - Number(b);
    return Number.isNaN(difference) ? a.localeCompare(b) : difference;
  }

  /* Ids by their values, which are texts or numbers in text; ids without a value stay last. Equal ones keep their place. */
  function order(ids, valueOf, down) {
    const known = ids.filter((id) => valueOf(id) !== undefined);
    known.sort((a, b) => (down ? compare(valueOf(b), valueOf(a)) : compare(valueOf(a), valueOf(b))));
    return known.concat(ids.filter((id) => valueOf(id) === undefined));
  }

  /* The next order after a click: the better end first, then the other, then the author's. */
  function turn(sort, id, end) {
    const first = end === "high" ? `-${id}` : id;
    const second = end === "high" ? id : `-${id}`;
    return sort === first ? second : sort === second ? "" : first;
  }

  function toMarkdown(grid) {
    const line = (cells) => `| ${cells.map((cell) => cell.replace(/[\\|]/g, "\\$&")).join(" | ")} |`;
    return [line(grid[0]), line(grid[0].map(() => "---")), ...grid.slice(1).map(line)].join("\n");
  }

  function toCsv(grid) {
    const field = (text) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
    return grid.map((cells) => cells.map(field).join(",")).join("\r\n");
  }

  /* The words of a cell or row without its evidence and controls. */
  function textOf(element) {
    const copy = element.cloneNode(true);
    copy.querySelectorAll(".db-ev, .db-permalink, .db-sort").forEach((part) => part.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  const plain = (part) => (part.querySelector(".db-name") || part).textContent.trim();

  class Table {
    constructor(root, book) {
      Object.assign(this, { root, book, id: root.dataset.comparison });
      this.table = root.querySelector("table");
      this.across = root.classList.contains("db-across");
      const heads = [...this.table.querySelectorAll("th")];
      this.heads = heads.filter((head) => head.dataset.criterion);
      this.options = heads.map((head) => head.dataset.option).filter(Boolean);
      this.criteria = this.heads.map((head) => head.dataset.criterion);
      this.cells = {};
      this.texts = {};
      for (const cell of this.table.querySelectorAll("td")) {
        const key = `${cell.dataset.criterion} ${cell.dataset.option}`;
        this.cells[key] = cell;
        this.texts[key] = textOf(cell);
      }
      for (const row of this.table.querySelectorAll("tbody tr")) {
        this.texts[row.dataset.criterion || row.dataset.option] = textOf(row).toLowerCase();
      }
      this.find = (selector) => root.querySelector(selector);
      this.boxes = (name) => [...root.querySelectorAll(`[data-choose=${name}] input`)];
      this.addSorting();
      this.listen();
      root.querySelectorAll(".db-tools, .db-copy").forEach((part) => (part.hidden = false));
      this.restore();
    }

    addSorting() {
      if (this.options.length < (this.across ? 2 : 3)) return;
      for (const head of this.heads.filter((one) => one.dataset.sort)) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "db-sort";
        button.setAttribute("aria-label", this.book.fill(this.table.dataset.sortLabel, { name: plain(head) }));
        button.addEventListener("click", () => {
          this.sort = turn(this.sort, head.dataset.criterion, head.dataset.sort);
          this.show(true);
        });
        head.querySelector(".db-permalink").before(button);
      }
    }

    listen() {
      const { root } = this;
      root.querySelector(".db-tools").addEventListener("input", () => this.show(true));
      root.querySelector(".db-nothing button").addEventListener("click", () => {
        this.restore(new URLSearchParams());
        this.show(true);
        this.find("[type=search]").focus();
      });
      for (const button of root.querySelectorAll("[data-copy]")) {
        button.addEventListener("click", () => this.copy(button.dataset.copy));
      }
      const follow = () => (root.isConnected ? this.restore() : global.removeEventListener("hashchange", follow));
      global.addEventListener("hashchange", follow);
    }

    /* Takes the view from the address; a link to a part of the table shows that part. */
    restore(params = this.book.read(this.id)) {
      const part = document.getElementById(decodeURIComponent(global.location.hash.slice(1)));
      if (!params && this.shown && !(part && part.hidden && this.root.contains(part))) return;
      const state = params || new URLSearchParams();
      for (const [name, all] of [["options", this.options], ["criteria", this.criteria]]) {
        const chosen = (state.get(name) || "").split(",").filter((id) => all.includes(id));
        for (const box of this.boxes(name)) box.checked = !chosen.length || chosen.includes(box.value);
      }
      this.find("[type=search]").value = state.get("find") || "";
      const differences = this.find("[data-differences]");
      if (differences) differences.checked = state.has("differences");
      const sort = state.get("sort") || "";
      this.sort = this.criteria.includes(sort.replace(/^-/, "")) ? sort : "";
      this.show(false);
    }

    chosen(name) {
      const boxes = this.boxes(name);
      return boxes.length ? boxes.filter((box) => box.checked).map((box) => box.value) : this[name];
    }

    show(keep) {
      const text = this.find("[type=search]").value.trim();
      const matches = (id) => this.texts[id].includes(text.toLowerCase());
      const differences = this.find("[data-differences]");
      let options = this.chosen("options");
      let criteria = this.chosen("criteria");
      if (this.across) options = options.filter(matches);
      else criteria = criteria.filter(matches);
      if (differences && differences.checked && options.length > 1) {
        criteria = criteria.filter((id) => new Set(options.map((option) => this.texts[`${id} ${option}`])).size > 1);
      }
      this.shown = { options, criteria };
      this.arrange();
      this.hide();
      this.report(text);
      if (keep) this.book.write(this.id, this.state(text, differences));
    }

    state(text, differences) {
      const params = new URLSearchParams();
      for (const name of ["options", "criteria"]) {
        const chosen = this.chosen(name);
        if (chosen.length && chosen.length < this[name].length) params.set(name, chosen.join(","));
      }
      if (text) params.set("find", text);
      if (differences && differences.checked) params.set("differences", "yes");
      if (this.sort) params.set("sort", this.sort);
      return params;
    }

    arrange() {
      const down = this.sort.startsWith("-");
      const by = this.sort.replace(/^-/, "");
      const value = (option) => this.cells[`${by} ${option}`].dataset.value;
      const sorted = by ? order(this.options, value, down) : this.options;
      const places = this.across
        ? [this.table.tBodies[0]]
        : [this.table.querySelector("colgroup"), ...this.table.querySelectorAll("tr")];
      for (const place of places) {
        const parts = [...place.children].filter((part) => part.dataset.option);
        parts.sort((a, b) => sorted.indexOf(a.dataset.option) - sorted.indexOf(b.dataset.option));
        place.append(...parts);
      }
      for (const head of this.heads) {
        if (head.dataset.criterion === by) head.setAttribute("aria-sort", down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      }
    }

    hide() {
      const { options, criteria } = this.shown;
      for (const part of this.table.querySelectorAll("[data-option], [data-criterion]")) {
        const { option, criterion } = part.dataset;
        part.hidden = Boolean((option && !options.includes(option)) || (criterion && !criteria.includes(criterion)));
      }
      for (const body of this.table.tBodies) {
        body.hidden = !body.querySelector("tr:not([hidden]) > td:not([hidden])");
        const title = body.querySelector("[scope=rowgroup]");
        if (title) title.colSpan = options.length + 1;
      }
      if (!this.across) this.root.classList.toggle("db-few", options.length <= 3);
    }

    report(text) {
      const { options, criteria } = this.shown;
      const [shown, all] = this.across ? [options, this.options] : [criteria, this.criteria];
      const output = this.find("output");
      let said = this.book.fill(output.dataset.say, { shown: shown.length, all: all.length });
      const head = this.heads.find((one) => one.hasAttribute("aria-sort"));
      if (head) {
        const down = this.sort.startsWith("-");
        const end = head.dataset.sort;
        const how = end === "any" ? (down ? "down" : "up") : (end === "high") === down ? "best" : "worst";
        said += ` ${this.book.fill(output.dataset[how], { name: plain(head) })}`;
      }
      output.textContent = said;
      const nothing = this.find(".db-nothing");
      nothing.hidden = Boolean(options.length && criteria.length);
      nothing.firstChild.textContent = text ? this.book.fill(nothing.dataset.say, { text }) : nothing.dataset.sayBare;
      this.find(".db-scroll").hidden = !nothing.hidden;
    }

    /* The visible table as rows of texts, its head first. */
    grid() {
      const rows = [...this.table.rows].filter((row) => !row.querySelector("[scope=rowgroup]"));
      return rows.filter((row) => !row.hidden).map((row) =>
        [...row.cells].filter((cell) => !cell.hidden).map((cell) => (cell.tagName === "TH" ? plain(cell) : textOf(cell))));
    }

    async copy(form) {
      const done = await this.book.copy(form === "csv" ? toCsv(this.grid()) : toMarkdown(this.grid()));
      const status = this.find(".db-copy [role=status]");
      status.textContent = done ? status.dataset.yes : status.dataset.no;
    }
  }

  if (typeof module === "object" && module.exports) {
    module.exports = { order, turn, toMarkdown, toCsv };
    return;
  }
  global.Decisionbook.register("[data-comparison]", (root) => new Table(root, global.Decisionbook));
})(typeof window === "object" ? window : globalThis);
