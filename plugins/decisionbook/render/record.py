"""A decision record to be filled by the script, in the form of MADR (adr.github.io/madr)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decisionbook import prose
from decisionbook.decide.digest import digest
from decisionbook.render.widget import led

if TYPE_CHECKING:
    from decisionbook.model import Decision
    from decisionbook.render.context import Context


def record(context: Context, decision: Decision) -> str:
    """Markdown with marks for what depends on the answers.

    The marks are ``{date}``, ``{outcomes}``, ``{answers}``, ``{options}``, ``{chosen}``, ``{rows}`` and ``{link}``.
    """
    words = context.words
    question = (prose.plain(decision.question).replace("<", "&lt;"),) if decision.question else ()
    parts = (
        "---\nstatus: proposed\ndate: {date}\n---",
        f"# {led(decision.title)}{{outcomes}}",
        f"## {words['decision.record.context']}",
        *question,
        "{answers}",
        f"## {words['decision.record.options']}",
        "{options}",
        f"## {words['decision.record.outcome']}",
        "{chosen}: **{outcomes}**\n{rows}",
        f"## {words['decision.record.more']}",
        f"* {words['decision.record.link']}: <{{link}}>",
    )
    # Worked out anew, though the proof does too: the cache notes what each part of a page was made from.
    data = f"* {words['decision.record.data']}: {digest(context.book, decision.id)}"
    return "\n\n".join(parts) + f"\n{data}\n"
