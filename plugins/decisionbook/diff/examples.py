"""Examples of a decision that came, went, give other answers, or expect another outcome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from decisionbook.diff.changes import PartChange, Place
from decisionbook.diff.pairs import Pairs, paired
from decisionbook.model import Decision, Example, Input, Outcome


def of_examples(
    before: Decision, after: Decision, inputs: Pairs[Input], outcomes: Pairs[Outcome]
) -> Iterator[PartChange]:
    """An example is known by its title, or, where that is another, by the answers that it gives."""
    owner = Place("decision", after.id)
    old = {title: _told(one, inputs, outcomes) for title, one in _by_title(before.examples).items()}
    new = {title: _told(one) for title, one in _by_title(after.examples).items()}
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


def _told(
    example: Example, inputs: Pairs[Input] | None = None, outcomes: Pairs[Outcome] | None = None
) -> Mapping[str, str]:
    """What an example gives and expects, in the ids of the new side."""
    given = {inputs.now(name) if inputs else name: answer for name, answer in example.given.items()}
    expect = [outcomes.now(one) if outcomes else one for one in example.expect]
    answers = ", ".join(f"{name}: {answer}" for name, answer in sorted(given.items()))
    return {"given": answers or "nothing", "expect": ", ".join(sorted(expect)) or "no outcome"}
