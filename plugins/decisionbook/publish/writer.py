"""What everything that is written as Markdown has in common: claims with their evidence, headings and links."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from decisionbook.model import Claim, Evidence, Kind
from decisionbook.publish.marks import harmless, led, one_line, plain_text
from decisionbook.render.claims import citations, summary
from decisionbook.render.context import Context

Link = Callable[[Kind, str, str], str]
"""The address of an entity or its part, as seen from the text that is being written."""


class Writer:
    """Writes for one place, from which links lead. ``level`` is that of the first heading."""

    def __init__(self, context: Context, link: Link, level: int) -> None:
        self.context, self.link, self.level = context, link, level
        self.book, self.say = context.book, context.say

    def heading(self, text: str) -> str:
        return f"{'#' * min(self.level, 6)} {text}"

    def listed(self, items: Iterable[str]) -> str:
        return "\n".join(f"- {one_line(item)}" for item in items)

    def lead(self, kind: Kind, entity: str) -> str:
        title = self.context.title(kind, entity) or entity
        return f"[{plain_text(title)}]({self.link(kind, entity, '')})"

    def prose(self, text: str) -> str:
        """The author's Markdown on one line, its links led to where they lead from here."""
        return one_line(led(harmless(text), self.link, self.context.title))

    def claim(self, claim: Claim, *, tight: bool = True) -> str:
        text = (
            self.prose(claim.text)
            if tight
            else led(harmless(claim.text), self.link, self.context.title).strip()
        )
        return " ".join(filter(None, (text, self.behind(claim.evidence))))

    def behind(self, evidence: Evidence) -> str:
        """What stands behind a claim, in brackets: "(2 sources: A; B. Against: C)"."""
        if not evidence:
            return ""
        cited = citations(self.context, evidence)
        ours = "; ".join(self.citation(one.label, one.source.id) for one in cited if not one.against)
        against = "; ".join(
            self.citation(one.label, one.source.id) + (f" ({self.prose(one.says)})" if one.says else "")
            for one in cited
            if one.against
        )
        parts = [summary(self.context, evidence) + (f": {ours}" if ours else "")]
        parts += [f"{self.say('evidence.against')} {against}"] if against else []
        return f"({'. '.join(parts)})"

    def citation(self, label: str, source: str) -> str:
        return f"[{plain_text(label)}]({self.link('source', source, '')})"


def joined(parts: Iterable[str]) -> str:
    """The parts that are not empty, with an empty line between them."""
    return "\n\n".join(part for part in parts if part) + "\n"
