"""Every page of a site as Markdown: blocks become what they show, and links lead from twin to twin."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote, unquote

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from decisionbook.markdown.blocks import SETTINGS
from decisionbook.markdown.check import INDEXED, KIND_OF, Checker, Request
from decisionbook.markdown.host import Source
from decisionbook.markdown.source import Header, Lines, fenced_lines
from decisionbook.model import Comparison, Entity, Kind
from decisionbook.pages import Shelved, path_of
from decisionbook.publish.llms import TWIN
from decisionbook.publish.marks import led, plain_text
from decisionbook.publish.twins import Twins
from decisionbook.publish.writer import Link

_RELATIVE = re.compile(r"(?<=\]\()<?(?P<path>[^()<>\s:#?]+)(?P<rest>[#?][^()<>\s]*)?>?(?=\)|\s)")


def twin_path(file: File) -> str:
    """Where the twin of a page stands: behind the page's own name follows ``.md``."""
    return file.dest_uri + TWIN


def says_itself(markdown: str) -> bool:
    """Whether the text of a page is what it shows. ``:::`` stands for what another extension reads from code."""
    return not any(
        line.startswith("::: ") for line, fenced in fenced_lines(markdown.split("\n")) if not fenced
    )


class TwinPages:
    """Writes the twins of a site. ``standing`` maps the path of a generated page to the file that stands there.

    ``twinned`` are the paths of the files whose pages have a twin; links to others lead to the page itself.
    """

    def __init__(
        self, twins: Twins, files: Files, standing: Mapping[str, str], twinned: Collection[str]
    ) -> None:
        self.twins = twins
        self.files = files
        self.standing = standing
        self.twinned = twinned

    def own(self, page: Page, kind: Shelved, entity: Entity) -> str:
        """The twin of the page that an entity gave itself."""
        body = self.twins.entity(kind, entity, self._link(page.file))
        return f"# {plain_text(entity.title)}\n\n{body}"

    def written(self, page: Page) -> str:
        """The twin of a page with a text of its own, which begins with the page's title."""
        link = self._link(page.file)
        lines = Lines((page.markdown or "").split("\n"))
        text = led("\n".join(self._filled(lines, link)), link, self.twins.context.title)
        text = "\n".join(self._relative(text.split("\n"), page.file)).strip() + "\n"
        return text if re.search(r"^# ", text, re.MULTILINE) else f"# {plain_text(str(page.title))}\n\n{text}"

    # --- Blocks -----------------------------------------------------------------------------------------

    def _filled(self, lines: Lines, link: Link) -> Iterator[str]:
        heads = {
            head.line: head for head in lines.headers if not head.fenced and head.name.lower() in SETTINGS
        }
        checker = Checker(self.twins.book, Source(), ())
        level, skipped = 1, 0
        for number, line in enumerate(lines.lines, 1):
            if number <= skipped:
                continue
            heading = re.match(r"(#{1,6}) ", line)
            level = len(heading[1]) if heading else level
            head = heads.get(number)
            request = checker.request(head) if head else None
            if head is None or request is None:
                yield line
                continue
            skipped = _end(lines.lines, head)
            yield from _moved_in(self._shown(request, link, level + 1), head.column - 1)

    def _shown(self, request: Request, link: Link, level: int) -> str:
        twins = self.twins
        if request.name in KIND_OF:
            return self._entity(KIND_OF[request.name], request, link, level)
        if request.name == "index":
            return twins.index(INDEXED[request.entity], link)
        if request.name in {"faq", "evidence"}:
            return twins.faq(link, level) if request.name == "faq" else twins.evidence(link, level)
        lists = {"glossary": twins.glossary, "sources": twins.sources, "cues": twins.cues}
        return lists[request.name](link) if request.name in lists else ""

    def _entity(self, kind: Shelved, request: Request, link: Link, level: int) -> str:
        entity = self.twins.book.of(kind)[request.entity]
        if isinstance(entity, Comparison):
            entity = _part(entity, request)
        title = f"**[{plain_text(entity.title)}]({link(kind, entity.id, '')})**"
        return f"{title}\n\n{self.twins.entity(kind, entity, link, level)}"

    # --- Links ------------------------------------------------------------------------------------------

    def _link(self, at: File) -> Link:
        def link(kind: Kind, entity: str, fragment: str) -> str:  # noqa: ARG001 - twins have no anchors
            path = path_of(kind, entity)
            file = self.files.get_file_from_path(self.standing.get(path, path))
            return _from(at, self._address(file) if file else path)

        return link

    def _relative(self, lines: list[str], at: File) -> Iterator[str]:
        """The lines with links to files of the docs folder led to the twin of the page, or to the file."""
        for line, fenced in fenced_lines(lines):
            yield line if fenced else _RELATIVE.sub(lambda match: self._target(match, at), line)

    def _target(self, match: re.Match[str], at: File) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(at.src_uri), unquote(match["path"])))
        file = self.files.get_file_from_path(path)
        if file is None:
            return match[0]
        return _from(at, self._address(file))

    def _address(self, file: File) -> str:
        return twin_path(file) if file.src_uri in self.twinned else file.dest_uri


def _from(at: File, path: str) -> str:
    """The address of a file of the site, seen from another."""
    return quote(posixpath.relpath(path, posixpath.dirname(at.dest_uri) or "."))


def _end(lines: list[str], head: Header) -> int:
    """The line that closes a block."""
    for number, line in enumerate(lines[head.line :], head.line + 1):
        if line.strip() == head.mark:
            return number
    return head.line


def _moved_in(text: str, blanks: int) -> Iterator[str]:
    for line in text.rstrip("\n").split("\n"):
        yield " " * blanks + line if line else ""


def _part(found: Comparison, request: Request) -> Comparison:
    """The comparison with the criteria and options that a block chose, in its order."""
    rows = {row.id: row for row in found.criteria}
    columns = {column.id: column for column in found.columns}
    return replace(
        found,
        criteria=tuple(rows[one] for one in request.criteria or rows),
        columns=tuple(columns[one] for one in request.options or columns),
    )
