/* Asks a decision one question at a time.
 *
 * The markup is the whole decision: a form a question, a section a result. This script shows the form that is due,
 * keeps the answers in the address (`#choose-approach?fresh=yes&volume=unknown`), and builds the result from the
 * sections. The parameter "." names a question that is asked again. An address that names the widget or a part of
 * it (`#db-choose-approach`) shows all of it.
 */
function widget(root) {
  const { decision, title } = root.dataset;
  const key = root.id.replace("db-", "");
  const graphs = JSON.parse(root.dataset.graphs);
  const words = JSON.parse(root.dataset.words);
  const all = (selector, within = root) => [...within.querySelectorAll(selector)];
  const forms = { __proto__: null };  // an id may be `constructor`
  let given = {};
  let now;
  let seen;

  for (const form of all("form")) {
    const { input } = form.querySelector("fieldset").dataset;
    (forms[input] ||= []).push(form);
  }

  /* --- what the markup says --- */

  const addressOf = (form) => form.querySelector("fieldset").dataset.input;
  const radios = (address) => (forms[address] || []).flatMap((form) => all("input", form));
  const radio = (address, answer) => radios(address).find(({ value }) => value === answer);
  const ask = (address) => (forms[address] ? plain(forms[address][0].querySelector(".db-title")) : address);
  const label = (address, answer) => {
    const found = radio(address, answer);
    return found ? plain(found.parentNode.querySelector("label")) : words.unsure;
  };
  const section = (outcomes, inner) => root.querySelector(
    inner ? `[data-inner="${inner}"][data-outcome="${outcomes}"]` : `[data-outcomes="${outcomes}"]:not(.db-live)`,
  );
  const name = (outcome) =>
    outcome === null ? words.nothing_else : plain(section(outcome).querySelector(".db-title"));
  const named = (outcomes, last) => {
    const names = outcomes.map(name);
    const end = names.pop();
    return names.length ? `${names.join(", ")} ${last} ${end}` : end;
  };
  const answered = () => [...now.path.keys()].filter((address) => address in given);
  const walked = (answers, inner) =>
    walk(graphs, inner || decision, answers, !inner && "collects" in root.dataset);

  /* An outcome with its link and summary. */
  function presented(outcome) {
    const [more, lead] = [".db-more a", ".db-lead"].map((part) => outcome && section(outcome).querySelector(part));
    const made = more ? twin(more) : el("b", {});
    made.textContent = name(outcome);
    return [made, lead && `: ${plain(lead)}`];
  }

  /* --- the address --- */

  function move(first) {
    const hash = window.location.hash.slice(1);
    const part = hash && document.getElementById(hash);
    const whole = root.contains(part || null);
    root.toggleAttribute("data-all", whole);
    if (whole) part.scrollIntoView();
    const params = read(key);
    if (String(params) === seen && !first) return;
    if (params || first || !hash || hash.includes("?")) take(params || new URLSearchParams(), !first && !whole);
  }

  /* Keeps the answers that are still answers, and says which questions are gone. */
  function take(params, focus) {
    const gone = [];
    given = { __proto__: null };
    for (const [address, answer] of params) {
      if (address === ".") continue;
      const unsure = answer === "unknown" && (forms[address] || []).some((form) => all("[data-do=unknown]", form)[0]);
      if (unsure || radio(address, answer)) given[address] = answer;
      else gone.push(ask(address));
    }
    seen = String(read(key));
    show(params.get("."), focus);
    const text = fill(words.stale, { kept: Object.keys(given).length, gone: gone.join(", ") });
    if (gone.length) root.prepend(el("p", { role: "status", class: "db-stale" }, text));
  }

  function put(answers, asked) {
    const params = new URLSearchParams(answers);
    if (asked) params.set(".", asked);
    write(key, params, true);
    seen = String(read(key));
    given = { __proto__: null, ...answers };
    root.removeAttribute("data-all");
    show(asked, true);
  }

  /* --- questions --- */

  function show(asked, focus) {
    now = walked(given);
    for (const one of all(".db-live, .db-stale")) one.remove();
    for (const one of all(".db-now")) one.classList.remove("db-now");
    const due = now.path.has(asked) ? asked : now.next;
    const part = due ? question(due) : result();
    part.classList.add("db-now");
    if (focus) part.querySelector(".db-title").focus();
  }

  function question(address) {
    const [graph, node] = now.path.get(address);
    const form = forms[address].find(({ dataset }) => dataset.graph === graph && dataset.node === String(node));
    const before = earlier(address).length;
    const most = Math.max(before + 1, answered().length + now.most);
    form.querySelector(".db-place").textContent =
      (form.dataset.title ? `${form.dataset.title}: ` : "") + fill(words.question_of, { number: before + 1, most });
    form.querySelector(".db-back").hidden = !before;
    for (const one of all("input", form)) one.checked = one.value === given[address];
    mark(form, "");
    const rest = answered().filter((one) => one !== address);
    const possible = now.next && fill(words.possible, { outcomes: named(now.possible, words.or) });
    const note = possible && el("p", { class: "db-note" }, possible);
    if (rest.length) form.after(el("div", { class: "db-given db-live" }, ...row(words.answers, answers(rest)), note));
    return form;
  }

  const earlier = (address) => {
    const order = [...now.path.keys()];
    return order.slice(0, order.indexOf(address)).filter((one) => one in given);
  };

  const answers = (addresses) => addresses.length && el("dl", {}, ...addresses.map((address) => {
    const change = button("change", words.change, address);
    change.append(el("span", { class: "db-vh" }, ` ${fill(words.change_answer, { question: ask(address) })}`));
    return el("div", {},
      el("dt", {}, ask(address)), el("dd", {}, label(address, given[address])), el("dd", {}, change));
  }));

  /* Says what is wrong with an answer, or with an empty text that nothing is. */
  function mark(form, error) {
    const fieldset = form.querySelector("fieldset");
    const help = form.querySelector(".db-help");
    const id = `${form.id}.e`;
    for (const one of all(".db-error", form)) one.remove();
    fieldset.classList.toggle("db-invalid", Boolean(error));
    fieldset.setAttribute("aria-describedby", [help && help.id, error && id].filter(Boolean).join(" "));
    if (!error) return;
    const text = el("b", {}, el("span", { class: "db-vh" }, `${words.error} `), error);
    form.querySelector(".db-answer").before(el("p", { id, class: "db-error" }, text));
    form.querySelector("input").focus();
  }

  /* --- results --- */

  function result() {
    const open = now.status === "open";
    const outcomes = open ? now.possible.filter(Boolean) : now.outcomes;
    const status = el("span", { role: "status" });
    const actions = ["copy", "copy_link", "print", "again"].map((action) => button(action, words[action]));
    const given = el("div", { class: "db-given" }, answers(answered()));
    const live = el("section", { class: "db-result db-live", "data-outcomes": outcomes.join(" ") },
      el("p", { class: "db-note" }, open ? words.open : words.result),
      ...(open ? unsettled() : settled()));
    live.lastChild.append(...row(words.answers, answered().length && given));
    live.append(el("p", { class: "db-actions" }, ...actions, status));
    root.prepend(live);
    return live;
  }

  function unsettled() {
    const unsure = answered().filter((address) => given[address] === "unknown");
    const settle = unsure.map((address) =>
      [button("change", ask(address), address), twin(forms[address][0].querySelector(".db-help"))]);
    return [
      heading(fill(words.open_title, { count: now.possible.length }), 2, "db-title"),
      el("div", { class: "db-rows" },
        ...row(words.certain, now.outcomes.length && el("p", {}, named(now.outcomes, words.and))),
        ...row(words.could_be, list(now.possible.map(presented))),
        ...row(words.settle, list(settle))),
    ];
  }

  function settled() {
    const origin = section(now.outcomes.join(" "));
    const single = now.outcomes.length === 1;
    const change = alternatives();
    const part = (selector) => twin(origin.querySelector(selector));
    return [
      heading(plain(origin.querySelector(".db-title")), 2, "db-title"),
      part(".db-lead"),
      el("div", { class: "db-rows" },
        ...(single ? row(words.why, why(origin, now)) : [...new Set(now.outcomes)].flatMap(oneOfSeveral)),
        ...row(words.values, part(".db-values")),
        ...row(words.rests_on, list(inner())),
        ...row(words.would_change, list(change.map(({ question, answer, text }) =>
          [`${question} `, el("b", {}, answer), `: ${text}`])) || el("p", {}, words.would_not_change)),
        ...row(words.runners_up, list(runnersUp(change))),
        ...(single ? [...row(words.next_steps, part(".db-advice")), ...row(words.more, part(".db-more"))] : [])),
    ];
  }

  function oneOfSeveral(outcome) {
    const origin = section(outcome);
    const [lead, ...rest] = [".db-lead", ".db-advice", ".db-more"].map((part) => twin(origin.querySelector(part)));
    return row(name(outcome), el("div", {}, lead, why(origin, now), ...rest));
  }

  /* The reasons of a section that speak for these answers; where no rule is certain, all that may hold. */
  function why(origin, found) {
    const holds = ({ dataset }, open) => Object.entries(JSON.parse(dataset.when))
      .every(([address, those]) => (said(address) ? those.includes(said(address)) : open));
    const reasons = all(".db-why > li", origin).filter(({ dataset }) => found.may.includes(dataset.rule));
    const fires = reasons.filter(({ dataset }) => found.certain.includes(dataset.rule));
    const onTheWay = all("div[data-rule]").filter((one) =>
      found.certain.includes(one.dataset.rule)
      && one.closest(".db-answer").firstElementChild.value === said(addressOf(one.closest("form"))));
    const sure = [...onTheWay, ...(fires.length ? fires : reasons.filter((one) => one.dataset.when !== "{}"))
      .filter((one) => holds(one, false))];
    const shown = sure.length ? sure : reasons.filter((one) => holds(one, true));
    if (!shown.length) return el("p", {}, words.no_reason);
    return el("div", {},
      sure.length || shown.length < 2 ? null : el("p", {}, words.one_of),
      el("ul", { class: "db-plain db-why" }, ...shown.map((one) => el("li", {}, ...twin(one).childNodes))));
  }

  /* The answer at an address: given, or the outcome of the inner decision that stands there. */
  function said(address) {
    if (given[address] && given[address] !== "unknown") return given[address];
    const asked = Object.values(graphs).flatMap(({ nodes }) => nodes)
      .find((node) => node.address === address && node.decision);
    return asked && walked(given, asked.decision).outcomes[0];
  }

  /* What inner decisions answered, with their reasons. */
  function inner() {
    const used = new Set([...now.path.values()].map(([graph]) => graph));
    used.delete(decision);
    return [...used].flatMap((graph) => {
      const found = walked(given, graph);
      const origin = found.status === "decided" && section(found.outcomes[0], graph);
      if (!origin) return [];
      const titles = [".db-note", ".db-title"].map((part) => plain(origin.querySelector(part)));
      return [[el("b", {}, titles.join(": ")), why(origin, found)]];
    });
  }

  /* Every single other answer that leads elsewhere: [{question, answer, text, ids}]. */
  function alternatives() {
    return answered().flatMap((address) => {
      const ways = new Map();
      for (const value of new Set(radios(address).map((one) => one.value))) {
        const then = walked({ ...given, [address]: value });
        const open = then.status === "open";
        if (!open && String(then.outcomes) === String(now.outcomes)) continue;
        const ids = open ? then.possible : then.outcomes.length ? then.outcomes : [null];
        const text = named(ids, open ? words.or : words.and);
        ways.set(text, { ids, labels: [...(ways.get(text)?.labels || []), label(address, value)] });
      }
      return [...ways].map(([text, { ids, labels }]) =>
        ({ question: ask(address), answer: labels.join(` ${words.or} `), text, ids }));
    });
  }

  /* The outcomes that most single changes lead to. */
  function runnersUp(change) {
    const votes = new Map();
    for (const id of change.flatMap(({ ids }) => ids)) {
      if (id && !now.outcomes.includes(id)) votes.set(id, (votes.get(id) || 0) + 1);
    }
    return [...votes].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([outcome]) => presented(outcome));
  }

  /* What a decision record is made of. */
  function facts() {
    const live = root.querySelector(".db-live");
    const texts = (selector) => all(selector, live).map(plain);
    const sets = all("[data-outcomes]:not(.db-live)").map((one) => one.dataset.outcomes);
    return {
      title,
      outcomes: plain(live.querySelector(".db-title")),
      date: new Date().toISOString().slice(0, 10),
      answers: answered().map((address) => `${ask(address)} ${label(address, given[address])}`),
      options: sets.filter((id) => id && !id.includes(" ")).map(name),
      reasons: texts(".db-why > li"),
      steps: texts(".db-advice > li"),
      link: window.location.href,
    };
  }

  /* --- what readers do --- */

  root.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    const chosen = form.querySelector(":checked");
    if (chosen) return put({ ...given, [addressOf(form)]: chosen.value });
    return mark(form, form.querySelector("[data-do=unknown]") ? words.choose : words.choose_one);
  });

  root.addEventListener("click", ({ target }) => {
    const pressed = target.closest("[data-do]");
    if (!pressed) return;
    const form = pressed.closest("form");
    const address = form ? addressOf(form) : pressed.dataset.address;
    const tell = (done) => done.then((worked) => {
      pressed.parentNode.lastChild.textContent = worked ? words.copied : words.not_copied;
    });
    ({
      unknown: () => put({ ...given, [address]: "unknown" }),
      back: () => put(given, earlier(address).pop()),
      change: () => put(given, address),
      again: () => put({}),
      one: () => put(given),
      print: () => window.print(),
      copy: () => tell(copy(record(facts(), words))),
      copy_link: () => tell(copy(window.location.href)),
    })[pressed.dataset.do]();
  });

  const moved = () => (root.isConnected ? move() : events.forEach((event) => window.removeEventListener(event, moved)));
  const events = ["hashchange", "popstate"];
  events.forEach((event) => window.addEventListener(event, moved));
  root.dataset.live = "";
  move(true);
}

register(".db-decision", widget);
register("a[data-state]", (link) => (link.hash = link.dataset.state));
