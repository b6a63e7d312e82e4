"""`decisionbook evaluate`: what a decision answers, and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from decisionbook.cli.data import data_option, width
from decisionbook.cli.decisions import decision, decision_argument
from decisionbook.cli.forge import unobeyed
from decisionbook.cli.streams import reader_left

if TYPE_CHECKING:
    from decisionbook.book import Reading
    from decisionbook.decide import Evaluator


@click.command(short_help="Answer a decision, and say why.")
@decision_argument
@click.argument("answers", nargs=-1, metavar="[INPUT=ANSWER...]")
@data_option
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--batch",
    type=click.File(encoding="utf-8-sig", errors="replace"),
    metavar="FILE",
    help="Read one JSON object of answers a line, print one JSON result a line; - reads standard input.",
)
def command(
    identity: str | None, answers: tuple[str, ...], data: Path, style: str, batch: TextIO | None
) -> None:
    """Answer the decision ID with the given answers; an answer may be missing or `unknown`.

    An input of an inner decision is addressed DECISION.INPUT.
    """
    from decisionbook.decide import CycleError, Evaluator, TooLargeError

    if batch is not None and answers:
        raise click.UsageError("--batch takes its answers from the file.")
    given = _given(answers)
    reading, wanted, status = decision(data, identity)
    try:
        evaluator = Evaluator(reading.book, wanted)
        status |= _batch(evaluator, batch) if batch is not None else _one(evaluator, reading, given, style)
    except (CycleError, TooLargeError) as error:
        click.echo(f"decisionbook: {error}", err=True)
        status = 1
    sys.exit(status)


def _given(answers: tuple[str, ...]) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, value in map(_pair, answers):
        if given.setdefault(name, value) != value:
            raise click.UsageError(f"'{name}' is answered twice: '{given[name]}' and '{value}'.")
    return given


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise click.UsageError(f"'{text}' is no answer; write INPUT=ANSWER.")
    return name.strip(), value.strip()


def _one(evaluator: Evaluator, reading: Reading, given: dict[str, str], style: str) -> int:
    from decisionbook.decide import AnswerError

    try:
        result = evaluator.evaluate(given)
    except AnswerError as error:
        for problem in error.problems:
            click.echo(unobeyed(f"decisionbook: {problem.message}"), err=True)
        return 1
    if style == "json":
        click.echo(_line(result.as_json()))
        return 0
    from decisionbook.decide.text import result_as_text

    click.echo(unobeyed(result_as_text(reading.book, result, given, width=width() or 80)))
    return 0


def _batch(evaluator: Evaluator, rows: TextIO) -> int:
    status = 0
    for chunk in _chunks(_results(evaluator, rows)):
        click.echo("".join(chunk), nl=False)
        status |= any(line.startswith('{"error"') for line in chunk)
        if reader_left():
            break
    return int(status)


def _results(evaluator: Evaluator, rows: Iterable[str]) -> Iterator[str]:
    from decisionbook.decide import AnswerError

    for row in rows:
        if not row.strip():
            continue
        try:
            answers = json.loads(row, object_pairs_hook=_object, parse_float=_digits)
            yield _line(evaluator.evaluate(dict(answers.items())).as_json()) + "\n"
        except AnswerError as error:
            yield _line({"error": str(error)}) + "\n"
        except _TwiceError as error:
            yield _line({"error": str(error)}) + "\n"
        except (ValueError, AttributeError, RecursionError):
            yield _line({"error": "This line is not a JSON object of answers."}) + "\n"


class _TwiceError(Exception):
    """A key that an object has twice: whichever was meant, one would be lost."""


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    names = [name for name, _ in pairs]
    twice = next(name for name in names if names.count(name) > 1)
    raise _TwiceError(f"'{twice}' is answered twice.")


def _digits(number: str) -> str | float:
    """A number as it is written: a float would round long ones to another answer."""
    return float(number) if "e" in number.lower() else number


def _chunks(lines: Iterator[str], size: int = 1000) -> Iterator[list[str]]:
    """Lines a thousand at a time: one write for each would take longer than the answers."""
    chunk: list[str] = []
    for line in lines:
        chunk.append(line)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
