"""All that the book's renderer writes, held against the HTML standard by html-validate.

Left off are its matters of taste: how empty elements and boolean attributes are written (fragments are XML), roles
that repeat an element's own (they survive style sheets that change how tables are laid out), native elements in place
of roles (headings of questions have the level that their place in the page gives them), and forms without a button
(none is ever sent).
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from decisionbook.findings import Span
from decisionbook.render import Renderer
from decisionbook.render.words import LANGUAGES
from tests.render.book import BOOK, TODAY
from tests.render.page import everything

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
CONFIG = Path(__file__).with_name("html-validate.json")


def line(span: Span) -> str:
    return f"https://example.org/blob/main/{span.file}#L{span.line}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_fragments_are_valid(language: str, tmp_path: Path) -> None:
    renderer = Renderer(BOOK, today=TODAY, words=LANGUAGES[language], forge=line)
    fragments = dict(everything(renderer))
    for part in ("widget", "rules", "tree", "examples", "proof"):
        fragments[f"decision {part}"] = renderer.decision("choose", [part])
    for name, markup in fragments.items():
        (tmp_path / f"{name.replace(' ', '-')}.html").write_text(markup + "\n", "utf-8")
    command = ["node", str(TOOL), "--config", str(CONFIG), "--formatter", "json", f"{tmp_path}/*.html"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    wrong = [
        f"{Path(file['filePath']).name}:{message['line']}: {message['ruleId']} {message['message']}"
        for file in json.loads(done.stdout)
        for message in file["messages"]
    ]
    assert wrong == []
    assert len(list(tmp_path.glob("*.html"))) == len(fragments)
