"""One entity as one HTML file that holds all it needs: for mailing, filing and printing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import unquote

from markupsafe import Markup

from decisionbook import assets
from decisionbook.anchors import anchor
from decisionbook.exchange.markup import Tag, changed
from decisionbook.exchange.paper import fill
from decisionbook.model import KINDS, Book, Decision, Entity, Kind
from decisionbook.render import Renderer
from decisionbook.render.claims import claim, label
from decisionbook.render.shelves import address_of, published
from decisionbook.render.words import ENGLISH, Words, day, say

Address = Callable[[Kind, str, str], str | None]
"""Where the live book shows an entity or its part (kind, id, fragment), or ``None``."""

Target = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Origin:
    """The book that a page is taken from: its name, its language, and where it stands, as far as they are known."""

    name: str | None = None
    language: str = "en"
    address: Address | None = None


ALONE = Origin()


@dataclass(frozen=True, slots=True)
class Appended:
    """Something that the page cites, shown at its end."""

    anchor: str
    title: str
    html: Markup


def single_page(
    book: Book,
    kind: Kind,
    entity: str,
    *,
    today: date,
    words: Words = ENGLISH,
    origin: Origin = ALONE,
) -> str:
    """A decision, comparison, checklist or option as an HTML document that asks the network for nothing.

    Sources and terms that it cites stand at its end; links to other entities lead to the book that the page comes
    from, and are plain text where that has no address. Raises ``KeyError`` for an entity that is not there.
    """
    found = book.of(kind)[entity]
    writer = _Writer(book, (kind, entity), Renderer(book, today=today, words=words), origin.address)
    body = writer.led("\n".join(writer.body(kind, found)))
    terms, sources = writer.appendix()
    when = day(words, today)
    key = "copy.from" if origin.name else "copy.made"
    return fill(
        "single.html",
        words,
        title=found.title,
        language=origin.language,
        body=body,
        terms=terms,
        sources=sources,
        about=say(words, key, name=origin.name, date=when),
        live=origin.address(kind, entity, "") if origin.address else None,
        style=Markup(assets.style()),  # noqa: S704
        script=Markup(assets.script()),  # noqa: S704
    )


@dataclass(slots=True)
class _Writer:
    """Writes one page, and notes what it cites."""

    book: Book
    own: Target
    renderer: Renderer
    address: Address | None
    cited: dict[Target, None] = field(default_factory=dict)

    def body(self, kind: Kind, entity: Entity) -> Iterator[str]:
        """What the entity's own page shows below its title."""
        render, context = self.renderer, self.renderer.context
        if kind == "comparison":
            yield render.comparison(entity.id)
        elif kind == "checklist":
            yield render.checklist(entity.id)
        elif kind == "option":
            yield render.option(entity.id)
        elif isinstance(entity, Decision):
            yield render.lead(entity.id)
            yield render.decision(entity.id)
            for part in ("rules", "tree", *(("examples",) if entity.examples else ()), "proof"):
                yield str(Markup("<h2>{}</h2>").format(context.say(f"page.{part}")))
                yield render.decision(entity.id, (part,))
        else:
            raise KeyError(entity.id)

    def led(self, html: str) -> Markup:
        """The markup with its links led where they can go."""
        return Markup(changed(html, self._change))  # noqa: S704

    def appendix(self) -> tuple[tuple[Appended, ...], tuple[Appended, ...]]:
        """The terms and the sources that the page cites, and those that these cite, each in its order."""
        shown: dict[Target, Appended] = {}
        while waiting := [target for target in self.cited if target not in shown]:
            for target in waiting:
                shown[target] = self._appended(target)
        ordered = sorted(shown.items(), key=lambda item: (item[1].title.casefold(), item[0][1]))
        return (
            tuple(each for (kind, _), each in ordered if kind == "term"),
            tuple(each for (kind, _), each in ordered if kind == "source"),
        )

    def _appended(self, target: Target) -> Appended:
        kind, entity = target
        context = self.renderer.context
        if kind == "term":
            term = self.book.terms[entity]
            return Appended(_anchor(target), term.term, self.led(claim(context, term.definition)))
        source = self.book.sources[entity]
        html = context.fill(
            "single-source.html",
            source=source,
            address=address_of(source),
            published=published(context, source),
        )
        return Appended(_anchor(target), label(context, source), self.led(html))

    def _change(self, tag: Tag) -> Tag:
        named = next((name for name in ("href", "xlink:href") if name in tag.attributes), None)
        if tag.name != "a" or named is None:
            return tag
        target = self._target(tag.attributes[named] or "")
        if target is None:
            return tag
        where = self._where(*target)
        kept = {name: value for name, value in tag.attributes.items() if name != named}
        return Tag("a", {**kept, "href": where} if where else kept)

    def _target(self, link: str) -> tuple[Target, str] | None:
        """What a link of ours leads to, and the fragment for a part."""
        scheme, colon, rest = link.partition(":")
        kind = next((kind for kind in KINDS if kind == scheme.lower()), None)
        if not colon or kind is None:
            return None
        entity, _, fragment = unquote(rest).partition("#")
        shelf = self.book.of(kind)
        renamed = {old: one.id for one in shelf.values() for old in one.old_ids}
        return (kind, entity if entity in shelf else renamed.get(entity, entity)), fragment

    def _where(self, target: Target, fragment: str) -> str | None:
        kind, entity = target
        if entity not in self.book.of(kind):
            return None
        if target == self.own:
            return f"#{anchor(kind, entity, fragment)}"
        if kind in {"term", "source"}:
            self.cited[target] = None
            return f"#{_anchor(target)}"
        return self.address(kind, entity, fragment) if self.address else None


def _anchor(target: Target) -> str:
    """Ids of the book are words, so none of them can be this."""
    return ":".join(target)
