"""XML to a tree whose elements know their place; document types, and with them entities, are refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from decisionbook.exchange.imported import MAX_BYTES
from decisionbook.findings import Finding, Span, finding

MAX_DEPTH = 200
"""Elements inside one another."""
MAX_ELEMENTS = 500_000
"""Elements of one file."""

_SEPARATOR = "\n"


@dataclass(slots=True, eq=False)
class Element:
    """An element. ``attributes`` without a namespace have their plain names, others ``namespace name``."""

    namespace: str
    name: str
    attributes: Mapping[str, str]
    span: Span
    children: list[Element] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text directly inside, without the blanks around it."""
        return "".join(self.parts).strip()

    def get(self, name: str) -> str:
        """An attribute without the blanks around it; empty where there is none."""
        return self.attributes.get(name, "").strip()

    def all(self, *names: str) -> Iterator[Element]:
        """The children of these names in the element's own namespace."""
        return (each for each in self.children if each.name in names and each.namespace == self.namespace)

    def first(self, *names: str) -> Element | None:
        return next(self.all(*names), None)

    def inner(self, name: str) -> str:
        """The text of the first child of this name; empty where there is none."""
        child = self.first(name)
        return child.text if child else ""


class _RefusedError(Exception):
    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.fix = fix


def read_xml(data: bytes, file: str) -> tuple[Element | None, tuple[Finding, ...]]:
    """The root element, or ``None`` and the reason. Nothing outside ``data`` is read."""
    if len(data) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
        return None, (finding("E001", Span(file), message, "export the decisions in several files"),)
    builder = _Builder(file)
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as error:
        text = expat.errors.messages.get(error.code, "not well-formed")
        span = Span(file, max(error.lineno, 1), error.offset + 1, max(error.lineno, 1), error.offset + 2)
        return None, (finding("E001", span, f"this is not XML: {text}", "export the file again"),)
    except _RefusedError as error:
        return None, (finding("E001", builder.here(), str(error), error.fix),)
    except (ValueError, LookupError):
        message = "the file is in an encoding that cannot be read"
        return None, (finding("E001", Span(file), message, "save it as UTF-8"),)
    return builder.root, ()


class _Builder:
    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Element | None = None
        self.open: list[Element] = []
        self.count = 0
        self.parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def here(self) -> Span:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        return Span(self.file, line, column, line, column + 1)

    def _doctype(self, *_: object) -> None:
        raise _RefusedError("the file declares a document type", "remove the <!DOCTYPE …> declaration")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.open) >= MAX_DEPTH:
            raise _RefusedError(f"more than {MAX_DEPTH} elements inside one another", "export the file again")
        if self.count > MAX_ELEMENTS:
            raise _RefusedError(
                f"more than {MAX_ELEMENTS:,} elements", "export the decisions in several files"
            )
        namespace, _, local = name.rpartition(_SEPARATOR)
        plain = {key.replace(_SEPARATOR, " "): value for key, value in attributes.items()}
        element = Element(namespace, local, plain, self.here())
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def _end(self, _: str) -> None:
        self.open.pop()

    def _characters(self, text: str) -> None:
        if self.open:
            self.open[-1].parts.append(text)
