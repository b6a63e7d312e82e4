"""DMN's cells: unary tests and constants of S-FEEL (OMG formal/24-01-01, chapter 9, grammar rules 12 to 19)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from decisionbook.domains import Intervals, Range
from decisionbook.schema.scalars import MAX_NUMBER

Constant = str | bool | Decimal | date | None

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<string>"(?:[^"\\]|\\.)*")
      | (?P<range>\.\.)
      | (?P<number>(?>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?![\w.]{0,40}[^\W\d_])(?!\.[0-9]))
      | (?P<sign><=|>=|!=|<|>|=|[\[\](),@-])
      | (?P<name>[^\W\d]\w*)
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{6}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}


class SfeelError(ValueError):
    """A text that is not S-FEEL, or more than a table of ours can hold; the message says what."""


@dataclass(frozen=True, slots=True)
class Test:
    """One test: a comparison with ``low`` (``=``, ``<``, …), or an interval from ``low`` to ``high``."""

    sign: str
    low: Constant
    high: Constant = None
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class Tests:
    """The tests of a cell, of which any may hold; none where it is ``-``. ``negated`` is ``not(…)``."""

    tests: tuple[Test, ...] = ()
    negated: bool = False

    def __bool__(self) -> bool:
        return bool(self.tests)

    @property
    def constants(self) -> tuple[Constant, ...]:
        """Every constant that is mentioned, in order."""
        return tuple(
            each
            for test in self.tests
            for each in ((test.low, test.high) if test.sign == ".." else (test.low,))
        )

    def hold(self, value: Constant) -> bool:
        """Whether a value passes; as in FEEL, a value of another type passes no comparison."""
        return not self.tests or any(_holds(test, value) for test in self.tests) != self.negated

    def passing(self, texts: Iterable[str]) -> list[str]:
        """Those texts that pass, as ``hold`` has it, in one look at each of thousands of values."""
        same = {test.low for test in self.tests if test.sign == "=" and isinstance(test.low, str)}
        rest = [test for test in self.tests if test.sign != "="]
        return [
            text
            for text in texts
            if not self.tests or (text in same or any(_holds(test, text) for test in rest)) != self.negated
        ]

    def intervals(self, domain: Range) -> Intervals:
        """The numbers or dates of a range that pass."""
        if not self.tests:
            return domain.everything
        found = Intervals.joined(_interval(test, domain) for test in self.tests)
        return domain.everything - found if self.negated else found & domain.everything


def _holds(test: Test, value: Constant) -> bool:
    if test.sign == "..":
        above = _holds(Test(">" if test.low_open else ">=", test.low), value)
        return above and _holds(Test("<" if test.high_open else "<=", test.high), value)
    if type(value) is not type(test.low):
        return test.sign == "!=" and value is not None and test.low is None
    if test.sign in {"=", "!="}:
        return (value == test.low) == (test.sign == "=")
    if value is None or isinstance(value, bool):
        return False
    return _sign_of(value, test.low) in {"<": {-1}, "<=": {-1, 0}, ">": {1}, ">=": {0, 1}}[test.sign]


def _sign_of(value: Any, other: Any) -> int:
    """-1, 0 or 1, for two constants of one type."""
    return int(value > other) - int(value < other)


def _interval(test: Test, domain: Range) -> Intervals:
    low, high = on_line(test.low, domain), on_line(test.high, domain)
    wide = Range(domain.kind, None, None)
    if test.sign == "..":
        if low is None or high is None:
            return Intervals(())
        return wide.between(low, high, low_open=test.low_open, high_open=test.high_open)
    if low is None:
        return wide.everything if test.sign == "!=" and test.low is None else Intervals(())
    if test.sign in {"=", "!="}:
        whole = domain.kind == "integer" and low != low.to_integral_value()
        point = Intervals(()) if whole else wide.between(low, low)
        return point if test.sign == "=" else wide.everything - point
    if test.sign[0] == "<":
        return wide.between(None, low, high_open=test.sign == "<")
    return wide.between(low, None, low_open=test.sign == ">")


def on_line(value: Constant, domain: Range) -> Decimal | None:
    """The place of a constant on the line of a range, ``None`` for one of another type."""
    if domain.kind == "date":
        return Decimal(value.toordinal()) if isinstance(value, date) else None
    return value if isinstance(value, Decimal) else None


# --- Reading ------------------------------------------------------------------------------------------


def read_tests(text: str) -> Tests:
    """The unary tests of a cell. Raises ``SfeelError``."""
    if text.strip() in {"", "-"}:
        return Tests()
    return _Reader(text).unary_tests()


def read_constant(text: str) -> Constant:
    """A constant, such as an output entry or a default. Raises ``SfeelError``."""
    reader = _Reader(text)
    value = reader.constant()
    reader.end()
    return value


def read_constants(text: str) -> tuple[Constant, ...]:
    """Constants with commas between them, such as allowed values. Raises ``SfeelError``."""
    reader = _Reader(text)
    found = [reader.constant()]
    while reader.take(","):
        found.append(reader.constant())
    reader.end()
    return tuple(found)


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def kind(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def take(self, *words: str) -> str:
        if self.kind() in {"sign", "range", "name"} and self.peek() in words:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return ""

    def must(self, *words: str) -> str:
        found = self.take(*words)
        if not found:
            raise SfeelError(f"expected '{words[0]}', found {self._found()}")
        return found

    def end(self) -> None:
        if self.at < len(self.tokens):
            raise SfeelError(f"expected its end, found {self._found()}")

    def _found(self) -> str:
        return f"'{self.peek()[:40]}'" if self.at < len(self.tokens) else "its end"

    def unary_tests(self) -> Tests:
        negated = bool(self.take("not"))
        if negated:
            self.must("(")
        tests = [self.test()]
        while self.take(","):
            tests.append(self.test())
        if negated:
            self.must(")")
        self.end()
        return Tests(tuple(tests), negated)

    def test(self) -> Test:
        sign = self.take("<=", ">=", "!=", "<", ">", "=")
        if sign:
            return Test(sign, self.constant())
        opening = self.take("[", "(", "]")
        if not opening:
            return Test("=", self.constant())
        low = self.constant()
        self.must("..")
        high = self.constant()
        closing = self.must("]", ")", "[")
        return Test("..", low, high, opening != "[", closing != "]")

    def constant(self) -> Constant:
        kind, text = self.kind(), self.peek()
        if kind == "string":
            self.at += 1
            return _unescaped(text)
        if self.take("@"):
            return _date(self._string())
        if kind == "number" or text == "-":
            return self._number()
        if text == "date" and self._calls():
            return self._date_call()
        if text in {"true", "false", "null"}:
            self.at += 1
            return {"true": True, "false": False, "null": None}[text]
        if kind == "name":
            what = "function" if self._calls() else "name"
            raise SfeelError(f"the {what} '{text[:40]}' stands where a constant is expected")
        raise SfeelError(f"expected a constant, found {self._found()}")

    def _calls(self) -> bool:
        return self.at + 1 < len(self.tokens) and self.tokens[self.at + 1][1] == "("

    def _number(self) -> Decimal:
        negative = bool(self.take("-"))
        if self.kind() != "number":
            raise SfeelError(f"expected a number, found {self._found()}")
        text = self.peek()
        if len(text) > MAX_NUMBER - negative:
            raise SfeelError(f"a number has more than {MAX_NUMBER} characters")
        self.at += 1
        value = Decimal(text)
        return value.copy_negate() if negative and value else value

    def _string(self) -> str:
        if self.kind() != "string":
            raise SfeelError(f"expected a text in quotes, found {self._found()}")
        self.at += 1
        return _unescaped(self.tokens[self.at - 1][1])

    def _date_call(self) -> date:
        self.at += 2
        if self.kind() == "string":
            found = _date(self._string())
            self.must(")")
            return found
        parts = [self._number()]
        while self.take(","):
            parts.append(self._number())
        self.must(")")
        if len(parts) != 3 or any(part != part.to_integral_value() or abs(part) > 9999 for part in parts):
            raise SfeelError("a date needs a year, a month and a day")
        return _date("-".join(f"{int(part):0{4 - 2 * (i > 0)}}" for i, part in enumerate(parts)))


def _tokens(text: str) -> Iterable[tuple[str, str]]:
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise SfeelError(f"'{text[at:].strip()[:40]}' cannot be read")
        kind = match.lastgroup or ""
        yield kind, match[kind]
        at = match.end()


def _unescaped(quoted: str) -> str:
    def char(match: re.Match[str]) -> str:
        escape = match[1]
        if escape[0] in "uU" and len(escape) > 1:
            number = int(escape[1:], 16)
            return chr(number) if number < 0x110000 else match[0]
        return _ESCAPES.get(escape, match[0])

    text = _ESCAPE.sub(char, quoted[1:-1])
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # halves of pairs become one


def _date(text: str) -> date:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise SfeelError(f"'{text[:40]}' is not a date such as 2026-11-20")
