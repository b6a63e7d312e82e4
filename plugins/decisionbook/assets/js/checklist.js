/* Checklists: progress and verdict in words, ticks in the address, copy as a Markdown task list. */
(function (global) {
  "use strict";

  /* How far a checklist is done. Where nothing is required, everything is. */
  function progress(items) {
    const required = items.some((item) => item.required) ? items.filter((item) => item.required) : items;
    const open = required.filter((item) => !item.done).length;
    return { done: items.filter((item) => item.done).length, all: items.length, open, ready: open === 0 };
  }

  /* A task list; `items` have title, done, group and required, `required` is the word for it. */
  function toMarkdown(title, items, required) {
    const lines = [`## ${title}`, ""];
    let group;
    for (const item of items) {
      if (item.group && item.group !== group) lines.push(...(group === undefined ? [] : [""]), `### ${item.group}`, "");
      group = item.group;
      lines.push(`- [${item.done ? "x" : " "}] ${item.title}${item.required ? ` (${required})` : ""}`);
    }
    return lines.join("\n");
  }

  const squeeze = (text) => text.replace(/\s+/g, " ").trim();

  class Checklist {
    constructor(root, book) {
      Object.assign(this, { root, book, id: root.dataset.checklist });
      this.boxes = [...root.querySelectorAll(".db-items input")];
      this.line = root.querySelector(".db-progress");
      root.addEventListener("change", () => this.changed());
      root.querySelector("[data-clear]").addEventListener("click", () => {
        for (const box of this.boxes) box.checked = false;
        this.changed();
      });
      root.querySelector("[data-copy]").addEventListener("click", () => this.copy());
      const follow = () => (root.isConnected ? this.restore() : global.removeEventListener("hashchange", follow));
      global.addEventListener("hashchange", follow);
      this.line.hidden = root.querySelector(".db-copy").hidden = false;
      this.restore();
    }

    restore() {
      const params = this.book.read(this.id);
      if (params) {
        const done = (params.get("done") || "").split(",");
        for (const box of this.boxes) box.checked = done.includes(box.value);
      }
      this.show();
    }

    changed() {
      const done = this.boxes.filter((box) => box.checked).map((box) => box.value).join(",");
      this.book.write(this.id, done ? new URLSearchParams({ done }) : null);
      this.show();
    }

    items() {
      return this.boxes.map((box) => {
        const label = this.root.querySelector(`label[for="${box.id}"]`).cloneNode(true);
        label.querySelectorAll("small").forEach((mark) => mark.remove());
        const before = box.closest("ul").previousElementSibling;
        const group = before ? squeeze((before.firstChild || before).textContent) : undefined;
        return { title: squeeze(label.textContent), done: box.checked, required: "required" in box.dataset, group };
      });
    }

    show() {
      const { done, all, open, ready } = progress(this.items());
      const say = this.line.dataset;
      const more = done === all ? say.sayDone : ready ? say.sayRequired : open === 1 ? say.sayOne : say.sayMany;
      const some = this.boxes.some((box) => "required" in box.dataset) || done === all;
      const text = `${this.book.fill(say.say, { done, all })}${some ? ` ${this.book.fill(more, { count: open })}` : ""}`;
      if (this.line.textContent !== text) this.line.textContent = text;
      for (const verdict of this.root.querySelectorAll("[data-verdict]")) {
        verdict.hidden = (verdict.dataset.verdict === "ready") !== ready;
      }
    }

    async copy() {
      const mark = this.root.querySelector("label small");
      const text = toMarkdown(this.root.getAttribute("aria-label"), this.items(), mark ? mark.textContent : "");
      const done = await this.book.copy(text);
      const status = this.root.querySelector(".db-copy [role=status]");
      status.textContent = done ? status.dataset.yes : status.dataset.no;
    }
  }

  if (typeof module === "object" && module.exports) {
    module.exports = { progress, toMarkdown };
    return;
  }
  global.Decisionbook.register("[data-checklist]", (root) => new Checklist(root, global.Decisionbook));
})(typeof window === "object" ? window : globalThis);
