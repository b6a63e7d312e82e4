"""Pages with commands, followed to the letter.

A `console` block holds commands behind ``$`` and below each what it prints: those lines must come, in this order and
whole, whatever else it prints. A block below a line such as "`docs/index.md`:" is the content of that file.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

_FENCE = re.compile(
    r"^(?P<indent> *)```(?P<language>\w+)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL
)
_FILE = re.compile(r"^ *`(?P<path>[^`\s]+)`:\n+\Z", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page; ``path`` is the file that it is the content of, if any."""

    language: str
    text: str
    path: str | None


def blocks(page: str) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    for found in _FENCE.finditer(page):
        named = _FILE.search(page[: found.start()])
        yield Block(found["language"], dedent(found["text"]), named["path"] if named else None)


def follow(page: str, folder: Path, environment: Mapping[str, str]) -> Iterator[tuple[str, list[str], str]]:
    """Each command of the page with the lines that it should print and what it printed, standard error included.

    Files are written on the way. The commands run in one shell, so that each sees what those before it set.
    """
    shell = subprocess.Popen(
        ["bash"],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    with shell:
        for block in blocks(page):
            if block.path is not None:
                path = folder / block.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text, "utf-8")
            elif block.language == "console":
                for command, expected in _commands(block.text):
                    yield command, expected, _answer(shell, command)


def _commands(text: str) -> Iterator[tuple[str, list[str]]]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *expected = part.rstrip("\n").split("\n")
        yield command, expected


def _answer(shell: subprocess.Popen[str], command: str) -> str:
    assert shell.stdin
    assert shell.stdout
    shell.stdin.write(f'{command} </dev/null\necho "== $?"\n')
    shell.stdin.flush()
    lines: list[str] = []
    for line in shell.stdout:
        if line.startswith("== "):
            return "".join(lines) + line
        lines.append(line)
    raise AssertionError(f"the shell ended at: {command}\n{''.join(lines)}")
