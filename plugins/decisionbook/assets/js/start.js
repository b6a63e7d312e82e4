/* Starts the parts of a page that a script serves, keeps what readers chose in the address, and copies text.
 *
 * One classic script: the other parts call `Decisionbook.register(selector, init)`. Every element that matches is
 * initialised once, at once and whenever the theme exchanges the page (Material's `document$`).
 *
 * The address holds one state a thing, parted by semicolons: `#choose-approach?fresh=yes;data-ready?done=agree`.
 */
(function (global) {
  "use strict";

  const parts = new Map();
  const seen = new WeakSet();

  function start() {
    for (const [selector, init] of parts) {
      for (const root of global.document.querySelectorAll(selector)) {
        if (seen.has(root)) continue;
        seen.add(root);
        init(root);
      }
    }
  }

  function register(selector, init) {
    if (parts.has(selector)) return;
    parts.set(selector, init);
    if (global.document.readyState !== "loading") start();
  }

  /* The things of an address's hash with their parameters: [["data-ready", URLSearchParams], …]. */
  function split(hash) {
    return hash.replace(/^#/, "").split(";").filter(Boolean).map((part) => {
      const at = part.indexOf("?");
      return at < 0 ? [part, null] : [part.slice(0, at), new URLSearchParams(part.slice(at + 1))];
    });
  }

  /* The hash with the state of one thing exchanged; without parameters the thing leaves it. Plain anchors go. */
  function join(hash, id, params) {
    const others = split(hash).filter(([name, state]) => name !== id && state);
    const text = params ? String(params) : "";
    if (text) others.push([id, text]);
    return others.map(([name, state]) => `${name}?${state}`).join(";");
  }

  /* The parameters of one thing in the address, or null where the address says nothing of it. */
  function read(id) {
    const found = split(global.location.hash).find(([name, state]) => name === id && state);
    return found ? found[1] : null;
  }

  /* Puts the parameters into the address, as a new step of the history where `push` says so. */
  function write(id, params, push) {
    const { history, location } = global;
    const hash = join(location.hash, id, params);
    if (hash === location.hash.replace(/^#/, "")) return;
    const address = hash ? `#${hash}` : location.pathname + location.search;
    history[push ? "pushState" : "replaceState"](history.state, "", address);
  }

  /* Copies a text; resolves to whether that worked. */
  async function copy(text) {
    const { document, navigator } = global;
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  /* A text with its {marks} filled. */
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (mark, name) => (name in values ? values[name] : mark));
  }

  const Decisionbook = { register, start, read, write, copy, fill, split, join };
  if (typeof module === "object" && module.exports) {
    module.exports = Decisionbook;
    return;
  }
  if (global.Decisionbook) return;
  global.Decisionbook = Decisionbook;
  if (global.document.readyState === "loading") global.document.addEventListener("DOMContentLoaded", start);
  if (global.document$) global.document$.subscribe(start);
})(typeof window === "object" ? window : globalThis);
