/* Starts the parts of a page that a script serves, keeps what readers chose in the address, and copies text.
 *
 * One classic script: the other parts call `Decisionbook.register(selector, init)`. Every element that matches is
 * initialised once, at once and whenever the theme exchanges the page (Material's `document$`).
 *
 * The address holds one state a thing, parted by semicolons: `#choose-approach?fresh=yes;data-ready?done=agree`.
 */
(function (global) {
  "use strict";

  const { document } = global;
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
    if (parts.has(selector)) return;
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
  const read = (id) => split(global.location.hash).get(id) || null;

  /* Puts the parameters into the address, as a new step of the history where `push` says so. */
  function write(id, params, push) {
    const { history, location } = global;
    const hash = join(location.hash, id, params);
    if (hash === location.hash.slice(1)) return;
    const address = hash ? `#${hash}` : location.pathname + location.search;
    history[push ? "pushState" : "replaceState"](history.state, "", address);
  }

  const controls = (form) => [...form.elements].filter((control) => control.name);

  /* Keeps in the address what the controls of a form hold, without those that are as they were at first. */
  function keep(id, form) {
    const changed = controls(form).filter((one) => one.checked !== one.defaultChecked || one.value !== one.defaultValue);
    const names = new Set(changed.map((control) => control.name));
    const held = [...new FormData(form)].filter(([name]) => names.has(name));
    write(id, new URLSearchParams(held));
  }

  /* Sets the controls of a form as the address says, the others as they were at first; true if it says anything. */
  function recall(id, form) {
    const params = read(id);
    form.reset();
    for (const control of controls(form)) {
      if (!params || !params.has(control.name)) continue;
      if (control.type === "checkbox") control.checked = params.getAll(control.name).includes(control.value);
      else control.value = params.get(control.name);
    }
    return Boolean(params);
  }

  /* Calls back whenever the address changes, for as long as the element stands on the page. */
  function follow(root, changed) {
    const heard = () => (root.isConnected ? changed() : global.removeEventListener("hashchange", heard));
    global.addEventListener("hashchange", heard);
  }

  /* Copies a text and resolves to whether that worked; a `status` then shows its `data-yes` or `data-no`. */
  async function copy(text, status) {
    let done = true;
    try {
      await global.navigator.clipboard.writeText(text);
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

  /* A text with its {marks} filled. */
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (mark, name) => (name in values ? values[name] : mark));

  const Decisionbook = { register, start, read, write, keep, recall, follow, copy, fill, split, join };
  if (typeof module === "object" && module.exports) {
    module.exports = Decisionbook;
    return;
  }
  if (global.Decisionbook) return;
  global.Decisionbook = Decisionbook;
  document.addEventListener("DOMContentLoaded", start);
  if (global.document$) global.document$.subscribe(start);
})(typeof window === "object" ? window : globalThis);
