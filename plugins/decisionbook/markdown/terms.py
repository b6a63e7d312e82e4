"""Terms of the glossary on a page: the first use of each becomes a link that shows the definition.

A link rather than a control: without style sheets, scripts or a pointer it leads to the definition all the same.
The definition stands in ``data-def`` and not in the text, where it would be read, searched and copied mid-sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from decisionbook import prose
from decisionbook.markdown.check import current
from decisionbook.markdown.elements import protected
from decisionbook.markdown.links import target_of
from decisionbook.model import Book
from decisionbook.render import Renderer

LONGEST = 280
"""Characters of a definition that a link shows; the glossary has all of it."""

_SILENT = frozenset({
    "a", "button", "caption", "code", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label",
    "legend", "option", "output", "pre", "samp", "script", "select", "style", "summary", "svg", "textarea", "th",
    "title",
})  # fmt: skip
"""Elements whose text names, controls or quotes, and does not talk."""

_SILENT_CLASSES = frozenset({
    "admonition-title", "db-ev", "db-glossary", "db-map", "db-question", "db-sources", "db-state",
    "db-tools",
})  # fmt: skip
_TALKING_CLASSES = frozenset({"db-help"})
"""Parts that talk within silent ones, such as the help of a question."""

_SCOPES = frozenset({"db-question", "db-result"})
"""Parts that a reader sees one at a time, so that each has first uses of its own."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to write a term. ``pattern`` matches it where it begins, up to the end of its last word."""

    term: str
    pattern: re.Pattern[str]
    length: int


@dataclass(frozen=True, slots=True)
class Glossary:
    """The phrases of a book by their first word, longest first, and what each term means in plain words."""

    phrases: dict[str, tuple[Phrase, ...]]
    meanings: dict[str, str]

    def uses(self, text: str) -> Iterator[tuple[int, int, str]]:
        """The terms that a text uses, as start, end and id; of phrases that overlap the first and longest counts."""
        free = 0
        for word in _WORD.finditer(text):
            start = word.start()
            if start < free or text[start - 1 : start] in {"-", "\x02"}:
                continue
            for phrase in self.phrases.get(word[0].casefold(), ()):
                if match := phrase.pattern.match(text, start):
                    free = match.end()
                    yield start, free, phrase.term
                    break


def mark(root: Element, renderer: Renderer) -> None:
    """Mark the first use of every term on a page: below ``root``, and again in parts that are seen one at a time."""
    glossary = _glossary(renderer)
    if glossary.phrases:
        _Marker(glossary, renderer.book).walk(root, set(), talking=True)


class _Marker:
    def __init__(self, glossary: Glossary, book: Book) -> None:
        self.glossary = glossary
        self.book = book

    def walk(self, element: Element, seen: set[str], *, talking: bool) -> None:
        classes = set(element.get("class", "").split())
        if classes & _SCOPES:
            seen = set()
        if element.tag == "a":
            self._linked(element, seen, talking=talking)
            return
        silent = element.tag in _SILENT or bool(classes & _SILENT_CLASSES)
        talking = (talking and not silent) or bool(classes & _TALKING_CLASSES)
        if not talking:
            for child in element:
                self.walk(child, seen, talking=False)
            return
        element.text, made = self._marked(element.text, seen)
        inside = made
        for child in element:
            self.walk(child, seen, talking=True)
            inside.append(child)
            child.tail, made = self._marked(child.tail, seen)
            inside.extend(made)
        element[:] = inside

    def _linked(self, link: Element, seen: set[str], *, talking: bool) -> None:
        """A link of the author's own to a term is its first use as well."""
        target = target_of(link.get("href", ""))
        found = current(self.book, *target[:2]) if target else None
        if not talking or found is None or found[0] != "term" or found[1] in seen:
            return
        seen.add(found[1])
        self._show(link, found[1])

    def _marked(self, text: str | None, seen: set[str]) -> tuple[str | None, list[Element]]:
        """The text before the first new term, and the terms as links, each with the text behind it."""
        if not text or isinstance(text, AtomicString):
            return text, []
        links: list[Element] = []
        before, last = text, 0
        for start, end, term in self.glossary.uses(text):
            if term in seen:
                continue
            seen.add(term)
            if links:
                links[-1].tail = text[last:start]
            else:
                before = text[:start]
            link = Element("a", {"href": f"term:{term}"})
            link.text = text[start:end]
            self._show(link, term)
            links.append(link)
            last = end
        if links:
            links[-1].tail = text[last:]
        return before, links

    def _show(self, link: Element, term: str) -> None:
        link.set("class", f"{link.get('class', '')} db-term".strip())
        link.set("data-def", protected(self.glossary.meanings[term]))


_known: WeakKeyDictionary[Renderer, Glossary] = WeakKeyDictionary()


def _glossary(renderer: Renderer) -> Glossary:
    """The glossary of a book, made once for all its pages."""
    if renderer not in _known:
        _known[renderer] = _made(renderer.book)
    return _known[renderer]


def _made(book: Book) -> Glossary:
    phrases: dict[str, list[Phrase]] = {}
    for term in book.terms.values():
        for text in dict.fromkeys((term.term, *term.aliases)):
            first = _WORD.match(text.strip())
            if first:
                phrases.setdefault(first[0].casefold(), []).append(_phrase(term.id, text))
    ordered = {word: tuple(sorted(found, key=lambda one: -one.length)) for word, found in phrases.items()}
    meanings = {term.id: prose.plain(term.definition.text, LONGEST) for term in book.terms.values()}
    return Glossary(ordered, meanings)


def _phrase(term: str, text: str) -> Phrase:
    """Capitals within a phrase are part of it: ``LoRA`` is not ``lora``, but ``Token`` is ``token``."""
    spelled = r"\s+".join(map(re.escape, text.split()))
    shouted = any(letter.isupper() for letter in text.strip()[1:])
    return Phrase(term, re.compile(rf"{spelled}(?![\w-])", 0 if shouted else re.IGNORECASE), len(text))
