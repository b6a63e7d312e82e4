"""What only the whole decision shows: whether it has gaps, and whether it reads back without errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from decisionbook.decide import TooLargeError
from decisionbook.exchange.dmn_in.names import Names
from decisionbook.exchange.dmn_in.notes import NotCarriedError, Notes
from decisionbook.exchange.dmn_in.writing import Written
from decisionbook.exchange.read_back import allow_no_match, has_gaps, read_back
from decisionbook.exchange.yaml_out import Inline, Value, Word, to_yaml
from decisionbook.resolve import Resolution


def complete(written: Written, *, inner: bool, notes: Notes) -> None:
    """Say what happens where nothing matches. ``inner``: another decision rests on this one, so it must answer.

    Raises ``NotCarriedError`` where what was written does not read back, or is too large to be evaluated.
    """
    resolution, found = read_back(files(below(written)))
    if found or resolution.damaged:
        why = found[0].message if found else "it rests on what is not carried over"
        fix = found[0].fix if found else "mend what else is not carried over"
        raise NotCarriedError(written.node.element, why, fix or "")
    if "otherwise" in written.data or not _has_gaps(resolution, written):
        return
    if not inner:
        allow_no_match(written.data)
        return
    title = f"'{written.node.title}'"
    written.nothing = Names(written.outcomes.values).keep("no-match")
    message = f"where no rule of {title} matches, it answers '{written.nothing}', since another decision rests on it"
    notes.changed(written.node.element, message, "give it a default, or rules for every case")
    outcomes = dict(written.outcomes.authored())
    nothing: dict[str, Value] = {"title": "No match", "values": Inline({})}
    written.data["outcomes"] = {**outcomes, written.nothing: nothing}
    written.data["otherwise"] = Inline({"then": Word(written.nothing)})


def _has_gaps(resolution: Resolution, written: Written) -> bool:
    try:
        return has_gaps(resolution.book, written.node.id)
    except TooLargeError as error:
        message = str(error)[:1].lower() + str(error)[1:].rstrip(".")
        raise NotCarriedError(written.node.element, message, "split the table") from None


def below(written: Written) -> tuple[Written, ...]:
    """The decision and all that it rests on, each once, inner ones first."""
    found: dict[str, Written] = {}
    waiting = [(written, False)]
    while waiting:
        one, ready = waiting.pop()
        if ready:
            found[one.node.id] = one
        elif one.node.id not in found:
            waiting.append((one, True))
            waiting.extend((each, False) for each in one.inner)
    return tuple(found.values())


def files(decisions: Iterable[Written]) -> Mapping[str, str]:
    """Path below the data folder to text: a file a decision, and one for the inputs that several ask."""
    every = tuple(decisions)
    shared: dict[str, Value] = {}
    for one in every:
        shared.update(one.shared)
    texts = {f"decisions/{one.node.id}.yml": to_yaml(one.data) for one in every}
    return {**({"inputs.yml": to_yaml(shared)} if shared else {}), **texts}
