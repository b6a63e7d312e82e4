"""Builds a site for reading from a folder: `python -m decisionbook.plugin.offline mkdocs.yml SITE_DIR [DATA_DIR]`.

It prints what it built as one JSON object. Exit status: 0 built, 2 the configuration has errors or the disk is
full, 3 the data or the pages have errors; anything else is a fault of ours.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.utils import get_build_datetime
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from decisionbook.plugin.edition import Edition, about, notice
from decisionbook.plugin.printing import PRINTED
from decisionbook.render.words import ENGLISH, say

log = logging.getLogger("mkdocs.decisionbook.offline")

SHIM = "assets/javascripts/iframe-worker.js"
SEARCH = "assets/javascripts/offline-search.js"
"""Scripts that make search work where there is no server: of themes built on Material, and of MkDocs' own."""

ABOUT = "about-this-copy.md"

PLAIN = frozenset({"mkdocs", "readthedocs"})
NEEDLESS = frozenset({"social", "rss", "mike", "offline"})
"""Plugins that only serve sites on the web, or that do what is done here."""


def offline(settings: Mapping[str, Any], data: Path | None = None) -> dict[str, Any]:
    """The settings of ``mkdocs.yml`` changed so that pages work as files and ask nobody for anything.

    ``data`` is the folder of the data, where it is not the one that the settings name.
    """
    changed = dict(settings)
    theme = changed["theme"] = _theme(changed.get("theme") or "mkdocs")
    material = theme.get("name") == "material"
    changed["plugins"] = _plugins(changed.get("plugins"), data)
    extra = dict(changed.get("extra") or {})
    # The links of `social` are pictures, anew on every page, that lead to the network alone.
    for served in ("analytics", "consent", "social", "version"):
        extra.pop(served, None)
    if material:
        extra["polyfills"] = [*(extra.get("polyfills") or ()), SHIM]
    changed["extra"] = extra
    changed["edit_uri"] = _edit_uri(changed)
    changed["site_url"] = changed.get("site_url") or changed.get("repo_url")
    changed.pop("repo_url", None)
    changed["use_directory_urls"] = False
    return changed


def _theme(given: str | Mapping[str, Any]) -> dict[str, Any]:
    """Without fonts, scripts and figures from elsewhere; instant navigation needs a server."""
    theme: dict[str, Any] = {"name": given} if isinstance(given, str) else dict(given)
    if theme.get("name") == "material":
        theme["font"] = False
        features = theme.get("features") or ()
        theme["features"] = [one for one in features if not one.startswith("navigation.instant")]
    if theme.get("name") in PLAIN:
        theme["highlightjs"] = False
        theme["analytics"] = {"gtag": None}
    return theme


def _plugins(given: Any, data: Path | None) -> list[Any]:
    """The plugins in the form of a list, with the print view of the book switched on."""
    listed = ["search"] if given is None else given
    if isinstance(listed, Mapping):
        listed = [{name: options} for name, options in listed.items()]
    pairs = [next(iter(one.items())) if isinstance(one, Mapping) else (one, None) for one in listed]
    wanted = [(name, options) for name, options in pairs if name.split("/")[-1] not in NEEDLESS]
    ours = {"print_view": True, "publish": False, "feed": 0, **({"data": str(data)} if data else {})}
    return [
        {name: {**(options or {}), **ours} if name == "decisionbook" else options or {}}
        for name, options in wanted
    ]


def _edit_uri(settings: Mapping[str, Any]) -> str | None:
    """Where edit links lead; one that builds upon the repository's address is made whole."""
    uri, repository = settings.get("edit_uri"), settings.get("repo_url")
    if uri and repository and "://" not in uri:
        return f"{repository.rstrip('/')}/{uri.lstrip('/')}"
    return uri or None


class OfflineEdition(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """Adds to a site what a copy of it needs: the page about this copy, and what makes search work."""

    edition: Edition | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Say on every page, where the copyright stands, that this is a copy and how old it is."""
        self.edition = _edition(config)
        said = [config.copyright, notice(self.edition, "copy.notice")]
        config.copyright = " ".join(text for text in said if text)
        if config.theme.name != "material" and _searches(config):
            config.extra_javascript.insert(0, SEARCH)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the page about this copy, to the end of the navigation if the author wrote one."""
        room = resources("decisionbook") / "assets"
        scripts = {SHIM: room / "vendor" / "iframe-worker.js", SEARCH: room / "offline" / "search.js"}
        wanted = SHIM if config.theme.name == "material" else SEARCH
        if wanted == SHIM or _searches(config):
            files.append(File.generated(config, wanted, content=scripts[wanted].read_text(encoding="utf-8")))
        if files.get_file_from_path(ABOUT) is None and self.edition is not None:
            printed = PRINTED if files.get_file_from_path(PRINTED) else None
            files.append(File.generated(config, ABOUT, content=about(self.edition, printed)))
            if config.nav is not None:
                config.nav = [*config.nav, {say(self.edition.words, "copy.title"): ABOUT}]
        return files


def _searches(config: MkDocsConfig) -> bool:
    return any(name.split("/")[-1] == "search" for name in config.plugins)


def _edition(config: MkDocsConfig) -> Edition:
    """What the plugin knows of the book; the usual words, without a book, for a site that does not use it."""
    plugin: Any = config.plugins.get("decisionbook")
    if plugin is None:
        return Edition(config.site_name, get_build_datetime().date(), config.site_url or None, None, ENGLISH)
    return Edition(config.site_name, plugin.today, plugin.live(config), plugin.good, plugin.words)


def main(configuration: Path, site: Path, data: Path | None = None) -> int:
    """Build the site described in ``configuration`` into the folder ``site``; returns the exit status."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(handler)
    try:
        config = _loaded(configuration, site, data)
    except (ConfigurationError, OSError) as error:
        log.error("%s", error)  # noqa: TRY400 - the sentence is for the author of the configuration
        return 2
    if config is None:
        return 2
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    except MkDocsException:
        return 3
    except OSError as error:
        log.error("%s", error)  # noqa: TRY400 - a full disk is no fault of ours
        return 2
    finally:
        config.plugins.on_shutdown()
    made = {"name": config.site_name, "live": _edition(config).live, "docs": config.docs_dir}
    sys.stdout.write(json.dumps(made) + "\n")
    return 0


def _loaded(configuration: Path, site: Path, data: Path | None) -> MkDocsConfig | None:
    """The configuration as it holds offline; ``None`` where it has errors, which are logged."""
    config = MkDocsConfig(config_file_path=str(configuration.absolute()))
    with configuration.open("rb") as file:
        settings = yaml_load(file, loader=get_yaml_loader(config=config))
    config.load_dict({**offline(settings, data), "site_dir": str(site.absolute())})
    errors, warnings = config.validate()
    for name, message in warnings:
        log.warning("%s: %s: %s", configuration, name, message)
    for name, error in errors:
        log.error("%s: %s: %s", configuration, name, error)
    if errors:
        return None
    config.plugins["decisionbook-offline"] = OfflineEdition()
    return config


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main(*map(Path, sys.argv[1:])))
    sys.exit(130)
