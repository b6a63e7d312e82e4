"""Everything of one kind as Markdown: indexes, the glossary, questions, sources and the state of the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decisionbook.model import STALE_AFTER, Claim, Entity, Kind
from decisionbook.pages import Shelved
from decisionbook.publish.marks import plain_text
from decisionbook.publish.writer import Writer, joined
from decisionbook.render.shelves import about, question_of
from decisionbook.render.state import STATES
from decisionbook.render.statements import Statement, statements


class Lists(Writer):
    """Writes lists."""

    def index(self, kind: Shelved) -> str:
        return joined([self.listed(self.entry(kind, entity) for entity in self.book.of(kind).values())])

    def entry(self, kind: Kind, entity: Entity) -> str:
        said = about(entity)
        return f"{self.lead(kind, entity.id)}{': ' + self.prose(said) if said else ''}"

    def glossary(self) -> str:
        terms = [(term.term, term.aliases, term.definition) for term in self.book.terms.values()]
        terms += [(one.name, one.aliases, one.summary) for one in self.book.options.values()]
        return joined(
            [self.listed(self.term(*term) for term in sorted(terms, key=lambda term: term[0].casefold()))]
        )

    def term(self, name: str, aliases: tuple[str, ...], definition: Claim) -> str:
        also = f" ({', '.join(map(plain_text, aliases))})" if aliases else ""
        return f"**{plain_text(name)}**{also}: {self.claim(definition)}"

    def faq(self) -> str:
        return joined(
            part
            for one in self.book.faq.values()
            for part in (
                self.heading(plain_text(question_of(self.context, one))),
                *([self.say("faq.misconception") + "."] if one.kind == "misconception" else ()),
                self.claim(one.answer, tight=False),
            )
        )

    def sources(self) -> str:
        shelf = self.book.sources.values()
        return joined([self.listed(" ".join(self.source(one.id)) for one in shelf)])

    def source(self, identity: str) -> Iterator[str]:
        found = self.book.sources[identity]
        yield f"[{plain_text(found.title)}](<{found.url}>)." if found.url else f"{plain_text(found.title)}."
        known = (found.authors, found.publisher, found.published, self.say(f"source.kind.{found.kind}"))
        yield ", ".join(plain_text(one) for one in known if one) + "."
        if found.status in {"abstract", "secondary"}:
            yield self.say(f"source.status.{found.status}")
        if found.interest:
            yield f"{self.say('source.interest')} {self.prose(found.interest)}"
        if found.finding:
            yield self.prose(found.finding)

    def cues(self) -> str:
        said = (
            f"{self.claim(cue)} → {self.lead('option', option.id)}"
            for option in self.book.options.values()
            for cue in option.cues
        )
        return joined([self.listed(said)])

    def evidence(self) -> str:
        every = tuple(statements(self.book))
        return joined(part for name in STATES for part in self.state(name, every))

    def state(self, name: str, every: Iterable[Statement]) -> Iterator[str]:
        found = [one for one in every if STATES[name](one.evidence, self.context.today)]
        if not found:
            return
        yield self.heading(f"{self.say(f'state.{name}')}: {len(found)}")
        yield self.say(f"state.{name}_means", days=STALE_AFTER.days)
        yield self.listed(
            f"{self.lead(one.kind, one.entity.id)}: {self.prose(one.text or '')} {self.behind(one.evidence)}"
            for one in found
        )
