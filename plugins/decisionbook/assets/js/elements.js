/* Makes and reads the elements of a page. */
function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const name in attributes) made.setAttribute(name, attributes[name]);
  made.append(...children.filter(Boolean));
  return made;
}

const button = (action, label, address = "") =>
  el("button", { type: "button", class: "db-link", "data-do": action, "data-address": address }, label);

const heading = (text, level, name) =>
  el("p", { class: name, role: "heading", "aria-level": level, tabindex: -1 }, text);

const list = (items) => items.length && el("ul", {}, ...items.map((item) => el("li", {}, ...item)));

/* A label and what stands beside it; nothing where nothing does. */
const row = (label, content) => (content ? [heading(label, 3, "db-label"), content] : []);

/* A copy that may stand beside its original. */
function twin(node) {
  if (!node) return null;
  const made = node.cloneNode(true);
  for (const one of [made, ...made.querySelectorAll("[id]")]) one.removeAttribute("id");
  return made;
}

/* The words of a part on one line, without its evidence and controls. */
function plain(node) {
  const made = node.cloneNode(true);
  for (const one of made.querySelectorAll(".db-ev, .db-permalink, .db-sort")) one.remove();
  return made.textContent.replace(/\s+/g, " ").trim();
}
