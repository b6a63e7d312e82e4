/* Starts the parts of a page that a script serves, keeps what readers chose in the address, and copies text.
 *
 * All files of this folder become one classic script in one function, in the order of assets.py: what one declares, the
 * others use. A part calls `register(selector, init)`. Every element that matches is initialised once, at once and
 * whenever the theme exchanges the page (Material's `document$`).
 *
 * The address holds one state a thing, parted by semicolons: `#choose-approach?fresh=yes;data-ready?done=agree`.
 */
const parts = new Map();
const seen = new WeakSet();

function start() {
  for (const [selector, init] of parts) {
    for (const root of document.querySelectorAll(selector)) {
      if (!seen.has(root)) init(root);
      seen.add(root);
    }
  }
}

function register(selector, init) {
  parts.set(selector, init);
  if (document.readyState !== "loading") start();
}

/* The states that a hash holds, by the thing they belong to. A plain anchor is none. */
function split(hash) {
  const states = hash.slice(1).split(";").filter((part) => part.includes("?"));
  return new Map(states.map((part) => [part.split("?")[0], new URLSearchParams(part.replace(/^.*?\?/, ""))]));
}

/* The hash, without its `#`, with the state of one thing exchanged; without parameters the thing leaves it. */
function join(hash, id, params) {
  const states = split(hash);
  states.set(id, params || "");
  return [...states].filter(([, state]) => String(state)).map((state) => state.join("?")).join(";");
}

/* The parameters of one thing in the address, or null where the address says nothing of it. */
const read = (id) => split(location.hash).get(id) || null;

/* Puts the parameters into the address, as a new step of the history where `push` says so. */
function write(id, params, push) {
  const { history, location } = window;
  const hash = join(location.hash, id, params);
  if (hash === location.hash.slice(1)) return;
  const address = hash ? `#${hash}` : location.pathname + location.search;
  history[push ? "pushState" : "replaceState"](history.state, "", address);
}

const controls = (form) => [...form.elements].filter((control) => control.name);

/* Keeps in the address what the controls of a form hold, without those that are as they were at first. */
function keep(id, form) {
  const changed = controls(form).filter(
    (one) => one.checked !== one.defaultChecked || one.value !== (one.defaultValue || ""));
  const names = new Set(changed.map((control) => control.name));
  const held = [...new FormData(form)].filter(([name]) => names.has(name));
  write(id, new URLSearchParams(held));
}

/* Sets the controls of a form as the address says, the others as they were at first. */
function recall(id, form) {
  const params = read(id);
  form.reset();
  for (const control of controls(form)) {
    if (!params || !params.has(control.name)) continue;
    if (control.type === "checkbox") control.checked = params.getAll(control.name).includes(control.value);
    else control.value = params.get(control.name);
    if (control.selectedIndex < 0) control.selectedIndex = 0;
  }
}

/* Shows the head of a table too where the address names one of its cells; browsers have shown the cell alone. */
function reveal() {
  document.querySelector(":not(.db-few) > .db-scroll:has(:target)")?.scrollIntoView({ block: "nearest" });
}

/* Serves what a form decides about, within `root`: shows it now, and on every change keeps it in the address of `id`.
 * An address that speaks of it brings its state back; a link to a part that is hidden brings everything back.
 * Controls that only scripts can serve are shown, and buttons with `data-reset` empty the form.
 */
function serve(root, id, form, show) {
  const restore = () => {
    const part = document.getElementById(location.hash.slice(1));
    const inside = root.contains(part);
    if (read(id) || (inside && part.closest("[hidden]"))) recall(id, form);
    show();
    if (inside) part.scrollIntoView();
    reveal();
  };
  const changed = () => {
    keep(id, form);
    show();
  };
  const heard = () => (root.isConnected ? restore() : window.removeEventListener("hashchange", heard));
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const button of root.querySelectorAll("[data-reset]")) {
    button.addEventListener("click", () => {
      form.reset();
      changed();
      if (button.closest("[hidden]")) form.elements.find.focus();
    });
  }
  for (const part of root.querySelectorAll(".db-tools, .db-copy, .db-progress")) part.hidden = false;
  window.addEventListener("hashchange", heard);
  restore();
}

/* Copies a text and resolves to whether that worked; a `status` then shows its `data-yes` or `data-no`. */
async function copy(text, status) {
  let done = true;
  try {
    await window.navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    done = document.execCommand("copy");
    area.remove();
  }
  if (status) status.textContent = done ? status.dataset.yes : status.dataset.no;
  return done;
}

/* Whether a text holds every word that is looked for, in any order. */
function matches(text, wanted) {
  return wanted.toLowerCase().split(/\s+/).every((word) => text.toLowerCase().includes(word));
}

/* A text with its {marks} filled. */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (mark, name) => (name in values ? values[name] : mark));

if (typeof module === "object" && module.exports) return void (module.exports = { split, join, matches, fill });
if (window.Decisionbook) return;
window.Decisionbook = { start };
document.addEventListener("DOMContentLoaded", start);
window.addEventListener("load", reveal);
if (window.document$) window.document$.subscribe(start);
