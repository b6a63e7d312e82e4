"""What the book says, what stands behind it, and which warnings of it stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from decisionbook.findings import Span

STALE_AFTER = timedelta(days=365)
"""How long after it was last checked a claim with sources counts as stale."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A source that says otherwise, and what it says instead, if the author noted it (Markdown)."""

    source: str
    says: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind a claim.

    ``sources`` is ``None`` for the author's own judgement and empty when evidence was looked for in vain.
    ``checked`` is already inherited from the entity where the claim has none of its own; ``checked_at`` and
    ``expires_at`` are where the dates stand.
    """

    sources: tuple[str, ...] | None = None
    disputed_by: tuple[Dispute, ...] = ()
    checked: date | None = None
    expires: date | None = None
    checked_at: Span | None = field(default=None, compare=False)
    expires_at: Span | None = field(default=None, compare=False)

    def __bool__(self) -> bool:
        return self.sources is not None or bool(self.disputed_by or self.expires)

    def is_expired(self, today: date) -> bool:
        """Whether the day has come on which, by its author's word, the claim stops being true."""
        return self.expires is not None and self.expires <= today

    def is_stale(self, today: date) -> bool:
        """Whether a claim with sources was last held against them too long ago."""
        return bool(self.sources) and self.checked is not None and today - self.checked > STALE_AFTER


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement in Markdown with its evidence."""

    text: str
    evidence: Evidence
    span: Span


@dataclass(frozen=True, slots=True)
class Waiver:
    """A warning of the data, by its code, that the author lets stand: why, and up to and including which day."""

    code: str
    reason: str
    span: Span
    until: date | None = None
