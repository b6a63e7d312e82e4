"""Warnings that an author has looked at and lets stand."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from decisionbook.catalog import ALL, CODES
from decisionbook.schema.part import Part
from decisionbook.schema.scalars import Date, Text, shown, wrong
from decisionbook.spelling import did_you_mean

WAIVABLE: tuple[str, ...] = tuple(
    code.code for code in ALL if code.severity == "warning" and code.code[0] not in "EW"
)
"""The codes of the warnings that may be waived: all on data but those about waivers."""


def _code(value: Any) -> str:
    code = str(value)
    if code in WAIVABLE:
        return code
    if code in CODES and CODES[code].severity == "error":
        raise wrong("S004", f"{code} is an error, and errors cannot be waived", "mend what it reports")
    if code in CODES:
        raise wrong("S004", f"{code} cannot be waived", "remove the waiver that it reports")
    fix = did_you_mean(code, WAIVABLE, "warnings that can be waived", limit=len(WAIVABLE))
    raise wrong("S004", f"{shown(code)} is no code of a warning", fix)


class Waiver(Part):
    """Why a warning may stand, and for how long."""

    bare = "reason"
    what = "this waiver"

    reason: Text
    """Why the warning may stand here."""
    until: Date | None = None
    """The last day on which it may; left out: as long as there is something to waive."""

    @classmethod
    def empty_fix(cls) -> str:
        return "write the reason why the warning may stand"


Waivers = Annotated[
    dict[Annotated[str, BeforeValidator(_code)], Waiver],
    Field(json_schema_extra={"propertyNames": {"enum": list(WAIVABLE)}}),
]
"""Code of a warning to why it may stand."""


class Waivable(Part):
    """A part whose warnings may be waived."""

    waive: Waivers = Field(default_factory=dict)
    """Warnings that may stand here: code to the reason why, or to `reason` and `until`."""
