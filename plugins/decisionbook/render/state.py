"""The state of the evidence: which statements need somebody to look at them again, and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from decisionbook import prose
from decisionbook.model import STALE_AFTER, Entity, Evidence, Kind
from decisionbook.render.cells import shown_value
from decisionbook.render.claims import Citation, citations
from decisionbook.render.context import Context
from decisionbook.render.statements import Statement, statements

Test = Callable[[Evidence, date], bool]

STATES: Mapping[str, Test] = {
    "expired": lambda evidence, today: evidence.is_expired(today),
    "stale": lambda evidence, today: evidence.is_stale(today) and not evidence.is_expired(today),
    "disputed": lambda evidence, _: bool(evidence.disputed_by),
    "none": lambda evidence, _: evidence.sources == () and not evidence.disputed_by,
    "single": lambda evidence, _: len(set(evidence.sources or ())) == 1 and not evidence.disputed_by,
}
"""What may be wrong with the evidence of a statement, the most urgent first."""

MOST_OPEN = 20
"""A state with more statements than this shows them folded, one line an entity."""

LONGEST = 120
"""Characters of a statement where it only has to be recognised."""


@dataclass(frozen=True, slots=True)
class Item:
    """A statement in a list: where it stands, how it begins, and what is to be said of its evidence."""

    address: str
    about: str
    text: str
    note: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The statements of one entity that share a state."""

    kind: Kind
    entity: Entity
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One state with all its statements."""

    state: str
    count: int
    groups: tuple[Group, ...]

    @property
    def folded(self) -> bool:
        return self.count > MOST_OPEN


@dataclass(frozen=True, slots=True)
class Judged:
    """How many of an entity's statements are its author's own judgement."""

    kind: Kind
    entity: Entity
    count: int
    of: int


def state(context: Context, level: int) -> Markup:
    """What is out of date, stale, disputed, without evidence, resting on one source, or judgement."""
    every = (*statements(context.book), *_sources(context))
    judged = _judged(every)
    return context.fill(
        "state.html",
        level=level,
        states=tuple(_listed(context, every, name) for name in STATES),
        judged=judged,
        judgement=sum(one.count for one in judged),
        days=STALE_AFTER.days,
    )


def _sources(context: Context) -> Iterable[Statement]:
    """Sources that end, such as a price list: what they say stops being true with them."""
    for source in context.book.sources.values():
        if source.expires is not None:
            yield Statement("source", source, "", Evidence(expires=source.expires), source.span)


def _listed(context: Context, every: Iterable[Statement], name: str) -> Listed:
    fits = STATES[name]
    found = [place for place in every if fits(place.evidence, context.today)]
    grouped = groupby(found, key=lambda place: (place.kind, place.entity.id))
    groups = tuple(_group(context, name, tuple(members)) for _, members in grouped)
    return Listed(name, len(found), groups)


def _group(context: Context, name: str, members: tuple[Statement, ...]) -> Group:
    items = tuple(_item(context, name, place) for place in members)
    return Group(members[0].kind, members[0].entity, items)


def _item(context: Context, name: str, place: Statement) -> Item:
    evidence = place.evidence
    about = ", ".join((context.say(place.key),) if place.key else place.names)
    behind = citations(context, evidence) if name in {"disputed", "single"} else ()
    wanted = tuple(one for one in behind if one.against or name == "single")
    return Item(place.address, about, _said(context, place), _note(context, name, evidence), wanted)


def _said(context: Context, place: Statement) -> str:
    """The statement in plain words, or the value of its cell."""
    if place.text is None and place.cell is not None:
        row, cell = place.cell
        return context.say(f"comparison.{cell.open}") if cell.open else shown_value(context, row, cell)
    return prose.plain(place.text or "", LONGEST)


def _note(context: Context, name: str, evidence: Evidence) -> str:
    if name == "expired" and evidence.expires is not None:
        return context.say("evidence.expired_on", date=context.day(evidence.expires))
    if name == "stale" and evidence.checked is not None:
        return context.say("evidence.checked_long_ago", date=context.day(evidence.checked))
    return ""


def _judged(every: Iterable[Statement]) -> tuple[Judged, ...]:
    """The entities with statements that name no source, most such statements first."""
    counted: dict[tuple[Kind, str], list[Statement]] = {}
    for place in every:
        if place.kind != "source":
            counted.setdefault((place.kind, place.entity.id), []).append(place)
    found = [
        Judged(kind, members[0].entity, sum(not place.evidence for place in members), len(members))
        for (kind, _), members in counted.items()
    ]
    return tuple(sorted((one for one in found if one.count), key=lambda one: -one.count))
