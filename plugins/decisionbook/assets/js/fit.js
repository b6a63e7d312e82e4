/* Which options fit the reader: what must be and what would be nice, chosen by criterion and judged in words.
 *
 * A choice carries `data-signs`, a sign for each option in the author's order: 1 meets it, 0 does not, ? cannot be said.
 */
/* The wishes by what the option at a place says to them. A wish has `must` and `signs`. */
function judge(wishes, place) {
  const those = (must, signs) => wishes.filter((wish) => wish.must === must && signs.includes(wish.signs[place]));
  return { lacks: those(true, "0"), open: those(true, "?"), has: those(false, "1"), misses: those(false, "0?") };
}

/* Prepares a comparison that offers choices; returns what judges the options that are shown.
 *
 * `heads` are those of the options in the author's order; `name` gives the words of a header, `find` the first part that a selector matches.
 */
function fit(heads, name, find) {
  const panel = find(".db-fit");
  const say = panel.dataset;
  const marked = heads.map((head) => [head, head.appendChild(el("small", {}))]);

  const wishes = () => [...panel.querySelectorAll("select")].filter((select) => select.value).map((select) => ({
    criterion: select.name.slice(4),
    title: plain(select.previousElementSibling),
    must: select.value.startsWith("must"),
    signs: select.selectedOptions[0].dataset.signs,
  }));

  /* Criteria, each with what the option says: "Updates (Poor)". */
  const reasons = (found, option) => found.map(({ criterion, title }) => {
    const cell = `[data-criterion="${criterion}"][data-option="${option}"]`;
    const said = find(`${cell} :is(.db-rate, .db-open)`);
    return said ? `${title} (${plain(said)})` : title;
  }).join(", ");

  return (shown) => {
    const wanted = wishes();
    find(".db-verdicts").replaceChildren(...marked.flatMap(([head, mark], place) => {
      const { option } = head.dataset;
      const found = { meets: [], ...judge(wanted, place) };
      const verdict = found.lacks[0] ? "lacks" : found.open[0] ? "open" : wanted.some((wish) => wish.must) && "meets";
      const parts = [verdict, found.has[0] && "has", found.misses[0] && "misses"].filter(Boolean);
      const text = parts.map((part) => fill(say[`say_${part}`], { names: reasons(found[part], option) })).join(" ");
      mark.textContent = say[verdict] || "";
      return text && shown.includes(option) ? [el("p", {}, el("b", {}, `${name(head)}: `), text)] : [];
    }));
  };
}

if (typeof module === "object" && module.exports) module.exports = { judge };
