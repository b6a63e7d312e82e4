/* A decision as a record in Markdown, in the form of MADR (adr.github.io/madr). */
const bullets = (items) => items.map((item) => `* ${item}`).join("\n");

/* The text of a record; parts without content are left out. */
function record({ title, outcomes, date, answers, options, reasons, steps, link }, words) {
  const part = (heading, text) => (text ? [`## ${heading}`, text] : []);
  return [
    `# ${title}: ${outcomes}`,
    date,
    ...part(words.record_context, bullets(answers)),
    ...part(words.record_options, bullets(options)),
    ...part(words.record_outcome, words.record_chosen.replace("{outcomes}", () => outcomes)),
    bullets(reasons),
    ...(steps.length ? [`### ${words.next_steps}`, bullets(steps)] : []),
    ...part(words.more, `<${link}>`),
  ].filter(Boolean).join("\n\n");
}

if (typeof module === "object" && module.exports) module.exports = { record };
