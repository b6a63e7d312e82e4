"""The parts of a book as Markdown that needs no extension: what a page shows, for readers that read text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from decisionbook.anchors import OPTION_SECTIONS
from decisionbook.model import (
    Answer,
    Book,
    Cell,
    Checklist,
    Claim,
    Comparison,
    Criterion,
    Decision,
    Entity,
    Input,
    Option,
    Outcome,
)
from decisionbook.pages import Shelved
from decisionbook.publish.lists import Lists
from decisionbook.publish.marks import plain_text, table
from decisionbook.publish.writer import Link, Writer, joined
from decisionbook.render.bands import both
from decisionbook.render.cells import shown_value
from decisionbook.render.checklist import groups
from decisionbook.render.context import Context
from decisionbook.render.rules import Row, policy, rows
from decisionbook.render.words import ENGLISH, Words


class Twins:
    """Writes entities as Markdown. ``level`` is that of the first heading below the title; lines end with a newline."""

    def __init__(self, book: Book, *, today: date, words: Words = ENGLISH) -> None:
        self.context = Context(book, today, words)
        self.book = book

    def entity(self, kind: Shelved, entity: Entity, link: Link, level: int = 2) -> str:
        """What the page of an entity says, without its title."""
        return _Entities(self.context, link, level).entity(kind, entity)

    def index(self, kind: Shelved, link: Link) -> str:
        """Every entity of a kind, with what it is about."""
        return Lists(self.context, link, 2).index(kind)

    def glossary(self, link: Link) -> str:
        return Lists(self.context, link, 2).glossary()

    def faq(self, link: Link, level: int = 2) -> str:
        return Lists(self.context, link, level).faq()

    def sources(self, link: Link) -> str:
        return Lists(self.context, link, 2).sources()

    def cues(self, link: Link) -> str:
        """What people say, and the option that answers it."""
        return Lists(self.context, link, 2).cues()

    def evidence(self, link: Link, level: int = 2) -> str:
        """The statements whose evidence is out of date, disputed, thin or missing."""
        return Lists(self.context, link, level).evidence()


class _Entities(Writer):
    """Writes entities."""

    def entity(self, kind: Shelved, entity: Entity) -> str:
        parts: Iterable[str]
        if isinstance(entity, Option):
            parts = self.option(entity)
        elif isinstance(entity, Comparison):
            parts = self.comparison(entity)
        elif isinstance(entity, Decision):
            parts = self.decision(entity)
        elif isinstance(entity, Checklist):
            parts = self.checklist(entity)
        else:
            raise TypeError(kind)
        return joined(parts)

    # --- Options, comparisons, checklists ---------------------------------------------------------------

    def option(self, found: Option) -> Iterator[str]:
        yield self.claim(found.summary)
        if found.short:
            yield self.say("option.short", short=plain_text(found.short))
        if found.aliases:
            yield self.say("option.aliases", aliases=", ".join(map(plain_text, found.aliases)))
        for name in OPTION_SECTIONS:
            claims: tuple[Claim, ...] = getattr(found, name)
            if claims:
                yield self.heading(self.say(f"option.{name}"))
                yield self.listed(map(self.claim, claims))
        if found.related:
            yield self.heading(self.say("option.related"))
            yield self.listed(self.lead("option", name) for name in found.related)

    def comparison(self, found: Comparison) -> Iterator[str]:
        for claim in (found.takeaway, found.summary):
            if claim is not None:
                yield self.claim(claim)
        names = (self.column(column.option, column.name) for column in found.columns)
        lines = (
            [self.criterion(row), *(self.cell(row, row.cells[column.id]) for column in found.columns)]
            for row in found.criteria
        )
        yield table([self.say("comparison.criterion"), *names], lines)
        noted = [f"{plain_text(row.name)}: {self.prose(row.note)}" for row in found.criteria if row.note]
        if noted:
            yield self.listed(noted)

    def column(self, option: str | None, name: str) -> str:
        return self.lead("option", option) if option else plain_text(name)

    def criterion(self, row: Criterion) -> str:
        better = self.say(f"comparison.better.{row.better}") if row.better else ""
        helped = self.prose(row.help) if row.help else ""
        return " ".join(filter(None, (f"**{plain_text(row.name)}**", helped, better)))

    def cell(self, row: Criterion, cell: Cell) -> str:
        if cell.open:
            value = self.say(f"comparison.{cell.open}")
        elif row.type == "text":
            value = self.prose(str(cell.value))
        else:
            value = plain_text(shown_value(self.context, row, cell))
        rating = f"({self.say(f'comparison.{cell.rating}')})" if cell.rating else ""
        note = self.prose(cell.note) if cell.note else ""
        if note and not rating and value[-1:].isalnum():
            value += "."
        return " ".join(filter(None, (value, rating, note, self.behind(cell.evidence))))

    def checklist(self, found: Checklist) -> Iterator[str]:
        if found.summary is not None:
            yield self.claim(found.summary)
        required = f" ({self.say('checklist.required')})"
        for group, items in groups(self.context, found):
            if group is not None:
                yield self.heading(plain_text(group))
            yield self.listed(
                f"[ ] {self.claim(item.claim)}{required if item.required else ''}"
                f"{' ' + self.prose(item.why) if item.why else ''}"
                for item in items
            )
        for key, verdict in (("ready", found.ready), ("not_ready", found.not_ready)):
            if verdict:
                yield f"{self.say(f'checklist.{key}')} {self.prose(verdict)}"

    # --- Decisions --------------------------------------------------------------------------------------

    def decision(self, found: Decision) -> Iterator[str]:
        if found.question:
            yield f"**{plain_text(found.question)}**"
        if found.summary is not None:
            yield self.claim(found.summary)
        yield self.heading(self.say("decision.proof.questions"))
        yield self.listed(map(self.asked, found.inputs.values()))
        yield self.heading(self.say("page.steps" if found.steps else "page.rules"))
        yield policy(self.context, found)
        kind = "step" if found.steps else "rule"
        head = [self.say(f"decision.{key}") for key in (kind, "when", "then", "because")]
        yield table(head, (self.rule(row) for row in rows(self.context, found)))
        yield self.heading(self.say("decision.result"))
        yield self.listed(map(self.outcome, found.outcomes.values()))
        if found.examples:
            yield self.heading(self.say("page.examples"))
            yield self.listed(
                self.example(found, one.title, one.given.items(), one.expect) for one in found.examples
            )

    def asked(self, asked: Input) -> str:
        """The question and its answers, each with the name that examples and commands call it by."""
        answers = "; ".join(self.answer(answer, named=asked.type == "choice") for answer in asked.answers)
        if asked.decision:
            answers = self.lead("decision", asked.decision)
        name = ", ".join(filter(None, (f"`{asked.id}`", plain_text(asked.unit or ""))))
        helped = self.prose(asked.help) if asked.help else ""
        return " ".join(filter(None, (f"**{plain_text(asked.ask)}**", f"({name})", helped, answers)))

    def answer(self, answer: Answer, *, named: bool) -> str:
        name = f"`{answer.id}`" if named else ""
        more = ": ".join(filter(None, (name, self.prose(answer.help) if answer.help else "")))
        return f"*{plain_text(answer.label)}*{f' ({more})' if more else ''}"

    def rule(self, row: Row) -> list[str]:
        when = both(
            [f"{plain_text(part.ask)} *{plain_text(part.answers)}*" for part in row.parts], self.context.words
        )
        if not row.parts:
            when = self.say("decision.otherwise" if row.id == "otherwise" else "decision.always")
        then = self.say("decision.to_step", step=row.step) if row.step else self.column(row.option, row.then)
        return [row.id, when, then, self.claim(row.because) if row.because else ""]

    def outcome(self, found: Outcome) -> str:
        parts = [f"**{self.column(found.option, found.title)}**"]
        parts += [self.claim(one) for one in (found.summary, *found.advice) if one is not None]
        return " ".join(parts)

    def example(
        self, found: Decision, title: str, given: Iterable[tuple[str, str]], expect: Iterable[str]
    ) -> str:
        answers = ", ".join(f"`{name}={answer}`" for name, answer in given)
        titles = ", ".join(plain_text(found.outcomes[one].title) for one in expect)
        return f"{plain_text(title)}: {answers} → {titles}"
