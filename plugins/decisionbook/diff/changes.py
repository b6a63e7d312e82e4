"""What changed between two books, as values; how it is shown is the business of the formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Literal

from decisionbook.findings import Finding, Span

Sign = Literal["added", "removed", "renamed", "changed"]
Written = str | tuple[str, ...]
"""A condition as a rule's `when` takes it: a text, or a list of them."""


@dataclass(frozen=True, slots=True)
class Place:
    """An entity, and what its authors and readers call it. ``owner`` is the entity that a part belongs to."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class SideSummary:
    """One of the two books. ``problem`` says why nothing of it could be read, if so."""

    label: str
    errors: int = 0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """An entity that one side does not say clearly, so that nothing is claimed about it.

    ``outcomes``: the outcomes of a decision are compared all the same.
    """

    what: Place
    side: str
    reason: str
    span: Span
    outcomes: bool = False


@dataclass(frozen=True, slots=True)
class RuleName:
    """A rule or step that fires, and where it stands."""

    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Region:
    """Combinations that one conjunction describes. ``where`` maps addresses to conditions; the rest is free.

    ``rules`` are those that now fire there; ``combinations`` counts the region, whether or not others overlap it.
    """

    where: Mapping[str, Written]
    combinations: int
    rules: tuple[RuleName, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """Combinations that share where they ended and where they end now.

    Outcomes are ids of the new side where they exist there. An empty tuple is no outcome, ``None`` a combination
    that an inner decision cannot answer. ``moved``: ``before`` was replaced by ``after``. Under `collect` an outcome
    is ``gained`` or ``lost`` by itself. ``unshown`` counts the combinations that no region holds.
    """

    what: Literal["moved", "gained", "lost"]
    before: tuple[str, ...] | None
    after: tuple[str, ...] | None
    combinations: int
    regions: tuple[Region, ...]
    unshown: int


@dataclass(frozen=True, slots=True)
class DecisionChange:
    """How the answers of a decision changed.

    ``changed`` of ``combinations`` end elsewhere; both are ``None`` where that could not be computed, and
    ``not_compared`` says why. Combinations are of all questions that either side asks, as far as both know the
    answer; the bands of a number count as one answer each. ``through`` names the inner decisions that alone brought
    it about. ``rewritten``: the table reads otherwise and answers the same.
    """

    id: str
    span: Span
    changed: int | None = 0
    combinations: int | None = None
    moves: tuple[Move, ...] = ()
    unshown_moves: int = 0
    through: tuple[str, ...] = ()
    rewritten: bool = False
    not_compared: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that links to an entity: in the data, or on a page of prose."""

    by: str
    span: Span


@dataclass(frozen=True, slots=True)
class PartChange:
    """An entity, or a part of one, that was added, removed, renamed, or has another setting.

    ``owner`` is ``None`` for entities. ``was`` is the old id of a renamed part, or the old value of ``setting``.
    ``filled`` is for an option or criterion that a comparison gained: how many of its cells are known, of how many.
    """

    sign: Sign
    kind: str
    id: str
    span: Span
    owner: Place | None = None
    was: str | None = None
    now: str | None = None
    setting: str | None = None
    filled: tuple[int, int] | None = None
    linked_from: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceChange:
    """What changed of that which stands behind a claim: key to what it was and what it is, empty for nothing."""

    keys: Mapping[str, tuple[str, str]]

    def __bool__(self) -> bool:
        return bool(self.keys)


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell with another value, rating or openness. ``direction`` is ``None`` where the criterion has none.

    ``percent`` is how much larger (or, negative, smaller) a number became. ``left_behind``: the value changed while
    its sources and the day it was checked did not.
    """

    comparison: str
    criterion: str
    option: str
    before: str
    after: str
    unit: str | None
    direction: Literal["better", "worse"] | None
    percent: float | None
    rating: tuple[str, str] | None
    evidence: EvidenceChange
    left_behind: bool
    span: Span


@dataclass(frozen=True, slots=True)
class ProvenanceChange:
    """What stands behind a text changed, or stayed behind while the figures in the text changed.

    ``places`` is how many texts of the entity share the change.
    """

    owner: Place
    part: str
    evidence: EvidenceChange
    left_behind: bool
    span: Span
    places: int = 1


@dataclass(frozen=True, slots=True)
class WaiverChange:
    """A warning that authors now let stand, no longer do, or do until another day.

    ``ends`` is the last day on which it stood and stands: a date, ``never``, or nothing where there is no waiver.
    """

    sign: Sign
    owner: Place
    code: str
    reason: str
    ends: tuple[str, str]
    span: Span


@dataclass(frozen=True, slots=True)
class Wording:
    """How many texts read otherwise, came, went, or stand elsewhere in their list.

    Whether they still mean the same, only a reader can tell.
    """

    reworded: int = 0
    added: int = 0
    removed: int = 0
    moved: int = 0

    def __bool__(self) -> bool:
        return bool(self.reworded or self.added or self.removed or self.moved)


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text that reads otherwise; ``part`` says where in its entity it stands."""

    part: str
    before: str
    after: str
    span: Span


@dataclass(frozen=True, slots=True)
class EntityWording:
    """The texts of one entity that changed, and where it stands."""

    owner: Place
    texts: Wording
    span: Span
    reworded: tuple[TextChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that changed in meaning, in the order in which a reviewer wants it."""

    before: SideSummary
    after: SideSummary
    unread: tuple[Unread, ...] = ()
    decisions: tuple[DecisionChange, ...] = ()
    parts: tuple[PartChange, ...] = ()
    cells: tuple[CellChange, ...] = ()
    provenance: tuple[ProvenanceChange, ...] = ()
    waivers: tuple[WaiverChange, ...] = ()
    new_findings: tuple[Finding, ...] = ()
    resolved_findings: tuple[Finding, ...] = ()
    reworded_in: tuple[EntityWording, ...] = ()

    @property
    def wording(self) -> Wording:
        """The texts of all entities together."""
        every = [astuple(one.texts) for one in self.reworded_in]
        return Wording(*map(sum, zip(*every, strict=True))) if every else Wording()

    @property
    def readable(self) -> bool:
        """Whether both sides could be read at all."""
        return self.before.problem is None and self.after.problem is None

    @property
    def has_errors(self) -> bool:
        return not self.readable or bool(self.before.errors or self.after.errors)

    @property
    def changes(self) -> bool:
        """Whether anything changed in meaning, wording aside, or may have: what cannot be read is no 'no change'."""
        return not self.readable or bool(self.unread) or self.changes_found

    @property
    def changes_found(self) -> bool:
        """Whether a change in meaning was found."""
        found = (self.decisions, self.parts, self.cells, self.provenance, self.waivers)
        return any(found) or bool(self.new_findings or self.resolved_findings)
