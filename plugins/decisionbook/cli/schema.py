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

    Name one in the first line of a data file and an editor with a YAML language server completes and checks it:
    `# yaml-language-server: $schema=../schema/decision.json`.
    """
    import json

    from decisionbook.schema.json_schema import schemas

    described = schemas()
    if out is None:
        click.echo(json.dumps(described, indent=2, ensure_ascii=False))
        return
    out.mkdir(parents=True, exist_ok=True)
    for name, schema in described.items():
        path = out / f"{name}.json"
        path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        click.echo(path.as_posix(), err=True)
