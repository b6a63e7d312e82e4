"""Answers in words: answer ids, bands of numbers and dates, and the sets that conditions hold."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from decisionbook.domains import EXACT, Atom, Band, Intervals, Range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decisionbook.domains import ValueSet
    from decisionbook.model import Book, Input
    from decisionbook.render.words import Words


def number_in_words(value: Decimal, words: Words) -> str:
    """The number with its thousands grouped and its decimal mark, as the language writes them."""
    marks = {",": words["decision.thousands"], ".": words["decision.decimal"]}
    return "".join(marks.get(sign, sign) for sign in f"{value:,f}")


def band_in_words(band: Band, words: Words, unit: str | None = None) -> str:
    """``under 100``, ``100 to 999``, ``100 to under 1,000``, ``1,000 or more``, each with its unit."""
    shape, low, high = _shape(band)
    kind = "date" if band.domain.kind == "date" else "number"
    text = words[f"decision.{kind}.{shape}"].format(
        low=_value(low, band.domain, words), high=_value(high, band.domain, words)
    )
    return f"{text} {unit}" if unit and shape != "any" else text


def _value(value: Decimal | None, domain: Range, words: Words) -> str:
    if value is None:
        return ""
    return domain.show(value) if domain.kind == "date" else number_in_words(value, words)


def _shape(band: Band) -> tuple[str, Decimal | None, Decimal | None]:
    """The name of the phrase for a band, and the two values to put into it."""
    low, high, domain = band.low, band.high, band.domain
    if low is not None and low == high:
        return "one", low, high
    if low == 0 == domain.low and band.closed_low and high is not None and high != domain.high:
        low = None  # "under 10" says it where nothing is less than 0
    if low is None and high is None:
        return "any", None, None
    if high is None:
        return ("at-least" if band.closed_low else "over"), low, None
    if low is None:
        return _without_low(band, high)
    opening = "" if band.closed_low else "over-"
    return f"{opening}{'to' if band.closed_high else 'to-under'}", low, high


def _without_low(band: Band, high: Decimal) -> tuple[str, None, Decimal]:
    if band.domain.discrete and high != band.domain.high:
        return "under", None, EXACT.add(high, 1)
    return ("at-most" if band.closed_high else "under"), None, high


def answer_in_words(book: Book, asked: Input, answer: Atom, words: Words) -> str:
    """The label of an answer id, the title of an inner outcome, or the words of a band."""
    if isinstance(answer, Band):
        return band_in_words(answer, words, asked.unit)
    for known in asked.answers:
        if known.id == answer and asked.type != "boolean":
            return known.label
    if asked.decision is not None:
        return book.decisions[asked.decision].outcomes[answer].title
    return words.get(f"decision.answer.{answer}", answer)


def values_in_words(book: Book, asked: Input, values: ValueSet, words: Words) -> str:
    """A condition's set as a reader would say it: ``Noisy or Clean``, ``1,000 or more calls a month``."""
    if isinstance(values, Intervals):
        return either([band_in_words(band, words, asked.unit) for band in _bands(asked, values)], words)
    known = _known_answers(asked)
    inside = [answer for answer in known if answer in values]
    outside = [answer for answer in known if answer not in values]
    if len(outside) == 1 and len(inside) > 2:
        return words["decision.not"].format(answer=answer_in_words(book, asked, outside[0], words))
    return either([answer_in_words(book, asked, answer, words) for answer in inside], words)


def _bands(asked: Input, values: Intervals) -> list[Band]:
    domain = asked.domain
    if not isinstance(domain, Range):
        return []
    return [Band(start, end, domain) for start, end in values.pieces]


def _known_answers(asked: Input) -> tuple[str, ...]:
    return () if isinstance(asked.domain, Range) else asked.domain.values


def either(parts: Sequence[str], words: Words) -> str:
    """``A``, ``A or B``, ``A, B or C``."""
    return _joined(parts, words["decision.or"])


def both(parts: Sequence[str], words: Words) -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    return _joined(parts, words["decision.and"])


def _joined(parts: Sequence[str], last: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
