/* Checklists: progress and verdict in words, ticks in the address, copy as a Markdown task list. */
/* How far a checklist is done. Where nothing is required, everything is. */
function progress(items) {
  const required = items.filter((item) => item.required);
  const open = (required.length ? required : items).filter((item) => !item.done).length;
  return { done: items.filter((item) => item.done).length, all: items.length, required: required.length, open };
}

/* A task list; `items` have title, done, group and required, and `required` is the word for it. */
function taskList(title, items, required) {
  let group;
  const lines = items.map((item) => {
    const heading = item.group && item.group !== group ? `\n### ${item.group}\n\n` : "";
    group = item.group;
    return `${heading}- [${item.done ? "x" : " "}] ${item.title}${item.required ? ` (${required})` : ""}`;
  });
  return [`## ${title}`, lines[0].startsWith("\n") ? "" : "\n", ...lines].join("\n").replace(/\n{3,}/g, "\n\n");
}

function checklist(root) {
  const find = (selector) => root.querySelector(selector);
  const form = find("form");
  const line = find(".db-progress");

  const items = () => [...form.elements].map((box) => {
    const before = box.closest("ul").previousElementSibling;
    return {
      title: plain(box.labels[0].firstElementChild),
      done: box.checked,
      required: "required" in box.dataset,
      group: before && before.firstChild.textContent,
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

  find("[data-copy]").addEventListener("click", () => {
    const mark = find("label small");
    copy(taskList(root.getAttribute("aria-label"), items(), mark && plain(mark)), find("[data-yes]"));
  });
  serve(root, root.dataset.checklist, form, show);
}

if (typeof module === "object" && module.exports) module.exports = { progress, taskList };
else register("[data-checklist]", checklist);
