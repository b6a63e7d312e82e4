"""Which ids exist, and every reference that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from decisionbook.findings import NAMED_TOO, Edit, Finding, Span, finding
from decisionbook.load import Node
from decisionbook.schema.scalars import ID_PATTERN, shown
from decisionbook.spelling import by_name, closest, is_slip
from decisionbook.validate import Entry

NAMES: Mapping[str, tuple[str, str]] = {
    "option": ("option", "options"),
    "comparison": ("comparison", "comparisons"),
    "decision": ("decision", "decisions"),
    "checklist": ("checklist", "checklists"),
    "inputs": ("shared input", "shared inputs"),
    "term": ("term", "terms"),
    "faq": ("question", "questions"),
    "source": ("source", "sources"),
}
"""Kind to what a message calls one and several of it."""


_NAMED = ("name", "title", "term", "short", "question")
"""Keys that hold what readers call an entity."""

_FILES: Mapping[str, str] = {
    "inputs": "inputs.yml",
    "term": "glossary.yml",
    "faq": "faq.yml",
    "source": "sources.yml",
}
"""Kind to the file that holds all of it; the other kinds have a file for each."""


def _added(kind: str, identity: str, known: Sequence[str], limit: int = 8) -> str:
    """How to mend a reference to an entity that is not there. Of many others none is more likely, so none is named."""
    if kind == "source" and identity.startswith(("http://", "https://")):
        return "add it to sources.yml as the `url` of a source, and write the id of that source here"
    add = f"add it to {_FILES[kind]}" if kind in _FILES else f"add {NAMES[kind][1]}/{identity}.yml"
    if re.fullmatch(ID_PATTERN, identity):
        add = f"{add} (decisionbook new {'input' if kind == 'inputs' else kind} {identity})"
    few = kind != "source" and 0 < len(known) <= limit
    return f"{add}, or name another: {', '.join(known)}" if few else add


def _run_on(identity: str) -> str | None:
    """The fix for several ids that stand where one should."""
    parts = re.split(r"[\s;,|/]+", identity.strip())
    several = len(parts) > 1 and all(re.fullmatch(ID_PATTERN, part) for part in parts)
    return f"put a comma between ids: {', '.join(parts)}" if several else None


@dataclass(frozen=True, slots=True)
class _Dangling:
    kind: str
    id: str
    span: Span
    edit: bool
    link: bool


class Names:
    """The index of a book: every id and old id, and the references that found nothing."""

    def __init__(self, entries: Iterable[Entry], unread: Iterable[tuple[str, str | None]] = ()) -> None:
        """``unread`` are the kinds and ids of files that gave no data; an id of ``None`` stands for all of a kind."""
        self._unread = frozenset(unread)
        self._shelves: dict[str, dict[str, Entry]] = {kind: {} for kind in NAMES}
        self._old: dict[str, dict[str, str]] = {kind: {} for kind in NAMES}
        self._linked: dict[str, set[str]] = {kind: set() for kind in NAMES}
        self._dangling: list[_Dangling] = []
        self._called: dict[str, dict[str, str]] = {kind: {} for kind in NAMES}
        self._findings: list[Finding] = []
        for entry in entries:
            self._add(entry)
        self._check_terms()
        self._check_old()

    def of(self, kind: str) -> Mapping[str, Entry]:
        """The entities of a kind that could be read or at least named."""
        return self._shelves[kind]

    def linked(self, kind: str) -> frozenset[str]:
        """The ids of a kind that links in prose led to so far, and sources that support no text."""
        return frozenset(self._linked[kind])

    def lacks_more(self) -> bool:
        """Whether more may be named than is known: by an entity that is not there, in a reference to several, or
        by the old id of what was renamed.
        """
        return any(
            _run_on(each.id) or closest(each.id, self._shelves[each.kind]) is None for each in self._dangling
        )

    def knows(self, kind: str, identity: str) -> bool:
        """Whether there is an entity of this id now, so that a reference needs no place."""
        return identity in self._shelves[kind]

    def by_old(self, kind: str, identity: str) -> str | None:
        """The entity that had this id before."""
        return self._old[kind].get(identity)

    def cite(self, sources: Iterable[str]) -> None:
        """Note sources that something names, though no claim rests on them."""
        self._linked["source"].update(sources)

    def kind_meant(self, kind: str, identity: str) -> str:
        """The kind that a link means: every option is a term already."""
        if kind != "term" or self._knows("term", identity):
            return kind
        return "option" if self._knows("option", identity) else kind

    def _knows(self, kind: str, identity: str) -> bool:
        return identity in self._shelves[kind] or identity in self._old[kind]

    def _named(self, kind: str) -> Iterable[str]:
        """What a message may offer in place of a missing id."""
        return (*self._shelves[kind], *(self._shelves["option"] if kind == "term" else ()))

    def find(
        self, kind: str, identity: str, span: Span, *, edit: bool = True, link: bool = False
    ) -> str | None:
        """The id that a reference means: as written, by an old id, or the close one that was meant.

        ``None`` where there is nothing: remembered as dangling, but in silence where a file could not be read.
        ``edit`` says that ``span`` covers the id alone, ``link`` that the reference stands in prose.
        """
        shelf = self._shelves[kind]
        known = identity if identity in shelf else self._old[kind].get(identity)
        if known is not None:
            if link:
                self._linked[kind].add(known)
            return known
        if (kind, identity) in self._unread or (kind, None) in self._unread:
            return None
        self._dangling.append(_Dangling(kind, identity, span, edit, link))
        return self._named_so(kind, identity) or closest(identity, shelf)

    def _named_so(self, kind: str, name: str) -> str | None:
        """The id of the entity that readers know by this name."""
        return by_name(name, self._called[kind])

    def findings(self) -> Iterator[Finding]:
        """Duplicates, and one finding for each id that is cited and does not exist."""
        yield from self._findings
        groups: dict[tuple[str, str], list[_Dangling]] = {}
        for place in self._dangling:
            groups.setdefault((place.kind, place.id), []).append(place)
        for (kind, identity), places in groups.items():
            yield self._dangling_finding(kind, identity, places)

    def _dangling_finding(self, kind: str, identity: str, places: list[_Dangling]) -> Finding:
        first = min(places, key=lambda place: (place.link, place.span))
        one = NAMES[kind][0]
        others = sorted({place.span for place in places} - {first.span})
        count = f"; {len(others) + 1} places name it" if others else ""
        code = "T003" if all(place.link for place in places) else "R001"
        named = tuple(self._named(kind))
        run_on = _run_on(identity)
        called = self._named_so(kind, identity)
        meant = called or (None if run_on else closest(identity, named))
        slip = meant is not None and (bool(called) or is_slip(identity, meant))
        sure = meant if slip else None
        edits = {place.span: Edit(place.span, sure) for place in places if sure and place.edit}
        fix = (None if called else run_on) or (
            f"did you mean '{meant}'?" if meant else _added(kind, identity, named)
        )
        if meant and not slip:
            fix = f"{fix} If not, {_added(kind, identity, ())}"
        if others and not meant and kind != "inputs":
            fix = f"{fix}; if it is gone for good, take it out of these places"
            fix = f"{fix}; if it was renamed, write `aliases_of_id: [{identity}]` into the new one"
        related = [(span, NAMED_TOO) for span in others]
        message = f"there is no {one} '{identity}'{count}"
        found = finding(code, first.span, message, fix, related=related)
        return replace(found, edits=tuple(edits.values()))

    def _add(self, entry: Entry) -> None:
        shelf = self._shelves[entry.kind]
        first = shelf.setdefault(entry.id, entry)
        for key in _NAMED:
            name = entry.node.child(key)
            if name is not None and name.text:
                self._called[entry.kind][name.text] = entry.id
                self._check_comma(name, name.text)
        if first is entry:
            return
        one = NAMES[entry.kind][0]
        message = f"the {one} '{entry.id}' is defined twice"
        related = [(first.span, "defined here first")]
        fix = "rename one, or join them into one file"
        self._findings.append(finding("R002", entry.span, message, fix, related=related))

    def _check_comma(self, name: Node, text: str) -> None:
        """A name never ends in a comma, but other formats have one behind each value."""
        if text.endswith(",") and not name.quoted:
            edit = Edit(name.span, text.rstrip(", "))
            message = f"a comma ends {shown(text)}"
            self._findings.append(finding("Y008", name.span, message, "remove the comma", edit=edit))

    def _check_terms(self) -> None:
        for identity, term in self._shelves["term"].items():
            option = self._shelves["option"].get(identity)
            if option is not None:
                fix = "remove the term, or give it another id"
                related = [(option.span, "the option")]
                message = f"'{identity}' is an option, and every option is a term already"
                self._findings.append(finding("R003", term.span, message, fix, related=related))

    def _check_old(self) -> None:
        for kind, shelf in self._shelves.items():
            for entry in shelf.values():
                if kind not in _FILES and PurePosixPath(entry.span.file).stem != entry.id:
                    continue  # a copy, which is reported for its name
                for index, old in enumerate(entry.old_ids):
                    self._add_old(kind, old, entry, entry.node.span_of(("aliases_of_id", index)))

    def _add_old(self, kind: str, old: str, entry: Entry, span: Span) -> None:
        one = NAMES[kind][0]
        taken = self._shelves[kind].get(old)
        if taken is None and old not in self._old[kind]:
            self._old[kind][old] = entry.id
            return
        other = taken or self._shelves[kind][self._old[kind][old]]
        message = f"'{old}' still leads to the {one} '{other.id}'"
        fix, related = "remove it here, or rename the other", [(other.span, other.id)]
        if other is entry:
            message = f"'{old}' is its id" if old == entry.id else f"'{old}' is listed twice"
            fix, related = "remove it", []
        self._findings.append(finding("R004", span, message, fix, related=related))
