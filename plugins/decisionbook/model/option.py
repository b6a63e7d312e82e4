"""An option, the alternative that can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from decisionbook.findings import Span
from decisionbook.model.claims import Claim, Waiver


@dataclass(frozen=True, slots=True)
class Option:
    """An alternative that can be chosen. ``related`` is symmetric and in file order."""

    id: str
    name: str
    summary: Claim
    span: Span
    short: str | None = None
    aliases: tuple[str, ...] = ()
    cues: tuple[Claim, ...] = ()
    choose_when: tuple[Claim, ...] = ()
    avoid_when: tuple[Claim, ...] = ()
    strengths: tuple[Claim, ...] = ()
    weaknesses: tuple[Claim, ...] = ()
    failure_modes: tuple[Claim, ...] = ()
    first_steps: tuple[Claim, ...] = ()
    related: tuple[str, ...] = ()
    checked: date | None = None
    owner: str | None = None
    old_ids: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def title(self) -> str:
        return self.name
