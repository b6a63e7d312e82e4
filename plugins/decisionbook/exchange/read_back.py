"""Files that were just made, read as anybody else will read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from decisionbook.decide.asked import engine_for
from decisionbook.decide.gaps import gaps_of
from decisionbook.decide.limits import OverBudgetError
from decisionbook.decide.search import Search
from decisionbook.exchange.yaml_out import Value, Word
from decisionbook.findings import Finding
from decisionbook.lint.decisions import decision_findings
from decisionbook.load import Document, load_text
from decisionbook.load.folder import FOLDERS
from decisionbook.model import Book
from decisionbook.resolve import Resolution, resolve
from decisionbook.validate import validate


def read_back(texts: Mapping[str, str]) -> tuple[Resolution, tuple[Finding, ...]]:
    """What the files say, by path below a data folder, and every error in them but those of the decisions' logic."""
    documents: list[Document] = []
    findings: list[Finding] = []
    for path, text in texts.items():
        node, problems = load_text(text, path)
        findings.extend(problem for problem in problems if problem.is_error)
        if node is None:
            continue
        place = PurePosixPath(path)
        if place.name == "inputs.yml":
            documents.append(Document(path, "inputs", None, node, text))
        else:
            documents.append(Document(path, FOLDERS[place.parts[0]], place.stem, node, text))
    entries, misshapen = validate(documents)
    resolution = resolve(entries)
    return resolution, (*findings, *misshapen, *resolution.findings)


def logic_errors(texts: Mapping[str, str]) -> Iterator[Finding]:
    """What the tables themselves have wrong, such as rules that overlap under `unique`."""
    resolution, problems = read_back(texts)
    yield from problems
    found = decision_findings(resolution.book, damaged=resolution.damaged)
    yield from (each for each in found if each.is_error)


def has_gaps(book: Book, decision_id: str) -> bool:
    """Whether some answers match no rule, or may: what cannot be searched within the budget counts as open."""
    search = Search(engine_for(book, decision_id).chain(decision_id))
    try:
        return next(gaps_of(search, 1), None) is not None
    except OverBudgetError:
        return True


def allow_no_match(data: dict[str, Value]) -> None:
    """Write into a decision that some cases have no outcome, in front of its rules."""
    rest: dict[str, Value] = {key: data.pop(key) for key in ("rules", "otherwise") if key in data}
    data["no_match"] = Word("allowed")
    data.update(rest)
