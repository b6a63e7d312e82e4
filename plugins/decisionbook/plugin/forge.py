"""Where a line of the data can be looked at: the site's ``edit_uri`` knows the forge and the branch."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig

from decisionbook.findings import Span

_VIEWS = (
    ("/_edit/", "/src/branch/", "#L{line}"),
    ("/-/edit/", "/-/blob/", "#L{line}"),
    ("/edit/", "/blob/", "#L{line}"),
    ("/blob/", "/blob/", "#L{line}"),
    ("/src/", "/src/", "#lines-{line}"),
)
"""What an address for editing holds, what stands in its place in one for reading, and how that names a line.

In this order: Gitea and Forgejo, GitLab, GitHub, GitHub and GitLab without editing, Bitbucket.
"""


def lines_of(config: MkDocsConfig) -> Callable[[Span], str | None] | None:
    """The address of a place in the data; ``None`` for a site whose ``edit_uri`` is on no forge that we know."""
    edited = urljoin(f"{config.repo_url.rstrip('/')}/" if config.repo_url else "", config.edit_uri or "")
    view = next((view for view in _VIEWS if view[0] in edited), None)
    if view is None or not urlsplit(edited).scheme:
        return None
    folder = edited.replace(view[0], view[1], 1).partition("?")[0].rstrip("/") + "/"

    def line(span: Span) -> str:
        path = quote(Path(os.path.relpath(span.file, config.docs_dir)).as_posix())
        return urljoin(folder, path) + view[2].format(line=span.line)

    return line
