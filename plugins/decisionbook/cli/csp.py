"""`decisionbook csp`: a Content-Security-Policy for a site that was built."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from decisionbook.cli.data import shown

if TYPE_CHECKING:
    from decisionbook.publish.policy import Policy

DIRECTIVE = re.compile(r"[a-z]+(?:-[a-z]+)*-(?:src|uri|action|ancestors)")
SOURCE = re.compile(r"[^\s;,\"]+")


@click.command(short_help="Write a Content-Security-Policy for a built site.")
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--format",
    "style",
    type=click.Choice(["header", "file", "nginx", "apache", "meta"]),
    default="header",
    show_default=True,
    help="How the server wants it: as headers, as the file _headers of Netlify and Cloudflare, or as directives. "
    "`meta` writes it into the pages themselves.",
)
@click.option(
    "--allow",
    type=(str, str),
    multiple=True,
    metavar="DIRECTIVE SOURCE",
    help="Allow more, such as: connect-src https://api.github.com. May be repeated.",
)
def command(site: Path, style: str, allow: tuple[tuple[str, str], ...]) -> None:
    """Read every page below SITE and print the headers worth setting, a strict policy before all.

    Scripts and styles that the theme puts into pages are allowed by their hash, so run this after every build. What
    pages load from other hosts is allowed and named.
    """
    pages = sorted(path for path in site.rglob("*") if path.suffix in {".html", ".htm"} and path.is_file())
    if not pages:
        raise click.UsageError(f"There are no pages in '{shown(site)}'; build the site first.")
    for directive, source in allow:
        if not DIRECTIVE.fullmatch(directive) or not SOURCE.fullmatch(source):
            raise click.UsageError(f"'{directive} {source}' is no directive and source of a policy.")
    if style == "meta":
        _into_pages(site, pages, allow)
    else:
        _print(pages, style, allow)


def _policy(text: str, allow: tuple[tuple[str, str], ...]) -> Policy:
    from decisionbook.publish.policy import policy_of

    policy = policy_of(text)
    for directive, source in allow:
        policy.allow(directive, source)
    return policy


def _print(pages: list[Path], style: str, allow: tuple[tuple[str, str], ...]) -> None:
    """One policy for the whole site."""
    from decisionbook.publish.headers import STYLES
    from decisionbook.publish.policy import Policy

    whole = Policy()
    for path in pages:
        whole.add(_policy(path.read_text(encoding="utf-8", errors="replace"), allow))
    _name_hosts(whole, allow)
    click.echo(STYLES[style](str(whole)), nl=False)


def _into_pages(site: Path, pages: list[Path], allow: tuple[tuple[str, str], ...]) -> None:
    """A policy of its own for each page."""
    from decisionbook.exchange.files import write_files
    from decisionbook.publish.headers import with_meta
    from decisionbook.publish.policy import Policy

    whole = Policy()
    for path in pages:
        text = path.read_bytes().decode("utf-8", "replace")
        policy = _policy(text, allow)
        whole.add(policy)
        changed = with_meta(text, policy.meta())
        if changed is None:
            click.echo(f"no head, so no policy: {shown(path)}", err=True)
        elif changed != text:
            write_files(site, {path.relative_to(site).as_posix(): changed})
    _name_hosts(whole, allow)
    click.echo(f"{len(pages)} pages in {shown(site)}", err=True)


def _name_hosts(policy: Policy, allow: tuple[tuple[str, str], ...]) -> None:
    wanted = {source for _, source in allow}
    for directive, given in policy.sources.items():
        for source in given:
            if "://" in source and source not in wanted:
                click.echo(f"pages load from {source}: {directive}", err=True)
