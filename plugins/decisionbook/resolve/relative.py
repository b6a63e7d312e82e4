"""Relative links in data: a text is shown at several addresses, and each would lead elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decisionbook import anchors, prose
from decisionbook.findings import Edit, Finding, Span, finding
from decisionbook.load.folder import FOLDERS, LISTS
from decisionbook.model import KINDS, Book, Kind

_PAGE = re.compile(r"(?:.*/)?(?P<folder>[a-z]+)/(?P<id>[\w-]+)(?:/|/index\.(?:md|html)|\.md|\.html|\.ya?ml)?")
_LIST = re.compile(r"(?:.*/)?(?P<name>[a-z]+)(?:/|/index\.(?:md|html)|\.md|\.html|\.ya?ml)")
_HOST = re.compile(r"(?://|www\.)[\w-]+\.\S+")
FOR_EXAMPLE = (
    "write KIND:ID for a part of the book, such as option:ID, or a full address that begins with https://"
)


def finding_of(
    book: Book, problem: prose.Problem, own: tuple[str, str], span: Span, *, exact: bool
) -> Finding:
    """The finding of a relative address in the text of the entity ``own``: its kind and id.

    ``exact`` says that the address alone stands under ``span``.
    """
    if not problem.text:
        return finding("T004", span, "a link leads nowhere", f"{FOR_EXAMPLE}; or take the brackets away")
    meant = _meant(book, problem.text, own)
    message = f"where a relative link leads depends on the page that shows it: {problem.text[:60]!r}"
    edit = Edit(span, meant) if meant and exact else None
    return finding("T004", span, message, f"write {meant}" if meant else FOR_EXAMPLE, edit=edit)


def _meant(book: Book, address: str, own: tuple[str, str]) -> str | None:
    """The address that leads to the same from everywhere, where it is certain."""
    if _HOST.fullmatch(address):
        return f"https://{address.removeprefix('//')}"
    path, _, fragment = address.partition("#")
    return next((found for found in _candidates(book, path, fragment, own)), None)


def _target(path: str, fragment: str, own: tuple[str, str]) -> tuple[str, str, str]:
    """The kind, the id and the part that an address of a page would name."""
    if not path:
        return *own, fragment
    shelf = _LIST.fullmatch(path)
    if shelf and shelf["name"] in LISTS:
        return LISTS[shelf["name"]], fragment, ""
    page = _PAGE.fullmatch(path)
    return (FOLDERS.get(page["folder"], ""), page["id"], fragment) if page else ("", "", "")


def _candidates(book: Book, path: str, fragment: str, own: tuple[str, str]) -> Iterator[str]:
    kind, identity, fragment = _target(path, fragment, own)
    known: Kind | None = next((each for each in KINDS if each == kind), None)
    if known is None or identity not in book.of(known):
        return
    if not fragment:
        yield f"{kind}:{identity}"
    elif fragment in anchors.fragments(book, known, identity):
        yield f"{kind}:{identity}#{fragment}"
