"""What keeps a difference from being whole, or its data from being sound: said before everything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decisionbook.diff.changes import Difference, SideSummary, Unread
from decisionbook.diff.lines import LINKS, Data, Line, Section, counted


def troubles(difference: Difference) -> Iterator[Section]:
    """One section, or none: sides with errors, and what could not be compared for which reason."""
    lines = [line for side in (difference.before, difference.after) for line in _trouble(side)]
    lines += [_unread(alike) for alike in _alike(difference.unread)]
    missing = difference.unread or any(side.problem for side in (difference.before, difference.after))
    if lines:
        heading = "Not everything could be compared" if missing else "The data has errors"
        yield Section("not compared", (heading,), tuple(lines))


def _alike(unread: Iterable[Unread]) -> Iterable[list[Unread]]:
    """What could not be compared for the same reason together: one error may stand in many entities."""
    groups: dict[tuple[str, str, bool], list[Unread]] = {}
    for one in unread:
        groups.setdefault((one.side, one.reason, one.outcomes), []).append(one)
    return groups.values()


def _unread(alike: list[Unread]) -> Line:
    first, *_ = alike
    names = [piece for one in alike[:LINKS] for piece in (", ", f"{one.what.kind} ", Data(one.what.id))][1:]
    more = f" and {len(alike) - LINKS} more" if len(alike) > LINKS else ""
    how = " compared by its outcomes alone: at " if first.outcomes else " not compared: at "
    how = how.replace("its", "their") if len(alike) > 1 else how
    return Line((*names, more, how, Data(first.side), ", ", Data(first.reason)), "!", place=first.span)


def _trouble(side: SideSummary) -> Iterator[Line]:
    if side.problem is not None:
        yield Line((Data(side.label), " cannot be read, so nothing is compared: ", Data(side.problem)), "!")
    elif side.errors:
        them = "it" if side.errors == 1 else "them"
        said = f" has {counted(side.errors, 'error')}; `decisionbook check` lists {them} there"
        yield Line((Data(side.label), said), "!")
