"""Two books, held against each other kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from decisionbook.diff import parts
from decisionbook.diff.alignment import Pair, aligned
from decisionbook.diff.cells import cell_changes, matched, same_cells
from decisionbook.diff.changes import (
    CellChange,
    DecisionChange,
    Difference,
    EntityWording,
    Mention,
    PartChange,
    Place,
    ProvenanceChange,
    SideSummary,
    Unread,
    WaiverChange,
)
from decisionbook.diff.decisions import compare as compare_decisions
from decisionbook.diff.entities import of_entity
from decisionbook.diff.evidence import Judge, source_change
from decisionbook.diff.mentions import mentions
from decisionbook.diff.new_findings import new_and_resolved
from decisionbook.diff.pairs import Pairs, entities
from decisionbook.diff.renaming import Pairing, Renaming
from decisionbook.diff.rules import names_of_rules, rules_of
from decisionbook.diff.statements import Key, Statement, statements
from decisionbook.diff.unread import Doubts, Side
from decisionbook.diff.waivers import waiver_changes
from decisionbook.diff.wording import leading_on, wording_of
from decisionbook.findings import Finding
from decisionbook.model import KINDS, Checklist, Comparison, Decision, Faq, Kind, Source


def compare(before: Side, after: Side, pages: Mapping[str, str] | None = None) -> Difference:
    """What changed in meaning. ``pages`` are the texts of prose by file, searched for links to what changed.

    What one side does not say clearly is reported as such and held back, never shown as equal or as removed.
    """
    sides = _summary(before), _summary(after)
    if sides[0].problem or sides[1].problem:
        return Difference(*sides)
    return _Comparison(before, after, pages or {}, sides).difference()


def _summary(side: Side) -> SideSummary:
    return SideSummary(side.label, len(side.reading.errors), side.problem)


@dataclass(slots=True)
class _Found:
    unread: list[Unread] = field(default_factory=list)
    decisions: list[DecisionChange] = field(default_factory=list)
    parts: list[PartChange] = field(default_factory=list)
    cells: list[CellChange] = field(default_factory=list)
    provenance: list[ProvenanceChange] = field(default_factory=list)
    waivers: list[WaiverChange] = field(default_factory=list)
    wording: list[EntityWording] = field(default_factory=list)
    shared: set[object] = field(default_factory=set)
    same_cells: list[tuple[Statement, Statement]] = field(default_factory=list)
    rules: dict[str, Mapping[str, str]] = field(default_factory=dict)


class _Comparison:
    def __init__(
        self,
        before: Side,
        after: Side,
        pages: Mapping[str, str],
        sides: tuple[SideSummary, SideSummary],
    ) -> None:
        self.before, self.after, self.sides = before, after, sides
        self.doubts = Doubts(before), Doubts(after)
        self.books = before.reading.book, after.reading.book
        self.pairs: Mapping[Kind, Pairs[Any]] = entities(*self.books)
        self.now: dict[str, Mapping[str, str]] = {kind: pairs.new for kind, pairs in self.pairs.items()}
        decisions: Pairs[Any] = self.pairs["decision"]
        self.pairing = Pairing(*self.books, decisions, self.now["option"])
        self.sources = None if self._sources_are_lost() else self.now["source"]
        self.pages = pages
        self.found = _Found()

    def difference(self) -> Difference:
        for kind in KINDS:
            self._came_and_went(kind)
            for before, after in self.pairs[kind].both:
                self._both(kind, before, after)
        new, resolved = self._findings()
        found = self.found
        return Difference(
            *self.sides,
            unread=tuple(dict.fromkeys(found.unread)),
            decisions=tuple(found.decisions),
            parts=tuple(self._with_mentions(found.parts)),
            cells=tuple(found.cells),
            provenance=tuple(found.provenance),
            waivers=tuple(dict.fromkeys(found.waivers)),
            new_findings=new,
            resolved_findings=resolved,
            reworded_in=tuple(found.wording),
        )

    # --- Entities -------------------------------------------------------------------------------------

    def _came_and_went(self, kind: Kind) -> None:
        pairs = self.pairs[kind]
        for name in pairs.added:
            one = pairs.after[name]
            self._one_sided("added", kind, one, self.doubts[0], (name, *one.old_ids))
        for name in pairs.removed:
            one = pairs.before[name]
            self._one_sided("removed", kind, one, self.doubts[1], (name, *one.old_ids))
        for new, old in pairs.old.items():
            if new != old:
                place = pairs.after[new].span
                self.found.parts.append(PartChange("renamed", kind, new, place, was=old))

    def _sources_are_lost(self) -> bool:
        """Whether an error may be why one side lacks sources of the other."""
        pairs = self.pairs["source"]
        lost = (self.doubts[0], pairs.added), (self.doubts[1], pairs.removed)
        return any(doubts.missing("source", (name,)) for doubts, names in lost for name in names)

    def _one_sided(self, sign: Any, kind: Kind, one: Any, other: Doubts, names: tuple[str, ...]) -> None:
        error = other.missing(kind, names)
        if error is not None:
            self.found.unread.append(other.of(Place(kind, one.id), error))
        else:
            self.found.parts.append(PartChange(sign, kind, one.id, one.span))
            self.found.waivers.extend(
                waiver_changes(kind, *((None, one) if sign == "added" else (one, None)))
            )

    def _both(self, kind: Kind, before: Any, after: Any) -> None:
        writers: Mapping[str, Callable[..., Mapping[Key, str]]] = {
            "decision": self._decision,
            "comparison": self._comparison,
            "checklist": self._checklist,
            "faq": self._faq,
            "source": self._source,
        }
        if self._doubtful(kind, before, after):
            return
        renamed = writers[kind](before, after) if kind in writers else {}
        self.found.parts.extend(of_entity(kind, before, after, self.pairs["option"]))
        self._texts(kind, before, after, renamed)
        self.found.waivers.extend(waiver_changes(kind, before, after))

    def _doubtful(self, kind: Kind, before: Any, after: Any) -> bool:
        """Whether an error keeps an entity from being compared; its outcomes are, where they are certain."""
        sides = (before, after), (after, before)
        errors = [
            doubts.within(one) or doubts.lost(one, other)
            for doubts, (one, other) in zip(self.doubts, sides, strict=True)
        ]
        outcomes = any(errors) and kind == "decision" and self._is_sound(before, after)
        if outcomes:
            self._outcomes(before, after)
        for doubts, error in zip(self.doubts, errors, strict=True):
            if error is not None:
                self.found.unread.append(doubts.of(Place(kind, after.id), error, outcomes=outcomes))
        return any(errors)

    # --- Kinds ----------------------------------------------------------------------------------------

    def _decision(self, before: Decision, after: Decision) -> Mapping[Key, str]:
        self.found.parts.extend(parts.of_decision(self.pairing, before, after))
        if self._is_sound(before, after):
            self._outcomes(before, after)
        else:
            why = "a decision or input that it rests on has errors"
            self.found.decisions.append(DecisionChange(after.id, after.span, None, None, not_compared=why))
        names = Renaming.of(self.pairing, before, after)
        self.found.rules[after.span.file] = names_of_rules(before, after, names)
        answers: dict[Key, str] = {
            ("answer", f"{asked}: {old}"): f"{names.input(asked)}: {new}"
            for asked, renamed in names.answers.items()
            for old, new in renamed.items()
        }
        rules = rules_of(before, after, names).new
        ids = {"input": names.inputs, "outcome": names.outcomes, "rule": rules}
        return answers | {(part, old): new for part, renamed in ids.items() for old, new in renamed.items()}

    def _is_sound(self, before: Decision, after: Decision) -> bool:
        """Whether both sides could be read so far that what they answer is certain."""
        return not (self.doubts[0].is_damaged(before.id) or self.doubts[1].is_damaged(after.id))

    def _outcomes(self, before: Decision, after: Decision) -> None:
        change = compare_decisions(self.pairing, before, after)
        self.found.decisions.extend([change] if change else [])

    def _comparison(self, before: Comparison, after: Comparison) -> Mapping[Key, str]:
        table = matched(before, after, self.now["option"], lambda text: leading_on(text, self.now))
        self.found.parts.extend(parts.of_comparison(table))
        self.found.cells.extend(cell_changes(table, self.sources))
        self.found.same_cells = list(same_cells(table))
        return {**_keys("criterion", table.criteria), **_keys("column", table.columns)}

    def _checklist(self, before: Checklist, after: Checklist) -> Mapping[Key, str]:
        changes = list(parts.of_checklist(before, after))
        self.found.parts.extend(changes)
        return {("item", one.was or ""): one.id for one in changes if one.sign == "renamed"}

    def _faq(self, before: Faq, after: Faq) -> Mapping[Key, str]:
        self.found.parts.extend(parts.of_faq(before, after))
        return {}

    def _source(self, before: Source, after: Source) -> Mapping[Key, str]:
        change = source_change(before, after)
        self.found.provenance.extend([change] if change else [])
        return {}

    # --- Texts ----------------------------------------------------------------------------------------

    def _texts(self, kind: Kind, before: Any, after: Any, renamed: Mapping[Key, str]) -> None:
        options = [book.options for book in self.books]
        old, new = statements(before, renamed, options[0]), statements(after, None, options[1])
        pairs = list(aligned(old, new))
        cells, self.found.same_cells = self.found.same_cells, []
        judge = Judge(Place(kind, after.id), self.sources)
        self.found.provenance.extend(judge.changes([*cells, *pairs]))
        own = [pair for pair in pairs if self._is_first(pair)]
        numbers, reworded = wording_of(own, old, new, self.now)
        if numbers:
            self.found.wording.append(EntityWording(Place(kind, after.id), numbers, after.span, reworded))

    def _is_first(self, pair: Pair) -> bool:
        """Whether it is the first time that this pair comes by: decisions that share a question share its texts."""
        place = tuple((one.span, one.text) if one else None for one in pair)
        shared = any(one and one.key[0] == "input" for one in pair)
        is_first = not shared or place not in self.found.shared
        self.found.shared.add(place)
        return is_first

    # --- Findings and links ---------------------------------------------------------------------------

    def _findings(self) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """New ones and those that are gone."""
        both = [pair for pairs in self.pairs.values() for pair in pairs.both]
        files = [(one.span.file, other.span.file) for one, other in both]
        renamed = {one.was: one.id for one in self.found.parts if one.sign == "renamed" and one.was}
        words = {old.split(": ")[-1]: new.split(": ")[-1] for old, new in renamed.items()}
        return new_and_resolved((self.before, self.after), files, words, self.found.rules)

    def _with_mentions(self, changes: list[PartChange]) -> Iterator[PartChange]:
        wanted = {"option", "comparison", "decision", "checklist", "criterion"}
        places = [mentions(self.books[1], self.pages), mentions(self.books[0], {})]
        for change in changes:
            if change.sign == "changed" or change.kind not in wanted:
                yield change
                continue
            found: dict[Mention, None] = {}
            for targets, names in zip(places, _targets(change), strict=True):
                found |= dict.fromkeys(mention for name in names for mention in targets.get(name, ()))
            yield replace(change, linked_from=tuple(found))


def _targets(change: PartChange) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What links to a part would name: on the new side, and, for what is gone from it, on the old side."""
    kind, prefix = change.kind, ""
    if change.owner is not None:
        if change.kind != "criterion":
            return [], []
        kind, prefix = change.owner.kind, f"{change.owner.id}#"
    new = [(kind, prefix + name) for name in (change.id, change.was) if name]
    return new, [new[0]] if change.sign == "removed" else []


def _keys(part: str, pairs: Pairs[Any]) -> dict[Key, str]:
    return {(part, old): new for old, new in pairs.new.items()}
