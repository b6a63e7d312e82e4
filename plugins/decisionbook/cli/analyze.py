"""`decisionbook analyze`: the proof that a decision is complete and consistent."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from decisionbook.cli.data import data_option, width
from decisionbook.cli.decisions import decision, decision_argument
from decisionbook.cli.forge import unobeyed


@click.command(short_help="Prove a decision complete and consistent.")
@decision_argument
@data_option
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(identity: str | None, data: Path, style: str) -> None:
    """Prove the decision ID: coverage, overlaps, dead rules, what falls to `otherwise`, and how much is asked.

    Every gap, overlap and dead rule comes with answers that `decisionbook evaluate` accepts. Averages weigh the
    answers of an input equally.
    """
    from decisionbook.decide import CycleError, TooLargeError, prove

    reading, wanted, status = decision(data, identity)
    try:
        proof = prove(reading.book, wanted)
    except (CycleError, TooLargeError) as error:
        click.echo(f"decisionbook: {error}", err=True)
        sys.exit(1)
    if style == "json":
        click.echo(json.dumps(proof.as_json(), ensure_ascii=False, indent=2))
    else:
        from decisionbook.decide.text import proof_as_text

        click.echo(unobeyed(proof_as_text(reading.book, proof, width=width() or 80)))
    sys.exit(status)
