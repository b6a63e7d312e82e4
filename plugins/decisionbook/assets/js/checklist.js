/* Checklists: progress and verdict in words, ticks in the address, copy as a Markdown task list. */
(function (global) {
  "use strict";

  /* How far a checklist is done. Where nothing is required, everything is. */
  function progress(items) {
    const required = items.filter((item) => item.required);
    const open = (required.length ? required : items).filter((item) => !item.done).length;
    return { done: items.filter((item) => item.done).length, all: items.length, required: required.length, open };
  }

  /* A task list; `items` have title, done, group and required, and `required` is the word for it. */
  function toMarkdown(title, items, required) {
    let group;
    const lines = items.map((item) => {
      const heading = item.group && item.group !== group ? `\n### ${item.group}\n\n` : "";
      group = item.group;
      return `${heading}- [${item.done ? "x" : " "}] ${item.title}${item.required ? ` (${required})` : ""}`;
    });
    return [`## ${title}`, lines[0].startsWith("\n") ? "" : "\n", ...lines].join("\n").replace(/\n{3,}/g, "\n\n");
  }

  const squeeze = (element) => element.textContent.replace(/\s+/g, " ").trim();

  function start(root) {
    const { keep, recall, follow, copy, fill } = global.Decisionbook;
    const id = root.dataset.checklist;
    const find = (selector) => root.querySelector(selector);
    const form = find("form");
    const line = find(".db-progress");
    const foot = find(".db-copy");

    const items = () => [...form.elements].map((box) => {
      const before = box.closest("ul").previousElementSibling;
      return {
        title: squeeze(box.labels[0].firstElementChild),
        done: box.checked,
        required: "required" in box.dataset,
        group: before && squeeze(before.firstChild),
      };
    });

    function show() {
      const { done, all, required, open } = progress(items());
      const say = line.dataset;
      const more = done === all ? say.done : !required ? "" : open > 1 ? say.many : open ? say.one : say.required;
      line.textContent = fill(`${say.say} ${more}`, { done, all, count: open });
      for (const verdict of root.querySelectorAll("[data-verdict]")) {
        verdict.hidden = (verdict.dataset.verdict === "ready") !== !open;
      }
    }

    function changed() {
      keep(id, form);
      show();
    }

    function restore() {
      recall(id, form);
      show();
    }

    form.addEventListener("change", changed);
    find("[data-clear]").addEventListener("click", () => {
      form.reset();
      changed();
    });
    find("[data-copy]").addEventListener("click", () => {
      const mark = find("label small");
      const text = toMarkdown(root.getAttribute("aria-label"), items(), mark && squeeze(mark));
      copy(text, find("[role=status][data-yes]"));
    });
    follow(root, restore);
    line.hidden = foot.hidden = false;
    restore();
  }

  if (typeof module === "object" && module.exports) module.exports = { progress, toMarkdown };
  else global.Decisionbook.register("[data-checklist]", start);
})(typeof window === "object" ? window : globalThis);
