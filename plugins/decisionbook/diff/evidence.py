"""What stands behind a text: whether it changed with the text, without it, or stayed behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from decisionbook.diff.changes import EvidenceChange, Place, ProvenanceChange
from decisionbook.diff.statements import Statement
from decisionbook.model import Evidence, Source

FOLD = 3
"""From so many texts of an entity on, one and the same change is told once, with their number."""

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_LINK = re.compile(r"\]\([^)]*\)")


Names = Mapping[str, str] | None
"""The new id of each source of the old side; ``None`` where one side's sources cannot be read, nor be compared."""


def evidence_change(before: Evidence, after: Evidence, sources: Names) -> EvidenceChange:
    """What is another."""
    cited = (
        {}
        if sources is None
        else {
            "sources": (_sources(before, sources), _sources(after, {})),
            "disputed by": (_disputes(before, sources), _disputes(after, {})),
        }
    )
    pairs = {
        **cited,
        "checked": (_day(before.checked), _day(after.checked)),
        "expires": (_day(before.expires), _day(after.expires)),
    }
    return EvidenceChange({key: pair for key, pair in pairs.items() if pair[0] != pair[1]})


def _sources(evidence: Evidence, renamed: Mapping[str, str]) -> str:
    if evidence.sources is None:
        return "none named"
    return ", ".join(renamed.get(one, one) for one in evidence.sources) or "none found"


def _disputes(evidence: Evidence, renamed: Mapping[str, str]) -> str:
    return ", ".join(renamed.get(one.source, one.source) for one in evidence.disputed_by) or "nobody"


def _day(day: date | None) -> str:
    return day.isoformat() if day else "never"


def stands_on_something(evidence: Evidence) -> bool:
    """Whether sources or a day of checking vouch for a text, so that they may stay behind when it changes."""
    return bool(evidence.sources) or evidence.checked is not None


def figures(text: str) -> list[str]:
    """The numbers that a text states, in order, addresses of links aside."""
    return _FIGURE.findall(_LINK.sub("]", text))


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges pairs of texts of one entity."""

    owner: Place
    sources: Names

    def changes(self, pairs: Iterable[tuple[Statement | None, Statement | None]]) -> list[ProvenanceChange]:
        """What changed behind texts that both sides have, with equal changes folded into one."""
        found = [self._change(before, after) for before, after in pairs if before and after]
        return folded(change for change in found if change is not None)

    def _change(self, before: Statement, after: Statement) -> ProvenanceChange | None:
        if before.evidence is None or after.evidence is None:
            return None
        changed = evidence_change(before.evidence, after.evidence, self.sources)
        behind = (
            not changed
            and self.sources is not None
            and figures(before.text) != figures(after.text)
            and stands_on_something(after.evidence)
        )
        if not changed and not behind:
            return None
        return ProvenanceChange(self.owner, part_name(after.key), changed, behind, after.span)


def part_name(key: Iterable[str]) -> str:
    """Where in its entity a text stands: ``summary``, ``rule stale-weights because``."""
    return " ".join(part for part in key if part).replace("_", " ")


def folded(changes: Iterable[ProvenanceChange]) -> list[ProvenanceChange]:
    """The changes; one for all texts of an entity that share it, where they are many."""
    groups: dict[object, list[ProvenanceChange]] = {}
    for change in changes:
        key = (change.owner, tuple(change.evidence.keys.items()), change.left_behind)
        groups.setdefault(key, []).append(change)
    found: list[ProvenanceChange] = []
    for group in groups.values():
        many = len(group) >= FOLD and not group[0].left_behind
        found.extend([replace(group[0], part="", places=len(group))] if many else group)
    return sorted(found, key=lambda change: (change.span, change.part))


def source_change(before: Source, after: Source) -> ProvenanceChange | None:
    """What changed of a work that claims rest on, texts aside."""
    keys = ("kind", "published", "url", "status", "checked", "expires")
    values = {key: (_shown(getattr(before, key)), _shown(getattr(after, key))) for key in keys}
    values["interest"] = ("declared" if before.interest else "none", "declared" if after.interest else "none")
    changed = EvidenceChange({key: pair for key, pair in values.items() if pair[0] != pair[1]})
    return (
        ProvenanceChange(Place("source", after.id), "", changed, left_behind=False, span=after.span)
        if changed
        else None
    )


def _shown(value: object) -> str:
    return "none" if value is None else str(value)
