"""Examples of a decision that came, went, give other answers, or expect another outcome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from decisionbook.diff.changes import PartChange, Place
from decisionbook.diff.pairs import paired
from decisionbook.diff.renaming import UNCHANGED, Renaming
from decisionbook.model import Decision, Example


def of_examples(before: Decision, after: Decision, names: Renaming) -> Iterator[PartChange]:
    """An example is known by its title, or, where that is another, by the answers that it gives."""
    owner = Place("decision", after.id)
    old = {title: _told(one, names) for title, one in _by_title(before.examples).items()}
    new = {title: _told(one, UNCHANGED) for title, one in _by_title(after.examples).items()}
    spans = [{title: one.span for title, one in _by_title(side.examples).items()} for side in (before, after)]
    pairs = paired(old, new, called=lambda told: told["given"])
    for title in pairs.added:
        yield PartChange("added", "example", title, spans[1][title], owner)
    for title in pairs.removed:
        yield PartChange("removed", "example", title, spans[0][title], owner)
    for title, was in pairs.old.items():
        for key, now in new[title].items():
            if old[was][key] != now:
                yield PartChange("changed", "example", title, spans[1][title], owner, old[was][key], now, key)


def _by_title(examples: Iterable[Example]) -> Mapping[str, Example]:
    """The examples by their titles, of which those that stand there already are numbered."""
    found: dict[str, Example] = {}
    for number, example in enumerate(examples, 1):
        title = " ".join(example.title.split())
        found[title if title not in found else f"{title} ({number})"] = example
    return found


def _told(example: Example, names: Renaming) -> Mapping[str, str]:
    """What an example gives and expects, in the ids of the new side."""
    given = {names.input(name): names.answer(name, answer) for name, answer in example.given.items()}
    expect = sorted(map(names.outcome, example.expect))
    answers = ", ".join(f"{name}: {answer}" for name, answer in sorted(given.items()))
    return {"given": answers or "nothing", "expect": ", ".join(expect) or "no outcome"}
