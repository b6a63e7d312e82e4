"""A decision's rules or steps as a table, and its examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from decisionbook.conditions import read_condition
from decisionbook.domains import Band, Intervals
from decisionbook.model import Evidence
from decisionbook.render.bands import values_in_words
from decisionbook.render.reasons import Part, branch_part, rule_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decisionbook.findings import Span
    from decisionbook.model import Claim, Decision, Example
    from decisionbook.render.context import Context
    from decisionbook.render.layout import Layout


@dataclass(frozen=True, slots=True)
class Row:
    """A rule, or one branch of a step. ``anchor`` is empty for all but the first branch of a step.

    ``step`` is the step that a branch leads on to; otherwise ``then`` is the title of the outcome.
    """

    id: str
    anchor: str
    parts: tuple[Part, ...]
    then: str
    option: str | None
    step: str | None
    because: Claim | None
    span: Span

    @property
    def evidence(self) -> Evidence:
        """What stands behind the reason; nothing where there is none."""
        return self.because.evidence if self.because else Evidence()


MOST_REPEATED = 12
"""So many times examples may repeat questions in full."""


@dataclass(frozen=True, slots=True)
class Given(Part):
    """An answer of an example. ``name`` is short for the question, where that was or will be asked too often.

    ``again`` says that an example before this one has named the question.
    """

    name: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """An example in words. ``state`` is the hash that opens the questions with its answers."""

    title: str
    given: tuple[Given, ...]
    expect: tuple[str, ...]
    state: str


def rows(context: Context, decision: Decision) -> tuple[Row, ...]:
    """The table in file order, ``otherwise`` last, or the branches of all steps from the start."""
    return tuple(_step_rows(context, decision) if decision.steps else _rule_rows(context, decision))


def _rule_rows(context: Context, decision: Decision) -> Iterator[Row]:
    for rule in decision.all_rules:
        outcome = decision.outcomes[rule.then]
        parts = rule_parts(context.book, decision, rule, context.words)
        yield Row(rule.id, rule.id, parts, outcome.title, outcome.option, None, rule.because, rule.span)


def _step_rows(context: Context, decision: Decision) -> Iterator[Row]:
    for step in decision.steps.values():
        for place, branch in enumerate(step.branches):
            part = branch_part(context.book, decision, step, branch, context.words)
            outcome = None if branch.outcome is None else decision.outcomes[branch.outcome]
            yield Row(
                id=step.id,
                anchor="" if place else step.id,
                parts=(part,),
                then="" if outcome is None else outcome.title,
                option=None if outcome is None else outcome.option,
                step=branch.step,
                because=branch.because,
                span=branch.span,
            )


def policy(context: Context, decision: Decision) -> str:
    """One sentence on how the rules are read together."""
    name = "steps" if decision.steps else decision.hit_policy
    ranks = ", ".join(outcome.title for outcome in decision.outcomes.values())
    return context.say(f"decision.policy.{name}", ranks=ranks)


def cases(layout: Layout, key: str) -> tuple[Case, ...]:
    """The examples of the decision that is asked; ``key`` names the questions that they open.

    Where they would repeat questions more than ``MOST_REPEATED`` times, each is asked once and has a short name.
    """
    examples = layout.decision.examples
    asked = [name for example in examples for name in example.given]
    named: set[str] | None = set() if len(asked) - len(set(asked)) > MOST_REPEATED else None
    return tuple(_case(layout, example, key, named) for example in examples)


def _case(layout: Layout, example: Example, key: str, named: set[str] | None) -> Case:
    """``named`` gathers the questions that have been asked in full, ``None`` where all are."""
    given, state = [], []
    for name, raw in example.given.items():
        asked = layout.addresses[name]
        shown, value = _read(layout, name, raw)
        if named is None:
            given.append(Given(asked.input.ask, shown))
        else:
            given.append(Given(asked.input.ask, shown, _short(name), again=name in named))
            named.add(name)
        if asked.used:
            state.append((asked.address, value))
    titles = tuple(layout.decision.outcomes[outcome].title for outcome in example.expect)
    return Case(example.title, tuple(given), titles, f"{key}?{urlencode(state)}")


def _short(name: str) -> str:
    """A name of an input as words: ``ready-to-tune.style`` is *Ready to tune, style*."""
    words = name.translate(_SPACED).replace(".", ", ")
    return words[:1].upper() + words[1:]


_SPACED = str.maketrans("-_", "  ")


def _read(layout: Layout, name: str, raw: str) -> tuple[str, str]:
    """An answer of an example in words, and as the question's radios hold it."""
    asked, words = layout.addresses[name], layout.context.words
    values, _ = read_condition(raw, asked.input)
    if not values:
        return words["decision.unsure"], "unknown"
    shown = values_in_words(layout.context.book, asked.input, values, words)
    if not isinstance(values, Intervals):
        return shown, next(iter(values))
    point = values.cuts[0][0]
    bands = (atom.notation for atom in asked.atoms if isinstance(atom, Band) and point in atom)
    return shown, next(bands, "unknown")
