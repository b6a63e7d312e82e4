"""The texts that changed, as lines to read: all where they are few, else how many there are where."""

from __future__ import annotations

from collections.abc import Iterator

from decisionbook.diff.changes import Difference, Wording
from decisionbook.diff.lines import Data, Line, Section, changed

SHOWN = 20
"""At most so many reworded texts are shown with their words."""


def texts(difference: Difference) -> Iterator[Section]:
    """One section, or none; and before it, that nothing changed in meaning, where that is so."""
    wording = difference.wording
    heading = "Texts" if difference.changes else "Nothing but texts changed"
    if not difference.changes and not wording:
        yield Section("wording", ("No change in meaning",), ())
    elif difference.changes and not difference.changes_found:
        yield Section("wording", ("What could be compared has not changed in meaning",), ())
    if wording:
        yield Section("wording", (f"{heading}: {_numbers(wording)}",), tuple(_lines(difference)))


def _lines(difference: Difference) -> Iterator[Line]:
    few = difference.wording.reworded <= SHOWN
    for one in difference.reworded_in:
        numbers = f": {_numbers(one.texts)}"
        yield Line((f"{one.owner.kind} ", Data(one.owner.id), numbers), "~", place=one.span)
        for text in one.reworded if few else ():
            yield Line((Data(text.part), ": ", *changed(text.before, text.after)), depth=1, place=text.span)


def _numbers(texts: Wording) -> str:
    numbers = (
        (texts.reworded, "reworded"),
        (texts.added, "added"),
        (texts.removed, "removed"),
        (texts.moved, "moved"),
    )
    return ", ".join(f"{number:,} {word}" for number, word in numbers if number)
