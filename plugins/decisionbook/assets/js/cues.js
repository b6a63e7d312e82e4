/* What people say: a filter over the phrases, with a count. */
function cues(root) {
  const form = root.querySelector("form");
  const rows = [...root.querySelectorAll("tbody tr")];

  function show() {
    for (const row of rows) row.hidden = !matches(plain(row), form.elements.find.value);
    const output = root.querySelector("output");
    output.textContent = fill(output.dataset.say, { shown: rows.filter((row) => !row.hidden).length, all: rows.length });
  }

  if (form) serve(root, "cues", form, show);
}

register("[data-cues]", cues);
