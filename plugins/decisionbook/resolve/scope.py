"""One entity while it is being resolved: where its parts stand, and what its claims rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from decisionbook.findings import Edit, Finding, Span, finding
from decisionbook.load import Node
from decisionbook.model import Claim, Dispute, Evidence, Waiver
from decisionbook.resolve.names import Names
from decisionbook.schema import part as authored
from decisionbook.schema.waiver import Waivable
from decisionbook.schema.walk import Path
from decisionbook.spelling import by_name, did_you_mean, is_slip
from decisionbook.spelling import closest as closest_word
from decisionbook.validate import Entry

NO_NAMES: Mapping[str, str] = MappingProxyType({})


class Scope:
    """Turns the parts of one entity into resolved ones and collects what is wrong with them."""

    def __init__(self, names: Names, entry: Entry) -> None:
        self.names = names
        self.entry = entry
        self.node: Node = entry.node
        self.findings: list[Finding] = []
        self.damaged = entry.damaged
        self.checked: date | None = getattr(entry.value, "checked", None)
        self._checked_at = self._date((), "checked")
        self._unsourced: Evidence | None = None

    def span(self, path: Path) -> Span:
        return self.node.span_of(path) if path else self.entry.span

    def key(self, path: Path) -> Span:
        return self.node.key_span_of(path)

    def report(
        self,
        code: str,
        span: Span,
        message: str,
        fix: str | None = None,
        *,
        edit: Edit | None = None,
        related: Iterable[tuple[Span, str]] = (),
        about: str = "",
    ) -> None:
        """Note a mistake in this entity."""
        self.findings.append(finding(code, span, message, fix, edit=edit, related=related, about=about))

    # --- References -------------------------------------------------------------------------------------

    def refer(self, kind: str, identity: str, path: Path, *, key: bool = False) -> str | None:
        """The id of the entity that the text at ``path`` (or its key) names, or ``None``."""
        if self.names.knows(kind, identity):
            return identity
        span = self.key(path) if key else self.span(path)
        return self.names.find(kind, identity, span)

    def own(
        self,
        word: str,
        known: Iterable[str],
        span: Span,
        what: str,
        many: str,
        *,
        about: str = "",
        names: Mapping[str, str] = NO_NAMES,
    ) -> str | None:
        """The one of ``known`` that ``word`` names within this entity; misspelt ones are taken as meant.

        Without a close one it is reported, unless parts of the entity were lost: then it may have been there.
        ``about`` is what other files would say of it, ``names`` what readers call the known ones.
        """
        candidates = list(known)
        if word in candidates:
            return word
        named = by_name(word, names)
        meant = named or closest_word(word, candidates)
        if meant is None and self.damaged:
            return None
        edit = Edit(span, meant) if meant and (named or is_slip(word, meant)) else None
        fix = f"write its id: {named}" if named else did_you_mean(word, candidates, many)
        self.report("R001", span, f"'{word}' is not {what}", fix, edit=edit, about=about)
        self.damaged = self.damaged or meant is None
        return meant

    # --- Claims -----------------------------------------------------------------------------------------

    def evidence(self, part: authored.Backed, path: Path) -> Evidence:
        """What stands behind the part at ``path``, with sources by their present ids."""
        if part.sources is None and not (part.disputed_by or part.checked or part.expires):
            if self._unsourced is None:
                self._unsourced = Evidence(checked=self.checked, checked_at=self._checked_at)
            return self._unsourced
        return Evidence(
            self._sources(part, (*path, "sources")),
            self._disputes(part, (*path, "disputed_by")),
            part.checked or self.checked,
            part.expires,
            self._date(path, "checked") if part.checked else self._checked_at,
            self._date(path, "expires") if part.expires else None,
        )

    def _date(self, path: Path, name: str) -> Span | None:
        node = self.node.find((*path, name))
        return node.span if node else None

    def claim(self, part: authored.Claim, path: Path) -> Claim:
        return Claim(part.text, self.evidence(part, path), self.span((*path, "text")))

    def claims(self, parts: Iterable[authored.Claim], name: str, path: Path = ()) -> tuple[Claim, ...]:
        """The claims of the list called ``name`` in the part at ``path``."""
        return tuple(self.claim(part, (*path, name, index)) for index, part in enumerate(parts))

    def beside(
        self, text: str | None, name: str, part: authored.Backed, path: Path = (), *, needed: bool = True
    ) -> Claim | None:
        """The claim whose text is the key ``name`` of a part that carries the evidence itself.

        Without the text there is no claim, but the sources are looked up all the same; where the text is ``needed``
        to show them they are reported.
        """
        if text is not None:
            return Claim(text, self.evidence(part, path), self.span((*path, name)))
        if needed and (part.sources or part.disputed_by):
            self._supports_nothing(name, part, path)
        return None

    def _supports_nothing(self, name: str, part: authored.Backed, path: Path) -> None:
        evidence = self.evidence(part, path)
        self.names.cite((*(evidence.sources or ()), *(dispute.source for dispute in evidence.disputed_by)))
        if any(dropped[: len(path)] == path for dropped in self.entry.dropped):
            return  # the text may be what was lost
        key = "sources" if part.sources else "disputed_by"
        message = f"'{key}' stands beside no text, so no page shows it"
        fix = f"add `{name}:` with the text that it is about, or move it to that text"
        self.report("P007", self.key((*path, key)), message, fix)

    def waivers(self, value: Waivable) -> tuple[Waiver, ...]:
        """The warnings that the entity lets stand, in its order."""
        return tuple(
            Waiver(code, one.reason, self.key(("waive", code)), one.until)
            for code, one in value.waive.items()
        )

    def _sources(self, part: authored.Backed, path: Path) -> tuple[str, ...] | None:
        if part.sources is None:
            return None
        if all(self.names.knows("source", source) for source in part.sources):
            return tuple(dict.fromkeys(part.sources))
        found = [self.refer("source", source, (*path, index)) for index, source in enumerate(part.sources)]
        known = tuple(dict.fromkeys(source for source in found if source))
        return (
            known if known or not part.sources else None
        )  # dangling ones are reported; none was looked for in vain

    def _disputes(self, part: authored.Backed, path: Path) -> tuple[Dispute, ...]:
        if not part.disputed_by:
            return ()
        listed = isinstance(self.node.at(path).children, list)
        disputes = []
        for index, (source, says) in enumerate(part.disputed_by.items()):
            place = (*path, index) if listed else (*path, source)
            found = self.refer("source", source, place, key=not listed)
            if found:
                disputes.append(Dispute(found, says))
        return tuple(disputes)
