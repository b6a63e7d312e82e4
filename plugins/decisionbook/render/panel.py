"""What is wrong with the data, shown on the page while its author edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from decisionbook.findings import Finding
from decisionbook.render.context import Context


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A finding with the line it is about, cut where the mark begins and ends; empty where the text is unknown."""

    finding: Finding
    before: str
    marked: str
    after: str


def findings(context: Context, found: tuple[Finding, ...], texts: Mapping[str, str]) -> Markup:
    """A panel that lists the findings in the order given."""
    return context.fill("findings.html", excerpts=tuple(_excerpt(one, texts) for one in found))


def _excerpt(finding: Finding, texts: Mapping[str, str]) -> Excerpt:
    span = finding.span
    lines = texts.get(span.file, "").splitlines()
    line = lines[span.line - 1] if 0 < span.line <= len(lines) else ""
    start = span.column - 1
    end = max(span.end_column - 1, start + 1) if span.end_line == span.line else len(line)
    return Excerpt(finding, line[:start].lstrip(), line[start:end], line[end:])
