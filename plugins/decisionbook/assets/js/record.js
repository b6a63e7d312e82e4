/* Parts of a page as Markdown, for a decision record (adr.github.io/madr). */
/* A part on one line: links by the address they lead to, sources by their own title and address. */
function markdown(node) {
  const made = el("p", {}, twin(node));
  for (const link of made.querySelectorAll("a")) {
    link.replaceWith(`[${link.title || link.textContent}](${link.dataset.url || link.href})`);
  }
  return plain(made).replace(/</g, "&lt;");
}

/* A heading, or an item with what stands behind it. */
function entry(node) {
  if (node.matches(".db-label")) return `\n### ${plain(node)}\n`;
  return [node, ...node.querySelectorAll(".db-ev li")].map((one, index) => `${index ? "  " : ""}* ${markdown(one)}`).join("\n");
}
