"""A folder of data for one test, and what the stages up to resolving say of it."""

from pathlib import Path
from textwrap import dedent

from decisionbook.findings import in_order
from decisionbook.load import load_folder
from decisionbook.resolve import resolve
from decisionbook.validate import validate

OPTION = "name: {0}\nsummary: What {0} is.\n"
DECISION = """
    title: Pick one
    inputs:
      fresh: {ask: Is it fresh?}
    outcomes:
      keep: {title: Keep it}
      throw: {title: Throw it}
    rules:
      - {id: good, when: {fresh: yes}, then: keep}
      - {id: bad, when: {fresh: no}, then: throw}
    """


def write(root: Path, files: dict[str, str]) -> Path:
    """The files below ``root``; options named ``options/x.yml`` may be empty for a plain one."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text or OPTION.format(path.stem)).lstrip("\n"), encoding="utf-8")
    return root


def resolved(root: Path, files: dict[str, str]):
    """The book of the files, and every finding as ``place code message | fix``."""
    read = load_folder(write(root, files), shown_as="data")
    entries, shape = validate(read.documents)
    done = resolve(entries, unread=read.unread)
    found = in_order([*read.findings, *shape, *done.findings, *done.links, *done.names.findings()])
    lines = [f"{str(f.span).removeprefix('data/')} {f.code} {f.message} | {f.fix}" for f in found]
    return done, lines
