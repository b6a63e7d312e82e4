/* Terms that show what they mean while a pointer or the focus is on them: the style sheet does that. Escape hides it, and
 * where nothing hovers, a first tap shows it and a second one follows the link.
 */
let shown;
for (const event of ["keydown", "mouseover", "focusin"]) {
  document.addEventListener(event, ({ key }) => document.documentElement.classList.toggle("db-shut", key === "Escape"));
}
document.addEventListener("click", (event) => {
  const term = event.target.closest(".db-term");
  if (term !== shown && matchMedia("(hover: none)").matches) {
    if (term) event.preventDefault();
    shown = term;
  }
});
