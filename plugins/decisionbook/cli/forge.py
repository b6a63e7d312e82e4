"""Text that a forge shows in the log of a workflow, where it must not be taken for the forge's own commands."""

from __future__ import annotations

import os
import re

_STARTS = re.compile(r"((?:^|(?<=\r))[^\S\r\n]*):(?=:)", re.MULTILINE)
_HOLDS = re.compile(r"##(?=\w*\[)")


def unobeyed(text: str) -> str:
    """The text for people, and no line of it a command to the runner of GitHub or of Azure that reads it as a log.

    They obey lines that begin with ``::`` behind blanks, and ``##[`` or ``##name[`` anywhere in a line: a blank parts
    these. Anywhere else the text stays as it is.
    """
    if not {"GITHUB_ACTIONS", "TF_BUILD"} & os.environ.keys():
        return text
    return _HOLDS.sub("## ", _STARTS.sub(r"\1: ", text))
