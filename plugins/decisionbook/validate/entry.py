"""One entity as its author wrote it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from decisionbook.findings import Finding, Span
from decisionbook.load import Node
from decisionbook.schema import MODELS, Authored
from decisionbook.schema.walk import Path

_LARGE: Mapping[str, tuple[str, ...]] = {
    "comparison": ("criteria",),
    "decision": ("rules", "steps", "examples"),
    "checklist": ("items",),
}
"""Kind to the fields that nobody asks for who names an entity from elsewhere."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an entity's data is by the schema. ``value`` is ``None`` where too little of it could be read.

    ``damaged`` says that parts were taken out, so that what is missing now may not be the author's mistake.
    ``dropped`` are the paths of parts that were there and have been reported.
    """

    value: Authored | None
    findings: tuple[Finding, ...]
    damaged: bool
    dropped: frozenset[Path]


class Entry:
    """One entity of an author: its kind, its id where the file gives one, and its data with positions.

    It is held against the schema by ``read`` when that is first asked for; mistakes change ``node`` to what was meant.
    """

    __slots__ = ("_outcome", "_read", "id", "kind", "node", "span")

    def __init__(
        self, kind: str, identity: str, node: Node, span: Span, read: Callable[[Entry], Outcome]
    ) -> None:
        self.kind = kind
        self.id = identity
        self.node = node
        self.span = span
        self._read = read
        self._outcome: Outcome | None = None

    @property
    def outcome(self) -> Outcome:
        """What reading the data gave."""
        if self._outcome is None:
            self._outcome = self._read(self)
        return self._outcome

    @property
    def value(self) -> Authored | None:
        return self.outcome.value

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.outcome.findings

    @property
    def damaged(self) -> bool:
        return self.outcome.damaged

    @property
    def dropped(self) -> frozenset[Path]:
        return self.outcome.dropped

    @property
    def old_ids(self) -> tuple[str, ...]:
        """The ids that it had before. Data without that key, or one that may stand for it, is not read for them."""
        keys = self.node.children if isinstance(self.node.children, dict) else {}
        others = keys.keys() - MODELS[self.kind].model_fields.keys()
        if self._outcome is None and not others and "aliases_of_id" not in keys:
            return ()
        return tuple(getattr(self.value, "aliases_of_id", ()))

    def release(self) -> None:
        """Let go of the data, once nothing but what other entities ask for is needed any more."""
        value, large = self.value, _LARGE.get(self.kind, ())
        if value is not None and large:
            light = value.model_copy(update=dict.fromkeys(large, ()))
            self._outcome = Outcome(light, self.findings, self.damaged, self.dropped)
        self.node = self.node.like(None)
