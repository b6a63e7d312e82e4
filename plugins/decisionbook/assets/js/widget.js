/* Asks a decision one question at a time.
 *
 * Its markup is the whole decision: a form a question, a section a result. This script shows the one that is due,
 * keeps the answers in the address (`#choose-approach?fresh=yes&volume=unknown`), and builds the result from the
 * sections. The parameter "." names a question that is asked again. An address that names a part of the widget
 * (`#db-choose-approach`) shows all of it.
 */
(function (global) {
  "use strict";

  const { document } = global;
  const { register, read, write, copy, fill, walk } = global.Decisionbook;

  function el(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children.filter((child) => child != null));
    return made;
  }

  const button = (action, label, extra = {}) =>
    el("button", { type: "button", class: "db-link", "data-do": action, ...extra }, label);

  /* A copy that may stand beside its original. */
  function twin(node) {
    const made = node.cloneNode(true);
    for (const one of [made, ...made.querySelectorAll("[id], [aria-labelledby]")]) {
      one.removeAttribute("id");
      one.removeAttribute("aria-labelledby");
    }
    return made;
  }

  /* The words of a part, without its evidence. */
  function plain(node) {
    if (!node) return "";
    const made = node.cloneNode(true);
    made.querySelectorAll(".db-ev, .db-if").forEach((one) => one.remove());
    return made.textContent.replace(/\s+/g, " ").trim();
  }

  class Widget {
    constructor(root) {
      this.root = root;
      this.key = root.id.replace(/^db-/, "");
      this.name = root.dataset.decision;
      this.graphs = JSON.parse(root.dataset.graphs);
      this.words = JSON.parse(root.dataset.words);
      this.forms = [...root.querySelectorAll(".db-question")];
      this.given = {};
      root.addEventListener("submit", (event) => this.onSubmit(event));
      root.addEventListener("click", (event) => this.onClick(event));
      const moved = () => (root.isConnected ? this.onMove() : stop());
      const stop = () => ["hashchange", "popstate"].forEach((name) => global.removeEventListener(name, moved));
      ["hashchange", "popstate"].forEach((name) => global.addEventListener(name, moved));
      root.dataset.live = "";
      this.last = null;
      this.onMove(true);
    }

    say(word, values = {}) {
      return fill(this.words[word], values);
    }

    walk(answers, name = this.name) {
      return walk(this.graphs, name, answers, name === this.name && "collects" in this.root.dataset);
    }

    /* --- the address ------------------------------------------------------------------------------ */

    /* The address says something new: another state, or a part of the widget that is to be read. */
    onMove(first) {
      const hash = decodeURIComponent(global.location.hash.slice(1));
      const part = hash && document.getElementById(hash);
      const all = Boolean(part) && this.root.contains(part);
      this.root.toggleAttribute("data-all", all);
      if (all) return void part.scrollIntoView();
      const params = read(this.key);
      if (!params && hash && !hash.includes("?")) return first ? this.show({}, {}) : undefined;
      if (String(params) === this.last) return;
      this.take(params || new URLSearchParams(), first);
    }

    take(params, first) {
      const given = {};
      const gone = [];
      for (const [address, answer] of params) {
        if (address === ".") continue;
        if (this.radio(address, answer) || (answer === "unknown" && this.mayBeUnknown(address))) given[address] = answer;
        else gone.push(this.ask(address));
      }
      this.last = String(read(this.key));
      this.show(given, { asked: params.get("."), gone, focus: !first });
    }

    put(given, asked) {
      const params = new URLSearchParams(Object.entries(given));
      if (asked) params.set(".", asked);
      write(this.key, params, true);
      this.last = String(read(this.key));
      this.root.removeAttribute("data-all");
      this.show(given, { asked, focus: true });
    }

    /* --- what the markup says --------------------------------------------------------------------- */

    formsOf(address) {
      return this.forms.filter((form) => form.querySelector("fieldset").dataset.input === address);
    }

    radio(address, answer) {
      for (const form of this.formsOf(address)) {
        const found = [...form.elements].find((one) => one.type === "radio" && one.value === answer);
        if (found) return found;
      }
      return null;
    }

    mayBeUnknown(address) {
      return this.formsOf(address).some((form) => form.querySelector("[data-do=unknown]"));
    }

    ask(address) {
      const form = this.formsOf(address)[0];
      return form ? plain(form.querySelector(".db-title")) : address;
    }

    label(address, answer) {
      const radio = this.radio(address, answer);
      return radio ? plain(radio.parentNode.querySelector("label")) : this.words.unsure;
    }

    section(outcomes, inner) {
      const what = inner ? `[data-inner="${inner}"][data-outcome="${outcomes}"]` : `[data-outcomes="${outcomes}"]`;
      return this.root.querySelector(`.db-result:not(.db-live)${what}`);
    }

    title(outcome) {
      return outcome === null ? this.words.nothing_else : plain(this.section(outcome).querySelector(".db-title"));
    }

    titles(outcomes, last = this.words.or) {
      const all = outcomes.map((outcome) => this.title(outcome));
      return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} ${last} ${all[all.length - 1]}`;
    }

    /* --- showing ---------------------------------------------------------------------------------- */

    show(given, { asked, gone = [], focus } = {}) {
      this.given = given;
      const now = this.walk(given);
      const due = asked && now.path.has(asked) ? asked : now.next;
      this.root.querySelectorAll(".db-live, .db-stale, .db-error").forEach((one) => one.remove());
      this.root.querySelectorAll(".db-now").forEach((one) => one.classList.remove("db-now"));
      const part = due ? this.question(due, now) : this.result(now);
      part.classList.add("db-now");
      if (gone.length) {
        const text = this.say("stale", { kept: Object.keys(given).length, gone: gone.join(", ") });
        this.root.prepend(el("p", { role: "status", class: "db-stale" }, text));
      }
      if (focus) part.querySelector(".db-title").focus();
    }

    question(address, now) {
      const [name, index] = now.path.get(address);
      const form = this.forms.find((one) => one.dataset.graph === name && one.dataset.node === String(index));
      const before = this.before(address, now);
      const most = before.length + Math.max(1, now.most + (address in this.given ? 1 : 0));
      const inner = form.dataset.title ? `${form.dataset.title}: ` : "";
      form.querySelector(".db-place").textContent =
        inner + this.say("question_of", { number: before.length + 1, most });
      form.querySelector(".db-back").hidden = !before.length;
      form.reset();
      for (const radio of form.elements) if (radio.type === "radio") radio.checked = radio.value === this.given[address];
      this.valid(form);
      const list = this.answers([...now.path.keys()].filter((one) => one in this.given && one !== address));
      if (list) {
        const note = now.status === "open" ? this.say("possible", { outcomes: this.titles(now.possible) }) : null;
        const label = el("p", { class: "db-label", role: "heading", "aria-level": 3 }, this.words.answers);
        form.after(el("div", { class: "db-given db-live" }, label, list, note && el("p", { class: "db-note" }, note)));
      }
      return form;
    }

    before(address, now) {
      const order = [...now.path.keys()];
      const index = order.indexOf(address);
      return order.filter((one, place) => one in this.given && place < (index < 0 ? order.length : index));
    }

    answers(addresses) {
      if (!addresses.length) return null;
      return el("dl", {}, ...addresses.map((address) => {
        const hint = el("span", { class: "db-vh" }, ` ${this.say("change_answer", { question: this.ask(address) })}`);
        const change = button("change", this.words.change, { "data-address": address });
        change.append(hint);
        const answer = this.label(address, this.given[address]);
        return el("div", {}, el("dt", {}, this.ask(address)), el("dd", {}, answer), el("dd", {}, change));
      }));
    }

    /* --- results ---------------------------------------------------------------------------------- */

    row(label, ...content) {
      const kept = content.filter(Boolean);
      if (!kept.length) return [];
      return [el("p", { class: "db-label", role: "heading", "aria-level": 3 }, label), ...kept];
    }

    list(items, tag = "ul") {
      return items.length ? el(tag, {}, ...items.map((item) => el("li", {}, ...[item].flat()))) : null;
    }

    result(now) {
      const open = now.status === "open";
      const outcomes = open ? now.possible.filter((outcome) => outcome !== null) : now.outcomes;
      const live = el("section", { class: "db-result db-live", "data-outcomes": outcomes.join(" "), "data-status": now.status });
      live.append(...(open ? this.unsettled(now) : this.settled(now)));
      const actions = ["copy", "copy_link", "print", "again"].map((action) => button(action, this.words[action]));
      const status = el("span", { role: "status" });
      live.append(el("p", { class: "db-actions" }, ...actions, status));
      this.root.prepend(live);
      return live;
    }

    unsettled(now) {
      const { words } = this;
      const unsure = [...now.path.keys()].filter((address) => this.given[address] === "unknown");
      const settle = unsure.map((address) => {
        const ask = button("change", this.ask(address), { "data-address": address });
        const help = this.formsOf(address)[0].querySelector(".db-help");
        return [ask, help && twin(help)].filter(Boolean);
      });
      const possible = now.possible.map((outcome) => [this.name_of(outcome), ...this.lead(outcome)]);
      return [
        el("p", { class: "db-note" }, words.open),
        this.heading(this.say("open_title", { count: now.possible.length })),
        el("div", { class: "db-rows" },
          ...this.row(words.certain, now.outcomes.length && el("p", {}, this.titles(now.outcomes, words.and))),
          ...this.row(words.possible.split("{")[0].replace(/[:\s]+$/, ""), this.list(possible)),
          ...this.row(words.settle, this.list(settle)),
          ...this.ending(now)),
      ];
    }

    settled(now) {
      const { words } = this;
      const origin = this.section(now.outcomes.join(" "));
      const several = new Set(now.outcomes).size > 1;
      const change = this.alternatives(now);
      const kept = [...origin.children].filter((one) => !one.matches(".db-rows, .db-title, .db-note")).map(twin);
      const parts = several ? [...new Set(now.outcomes)].flatMap((outcome) => this.part(outcome, now)) : [];
      return [
        el("p", { class: "db-note" }, words.result),
        this.heading(plain(origin.querySelector(".db-title"))),
        ...kept,
        el("div", { class: "db-rows" },
          ...(several ? parts : this.row(words.why, this.why(origin, now))),
          ...this.row(words.rests_on, this.list(this.inner(now))),
          ...this.row(words.would_change, change.length
            ? this.list(change.map((one) => [`${one.question} `, el("b", {}, one.answer), `: ${one.outcomes}`]))
            : el("p", {}, words.would_not_change)),
          ...this.row(words.runners_up, this.list(this.runnersUp(change, now))),
          ...(several ? [] : this.row(words.next_steps, this.copyOf(origin, ".db-advice"))),
          ...(several ? [] : this.row(words.more, this.copyOf(origin, ".db-more"))),
          ...this.ending(now)),
      ];
    }

    heading(text) {
      return el("p", { class: "db-title", role: "heading", "aria-level": 2, tabindex: -1 }, text);
    }

    copyOf(section, selector) {
      const found = section.querySelector(selector);
      return found && twin(found);
    }

    /* One of several outcomes: its summary, reasons and next steps. */
    part(outcome, now) {
      const origin = this.section(outcome);
      const parts = [".db-lead", ".db-advice", ".db-more"].map((selector) => this.copyOf(origin, selector));
      return this.row(this.title(outcome), el("div", {}, ...parts.slice(0, 1), this.why(origin, now), ...parts.slice(1)));
    }

    ending(now) {
      const given = this.answers([...now.path.keys()].filter((address) => address in this.given));
      return this.row(this.words.answers, given && el("div", { class: "db-given" }, given));
    }

    name_of(outcome) {
      const more = outcome !== null && this.section(outcome).querySelector(".db-more a");
      return el(more ? "a" : "b", more ? { href: more.getAttribute("href") } : {}, this.title(outcome));
    }

    lead(outcome) {
      const lead = outcome !== null && this.section(outcome).querySelector(".db-lead");
      return lead ? [`: ${plain(lead)}`] : [];
    }

    /* The reasons of a section that speak for these answers; where no rule is certain, all that may be true. */
    why(section, now) {
      const all = [...section.querySelectorAll(".db-why > li")];
      const speaks = (item, rules) => {
        const { rule, asks, answers } = item.dataset;
        return rules.includes(rule) && (!asks || !this.answered(asks) || answers.split("|").includes(this.answered(asks)));
      };
      const sure = all.filter((item) => speaks(item, now.rules));
      const rest = all.filter((item) => speaks(item, now.may));
      const steps = [...this.root.querySelectorAll("div.db-because[data-rule]")].filter((one) =>
        now.rules.includes(one.dataset.rule) && one.closest(".db-answer").querySelector("input").value
          === this.answered(one.closest("fieldset").dataset.input));
      const because = new Map([...steps, ...(sure.length ? sure : rest)].map((one) => [plain(one), one]));
      if (!because.size) return el("p", {}, this.words.no_reason);
      const list = el("ul", { class: "db-plain db-why" }, ...[...because.values()].map((one) => {
        const item = el("li", {}, ...twin(one).childNodes);
        return item;
      }));
      return sure.length || rest.length < 2 ? list : el("div", {}, el("p", {}, this.words.one_of), list);
    }

    /* The answer at an address: given, or the outcome of the inner decision that stands there. */
    answered(address) {
      if (this.given[address] && this.given[address] !== "unknown") return this.given[address];
      const inner = this.graphs[this.name].nodes.find((node) => node.address === address && node.decision);
      return inner && this.walk(this.given, inner.decision).outcomes[0];
    }

    /* What inner decisions answered, with their reasons. */
    inner(now) {
      const used = new Set([...now.path.values()].map(([name]) => name).filter((name) => name !== this.name));
      return [...used].map((name) => {
        const found = this.walk(this.given, name);
        const origin = found.status === "decided" && this.section(found.outcomes[0], name);
        if (!origin) return null;
        const titles = [origin.querySelector(".db-note"), origin.querySelector(".db-title")].map(plain);
        return [el("b", {}, titles.join(": ")), this.why(origin, found)];
      }).filter(Boolean);
    }

    /* Every single other answer that leads elsewhere: [{answer, question, outcomes, ids}]. */
    alternatives(now) {
      const same = now.outcomes.join(" ");
      return [...now.path.keys()].filter((address) => address in this.given).flatMap((address) => {
        const others = new Map();
        for (const { value, type } of this.formsOf(address)[0].elements) {
          if (type !== "radio" || value === this.given[address]) continue;
          const then = this.walk({ ...this.given, [address]: value });
          const ids = then.status === "open" ? then.possible : then.outcomes.length ? then.outcomes : [null];
          if (then.status !== "open" && then.outcomes.join(" ") === same) continue;
          const outcomes = this.titles(ids, then.status === "open" ? this.words.or : this.words.and);
          others.set(outcomes, { ids, labels: [...(others.get(outcomes)?.labels || []), this.label(address, value)] });
        }
        return [...others].map(([outcomes, { ids, labels }]) =>
          ({ answer: labels.join(` ${this.words.or} `), question: this.ask(address), outcomes, ids }));
      });
    }

    /* The outcomes that most single changes lead to. */
    runnersUp(change, now) {
      const votes = new Map();
      for (const { ids } of change) for (const id of ids) {
        if (id !== null && !now.outcomes.includes(id)) votes.set(id, (votes.get(id) || 0) + 1 / ids.length);
      }
      const best = [...votes].sort(([, a], [, b]) => b - a).slice(0, 3);
      return best.map(([outcome]) => [this.name_of(outcome), ...this.lead(outcome)]);
    }

    /* --- what readers do -------------------------------------------------------------------------- */

    onSubmit(event) {
      event.preventDefault();
      const form = event.target;
      const { input } = form.querySelector("fieldset").dataset;
      const chosen = form.querySelector("input:checked");
      if (chosen) this.put({ ...this.given, [input]: chosen.value });
      else this.invalid(form);
    }

    onClick(event) {
      const pressed = event.target.closest("[data-do]");
      if (!pressed) return;
      const action = pressed.dataset.do;
      const form = pressed.closest("form");
      const address = form ? form.querySelector("fieldset").dataset.input : pressed.dataset.address;
      if (action === "unknown") this.put({ ...this.given, [address]: "unknown" });
      if (action === "back") this.put(this.given, this.before(address, this.walk(this.given)).pop());
      if (action === "change") this.put(this.given, address);
      if (action === "again") this.put({});
      if (action === "one") this.put(this.given);
      if (action === "print") global.print();
      if (action === "copy") this.tell(pressed, copy(this.record()));
      if (action === "copy_link") this.tell(pressed, copy(global.location.href));
    }

    tell(pressed, done) {
      const status = pressed.parentNode.querySelector("[role=status]");
      done.then((worked) => (status.textContent = this.words[worked ? "copied" : "not_copied"]));
    }

    invalid(form) {
      this.valid(form);
      const fieldset = form.querySelector("fieldset");
      const unsure = form.querySelector("[data-do=unknown]");
      const id = `${form.id}.e`;
      const text = el("b", {}, el("span", { class: "db-vh" }, `${this.words.error} `), this.words[unsure ? "choose" : "choose_one"]);
      form.querySelector(".db-answer").before(el("p", { id, class: "db-error" }, text));
      fieldset.classList.add("db-invalid");
      fieldset.setAttribute("aria-describedby", `${fieldset.getAttribute("aria-describedby") || ""} ${id}`.trim());
      form.querySelector("input").focus();
    }

    valid(form) {
      const fieldset = form.querySelector("fieldset");
      const id = `${form.id}.e`;
      form.querySelectorAll(".db-error").forEach((one) => one.remove());
      fieldset.classList.remove("db-invalid");
      const described = (fieldset.getAttribute("aria-describedby") || "").replace(id, "").trim();
      if (described) fieldset.setAttribute("aria-describedby", described);
      else fieldset.removeAttribute("aria-describedby");
    }

    /* The result as a decision record in Markdown (MADR). */
    record() {
      const { words } = this;
      const now = this.walk(this.given);
      const live = this.root.querySelector(".db-live");
      const items = (selector) => [...live.querySelectorAll(selector)].map((one) => `* ${plain(one)}`);
      const asked = [...now.path.keys()].filter((address) => address in this.given);
      const all = [...this.root.querySelectorAll(".db-result[data-outcomes]:not(.db-live)")]
        .map(({ dataset }) => dataset.outcomes).filter((id) => id && !id.includes(" "));
      const outcomes = plain(live.querySelector(".db-title"));
      return [
        `# ${this.root.dataset.title}: ${outcomes}`,
        new Date().toISOString().slice(0, 10),
        `## ${words["record.context"]}`,
        asked.map((address) => `* ${this.ask(address)} ${this.label(address, this.given[address])}`).join("\n"),
        `## ${words["record.options"]}`,
        all.map((id) => `* ${this.title(id)}`).join("\n"),
        `## ${words["record.outcome"]}`,
        `${this.say("record.chosen", { outcomes })}, ${words["record.because"]}`,
        items(".db-why > li").join("\n"),
        `### ${words.next_steps}`,
        items(".db-advice > li").join("\n"),
        `## ${words["record.more"]}`,
        `<${global.location.href}>`,
      ].filter(Boolean).join("\n\n") + "\n";
    }
  }

  register(".db-decision", (root) => new Widget(root));
  register("a[data-state]", (link) => (link.hash = link.dataset.state));
})(typeof window === "object" ? window : globalThis);
