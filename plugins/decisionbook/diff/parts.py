"""Parts of entities that came, went, got another id, or have another setting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from decisionbook.diff.cells import Table
from decisionbook.diff.changes import PartChange, Place
from decisionbook.diff.examples import of_examples
from decisionbook.diff.pairs import Pairs, paired
from decisionbook.diff.questions import answers_of, inputs_of
from decisionbook.diff.renaming import UNCHANGED, Pairing, Renaming, outcomes_of
from decisionbook.diff.rules import rules_of
from decisionbook.domains import Choices, Domain
from decisionbook.findings import Span
from decisionbook.model import Checklist, Criterion, Decision, Faq, Input, Item, Outcome

Settings = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Parts:
    """Tells of one kind of part of one entity."""

    owner: Place
    kind: str

    def changes(
        self, pairs: Pairs[Any], settings: Callable[[Any], Settings] | None = None
    ) -> Iterator[PartChange]:
        """What came, what went, what is called otherwise, what is set otherwise."""
        for name in pairs.added:
            yield PartChange("added", self.kind, name, pairs.after[name].span, self.owner)
        for name in pairs.removed:
            yield PartChange("removed", self.kind, name, pairs.before[name].span, self.owner)
        for new, old in pairs.old.items():
            place = pairs.after[new].span
            if new != old:
                yield PartChange("renamed", self.kind, new, place, self.owner, was=old)
            if settings is not None:
                both = settings(pairs.before[old]), settings(pairs.after[new])
                yield from setting_changes(self.owner, self.kind, new, place, both)


def setting_changes(
    owner: Place | None, kind: str, identity: str, span: Span, both: tuple[Settings, Settings]
) -> Iterator[PartChange]:
    """What is set otherwise. Both sides have the same settings, each as a text."""
    before, after = both
    for name, now in after.items():
        if before[name] != now:
            yield PartChange("changed", kind, identity, span, owner, was=before[name], now=now, setting=name)


# --- Decisions ----------------------------------------------------------------------------------------


def of_decision(pairing: Pairing, before: Decision, after: Decision) -> Iterator[PartChange]:
    """Settings, inputs with their answers, outcomes, orders, names of rules, examples."""
    owner = Place("decision", after.id)
    inputs = inputs_of(before, after, pairing.decisions.new)
    outcomes = outcomes_of(before, after, pairing.options)
    names = Renaming.of(pairing, before, after)
    both = _decision(before, names), _decision(after, UNCHANGED)
    yield from setting_changes(None, "decision", after.id, after.span, both)
    yield from _Parts(owner, "input").changes(inputs, _input)
    for was, one in inputs.both:
        yield from _answers(after, was, one)
    yield from _Parts(owner, "outcome").changes(outcomes, _outcome)
    yield from in_order(owner, "order of questions", inputs, after.span)
    yield from in_order(owner, "order of outcomes", outcomes, next(iter(after.outcomes.values())).span)
    for new, old in rules_of(before, after, names).old.items():
        if new != old:
            place = next(rule.span for rule in after.rules if rule.id == new)
            yield PartChange("renamed", "rule", new, place, owner, was=old)
    yield from of_examples(before, after, names)


def _answers(decision: Decision, was: Input, one: Input) -> Iterator[PartChange]:
    """The answers of a choice that came, went or have another id."""
    if one.type not in {"boolean", "choice"} or was.type not in {"boolean", "choice"}:
        return
    owner = Place("decision", decision.id)
    places = {answer.id: answer.span or one.span for answer in one.answers}
    answers = answers_of(was, one)
    if one.type == "choice":
        yield from in_order(owner, "order of answers", answers, one.span, ("input", one.id))
    for name in answers.added:
        yield PartChange("added", "answer", f"{one.id}: {name}", places.get(name, one.span), owner)
    for name in answers.removed:
        yield PartChange("removed", "answer", f"{one.id}: {name}", was.span, owner)
    for new, old in answers.old.items():
        if new != old:
            place = places.get(new, one.span)
            both = f"{one.id}: {new}", f"{one.id}: {old}"
            yield PartChange("renamed", "answer", both[0], place, owner, was=both[1])


def _decision(one: Decision, names: Renaming) -> Settings:
    return {
        "hit_policy": one.hit_policy,
        "aggregate": one.aggregate or "none",
        "no_match": "allowed" if one.no_match_allowed else "an error",
        "ask_order": one.ask_order,
        "outcomes_ordered": "yes" if one.outcomes_ordered else "no",
        "monotone": ", ".join(sorted(names.input(each.input) for each in one.monotone)) or "none",
    }


def _input(one: Input) -> Settings:
    return {
        "type": one.type,
        "decision": one.decision or "none",
        "answers": _range(one.domain),
        "unit": one.unit or "none",
        "shared": "yes" if one.shared else "no",
    }


def _range(domain: Domain) -> str:
    """The numbers or dates that can be answered; the answers of a choice are parts of their own."""
    if isinstance(domain, Choices):
        return "low to high" if domain.ordered else "of equal rank"
    ends = [f"at least {domain.show(domain.low)}"] if domain.low is not None else []
    ends += [f"at most {domain.show(domain.high)}"] if domain.high is not None else []
    kind = "whole numbers" if domain.kind == "integer" else f"any {domain.kind}"
    return ", ".join([kind, *ends])


def _outcome(one: Outcome) -> Settings:
    values = one.values or {}
    return {
        "option": one.option or "none",
        "values": ", ".join(f"{name} = {value}" for name, value in values.items()) or "none",
    }


def in_order(
    owner: Place, setting: str, pairs: Pairs[Any], span: Span, part: tuple[str, str] | None = None
) -> Iterator[PartChange]:
    """The order of what both sides have of an entity, or of a part of it."""
    old = [pairs.now(name) for name in pairs.before if name in pairs.new]
    new = [name for name in pairs.after if name in pairs.old]
    if old != new:
        both = ", ".join(old), ", ".join(new)
        kind, identity = part or (owner.kind, owner.id)
        yield PartChange("changed", kind, identity, span, owner if part else None, *both, setting)


# --- Comparisons --------------------------------------------------------------------------------------


def of_comparison(table: Table) -> Iterator[PartChange]:
    """Columns and criteria."""
    owner = Place("comparison", table.after.id)
    yield from (_filled(table, part) for part in _Parts(owner, "option").changes(table.columns))
    yield from (
        _filled(table, part) for part in _Parts(owner, "criterion").changes(table.criteria, _criterion)
    )
    yield from in_order(owner, "order of options", table.columns, table.after.span)
    yield from in_order(owner, "order of criteria", table.criteria, table.after.span)


def _filled(table: Table, part: PartChange) -> PartChange:
    """With the number of cells that are known, where the part is a new row or column."""
    if part.sign != "added":
        return part
    rows = table.after.criteria
    cells = [
        cell
        for row in rows
        for option, cell in row.cells.items()
        if part.id == (row.id if part.kind == "criterion" else option)
    ]
    return replace(part, filled=(sum(cell.open != "unknown" for cell in cells), len(cells)))


def _criterion(row: Criterion) -> Settings:
    return {
        "type": row.type,
        "unit": row.unit or "none",
        "better": row.better or "not said",
        "levels": ", ".join(level.id for level in row.levels) or "none",
    }


# --- The small kinds ----------------------------------------------------------------------------------


def of_checklist(before: Checklist, after: Checklist) -> Iterator[PartChange]:
    """Items, and which of them are required."""
    items = paired(
        {item.id: item for item in before.items},
        {item.id: item for item in after.items},
        called=lambda item: item.claim.text,
    )
    owner = Place("checklist", after.id)
    yield from _Parts(owner, "item").changes(items, _item)
    yield from in_order(owner, "order of items", items, after.span)


def _item(item: Item) -> Settings:
    return {"required": "yes" if item.required else "no"}


def of_faq(before: Faq, after: Faq) -> Iterator[PartChange]:
    """Whether it is a question or a misconception."""
    both = {"kind": before.kind}, {"kind": after.kind}
    yield from setting_changes(None, "faq", after.id, after.span, both)
