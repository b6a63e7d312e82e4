"""Days that people set: in a setting, and in SOURCE_DATE_EPOCH."""

from __future__ import annotations

import os
import re
from datetime import date, datetime

EPOCH = "SOURCE_DATE_EPOCH"
LAST_SECOND = 253_402_300_799
"""The end of the year 9999, in seconds since 1970: no date is later."""


def epoch() -> int | None:
    """The seconds since 1970 that ``SOURCE_DATE_EPOCH`` says; ``None`` where it says nothing.

    Raises ``ValueError`` for what is no such number.
    """
    given = os.environ.get(EPOCH, "").strip()
    if not given:
        return None
    if re.fullmatch(r"0*[0-9]{1,12}", given) and int(given) <= LAST_SECOND:
        return int(given)
    said = given if len(given) <= 40 else f"{given[:40]}…"
    raise ValueError(
        f"{EPOCH} is {said!r}; write whole seconds since 1970 in digits, such as 1767225600 for 2026-01-01,"
        " or unset it."
    )


def day_of(given: object) -> date:
    """The day that a setting names: a date, the date of a time, or either as ISO 8601 writes it.

    Raises ``ValueError`` for anything else.
    """
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    try:
        return datetime.fromisoformat(given).date() if isinstance(given, str) else _none(given)
    except ValueError:
        return _none(given)


def _none(given: object) -> date:
    raise ValueError(f"{given!r} is no day; write one such as 2026-11-20.")
