"""Findings as people and programs read them: text with carets, JSON, annotations of a forge, SARIF."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from urllib.parse import quote

from decisionbook.catalog import ALL, Code
from decisionbook.excerpt import excerpt, visible, wrapped
from decisionbook.findings import Finding, Span
from decisionbook.lines import Lines

FIX_COMMAND = "decisionbook check --fix"
LISTED = 100
"""Other places that a terminal shows of one finding."""
ANNOTATED = 10
"""Other places that an annotation names; it has little room."""
_RED, _YELLOW, _BLUE, _BOLD, _PLAIN = "\x1b[1;31m", "\x1b[1;33m", "\x1b[1;34m", "\x1b[1m", "\x1b[0m"


def as_text(
    findings: Iterable[Finding],
    texts: Mapping[str, str],
    *,
    colour: bool = False,
    width: int | None = None,
) -> str:
    """Each finding with its place, its line, a caret and its fix; the summary as the last line, no line end.

    ``texts`` maps files to their contents; a finding in any other file is shown without its line. ``width`` is the
    number of cells of the terminal: longer messages wrap and longer lines are cut around the caret. Characters that
    could steer a terminal are shown as escapes.
    """
    every = list(findings)
    lines = {file: Lines(texts[file]) for file in {each.span.file for each in every} if file in texts}
    paint = _Paint(colour)
    shown = [_one(each, lines.get(each.span.file), paint, width) for each in every]
    return "\n".join([*shown, paint.bold(summary(every))])


def summary(findings: Iterable[Finding]) -> str:
    """``9 errors, 4 warnings; 3 fixable``."""
    every = list(findings)
    errors = sum(each.is_error for each in every)
    fixable = sum(bool(each.edits) for each in every)
    counted = f"{_count(errors, 'error')}, {_count(len(every) - errors, 'warning')}"
    return f"{counted}; {fixable} fixable" if fixable else counted


def as_json(findings: Iterable[Finding]) -> str:
    """One JSON object: ``findings`` with their places, ``errors`` and ``warnings`` with their numbers."""
    every = list(findings)
    errors = sum(each.is_error for each in every)
    listed = [_plain(each) for each in every]
    return json.dumps({"findings": listed, "errors": errors, "warnings": len(every) - errors}, indent=2)


def as_github(findings: Iterable[Finding], changed: Collection[tuple[str, int]] = ()) -> str:
    """Workflow commands, one a line, for annotations on a pull request.

    Ten of a kind are shown a step, so findings on ``changed`` lines (file, line) go first, then errors.
    """
    touched = frozenset(changed)

    def rank(each: Finding) -> tuple[bool, bool, Span]:
        on_changed = any(
            (each.span.file, line) in touched for line in range(each.span.line, each.span.end_line + 1)
        )
        return not on_changed, not each.is_error, each.span

    return "\n".join(_command(each) for each in sorted(findings, key=rank))


def as_sarif(findings: Iterable[Finding]) -> str:
    """SARIF 2.1.0: one run with every rule of the catalog, results, related places and fixes."""
    numbers = {code.code: index for index, code in enumerate(ALL)}
    driver = {"name": "decisionbook", "rules": [_rule(code) for code in ALL]}
    results = [_result(each, numbers) for each in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=2)


# --- Text ---------------------------------------------------------------------------------------------


class _Paint:
    """Colours, or none. Nothing is said by colour alone."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def bold(self, text: str) -> str:
        return self._in(_BOLD, text)

    def dim(self, text: str) -> str:
        return self._in(_BLUE, text)

    def severity(self, each: Finding, text: str) -> str:
        return self._in(_RED if each.is_error else _YELLOW, text)

    def _in(self, code: str, text: str) -> str:
        return f"{code}{text}{_PLAIN}" if self.colour and text else text


def _one(each: Finding, lines: Lines | None, paint: _Paint, width: int | None) -> str:
    place = visible(str(each.span))
    grade = f"{each.severity} {each.code}"
    head = wrapped(f"{place}: {grade} {visible(each.message)}", width, indent=4)
    rows = [head.replace(f"{place}: {grade}", f"{paint.bold(place + ':')} {paint.severity(each, grade)}", 1)]
    number = str(each.span.line)
    gutter = " " * (len(number) + 2)
    if lines and each.span.line <= len(lines) and lines.text:
        cells = width - len(gutter) - 4 if width else None
        source, caret = excerpt(lines.line(each.span.line), *_columns(each.span, lines), cells)
        rows.append(f"  {paint.dim(number + ' |')} {source}".rstrip())
        rows.append(f"{gutter} {paint.dim('|')} {paint.severity(each, caret)}")
    rows.extend(_note(visible(place), gutter, paint, width) for place in _seen(each, LISTED))
    if each.fix:
        command = f"   ({FIX_COMMAND})" if each.edits else ""
        rows.append(_note(f"fix: {visible(each.fix)}{command}", gutter, paint, width))
    return "\n".join(rows)


def _seen(each: Finding, most: int) -> list[str]:
    """The other places of a finding, at most so many, and how many more there are."""
    seen = [f"see {span}: {why}" for span, why in each.related[:most]]
    more = len(each.related) - len(seen)
    return [*seen, f"and {more:,} more {'place' if more == 1 else 'places'}"] if more else seen


def _columns(span: Span, lines: Lines) -> tuple[int, int]:
    """The columns to underline on the span's first line."""
    row = lines.line(span.line)
    end = span.end_column if span.end_line == span.line else len(row.rstrip()) + 1
    return span.column, max(end, span.column + 1)


def _note(text: str, gutter: str, paint: _Paint, width: int | None) -> str:
    body = wrapped(text, width - len(gutter) - 3 if width else None, indent=0)
    first, *rest = body.split("\n")
    return "\n".join([f"{gutter} {paint.dim('=')} {first}", *(f"{gutter}   {row}" for row in rest)])


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


# --- For programs -------------------------------------------------------------------------------------


def _plain(each: Finding) -> dict[str, Any]:
    span = each.span
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "severity": each.severity,
        "code": each.code,
        "message": each.message,
        "fix": each.fix,
    }


def _command(each: Finding) -> str:
    span = each.span
    title = f"{each.code} {_title(each.code)}".strip()
    places: dict[str, Any] = {"file": visible(span.file), "line": span.line, "endLine": span.end_line}
    if span.line == span.end_line:
        places |= {"col": span.column, "endColumn": max(span.end_column, span.column)}
    places["title"] = title
    said = ",".join(f"{name}={_property(str(value))}" for name, value in places.items())
    message = "\n".join(visible(part) for part in (each.message, each.fix, *_seen(each, ANNOTATED)) if part)
    return f"::{each.severity} {said}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _title(code: str) -> str:
    return next((each.title for each in ALL if each.code == code), "")


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.code,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.why},
        "defaultConfiguration": {"level": code.severity},
    }


def _result(each: Finding, numbers: Mapping[str, int]) -> dict[str, Any]:
    message = f"{each.message}. {each.fix}" if each.fix else each.message
    result: dict[str, Any] = {"ruleId": each.code, "level": each.severity, "message": {"text": message}}
    if each.code in numbers:
        result["ruleIndex"] = numbers[each.code]
    result["locations"] = [{"physicalLocation": _location(each.span)}]
    if each.related:
        result["relatedLocations"] = [
            {"physicalLocation": _location(span), "message": {"text": why}} for span, why in each.related
        ]
    if each.edits:
        result["fixes"] = [_fix(each)]
    return result


def _fix(each: Finding) -> dict[str, Any]:
    """One fix that changes every file that the finding is about."""
    files: dict[str, list[dict[str, Any]]] = {}
    for edit in each.edits:
        replacement = {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
        files.setdefault(edit.span.file, []).append(replacement)
    changes = [
        {"artifactLocation": _artifact(file), "replacements": several} for file, several in files.items()
    ]
    return {"description": {"text": each.fix or each.message}, "artifactChanges": changes}


def _location(span: Span) -> dict[str, Any]:
    return {"artifactLocation": _artifact(span.file), "region": _region(span)}


def _artifact(file: str) -> dict[str, str]:
    return {"uri": quote(file.encode("utf-8", "replace"))}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
