"""Shrink the script and the style sheet that pages load: `python tools/minify_assets.py`.

The readable parts in plugins/decisionbook/assets are the source. What comes out is named after what went in, so
the package serves it only while it is fresh, and the readable text otherwise. The wheel carries it: hatchling
runs this file as a build hook.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = Path(__file__).resolve().parents[1] / "plugins"
TYPES = {"js": "application/javascript", "css": "text/css"}


def write() -> list[Path]:
    """Write the shrunk files, remove stale ones, and return what is there now."""
    import minify

    sys.path.insert(0, str(PACKAGE))
    from decisionbook import assets

    folder = PACKAGE / "decisionbook" / "assets" / "min"
    folder.mkdir(exist_ok=True)
    wanted = {}
    for kind, text in (("js", assets.readable_script()), ("css", assets.readable_style())):
        wanted[folder / assets.shrunk_name(text, kind)] = (TYPES[kind], text)
    for stale in set(folder.iterdir()) - wanted.keys():
        stale.unlink()
    for path, (media_type, text) in wanted.items():
        if not path.exists():
            path.write_text(minify.string(media_type, text) + "\n", encoding="utf-8", newline="\n")
    return sorted(wanted)


class MinifyHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the shrunk files into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        for path in write():
            build_data["artifacts"].append(f"/{path.relative_to(PACKAGE.parent).as_posix()}")


if __name__ == "__main__":
    write()
