"""The difference as lines to read, whatever the format: headings, and what stands below them.

Words of data are marked, so that each format can keep them from being taken for its own markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decisionbook.diff.changes import (
    CellChange,
    DecisionChange,
    Difference,
    EvidenceChange,
    Move,
    PartChange,
    ProvenanceChange,
    Region,
    WaiverChange,
)
from decisionbook.diff.conditions import in_words
from decisionbook.diff.lines import LINKS, Data, Line, Piece, Section, changed, changed_list, counted
from decisionbook.diff.texts import texts
from decisionbook.diff.troubles import troubles
from decisionbook.findings import Finding

_WITH_SECTIONS = ("decision", "comparison", "checklist")
"""Kinds whose entities have a section each."""


_SETS = ("sources", "disputed by", "related", "former ids", "monotone")
"""What is a set of ids."""


def outline(difference: Difference) -> Iterator[Section]:
    """The sections in order: what could not be read, outcomes, values, provenance, waivers, findings, wording."""
    yield from troubles(difference)
    if not difference.readable:
        return
    yield from _decisions(difference)
    yield from _values(difference)
    yield from _provenance(difference.provenance)
    yield from _waivers(difference.waivers)
    yield from _findings(difference)
    yield from texts(difference)


# --- Outcomes -----------------------------------------------------------------------------------------


def _decisions(difference: Difference) -> Iterator[Section]:
    changes = {one.id: one for one in difference.decisions}
    own = _grouped(difference.parts, "decision")
    carried = {one.id for one in difference.decisions if one.through}
    for decision in sorted(dict.fromkeys([*changes, *own]), key=lambda name: name in carried):
        change = changes.get(decision)
        lines = [*(_moves(change) if change else ()), *(_part(part) for part in own.get(decision, ()))]
        yield Section("outcomes", ("Decision ", Data(decision), *_verdict(change)), tuple(lines))


def _verdict(change: DecisionChange | None) -> tuple[Piece, ...]:
    if change is None:
        return (": every combination ends where it did",)
    if change.not_compared is not None:
        return (": not compared exactly, ", Data(change.not_compared))
    if not change.changed:
        return (": the rules read otherwise, every combination ends where it did",)
    through = [piece for one in change.through for piece in (", ", Data(one))][1:]
    end = "ends" if change.changed == 1 else "end"
    count = f": {change.changed:,} of {counted(change.combinations or 0, 'combination')} of answers {end} elsewhere"
    return (count, " through ", *through) if through else (count,)


def _moves(change: DecisionChange) -> Iterator[Line]:
    for move in change.moves:
        yield _move(move)
        for region in move.regions:
            yield _region(region)
        if move.unshown and move.regions:
            yield Line((f"and {counted(move.unshown, 'more combination')}",), depth=1)
    if change.unshown_moves:
        yield Line((f"and {counted(change.unshown_moves, 'more change')} of this kind",))


def _move(move: Move) -> Line:
    count = f" in {counted(move.combinations, 'combination')}"
    if move.what == "moved":
        return Line((*_ends(move.before), " -> ", *_ends(move.after), count), "~")
    if move.what == "gained":
        return Line((*_ends(move.after), " is now among the outcomes", count), "+")
    return Line((*_ends(move.before), " is no longer among the outcomes", count), "-")


def _ends(ends: tuple[str, ...] | None) -> tuple[Piece, ...]:
    if ends is None:
        return ("no answer, as an inner decision has none",)
    if not ends:
        return ("no outcome",)
    return tuple(piece for one in ends for piece in (" + ", Data(one)))[1:]


def _region(region: Region) -> Line:
    pieces: list[Piece] = []
    for address, condition in region.where.items():
        pieces += [", " if pieces else "", Data(f"{address}: {in_words(condition)}")]
    if not pieces:
        pieces = ["whatever is answered"]
    if region.rules:
        names: list[Piece] = [piece for rule in region.rules[:LINKS] for piece in (", ", Data(rule.id))][1:]
        more = f" and {len(region.rules) - LINKS:,} more" if len(region.rules) > LINKS else ""
        pieces += [f"  (rule{'s' * (len(region.rules) > 1)} ", *names, f"{more})"]
    return Line(tuple(pieces), depth=1, place=region.rules[0].span if region.rules else None)


# --- Values -------------------------------------------------------------------------------------------


def _values(difference: Difference) -> Iterator[Section]:
    entities = [
        part
        for part in difference.parts
        if part.owner is None and not (part.kind in _WITH_SECTIONS and part.sign == "changed")
    ]
    if entities:
        yield Section("values", ("Entities",), tuple(_part(part) for part in entities))
    for kind in ("comparison", "checklist"):
        own = _grouped(difference.parts, kind)
        cells = [cell for cell in difference.cells if kind == "comparison"]
        for name in dict.fromkeys([*own, *(cell.comparison for cell in cells)]):
            lines = [_part(part) for part in own.get(name, ())]
            lines += [line for cell in cells if cell.comparison == name for line in _cell(cell)]
            yield Section("values", (f"{kind.capitalize()} ", Data(name)), tuple(lines))


def _grouped(changes: Iterable[PartChange], kind: str) -> dict[str, list[PartChange]]:
    """The parts by the entity that they belong to; its own settings are parts of it."""
    found: dict[str, list[PartChange]] = {}
    for part in changes:
        if part.owner is not None and part.owner.kind == kind:
            found.setdefault(part.owner.id, []).append(part)
        elif part.owner is None and part.kind == kind and part.sign == "changed":
            found.setdefault(part.id, []).append(part)
    return found


_SIGNS = {"added": "+", "removed": "-", "renamed": ">", "changed": "~"}


def _part(part: PartChange) -> Line:
    pieces: tuple[Piece, ...] = (f"{part.kind} ", Data(part.id))
    if part.setting is not None:
        has_section = part.owner is None and part.kind in _WITH_SECTIONS
        own = () if has_section else (*pieces, " ")
        change = changed_list if part.setting in _SETS else changed
        pieces = (*own, f"{part.setting}: ", *change(part.was or "", part.now or ""))
    elif part.was is not None:
        pieces = (f"{part.kind} ", Data(part.was), " -> ", Data(part.id))
    if part.filled is not None:
        filled, every = part.filled
        pieces = (*pieces, f": {filled:,} of {counted(every, 'cell')} filled")
    return Line((*pieces, *_links(part)), _SIGNS[part.sign], place=part.span)


def _links(part: PartChange) -> tuple[Piece, ...]:
    names = list(dict.fromkeys(mention.by for mention in part.linked_from))
    if not names:
        return ()
    shown: list[Piece] = [piece for name in names[:LINKS] for piece in (", ", Data(name))][1:]
    more = f" and {len(names) - LINKS} more" if len(names) > LINKS else ""
    return ("; linked from ", *shown, more)


def _cell(cell: CellChange) -> Iterator[Line]:
    unit = f" {cell.unit}" if cell.unit else ""
    pieces: list[Piece] = [Data(f"{cell.option} x {cell.criterion}"), ": "]
    if cell.before != cell.after:
        pieces += changed(cell.before, f"{cell.after}{unit}")
    if cell.rating:
        pieces.append(
            f"{' ' if cell.before != cell.after else ''}rating {cell.rating[0]} -> {cell.rating[1]}"
        )
    said = [text for text in (_percent(cell.percent), cell.direction) if text]
    pieces += [f" ({', '.join(said)})"] if said else []
    yield Line(tuple(pieces), "~", place=cell.span)
    if cell.evidence:
        yield Line(_evidence(cell.evidence), depth=1)
    if cell.left_behind:
        yield Line(("the value changed, its source and checked date did not",), "!", depth=1)


def _percent(percent: float | None) -> str:
    return f"{abs(percent):g} % {'higher' if percent > 0 else 'lower'}" if percent else ""


# --- Provenance, waivers, findings --------------------------------------------------------------------


def _provenance(changes: Iterable[ProvenanceChange]) -> Iterator[Section]:
    groups: dict[object, list[ProvenanceChange]] = {}
    for number, change in enumerate(changes):
        same = number if change.left_behind else tuple(change.evidence.keys.items())
        groups.setdefault(same, []).append(change)
    lines: list[Line] = []
    for group in groups.values():
        lines += [_behind_many(group)] if len(group) > LINKS else map(_behind, group)
    if lines:
        yield Section("provenance", ("Sources, disputes and dates",), tuple(lines))


def _behind_many(group: list[ProvenanceChange]) -> Line:
    """One and the same change in many entities, as after a day of checking."""
    owners = list(dict.fromkeys(change.owner for change in group))
    names = [piece for one in owners[:LINKS] for piece in (", ", f"{one.kind} ", Data(one.id))][1:]
    more = f" and {len(owners) - LINKS:,} more" if len(owners) > LINKS else ""
    places = f", {counted(sum(change.places for change in group), 'place')}: "
    return Line((*names, more, places, *_evidence(group[0].evidence)), "~", place=group[0].span)


def _behind(change: ProvenanceChange) -> Line:
    pieces: tuple[Piece, ...] = (f"{change.owner.kind} ", Data(change.owner.id))
    if change.part:
        pieces = (*pieces, ", ", Data(change.part))
    if change.places > 1:
        pieces = (*pieces, f", {change.places} places")
    if change.left_behind:
        said: tuple[Piece, ...] = ("the figures changed, the source and checked date did not",)
    else:
        said = _evidence(change.evidence)
    return Line((*pieces, ": ", *said), "!" if change.left_behind else "~", place=change.span)


def _evidence(evidence: EvidenceChange) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for key, (before, after) in evidence.keys.items():
        change = changed_list if key in _SETS else changed
        pieces += ["; " if pieces else "", f"{key} ", *change(before, after)]
    return tuple(pieces)


def _waivers(changes: Iterable[WaiverChange]) -> Iterator[Section]:
    lines = tuple(_waiver(change) for change in changes)
    if lines:
        yield Section("waivers", ("Warnings that may stand",), lines)


def _waiver(change: WaiverChange) -> Line:
    before, after = change.ends
    until: tuple[Piece, ...] = (f", until {after or before}",) if {before, after} - {"", "never"} else ()
    if change.sign == "changed":
        until = (f", ends {before} -> {after}",)
    pieces = (
        f"{change.owner.kind} ",
        Data(change.owner.id),
        f", {change.code}",
        *until,
        ": ",
        Data(change.reason),
    )
    return Line(pieces, _SIGNS[change.sign], place=change.span)


def _findings(difference: Difference) -> Iterator[Section]:
    new, resolved = difference.new_findings, difference.resolved_findings
    if new or resolved:
        errors_first = sorted(new, key=lambda one: not one.is_error)
        lines = [*(_finding(one, "+") for one in errors_first), *(_finding(one, "-") for one in resolved)]
        yield Section("findings", (f"Findings: {len(new):,} new, {len(resolved):,} resolved",), tuple(lines))


def _finding(one: Finding, sign: str) -> Line:
    return Line((f"{one.severity} {one.code} ", Data(one.message)), sign, place=one.span)
