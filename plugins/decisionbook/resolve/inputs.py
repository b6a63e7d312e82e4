"""Inputs: what a question can be answered with."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from decisionbook.domains import Choices, Domain, Range
from decisionbook.findings import Span
from decisionbook.model import Answer, Input, InputType
from decisionbook.resolve.scope import Scope
from decisionbook.schema import decision as authored
from decisionbook.schema.scalars import date_fix, number_fix, parse_date, parse_number, shown
from decisionbook.schema.walk import Path

MAX_ANSWERS = 5_000
"""Answers of one input; numbers and dates have bands instead."""

_YES_AND_NO = (Answer("yes", "Yes"), Answer("no", "No"))
_FITS: dict[str, tuple[InputType, ...]] = {
    "unit": ("number",),
    "integer": ("number",),
    "min": ("number", "date"),
    "max": ("number", "date"),
    "ordered": ("choice",),
    "answers": ("choice",),
    "decision": ("decision",),
}
"""Key to the types of input that it says something about."""


def read_input(
    scope: Scope, identity: str, part: authored.Input, path: Path, shared: str | None = None
) -> Input | None:
    """The resolved input at ``path``; ``None``, reported, where nobody could answer it."""
    lost = any((*path, key) in scope.entry.dropped for key in ("type", "answers"))
    if lost and not (part.answers or part.decision):
        scope.damaged = True
        return None
    kind = _type(scope, part, path)
    span = scope.key(path) if path else scope.entry.span
    if kind == "decision":
        return _chained(scope, identity, part, path, span)
    if part.ask is None and (*path, "ask") not in scope.entry.dropped:
        scope.report("S002", span, f"input \"{identity}\" has no 'ask'", "add `ask:` with the question")
    domain = _domain(scope, kind, part, path)
    if domain is None:
        scope.damaged = True
        return None
    return Input(
        id=identity,
        ask=part.ask or identity,
        type=kind,
        domain=domain,
        span=span,
        help=part.help,
        answers=_answers(scope, kind, part, path),
        unit=part.unit,
        shared=shared,
        waivers=scope.waivers(part) if isinstance(part, authored.SharedInput) else (),
    )


def _type(scope: Scope, part: authored.Input, path: Path) -> InputType:
    implied: InputType | None = "choice" if part.answers else "decision" if part.decision else None
    if part.answers and part.decision:
        fix = "remove one: an inner decision's outcomes are the answers"
        scope.report(
            "S007", scope.key((*path, "decision")), "'answers' and 'decision' exclude each other", fix
        )
        implied = "decision"
    kind = implied or part.type or "boolean"
    if part.type and part.type != kind:
        key = "answers" if kind == "choice" else "decision"
        message = f"'type: {part.type}' contradicts '{key}'"
        scope.report("S007", scope.span((*path, "type")), message, f"write `type: {kind}`, or remove it")
    if implied is None and (meant := _type_meant(scope, kind, part, path)):
        return meant
    for key, types in _FITS.items():
        if getattr(part, key) is not None and kind not in types and not (part.answers and part.decision):
            scope.report(
                "S007",
                scope.key((*path, key)),
                f"'{key}' says nothing about a {kind} input",
                _unfit(key, kind, types),
            )
    return kind


def _type_meant(scope: Scope, given: InputType, part: authored.Input, path: Path) -> InputType | None:
    """The type that several keys ask for where none or another is given: reported once, and taken as meant."""
    keys = [
        key
        for key in ("unit", "integer", "min", "max")
        if getattr(part, key) is not None and given not in _FITS[key]
    ]
    if len(keys) < 2 or given not in {"boolean", "date"}:
        return None
    ends = [end for end in (part.min, part.max) if end is not None and end.lower() != "none"]
    kind: InputType = "date" if ends and all(parse_date(end) for end in ends) else "number"
    if kind == given:
        return None
    named = "', '".join(keys[:-1])
    message = f"'{named}' and '{keys[-1]}' say nothing about a {given} input"
    scope.report(
        "S007", scope.key((*path, keys[0])), message, f"write `type: {kind}` beside them, or remove them"
    )
    return kind


def _unfit(key: str, kind: InputType, types: tuple[InputType, ...]) -> str:
    if key == "ordered" and kind == "decision":
        return "remove it, and write `outcomes_ordered: yes` in the inner decision"
    return f"remove it, or write `type: {types[0]}`"


def _chained(scope: Scope, identity: str, part: authored.Input, path: Path, span: Span) -> Input | None:
    if part.decision is None:
        fix = "add `decision:` with the id of a decision"
        scope.report("S002", span, f"input \"{identity}\" has no 'decision'", fix)
        scope.damaged = True
        return None
    found = scope.refer("decision", part.decision, (*path, "decision"))
    if found is not None and found == scope.entry.id and scope.entry.kind == "decision":
        message = f"decision '{found}' needs its own outcome: {found} -> {found}"
        scope.report("D014", span, message, "name another decision, or remove this input")
        scope.damaged = True
        return None
    inner = scope.names.of("decision")[found].value if found else None
    if found is None or not isinstance(inner, authored.Decision):
        scope.damaged = True
        return None
    outcomes = tuple(inner.outcomes)
    if _too_many(scope, len(outcomes), "outcomes to ask for", (*path, "decision")):
        scope.damaged = True
        return None
    return Input(
        id=identity,
        ask=part.ask or inner.question or inner.title,
        type="decision",
        domain=Choices(outcomes, ordered=inner.outcomes_ordered),
        span=span,
        help=part.help,
        answers=tuple(Answer(outcome, _title(scope, inner, outcome)) for outcome in outcomes),
        decision=found,
    )


def _title(scope: Scope, inner: authored.Decision, outcome: str) -> str:
    own = inner.outcomes[outcome]
    option = scope.names.of("option").get(own.option or "")
    return own.title or str(getattr(option and option.value, "name", outcome))


def _answers(scope: Scope, kind: InputType, part: authored.Input, path: Path) -> tuple[Answer, ...]:
    if kind == "boolean":
        return _YES_AND_NO
    return tuple(
        Answer(identity, answer.label, answer.help, scope.key((*path, "answers", identity)))
        for identity, answer in (part.answers or {}).items()
    )


def _domain(scope: Scope, kind: InputType, part: authored.Input, path: Path) -> Domain | None:
    if kind == "boolean":
        return Choices(("yes", "no"))
    if kind == "choice":
        if part.answers is None:
            fix = "add `answers: {id: Label}`"
            scope.report("S002", scope.span((*path, "type")), "a choice needs answers", fix)
            return None
        if _too_many(scope, len(part.answers), "answers", (*path, "answers")):
            return None
        return Choices(tuple(part.answers), ordered=bool(part.ordered))
    return _range(scope, kind, part, path)


def _too_many(scope: Scope, count: int, what: str, path: Path) -> bool:
    if count > MAX_ANSWERS:
        message = f"{count:,} {what}; at most {MAX_ANSWERS:,} can be evaluated"
        scope.report("D020", scope.key(path), message, "join answers that lead to the same outcome")
    return count > MAX_ANSWERS


def _range(scope: Scope, kind: InputType, part: authored.Input, path: Path) -> Range | None:
    least = Decimal(0) if kind == "number" and part.min is None else None
    low = _bound(scope, kind, part.min, (*path, "min")) if part.min else least
    high = _bound(scope, kind, part.max, (*path, "max")) if part.max else None
    if low is not None and high is not None and low > high:
        word = "min" if part.min else "the default minimum of 0"
        fix = "swap them" if part.min else "add `min:`, or `min: none`"
        scope.report("D022", scope.span((*path, "max")), f"'max' is below {word}", fix)
        low, high = (high, low) if part.min else (None, None)
        scope.damaged = True
    shape: Literal["date", "integer", "number"] = "integer" if part.integer else "number"
    if kind == "date":
        shape = "date"
    domain = Range(shape, low, high)
    if not domain.everything:
        scope.report(
            "D022", scope.span((*path, "max")), "no whole number lies between 'min' and 'max'", "widen them"
        )
        return None
    return domain


def _bound(scope: Scope, kind: InputType, text: str, path: Path) -> Decimal | None:
    if text.lower() == "none":
        return None
    if kind == "date":
        day = parse_date(text)
        if day:
            return Decimal(day.toordinal())
        fix = f"{date_fix(text)}, or none"
        scope.report("S003", scope.span(path), f"{shown(text)} is not a date", fix)
        return None
    number = parse_number(text)
    if number is None:
        scope.report(
            "S003", scope.span(path), f"{shown(text)} is not a number", f"{number_fix(text)}, or none"
        )
    return number
