"""What a block asks for, and what is wrong with how it asks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from decisionbook.findings import Finding, Span, finding
from decisionbook.markdown.blocks import FOREIGN, SETTINGS
from decisionbook.markdown.host import Source
from decisionbook.markdown.source import Header, Setting, Word
from decisionbook.model import Book, Kind
from decisionbook.pages import FOLDERS, Shelved
from decisionbook.spelling import closest, did_you_mean

KIND_OF: Mapping[str, Shelved] = {kind: kind for kind in FOLDERS}
"""The kind that a block shows one entity of, by the block's name."""

INDEXED: Mapping[str, Shelved] = {folder: kind for kind, folder in FOLDERS.items()}
"""The argument of an index block, and the kind that it lists."""


@dataclass(frozen=True, slots=True)
class Request:
    """A block that can be shown. ``entity`` is the id it has now; it is empty where the block shows many."""

    name: str
    entity: str
    show: tuple[str, ...] = ("widget",)
    criteria: tuple[str, ...] | None = None
    options: tuple[str, ...] | None = None


def current(book: Book, kind: Kind, entity: str) -> tuple[Kind, str] | None:
    """The entity that an id or an old id stands for; a term may be an option."""
    shelf = book.of(kind)
    if entity in shelf:
        return kind, entity
    for known in shelf.values():
        if entity in known.old_ids:
            return kind, known.id
    return current(book, "option", entity) if kind == "term" else None


class Checker:
    """Checks what one page says. ``book`` is what its blocks may show."""

    def __init__(self, book: Book, source: Source, names: Collection[str]) -> None:
        self.book = book
        self.source = source
        self.foreign = FOREIGN.union(names) - SETTINGS.keys()
        self.findings: list[Finding] = []

    def span(self, word: Word) -> Span:
        """The place of a word in its file."""
        line = word.line + self.source.offset
        return Span(self.source.file, line, word.column, line, word.column + len(word.text))

    def add(self, code: str, word: Word, message: str, fix: str) -> None:
        self.findings.append(finding(code, self.span(word), message, fix))

    # --- blocks that were understood ----------------------------------------------------------------

    def request(self, head: Header) -> Request | None:
        """What a block asks for; ``None``, with findings, where that cannot be shown."""
        before = len(self.findings)
        name = head.name.lower()
        entity = self._argument(name, head)
        settings = self._settings(name, head)
        chosen = {key: self._chosen(name, entity, settings.get(key), key) for key in ("criteria", "options")}
        show = self._shown(settings.get("show"))
        return Request(name, entity, show, **chosen) if len(self.findings) == before else None

    def _argument(self, name: str, head: Header) -> str:
        argument = head.argument
        if name not in KIND_OF and name != "index":
            if argument:
                self.add("N002", head.word(argument), f"a {name} block takes no id", f"write '/// {name}'")
            return ""
        known = INDEXED if name == "index" else self.book.of(KIND_OF[name])
        if argument is None:
            say_which = did_you_mean("", known, "it may name")
            self.add(
                "N002",
                head.word(head.name),
                f"'/// {name}' does not say which",
                f"write '/// {name} | ID'; {say_which}",
            )
            return ""
        if name == "index":
            return self._indexed(argument, head)
        found = current(self.book, KIND_OF[name], argument)
        if found is None:
            self._missing(KIND_OF[name], argument, head)
        return found[1] if found else ""

    def _indexed(self, argument: str, head: Header) -> str:
        kind = INDEXED.get(argument) or KIND_OF.get(argument)
        if kind is None:
            fix = did_you_mean(argument, INDEXED, "what can be listed")
            self.add("N001", head.word(head.argument or ""), f"there is no index of '{argument}'", fix)
        return FOLDERS[kind] if kind else ""

    def _missing(self, kind: Shelved, argument: str, head: Header) -> None:
        fix = did_you_mean(argument, self.book.of(kind), FOLDERS[kind])
        if other := next((each for each in FOLDERS if argument in self.book.of(each)), None):
            fix = f"it is {_a(other)}; write '/// {other} | {argument}'"
        self.add("N001", head.word(head.argument or ""), f"there is no {kind} '{argument}'", fix)

    def _settings(self, name: str, head: Header) -> dict[str, Setting]:
        known = SETTINGS[name]
        if head.settings is None:
            fix = "write one 'name: value' a line, each indented by four spaces"
            self.add("N002", Word("", head.broken), f"the settings of this {name} block cannot be read", fix)
        for setting in head.settings or ():
            if setting.name.text not in known:
                fix = did_you_mean(setting.name.text, known, "its settings") if known else "remove it"
                self.add("N002", setting.name, f"{_a(name)} block has no setting '{setting.name.text}'", fix)
            elif not setting.values or not all(word.text for word in setting.values):
                fix = f"write '{setting.name.text}: [a, b]' with the ids, or remove it"
                self.add("N002", setting.name, f"'{setting.name.text}' is no list of names", fix)
        return {
            setting.name.text: setting
            for setting in head.settings or ()
            if setting.values and setting.name.text in known
        }

    def _shown(self, setting: Setting | None) -> tuple[str, ...]:
        if setting is None:
            return ("widget",)
        from decisionbook.render.decision import PARTS

        words = _words(setting)
        for word in words:
            if word.text not in PARTS:
                fix = did_you_mean(word.text, PARTS, "what can be shown")
                self.add("N002", word, f"a decision block cannot show '{word.text}'", fix)
        return tuple(dict.fromkeys(word.text for word in words))

    def _chosen(self, name: str, entity: str, setting: Setting | None, key: str) -> tuple[str, ...] | None:
        if setting is None or name != "comparison" or not entity:
            return None
        shown = self.book.comparisons[entity]
        parts = shown.criteria if key == "criteria" else shown.columns
        known = [part.id for part in parts]
        chosen = []
        for word in _words(setting):
            now = current(self.book, "option", word.text) if key == "options" else None
            chosen.append(word.text if word.text in known or now is None else now[1])
            if chosen[-1] not in known:
                thing = "criterion" if key == "criteria" else "option"
                fix = did_you_mean(word.text, known, key)
                self.add("N001", word, f"the comparison '{entity}' has no {thing} '{word.text}'", fix)
        return tuple(dict.fromkeys(chosen))

    # --- blocks that were not -----------------------------------------------------------------------

    def content(self, head: Header) -> None:
        """A block that holds text: it was not closed, or its settings are not indented."""
        fix = f"close it with '{head.mark}' on a line of its own; indent settings by four spaces"
        self.add("N002", head.word(head.name), f"text inside a {head.name.lower()} block is not shown", fix)

    def leftover(self, head: Header) -> None:
        """A line that begins with slashes and reached the page as text."""
        name = head.name.lower()
        if len(head.mark) == 2:
            if name in SETTINGS and head.rest.startswith("|"):
                self.add(
                    "N003", head.word(head.name), "a block begins with three slashes", f"write '/{head.text}'"
                )
        elif name in SETTINGS:
            self._unread(name, head)
        elif name not in self.foreign:
            self._misspelt(name, head)

    def _unread(self, name: str, head: Header) -> None:
        before = len(self.findings)
        if head.rest and not head.rest.startswith("|"):
            entity = head.rest.lstrip(":| ")
            self.add(
                "N002", head.word(head.name), "an id stands behind a bar", f"write '/// {name} | {entity}'"
            )
        else:
            self.request(head)
        if len(self.findings) == before:
            fix = f"leave a blank line before it, indent settings by four spaces, and close it with '{head.mark}'"
            self.add("N002", head.word(head.name), f"this {name} block is printed as text", fix)

    def _misspelt(self, name: str, head: Header) -> None:
        meant = closest(name, SETTINGS)
        argument = head.argument
        if meant is None and argument is not None:
            meant = next((kind for kind in FOLDERS if argument in self.book.of(kind)), None)
        if meant is not None:
            self.add(
                "N003",
                head.word(head.name),
                f"there is no block called '{head.name}'",
                f"did you mean '{meant}'?",
            )


def _words(setting: Setting | None) -> tuple[Word, ...]:
    return (setting.values or ()) if setting else ()


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
