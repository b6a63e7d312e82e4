"""Where readers suggest a change without editing anything: an issue, or a mail, that names the page already."""

from __future__ import annotations

import os
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

from decisionbook.plugin.site import is_ours
from decisionbook.render.words import Words, say
from decisionbook.suggest import SCHEMES, address, check

_ISSUES = (
    ("gitlab", "/-/issues/new?issue[title]={title}&issue[description]="),
    ("github", "/issues/new?title={title}&body="),
    ("gitea", "/issues/new?title={title}&body="),
)
"""Where each forge takes issues, and how their text is begun."""
_EDITS = (("/-/edit/", "gitlab"), ("/_edit/", "gitea"), ("/edit/", None), ("/blob/", None))
"""What stands behind a repository in an address for editing, and the forge that alone writes it so."""
_HOSTS = {"github": "github", "gitlab": "gitlab", "gitea": "gitea", "forgejo": "gitea", "codeberg": "gitea"}


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Makes the link of each page. ``pattern`` is an address in which marks stand for what the page is."""

    pattern: str
    words: Words

    def link(self, page: Page, config: MkDocsConfig) -> Markup:
        """A link in HTML for a page that shows data; empty for any other."""
        if not is_ours(page.file) or page.file.edit_uri is None:
            return Markup()
        there = address(
            self.pattern,
            title=unescape(str(page.title)),  # titles of pages are HTML
            page=page.canonical_url if config.site_url and page.canonical_url else page.url,
            source=_source(page.file.edit_uri, config),
        )
        return Markup('<a href="{}">{}</a>').format(there, say(self.words, "part.suggest"))


def suggestions(given: str | None, config: MkDocsConfig, words: Words) -> Suggestions | None:
    """What makes the links of a site: by the setting, or else by the forge that the site names.

    ``None`` where the setting is an empty text, or where nothing says how to reach the forge. Raises ``PluginError``
    for a setting that cannot become an address.
    """
    if given is not None:
        return Suggestions(_checked(given), words) if given else None
    begun = _forge(config)
    if begun is None:
        return None
    asked = quote("\n\n" + say(words, "part.suggest_ask") + "\n")
    return Suggestions(begun + "{page}%0A{source}" + asked, words)


def _checked(given: str) -> str:
    try:
        check(given)
    except ValueError as error:
        raise PluginError(f"the plugin's setting 'suggest_uri': {error}") from error
    return given


def _forge(config: MkDocsConfig) -> str | None:
    """The address of a new issue up to its text, for a repository on a forge that we know."""
    repository = (config.repo_url or "").rstrip("/")
    edited = urljoin(f"{repository}/" if repository else "", config.edit_uri or "")
    mark, named = next(((mark, forge) for mark, forge in _EDITS if mark in edited), ("", None))
    home = edited.partition(mark)[0] if mark else repository
    host = urlsplit(home).hostname or ""
    forge = named or next((_HOSTS[part] for part in host.split(".") if part in _HOSTS), None)
    if forge is None or urlsplit(home).scheme not in SCHEMES:
        return None
    return quote(home, safe=":/") + dict(_ISSUES)[forge]


def _source(edit_uri: str, config: MkDocsConfig) -> str:
    """The data file, seen from the folder of `mkdocs.yml`."""
    beside = Path(config.config_file_path or ".").parent.absolute()
    return Path(os.path.relpath(Path(config.docs_dir) / unquote(edit_uri), beside)).as_posix()
