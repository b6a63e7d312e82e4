"""The lines of a page that look like blocks, read as their author wrote them."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import yaml

MARK = re.compile(
    r"^(?P<lead>[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*)(?P<mark>/{2,}) *(?P<name>[\w-]+) *(?P<rest>.*?) *$"
)
_FENCE = re.compile(r"^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*(?P<mark>`{3,}(?=[^`]*$)|~{3,})")


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of one line, as it was written. Lines and columns count from 1."""

    text: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a block. ``values`` holds a text or the texts of a list; ``None`` for any other shape."""

    name: Word
    values: tuple[Word, ...] | None


@dataclass(frozen=True, slots=True)
class Header:
    """A line that begins a block, or that was meant to.

    ``text`` is the line from its slashes on, which stand at ``line`` and ``column``; ``rest`` follows the name.
    ``settings`` is ``None`` where the lines below cannot be read; ``broken`` is then the line that stops us.
    """

    line: int
    column: int
    text: str
    mark: str
    name: str
    rest: str
    fenced: bool = False
    settings: tuple[Setting, ...] | None = ()
    broken: int = 0

    @property
    def argument(self) -> str | None:
        """What follows the bar, if there is a bar."""
        return self.rest[1:].strip() or None if self.rest.startswith("|") else None

    def word(self, text: str) -> Word:
        """A part of the line with its place."""
        return Word(text, self.line, self.column + max(self.text.rfind(text), 0))


@dataclass(slots=True)
class Lines:
    """A page's text with its headers, which blocks and leftover lines claim one by one."""

    lines: list[str]
    headers: list[Header] = field(init=False)
    _links: dict[str, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.headers = list(_headers(self.lines))

    def claim(self, name: str, argument: str | None) -> Header:
        """The header that a block was made of; one at the start where the page's text has none."""
        found = self._take(lambda head: head.name.lower() == name and head.argument == argument)
        text = f"/// {name} | {argument}" if argument else f"/// {name}"
        return found or _header(text) or Header(1, 1, text, "///", name, "")

    def claim_line(self, text: str) -> Header | None:
        """The header of a line that was printed as text, if it looks like one."""
        meant = _header(text)
        if meant is None:
            return None
        return self._take(lambda head: (head.mark, head.name) == (meant.mark, meant.name)) or meant

    def place_of(self, text: str) -> tuple[int, int]:
        """Line and column of the next unvisited occurrence of ``text``; the first line where there is none."""
        start = self._links.get(text, 0)
        seen = -1
        for number, line in enumerate(self.lines, 1):
            column = line.find(text)
            while column >= 0:
                seen += 1
                if seen == start:
                    self._links[text] = start + 1
                    return number, column + 1
                column = line.find(text, column + 1)
        return 1, 1

    def disarm(self, names: Container[str]) -> None:
        """Blank the settings of these blocks whose names the block parser would take for numbers or truth values.

        It passes names on as Python keywords and would stop the whole build. The headers keep them.
        """
        for head in self.headers:
            if head.fenced or head.name.lower() not in names:
                continue
            for setting in head.settings or ():
                if not isinstance(yaml.safe_load(setting.name.text or "-"), str):
                    self.lines[setting.name.line - 1] = " " * (head.column + 3) + "#"

    def _take(self, fits: Callable[[Header], bool]) -> Header | None:
        found = sorted((head for head in self.headers if fits(head)), key=lambda head: head.fenced)
        if found:
            self.headers.remove(found[0])
        return found[0] if found else None


def fenced_lines(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it belongs to fenced code, the fences included."""
    fence = ""
    for line in lines:
        fence, fenced = _fenced(fence, line)
        yield line, fenced


def _headers(lines: Sequence[str]) -> Iterator[Header]:
    for index, (line, fenced) in enumerate(fenced_lines(lines)):
        head = _header(line)
        if head is not None:
            settings, broken = _settings(lines, index + 1, head.column - 1)
            yield replace(head, line=index + 1, fenced=fenced, settings=settings, broken=broken)


def _header(line: str) -> Header | None:
    match = MARK.match(line)
    if match is None:
        return None
    lead = len(match["lead"])
    return Header(1, lead + 1, line[lead:].rstrip(), match["mark"], match["name"], match["rest"])


def _fenced(fence: str, line: str) -> tuple[str, bool]:
    """The fence that is open behind the line, and whether the line stands within one."""
    match = _FENCE.match(line)
    if not fence:
        return (match["mark"], True) if match else ("", False)
    closes = match and match["mark"].startswith(fence) and not line.strip(" >" + fence[0])
    return ("" if closes else fence, True)


def _settings(lines: Sequence[str], start: int, lead: int) -> tuple[tuple[Setting, ...] | None, int]:
    """The settings below a header, which are indented by four spaces or more."""
    block: list[str] = []
    for line in lines[start:]:
        rest = line[lead:]
        if not rest.startswith("    ") or not rest.strip():
            break
        block.append(rest)
    try:
        node = yaml.compose("\n".join(block), Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return None, start + 1 + (min(mark.line, len(block) - 1) if mark else 0)
    if node is None:
        return (), 0
    if not isinstance(node, yaml.MappingNode):
        return None, start + 1
    return tuple(_setting(key, value, start, lead) for key, value in node.value), 0


def _setting(key: yaml.Node, value: yaml.Node, start: int, lead: int) -> Setting:
    nodes = value.value if isinstance(value, yaml.SequenceNode) else [value]
    readable = all(isinstance(node, yaml.ScalarNode) for node in nodes)
    return Setting(
        _word(key, start, lead), tuple(_word(node, start, lead) for node in nodes) if readable else None
    )


def _word(node: yaml.Node, start: int, lead: int) -> Word:
    text = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
    return Word(text, start + 1 + node.start_mark.line, lead + 1 + node.start_mark.column)
