"""The command `decisionbook`: one file a command, loaded when it is asked for."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from keyword import iskeyword
from typing import NoReturn

import click

from decisionbook import __version__
from decisionbook.cli.streams import away, open_all, said

COMMANDS: Mapping[str, str] = {
    "check": "Report every finding in the data.",
    "evaluate": "Answer a decision, and say why.",
    "tree": "Show the questions that a decision asks.",
    "analyze": "Prove a decision complete and consistent.",
    "diff": "Say what changed in meaning between two versions.",
    "new": "Begin an option, a decision, a term and so on.",
    "pages": "Write the generated pages as Markdown.",
    "csp": "Write a Content-Security-Policy for a built site.",
    "schema": "Write the JSON Schemas of the data format.",
    "export": "Write the book for other tools.",
    "import": "Read tables of other tools.",
    "preview": "Show one entity, live, while it is edited.",
    "bundle": "Make the offline book.",
}
"""Command to what it does, in the order of the help. The module of the same name holds it as ``command``.

A module whose name would be a word of Python's own has an underscore behind it.
"""

INTERRUPTED = 130
"""The exit status of a command that Ctrl+C ends, as shells count it."""


class _Commands(click.Group):
    """Commands that are imported one at a time, so that each starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = import_module(f"decisionbook.cli.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was asked for, or an error that names the close one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from decisionbook.spelling import did_you_mean

            ctx.fail(f"There is no command '{args[0]}'; {did_you_mean(args[0], COMMANDS, 'commands')}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="decisionbook")
def decisionbook() -> None:
    """Decisions, comparisons and checklists as YAML: checked, proved complete, published.

    Exit status: 0 fine, 1 the data has errors, 2 wrong usage or a fault of ours, 130 ended by Ctrl+C. A reader who
    stops reading, such as `head`, changes none of them.
    """


def main() -> NoReturn:
    """Run the command and exit. A fault of ours is reported with its traceback and exit status 2."""
    gc.disable()  # a command ends before the collector would pay; one that stays enables it
    status = max(_status(), _flushed())
    gc.freeze()  # what is left need not be searched for cycles on the way out
    sys.exit(status)


def _status() -> int:
    try:
        return _ran()
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the way out is short
        return INTERRUPTED
    except OSError as error:
        _tell(f"decisionbook: {said(error)}")
    except Exception:  # noqa: BLE001 - the one place where a fault of ours becomes a report
        import traceback

        _tell(traceback.format_exc())
        _tell("decisionbook: this is a fault of ours; please report it with the lines above.")
    return 2


def _tell(text: str) -> None:
    with suppress(OSError):  # standard error may be what cannot be written
        click.echo(text, err=True)


def _ran() -> int:
    open_all()
    try:
        ended = decisionbook.main(prog_name="decisionbook", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except SystemExit as ended_by:
        ended = ended_by.code
    return ended if isinstance(ended, int) else 0


def _flushed() -> int:
    """Write what still waits: 0, or 2 where it cannot be written, which was said or can be said to nobody."""
    failed = 0
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            failed = 2
            away(stream.fileno())
    return failed
