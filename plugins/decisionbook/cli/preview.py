"""`decisionbook preview`: one entity, live, while it is edited."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from decisionbook.cli.data import data_option, entity_id, shown, today

if TYPE_CHECKING:
    from decisionbook.preview.nearby import Target


@click.command(short_help="Show one entity, live, while it is edited.")
@click.argument("entity", required=False, metavar="[ID]")
@data_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="0 takes any free one."
)
def command(entity: str | None, data: Path, port: int) -> None:
    """Show the option, comparison, decision or checklist ID, or else whatever is edited, and show it again with
    each save, with what is wrong above it.

    The page is served to this machine alone. Where several kinds share an id, write KIND:ID.
    """
    from decisionbook.preview import Preview, serve

    gc.enable()
    if not data.is_dir():
        raise click.UsageError(f"There is no folder '{data}'; say where the data is with --data DIR.")
    preview = Preview(data, shown(data), today())
    if entity is not None:
        preview.start = _target(entity, preview.targets())
    try:
        serve(preview, port, lambda address: click.echo(f"{address}\nCtrl+C ends the preview.", err=True))
    except KeyboardInterrupt:
        click.echo(err=True)
    except OSError as error:
        raise click.UsageError(
            f"Port {port} cannot be used: {error.strerror}. Choose another with --port."
        ) from error


def _target(given: str, targets: list[Target]) -> Target:
    kind, _, identity = given.rpartition(":")
    every = [target for target in targets if target[1] and kind in {"", target[0]}]
    wanted = entity_id(identity, sorted({target[1] for target in every}), "entity")
    found = [target for target in every if target[1] == wanted]
    if len(found) > 1:
        names = ", ".join(f"{kind}:{wanted}" for kind, _ in found)
        raise click.UsageError(f"Several kinds have '{wanted}'; choose one of: {names}")
    return found[0]
