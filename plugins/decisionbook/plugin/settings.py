"""What an author may set for the plugin in ``mkdocs.yml``."""

from __future__ import annotations

import os
from datetime import date

from mkdocs.config import config_options as c
from mkdocs.config.base import BaseConfigOption, Config, ValidationError
from mkdocs.exceptions import PluginError

from decisionbook.crowding import MENU_LIMIT
from decisionbook.exchange.archive import LATEST
from decisionbook.moment import EPOCH, day_of, epoch
from decisionbook.render.words import LANGUAGES


class Day(BaseConfigOption[date]):
    """A day, however YAML read it."""

    def run_validation(self, value: object) -> date:
        try:
            return day_of(value)
        except ValueError as error:
            raise ValidationError(str(error)) from None


class Settings(Config):  # type: ignore[no-untyped-call]
    """The plugin's settings.

    ``data`` is the folder of the data, relative to ``mkdocs.yml``. ``strict`` makes warnings fail the build.
    ``today`` decides what is stale; without it the day of the build does. ``language`` is that of
    the interface, and ``words`` replaces single texts of it. ``terms`` shows what a term means at its first use on a
    page, unless the page says ``terms: false``. A kind with more than ``menu_limit`` entities puts only its index into
    the navigation. ``print_view`` adds ``print.html``, the whole site as one document, without
    the pages whose paths match a pattern in ``print_without``. ``live`` is where copies say that the live book stands,
    if not at ``site_url``. ``suggest_uri`` is where readers suggest a change, with the marks ``{title}``, ``{page}``
    and ``{source}``; an empty one is for no such links. ``publish`` adds the data as JSON and CSV, the pages as
    Markdown and ``llms.txt``. ``feed``
    is how many commits are searched for changes in meaning that the feed ``changes.xml`` tells; 0 is for no feed.
    ``cache`` keeps what was read and rendered in ``.cache/decisionbook`` for the next build.
    """

    data_ = c.Type(str, default="decision_data")  # MkDocs drops the underscore; `data` is the mapping's own
    strict = c.Type(bool, default=False)
    today = c.Optional(Day())
    language = c.Choice(tuple(LANGUAGES), default="en")
    words = c.Type(dict, default={})
    terms = c.Type(bool, default=True)
    menu_limit = c.Type(int, default=MENU_LIMIT)
    print_view = c.Type(bool, default=False)
    live = c.Optional(c.URL())
    suggest_uri = c.Optional(c.Type(str))
    print_without = c.ListOfItems(c.Type(str), default=[])
    publish = c.Type(bool, default=True)
    feed = c.Type(int, default=0)
    cache = c.Type(bool, default=True)


def check_epoch() -> None:
    """Raises ``PluginError`` where ``SOURCE_DATE_EPOCH`` is nothing that MkDocs can build for."""
    try:
        moment = epoch()
    except ValueError as error:
        raise PluginError(str(error)) from None
    if moment is None and EPOCH in os.environ:
        raise PluginError(f"{EPOCH} is empty; write whole seconds since 1970, or unset it.")
    if moment is not None and moment > LATEST:
        raise PluginError(f"{EPOCH} is {moment}; write whole seconds since 1970 up to {LATEST}, in 2106.")
