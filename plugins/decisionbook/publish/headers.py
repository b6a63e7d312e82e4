"""Response headers in the form that a server wants them, and the policy within pages, for servers that take none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html.parser import HTMLParser

POLICY = "Content-Security-Policy"

ALWAYS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Headers that suit every book, beside the policy."""


def headers(policy: str) -> Mapping[str, str]:
    """Every header worth setting, by name."""
    return {POLICY: policy, **ALWAYS}


def as_lines(policy: str) -> str:
    """One header a line."""
    return "".join(f"{name}: {value}\n" for name, value in headers(policy).items())


def as_file(policy: str) -> str:
    """The file ``_headers`` of Netlify and of Cloudflare Pages."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in headers(policy).items())


def as_nginx(policy: str) -> str:
    """Directives for a ``server`` or a ``location`` of nginx."""
    return "".join(f'add_header {name} "{value}" always;\n' for name, value in headers(policy).items())


def as_apache(policy: str) -> str:
    """Directives for Apache's configuration or an ``.htaccess``; they need ``mod_headers``."""
    return "".join(f'Header always set {name} "{value}"\n' for name, value in headers(policy).items())


STYLES: Mapping[str, Callable[[str], str]] = {
    "header": as_lines,
    "file": as_file,
    "nginx": as_nginx,
    "apache": as_apache,
}


def with_meta(html: str, meta: str) -> str | None:
    """The page with the element behind the declaration of its character set, which has to stay near the beginning.

    An element of an earlier run is replaced. ``None`` for a page without a head.
    """
    page = _Head(html)
    if page.place is None:
        return None
    start, end = page.earlier or (page.place, page.place)
    return html[:start] + meta + html[end:]


class _Head(HTMLParser):
    """Finds where the element belongs: ``place``, and ``earlier`` for one that stands there."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.starts = [0]
        for line in html.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.place: int | None = None
        self.earlier: tuple[int, int] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        start = self.starts[line - 1] + column
        end = start + len(self.get_starttag_text() or "")
        given = {name: (value or "").lower() for name, value in attrs}
        if tag == "head" or (tag == "meta" and "charset" in given):
            self.place = end
        elif tag == "meta" and given.get("http-equiv") == POLICY.lower():
            self.earlier = self.earlier or (start, end)
