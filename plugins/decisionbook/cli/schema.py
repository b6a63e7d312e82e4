"""`decisionbook schema`: JSON Schema for editors."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="Write the JSON Schemas of the data format.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write one file a kind into DIR; without it all go to standard output, by name.",
)
def command(out: Path | None) -> None:
    """Write the JSON Schemas of the data format, one a kind.

    Kept in a folder `schema` beside the data, they are named by what `decisionbook new` writes:
    `# yaml-language-server: $schema=../../schema/decision.json` in the first line of a file lets an editor with a
    YAML language server complete and check it.
    """
    from decisionbook.schema.json_schema import schema_texts

    texts = schema_texts()
    if out is None:
        inside = ",\n".join(f'"{name}": {text.rstrip()}' for name, text in texts.items())
        click.echo(f"{{\n{inside}\n}}")
        return
    from decisionbook.exchange.files import write_files

    for path in write_files(out, {f"{name}.json": text for name, text in texts.items()}):
        click.echo(path.as_posix(), err=True)
