"""The page docs/reference/commands.md: what the help of each command says, and more where that is not enough."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import starmap
from pathlib import Path

import click

from decisionbook.cli import COMMANDS, decisionbook

DIFFERENCE = Path(__file__).resolve().parents[1] / "tests" / "golden" / "diff" / "everything.txt"

_CHOICES = re.compile(r"\[([a-z-]+(?:\|[a-z-]+)+)\]")

HEAD = """---
title: Commands
description: Every command with its options, its exit status, and what it is for.
---

# Commands

`decisionbook COMMAND --help` says the same in the terminal. Results go to standard output, progress and notes to
standard error. Exit status: 0 fine, 1 the data has errors, 2 wrong usage, a file or stream that cannot be used, or a
fault of ours, 130 ended by Ctrl+C, save `preview`, which ends so. A reader who stops reading, such as `head`, changes
none of them: the rest is still done, and a batch ends.
"""

MORE: Mapping[str, str] = {
    "check": """\
A finding names file, line and column, shows the line, and ends with the cure. One mistake is one finding: a close
misspelling is taken as intended for the rest of the run. [Every finding](findings.md) has a code with its reason.

- `text` is for people, with colours in a terminal.
- `json` is one object, `{"findings": […], "errors": N, "warnings": N}`. A finding has `file`, `line`, `column`,
  `end_line`, `end_column`, `severity`, `code`, `message` and `fix`.
- `github` annotates the lines of a pull request. A forge shows ten annotations a step, so those on lines that differ
  from the base (`GITHUB_BASE_REF`) come first.
- `sarif` is SARIF 2.1.0, for the security tab of a forge and for editors.

`--fix` mends what has only one cure, such as a close misspelling or a tab, and leaves all else in the file as it is.
""",
    "diff": """\
A difference of everything that can differ reads like this:

```text
{difference}
```

Moved answers come first: how many combinations of answers end elsewhere, and the shortest description of which. Then
entities and cells, what stands behind them, and findings. Texts come last, with their words where they are few: whether
a claim in other words still claims the same is for a reader to judge. `~` is changed, `+` new, `-` gone, `>` renamed,
and `!` wants a look. A renamed entity is one change where the new one names the old id in `aliases_of_id`. What cannot
be read on either side is named as not compared; it never counts as "no change".

```console
$ decisionbook diff main                                     # the working tree against a branch
$ decisionbook diff v1.0 v1.1 --format markdown > notes.md   # for a comment or for release notes
$ decisionbook diff ../old ../new --format json              # two folders
```
""",
    "new": """\
Keys without a value have to be filled in; those behind `#` may be filled in or deleted. The first line names the JSON
Schema, so that [editors](editors.md) complete the rest.

```console
$ decisionbook new option answer-cache --in approaches       # with a column in that comparison
$ decisionbook new source smith-2026                         # an entry of sources.yml
```
""",
}


def commands_page() -> str:
    """The whole page: the commands in the order of the help."""
    return "\n".join((HEAD, *(_section(name) for name in COMMANDS)))


def _section(name: str) -> str:
    context = click.Context(decisionbook, info_name="decisionbook")
    command = decisionbook.get_command(context, name)
    assert command is not None  # noqa: S101 - the table of commands names it
    inside = click.Context(command, info_name=name, parent=context)
    usage = " ".join(command.collect_usage_pieces(inside))
    shown = DIFFERENCE.read_text("utf-8").rstrip()
    more = MORE.get(name, "").replace("{difference}", shown)
    parts = (
        f"## {name} {{#{name}}}\n",
        f"```text\ndecisionbook {name} {usage}\n```\n",
        *(f"{' '.join(each.split())}\n" for each in (command.help or "").split("\n\n")),
        *_options(command, inside),
        *((more,) if more else ()),
    )
    return "\n".join(parts)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    """A table of the options, without the one for help; arguments have no record."""
    records = [
        record
        for option in command.get_params(context)
        if isinstance(option, click.Option)
        and "--help" not in option.opts
        and (record := option.get_help_record(context))
    ]
    if records:
        yield "| Option | Meaning |\n|---|---|"
        yield from (f"| `{option}` | {meaning} |" for option, meaning in starmap(_row, records))
        yield ""


def _row(option: str, meaning: str) -> tuple[str, str]:
    """Both cells. Choices move to the meaning: no bar can stand in the code of a cell on every host."""
    option, meaning = " ".join(option.split()), " ".join(meaning.split())
    found = _CHOICES.search(option)
    if found is None:
        return option, meaning
    *others, last = (f"`{choice}`" for choice in found[1].split("|"))
    said, rest = re.match(r"(.*?) ?(\[(?:default|required).*)?$", meaning).groups("")  # type: ignore[union-attr]
    name = option[: found.start()].strip()
    word = name.rpartition("-")[2].upper()
    chosen = f"One of {', '.join(others)} or {last}."
    if said and not said.endswith("."):
        said += "."
    return f"{name} {word}", " ".join(filter(None, (said, chosen, rest)))
