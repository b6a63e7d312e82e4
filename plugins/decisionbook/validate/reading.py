"""One entity on its way from plain data to its model."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from decisionbook.findings import Edit, Finding, Span, finding
from decisionbook.schema import MODELS, Authored, Part
from decisionbook.schema.scalars import kind_of, shown
from decisionbook.schema.walk import Path, annotation_at, is_list, model_at
from decisionbook.spelling import closest, did_you_mean
from decisionbook.validate.absent import missing_key, no_value
from decisionbook.validate.entry import Entry, Outcome
from decisionbook.validate.naming import (
    head,
    ids_in,
    keys_of,
    last_key,
    mapping_fix,
    synonym,
    word_meant,
)

ROUNDS = 20
"""How often an entity is read again after mistakes were taken out of it."""


class Reading:
    """One entity on its way from data to model: read, take out what is wrong, read again."""

    def __init__(self, entry: Entry) -> None:
        self.given = entry
        self.node = entry.node
        self.model: type[Part] = MODELS[entry.kind]
        self.findings: list[Finding] = []
        self.hushed: set[Path] = set()
        self.instead: dict[Path, str] = {}
        self.damaged = False

    @classmethod
    def outcome(cls, entry: Entry) -> Outcome:
        """What reading an entity's data gives."""
        reading = cls(entry)
        value = reading._value()
        return Outcome(value, tuple(reading.findings), reading.damaged, frozenset(reading.hushed))

    def _value(self) -> Authored | None:
        for _ in range(ROUNDS):
            try:
                return self.model.model_validate(self.node.data)  # type: ignore[return-value]
            except ValidationError as error:
                if not self._mend(error.errors(include_url=False)):
                    break
        self.damaged = True
        return None

    def _mend(self, errors: list[ErrorDetails]) -> bool:
        """Report each error and change the data so that the rest can be read; whether it can."""
        changes: list[tuple[Path, str, Any]] = []
        lost = False
        errors = [error for error in errors if not _follows(error, errors)]
        self.instead = self._instead(errors)
        errors.sort(key=lambda error: error["type"] == "missing")
        for error in errors:
            if error["type"] == "missing" and self._is_renamed(self._real(error["loc"]), changes):
                continue
            change = self._report(error)
            if change is None or not change[0]:
                lost = True
            else:
                changes.append(change)
        if lost:
            return False
        once = {change[0]: change for change in changes}
        for path, what, value in sorted(once.values(), key=lambda change: _place(change[0]), reverse=True):
            self._apply(path, what, value)
        return True

    def _instead(self, errors: list[ErrorDetails]) -> dict[Path, str]:
        """Unknown keys that most likely stand for a missing one: each the only one of its mapping, as that is."""
        found: dict[str, dict[Path, list[str]]] = {"extra_forbidden": {}, "missing": {}}
        for error in errors:
            if error["type"] in found:
                path = self._real(error["loc"])
                found[error["type"]].setdefault(path[:-1], []).append(str(path[-1]))
        unknown, missing = found.values()
        return {
            (*parent, keys[0]): missing[parent][0]
            for parent, keys in unknown.items()
            if len(keys) == len(missing.get(parent, ())) == 1
        }

    @staticmethod
    def _is_renamed(missing: Path, changes: list[tuple[Path, str, Any]]) -> bool:
        """Whether a misspelt key was just taken for the missing one."""
        return any(what == "rename" and (*path[:-1], value) == missing for path, what, value in changes)

    def _report(self, error: ErrorDetails) -> tuple[Path, str, Any] | None:
        path = self._real(error["loc"])
        if error["type"] == "extra_forbidden":
            return self._unknown_key(path)
        if error["type"] == "missing":
            return self._missing(path)
        if error["type"] == "literal_error":
            return self._not_allowed(path, error)
        if error["type"] in {"tuple_type", "dict_type"}:
            return self._wrong_container(path, error)
        if error["type"] == "too_short":
            if any(lost[: len(path)] == path for lost in self.hushed):
                self.hushed.add(path)  # it is short of entries that were reported and left out
            least = error.get("ctx", {}).get("min_length", 1)
            message = (
                f"'{path[-1]}' is empty" if least == 1 else f"'{path[-1]}' needs at least {least} entries"
            )
            return self._drop(path, "S008", message, "add what belongs here", on_key=True)
        context = error.get("ctx", {})
        fix: str | None = context.get("fix")
        message = context.get("text", error["msg"])
        if error["type"] == "S008" and path and isinstance(path[-1], str):
            message, fix = no_value(self.node.at(path), path[-1], model_at(self.model, path[:-1]), fix)
        on_key = error["loc"][-1:] == ("[key]",) or error["type"] == "S008"
        code = error["type"] if re.fullmatch(r"[A-Z]\d{3}", error["type"]) else "S003"
        return self._drop(path, code, message, fix, on_key=on_key)

    def _real(self, loc: tuple[str | int, ...]) -> Path:
        """The error's place as a path of keys that an author could have written.

        Names of alternatives and other marks of the models are left out; the last segment stays even where
        the data lacks it, since a missing key is what the error may be about.
        """
        segments = [part for part in loc if part != "[key]"]
        path: list[str | int] = []
        here = self.node
        for index, part in enumerate(segments):
            inside = here.child(part)
            if inside is not None:
                path.append(part)
                here = inside
            elif index == len(segments) - 1 and isinstance(here.children, dict) and "[key]" not in loc:
                path.append(part)
        return tuple(path)

    # --- What went wrong ------------------------------------------------------------------------------

    def _unknown_key(self, path: Path) -> tuple[Path, str, Any]:
        key, parent = str(path[-1]), self.node.at(path[:-1])
        span = self.node.key_span_of(path)
        there = parent.children if isinstance(parent.children, dict) else {}
        model = model_at(self.model, path[:-1])
        now = model.former.get(key) if model else None
        if now is not None and now not in there:
            message, fix = f"'{key}' is called '{now}' by now", f"write '{now}'"
            self.findings.append(finding("S010", span, message, fix, edit=Edit(span, now)))
            return path, "rename", now
        every = keys_of(model)
        free = [name for name in every if name not in there]
        meant = closest(key, free) or synonym(key, free)
        if meant is None and path in self.instead:
            meant = self.instead[path]
            fix = f"'{meant}' is missing: rename this to '{meant}', or remove it and add `{meant}:`"
            if " " in key or key[:1].isupper():
                fix = "quote the whole text: the ': ' in it made a key of its beginning"
            self.findings.append(finding("S001", span, f"unknown key '{key}'", fix))
            return path, "rename", meant
        if meant is None:
            self.damaged = True
            elsewhere = "remove it: the id is the file's name, or the key above" if path == ("id",) else None
            if key == "waive":
                elsewhere = "write it beside the keys of the whole entity: a waiver holds for all of it"
            if elsewhere:
                self.findings.append(finding("S001", span, f"unknown key '{key}'", elsewhere))
                self.hushed.add(path)
                return path, "drop", None
            twice = now or closest(key, every)
            fix = (
                f"'{twice}' is there already; remove this"
                if twice
                else did_you_mean(key, every, "known keys", limit=len(every))
            )
            self.findings.append(finding("S001", span, f"unknown key '{key}'", fix))
            self.hushed.add(path)
            return path, "drop", None
        edit = Edit(span, meant) if closest(key, free) else None
        fix = f"did you mean '{meant}'?"
        value = parent.at((key,))
        if value.text and is_list(model, meant):
            ids = ids_in(value.text)
            fix = (
                f"write `{meant}: [{', '.join(ids)}]`"
                if ids
                else f"write `{meant}:`, and `- ` before each entry"
            )
            edit = _edit_of_list(span, value.span, meant, ids) if edit and ids else edit
            parent.replace(key, [*(ids or [value.text])])
        self.findings.append(finding("S001", span, f"unknown key '{key}'", fix, edit=edit))
        return path, "rename", meant

    def _missing(self, path: Path) -> tuple[Path, str, Any] | None:
        key, parent = str(path[-1]), path[:-1]
        self.damaged = True
        if path not in self.hushed:
            self.findings.append(missing_key(self.given, self.model, parent, key))
        if parent:
            self.hushed.add(parent)
            return parent, "drop", None
        placeholder = self._placeholder(key)
        return ((key,), "add", placeholder) if placeholder else None

    def _placeholder(self, key: str) -> str | None:
        """A text that lets the rest of an entity be read where a required text is missing."""
        if self.given.kind == "source" and key == "kind":
            return "article"
        return self.given.id if annotation_at(self.model, (key,)) is str else None

    def _not_allowed(self, path: Path, error: ErrorDetails) -> tuple[Path, str, Any]:
        allowed = re.findall(r"'([^']*)'", error.get("ctx", {}).get("expected", ""))
        value = self.node.at(path).data
        span = self.node.span_of(path)
        if not isinstance(value, str):
            return self._drop(
                path,
                "S003",
                f"{kind_of(value)} stands where a word is expected",
                f"write one of: {', '.join(allowed)}",
            )
        meant, fix, enough = word_meant(value, allowed, typing=path[-1] == "type")
        edit = Edit(span, meant) if meant and enough else None
        message = f"{shown(value)} is not allowed for '{last_key(path)}'"
        self.findings.append(finding("S004", span, message, fix, edit=edit))
        if meant:
            if path[-1] == "type" and closest(value, allowed) is None:
                self.hushed.add(path)  # another tool's word: what stands beside it may be meant otherwise
            return path, "set", meant
        self.damaged = True
        self.hushed.add(path)
        return path, "drop", None

    def _wrong_container(self, path: Path, error: ErrorDetails) -> tuple[Path, str, Any]:
        value = self.node.at(path).data
        expected = "a list" if error["type"] == "tuple_type" else "a mapping"
        message = f"{kind_of(value)} stands where {expected} is expected"
        listed = expected == "a list" or (path[-1] in {"options", "outcomes"} and ids_in(str(value)))
        if listed and isinstance(value, str) and value.strip():
            return self._listed(path, value, message)
        fix = "put `- ` before each entry" if expected == "a list" else mapping_fix(path, self.node.at(path))
        return self._drop(path, "S003", message, fix)

    def _listed(self, path: Path, value: str, message: str) -> tuple[Path, str, Any]:
        """A text in place of a list: ids go into brackets, prose could hold commas and stands on lines of its own."""
        span = self.node.span_of(path)
        ids = ids_in(value)
        if not ids:
            fix = "put `- ` before each entry, on lines of their own"
            self.findings.append(finding("S003", span, message, fix))
            return path, "set", [value.strip()]
        brackets = f"[{', '.join(ids)}]"
        edit = Edit(span, brackets) if span.line == span.end_line else None
        self.findings.append(finding("S003", span, message, f"write {brackets}", edit=edit))
        return path, "set", ids

    def _drop(
        self, path: Path, code: str, message: str, fix: str | None, *, on_key: bool = False
    ) -> tuple[Path, str, Any]:
        if path not in self.hushed:
            span = head(path, self.given) if on_key else self.node.span_of(path)
            self.findings.append(finding(code, span, message, fix))
        self.damaged = True
        self.hushed.add(path)
        return path, "drop", None

    def _apply(self, path: Path, what: str, value: Any) -> None:
        parent, key = self.node.at(path[:-1]), path[-1]
        if what == "drop":
            parent.remove(key)
        elif what == "rename":
            parent.rename(str(key), value)
        else:
            parent.replace(key, value)


def _edit_of_list(key: Span, value: Span, meant: str, ids: list[str]) -> Edit | None:
    """A key and its value, where they stand on one line, as ``meant`` with a list."""
    whole = Span(key.file, key.line, key.column, value.end_line, value.end_column)
    return Edit(whole, f"{meant}: [{', '.join(ids)}]") if key.line == value.end_line else None


def _follows(error: ErrorDetails, errors: list[ErrorDetails]) -> bool:
    """Whether a list only counts as too short because its entries have errors of their own."""
    loc = error["loc"]
    return error["type"] == "too_short" and any(
        other["loc"][: len(loc)] == loc and other["loc"] != loc for other in errors
    )


def _place(path: Path) -> tuple[tuple[int, str], ...]:
    return tuple((part, "") if isinstance(part, int) else (0, part) for part in path)
