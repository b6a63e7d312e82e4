/* Asks a decision one question at a time.
 *
 * The markup is the whole decision: a form a question, a section a result. This script shows the form that is due,
 * keeps the answers in the address (`#choose-approach?fresh=yes&volume=unknown`), and builds the result from the
 * sections. The parameter "." names a question that is asked again. An address that names the widget or a part of
 * it (`#db-choose-approach`) shows all of it.
 */
function widget(root) {
  const { decision } = root.dataset;
  const collects = "collects" in root.dataset;
  const key = root.id.replace("db-", "");
  const graphs = JSON.parse(root.dataset.graphs);
  const words = JSON.parse(root.dataset.words);
  const all = (selector, within = root) => [...within.querySelectorAll(selector)];
  const parts = [...root.children];  // a page may hold a thousand: nothing below looks through all of them again
  const marks = [...document.querySelectorAll(`[data-way^="${root.id}."]`)];
  const forms = { __proto__: null };  // an id may be `constructor`
  const offered = { __proto__: null };
  const status = root.querySelector("[data-yes]");
  let given = {};
  let now;
  let seen;

  /* --- what the markup says --- */

  const addressOf = (form) => form.elements[0].dataset.input;
  for (const form of parts.filter(({ dataset }) => dataset.node)) (forms[addressOf(form)] ||= []).push(form);
  const formOf = (address) => parts.find(({ dataset }) => dataset.node === now.path.get(address).join(" "));
  const radios = (address) =>
    (offered[address] ||= (forms[address] || []).flatMap((form) => all("input", form)));
  const radio = (address, answer) => radios(address).find(({ value }) => value === answer);
  const ask = (address) => (forms[address] ? plain(forms[address][0].querySelector(".db-title")) : address);
  const label = (address, answer) => {
    const found = radio(address, answer);
    return found ? plain(found.labels[0]) : words.unsure;
  };
  const section = (outcomes, inner) => parts.find(({ dataset }) =>
    dataset.inner === inner && (inner ? dataset.outcome : dataset.outcomes) === outcomes);
  const name = (outcome) =>
    outcome === null ? words.nothing_else : plain(section(outcome).querySelector(".db-title"));
  const named = (outcomes, last) => {
    const names = outcomes.map(name);
    const end = names.pop();
    return names.length ? `${names.join(", ")} ${last} ${end}` : end;
  };
  const answered = () => [...now.path.keys()].filter((address) => address in given);
  const ranks = parts.map(({ dataset }) => dataset.outcomes);
  const walked = (answers, inner) => {
    const found = walk(graphs, inner || decision, answers);
    found.possible.sort((one, other) => ranks.indexOf(one || "") - ranks.indexOf(other || ""));
    return found;
  };

  /* An outcome with its link and summary. */
  function presented(outcome) {
    const [more, lead] = [".db-more a", ".db-lead"].map((part) => outcome && section(outcome).querySelector(part));
    const made = more ? twin(more) : el("b", {});
    made.textContent = name(outcome);
    return [made, lead && `: ${plain(lead)}`];
  }

  /* --- the address --- */

  function move(first) {
    const hash = location.hash.slice(1);
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
      const at = isNaN(answer) ? Date.parse(answer) : parseFloat(answer);
      const found = radio(address, answer)
        || radios(address).find(({ dataset }) => dataset.from <= at && at < dataset.below);
      if (found) given[address] = found.value;
      else if (answer === "unknown" && forms[address]) given[address] = answer;
      else gone.push(ask(address));
    }
    seen = String(read(key));
    show(params.get("."), focus);
    const text = fill(words.stale, { kept: Object.keys(given).length, gone: gone.join(", ") });
    if (gone.length) root.prepend(el("p", { role: "status", class: "db-live" }, text));
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
    for (const one of all(".db-live")) one.remove();
    for (const one of all(".db-now")) one.classList.remove("db-now");
    const due = now.path.has(asked) ? asked : now.next;
    const part = due ? question(due) : result();
    part.classList.add("db-now");
    status.parentNode.hidden = Boolean(due);
    status.textContent = "";
    trace();
    if (focus) part.querySelector(".db-title").focus();
  }

  /* Marks on a map the way that the answers took, from the first question on. */
  function trace() {
    const { nodes } = graphs[decision];
    for (const one of marks) one.ariaCurrent = null;
    let at = 0;
    let way = "";
    while (way !== null) {
      for (const one of marks) if (one.dataset.way === `${root.id}.${way}`) one.ariaCurrent = "true";
      const { address, ways = [] } = nodes[at];
      const taken = ways.findIndex(({ answers }) => answers.includes(said(address)));
      way = ways[taken] ? `n${at}.${taken}` : null;
      at = ways[taken]?.to;
    }
  }

  function question(address) {
    const form = formOf(address);
    const before = earlier(address).length;
    const most = Math.max(before + 1, answered().length + now.most);
    form.querySelector(".db-place").textContent =
      (form.dataset.title || "") + fill(most > 1 ? words.question_of : words.only, { number: before + 1, most });
    form.querySelector(".db-back").hidden = !before;
    for (const one of all("input", form)) one.checked = one.value === given[address];
    mark(form);
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

  /* Says that an answer is missing, or no longer says so. */
  function mark(form, missing) {
    const error = form.querySelector(".db-error");
    error.hidden = !missing;
    error.textContent = missing ? error.dataset.say : "";
    if (missing) form.querySelector("input").focus();
  }

  /* --- results --- */

  function result() {
    const open = now.status === "open";
    const outcomes = open ? now.possible.filter(Boolean) : now.outcomes;
    const [title, lead, ...rows] = open ? unsettled() : settled();
    const mine = answered();
    const live = el("section", { class: "db-result db-live", "data-outcomes": outcomes.join(" ") },
      el("p", { class: "db-note" }, open ? words.open : words.result),
      heading(title, 2, "db-title"),
      lead,
      el("div", { class: "db-rows" },
        ...rows, ...row(words.answers, mine.length && el("div", { class: "db-given" }, answers(mine)))));
    root.prepend(live);
    return live;
  }

  function unsettled() {
    const unsure = answered().filter((address) => given[address] === "unknown");
    const settle = unsure.map((address) =>
      [button("change", ask(address), address), twin(forms[address][0].querySelector(".db-help"))]);
    return [
      fill(words.open_title, { count: now.possible.length }),
      null,
      ...row(words.certain, now.outcomes.length && el("p", {}, named(now.outcomes, words.and))),
      ...row(words.could_be, list(now.possible.map(presented))),
      ...row(words.settle, list(settle)),
    ];
  }

  function settled() {
    const origin = section(now.outcomes.join(" "));
    const single = now.outcomes.length === 1;
    const part = (selector) => twin(origin.querySelector(selector));
    return [
      plain(origin.querySelector(".db-title")),
      part(".db-lead"),
      ...(single ? row(words.why, why(origin, now)) : [...new Set(now.outcomes)].flatMap(oneOfSeveral)),
      ...row(words.values, part(".db-values")),
      ...row(words.rests_on, list(inner())),
      ...row(words.close, list(close()) || el("p", {}, words.none_close)),
      ...(single ? [...row(words.next_steps, part(".db-advice")), ...row(words.more, part(".db-more"))] : []),
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
    const onTheWay = answered().flatMap((address) => all("[data-rule]", formOf(address))).filter((one) =>
      found.certain.includes(one.dataset.rule)
      && one.closest(".db-answer").firstElementChild.value === said(addressOf(one.closest("form"))));
    const kept = fires.length ? fires : reasons.filter((one) => one.dataset.when !== "{}");
    const sure = [...onTheWay, ...kept.filter((one) => holds(one, false))];
    const shown = sure.length ? sure : (fires.length ? fires : reasons).filter((one) => holds(one, true));
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
      return [[el("b", {}, origin.dataset.title + plain(origin.querySelector(".db-title"))), why(origin, found)]];
    });
  }

  /* What a single other answer leads to, each result with the answers that lead there. */
  function close() {
    const ways = { __proto__: null };
    for (const address of answered()) {
      for (const value of new Set(radios(address).map((one) => one.value))) {
        const { status, outcomes, possible } = walked({ ...given, [address]: value });
        const open = status === "open";
        if (!open && String(outcomes) === String(now.outcomes)) continue;
        const way = (ways[possible] ||= { possible, outcomes, open, asked: { __proto__: null } });
        (way.asked[address] ||= []).push(label(address, value));
      }
    }
    return Object.values(ways).map(({ asked, ...then }) => [
      ...(collects ? [differing(then)] : then.possible[1] ? [el("b", {}, named(then.possible, words.or))] : presented(then.possible[0])),
      " ",
      ...Object.keys(asked).map((address) => el("small", {},
        `${words.if} ${ask(address)} `, el("b", {}, asked[address].join(` ${words.or} `)))),
    ]);
  }

  /* What other answers add to the outcomes of now, and what they take away. */
  function differing({ possible, outcomes, open }) {
    const parts = { plus: [possible, now.outcomes], minus: [now.outcomes, outcomes] };
    const texts = Object.entries(parts).map(([word, [these, those]]) => {
      const only = these.filter((one) => one && !those.includes(one));
      return only[0] && fill(words[word], { outcomes: named(only, open ? words.or : words.and) });
    });
    return el("b", {}, open && `${words.perhaps} `, texts.filter(Boolean).join(", "));
  }

  /* The result as a decision record in Markdown. */
  function record() {
    const live = root.querySelector(".db-live");
    const single = parts.filter(({ dataset }) => /^\S+$/.test(dataset.outcomes || ""));
    return fill(words.record, {
      date: new Date().toISOString().slice(0, 10),
      outcomes: plain(live.querySelector(".db-title")),
      chosen: now.status === "open" ? words.open : words.chosen,
      answers: answered().map((address) => `* ${ask(address)} **${label(address, given[address])}**`).join("\n"),
      options: single.map((one) => `* ${markdown(one.querySelector(".db-more a") || one.querySelector(".db-title"))}`).join("\n"),
      rows: all(".db-rows :is(.db-label, .db-lead, li, p):not(:has(+ .db-given), .db-ev *, li *)", live).map(entry).join("\n"),
      link: location.href,
    });
  }

  /* --- what readers do --- */

  root.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    const chosen = form.querySelector(":checked");
    if (chosen) return put({ ...given, [addressOf(form)]: chosen.value });
    return mark(form, true);
  });

  root.addEventListener("click", ({ target }) => {
    const pressed = target.closest("[data-do]");
    if (!pressed) return;
    const form = pressed.closest("form");
    const address = form ? addressOf(form) : pressed.dataset.address;
    ({
      unknown: () => put({ ...given, [address]: "unknown" }),
      back: () => put(given, earlier(address).pop()),
      change: () => put(given, address),
      again: () => put({}),
      one: () => put(given),
      print: () => print(),
      copy: () => copy(record(), status),
      copy_link: () => copy(location.href, status),
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
