"""The address at which readers suggest a change of a page: an issue, a mail, whatever takes words in its address."""

from __future__ import annotations

from string import Formatter
from urllib.parse import quote, urlsplit

MARKS = ("title", "page", "source")
"""What an address may hold in braces: the title, the address and the data file of a page."""
SCHEMES = ("https", "http", "mailto")


def check(pattern: str) -> None:
    """Raises ``ValueError``, with a reason for people, for an address that cannot be filled or followed."""
    for _, name, form, conversion in Formatter().parse(pattern):
        if name is not None and (name not in MARKS or form or conversion):
            raise ValueError(f"has {{{name}}}; it may have {', '.join(f'{{{mark}}}' for mark in MARKS)}")
    if urlsplit(pattern).scheme not in SCHEMES:
        raise ValueError(f"must begin with one of: {', '.join(SCHEMES)}")


def address(pattern: str, *, title: str, page: str, source: str) -> str:
    """The address for one page, each mark encoded so that nothing in it ends the address or its part."""
    marks = {"title": title, "page": page, "source": source}
    filled = pattern.format(**{name: quote(text, safe="") for name, text in marks.items()})
    return quote(filled, safe="%:/?#[]@!$&'()*+,;=~")
