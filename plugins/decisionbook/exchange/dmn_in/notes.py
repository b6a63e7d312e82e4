"""What happened to a file while it was carried over: what could not be, and what is now said in another way."""

from __future__ import annotations

from decisionbook.exchange.dmn_in.tree import Element
from decisionbook.findings import Finding, Span, finding


class NotCarriedError(Exception):
    """A part of the file has no form here, so the decision around it is left out."""

    def __init__(self, where: Element | Span, message: str, fix: str) -> None:
        super().__init__(message)
        self.span = where.span if isinstance(where, Element) else where
        self.fix = fix


class Notes:
    """Findings as they are made."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def lost(self, error: NotCarriedError, name: str) -> None:
        """The decision ``name`` is left out."""
        message = f"'{name}' is not carried over: {error}"
        self.findings.append(finding("E002", error.span, message, error.fix))

    def left_out(self, where: Element | Span, message: str, fix: str) -> None:
        """Something that changes no answer."""
        self._warn("E003", where, message, fix)

    def changed(self, where: Element | Span, message: str, fix: str) -> None:
        """Something that is now said or asked in another way."""
        self._warn("E004", where, message, fix)

    def _warn(self, code: str, where: Element | Span, message: str, fix: str) -> None:
        span = where.span if isinstance(where, Element) else where
        self.findings.append(finding(code, span, message, fix))
