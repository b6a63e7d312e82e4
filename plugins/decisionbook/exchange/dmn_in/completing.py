"""What only the whole decision shows: whether it has gaps, and whether it reads back without errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from decisionbook.decide import TooLargeError, prove
from decisionbook.exchange.dmn_in.notes import NotCarriedError, Notes
from decisionbook.exchange.dmn_in.outcomes import NO_MATCH
from decisionbook.exchange.dmn_in.writing import Written
from decisionbook.exchange.yaml_out import Inline, Value, Word, to_yaml
from decisionbook.findings import Finding
from decisionbook.lint.decisions import decision_findings
from decisionbook.load import Document, load_text
from decisionbook.resolve import Resolution, resolve
from decisionbook.validate import validate


def complete(written: Written, *, inner: bool, notes: Notes) -> None:
    """Say what happens where nothing matches. ``inner``: another decision rests on this one, so it must answer.

    Raises ``NotCarriedError`` where what was written does not read back, or is too large to be evaluated.
    """
    resolution, problems = read(below(written))
    found = (*problems, *resolution.findings)
    if found or resolution.damaged:
        why = found[0].message if found else "it does not read back"
        raise NotCarriedError(written.node.element, why, found[0].fix or "" if found else "")
    if "otherwise" in written.data or not _has_gaps(resolution, written):
        return
    if not inner:
        written.data["no_match"] = Word("allowed")
        return
    title = f"'{written.node.title}'"
    message = f"where no rule of {title} matches, it answers '{NO_MATCH}', since another decision rests on it"
    notes.changed(written.node.element, message, "give it a default, or rules for every case")
    written.total = True
    outcomes = dict(written.outcomes.authored())
    nothing: dict[str, Value] = {"title": "No match", "values": Inline({})}
    written.data["outcomes"] = {**outcomes, NO_MATCH: nothing}
    written.data["otherwise"] = Inline({"then": Word(NO_MATCH)})


def _has_gaps(resolution: Resolution, written: Written) -> bool:
    try:
        return not prove(resolution.book, written.node.id).complete
    except TooLargeError as error:
        message = str(error)[:1].lower() + str(error)[1:].rstrip(".")
        raise NotCarriedError(written.node.element, message, "split the table") from None


def below(written: Written) -> tuple[Written, ...]:
    """The decision and all that it rests on, each once, inner ones first."""
    found: dict[str, Written] = {}
    waiting = [(written, False)]
    while waiting:
        one, ready = waiting.pop()
        if ready:
            found[one.node.id] = one
        elif one.node.id not in found:
            waiting.append((one, True))
            waiting.extend((each, False) for each in one.inner)
    return tuple(found.values())


def files(decisions: Iterable[Written]) -> Mapping[str, str]:
    """Path below the data folder to text: a file a decision, and one for the inputs that several ask."""
    every = tuple(decisions)
    shared: dict[str, Value] = {}
    for one in every:
        shared.update(one.shared)
    texts = {f"decisions/{one.node.id}.yml": to_yaml(one.data) for one in every}
    return {**({"inputs.yml": to_yaml(shared)} if shared else {}), **texts}


def read(decisions: Iterable[Written]) -> tuple[Resolution, tuple[Finding, ...]]:
    """The decisions as a reader of their files gets them, and what is wrong with the files."""
    documents: list[Document] = []
    findings: list[Finding] = []
    for path, text in files(decisions).items():
        node, problems = load_text(text, path)
        findings.extend(problem for problem in problems if problem.is_error)
        if node is None:
            continue
        if path == "inputs.yml":
            documents.append(Document(path, "inputs", None, node, text))
        else:
            name = path.removeprefix("decisions/").removesuffix(".yml")
            documents.append(Document(path, "decision", name, node, text))
    entries, misshapen = validate(documents)
    return resolve(entries), (*findings, *misshapen)


def errors(decisions: Iterable[Written]) -> Iterator[Finding]:
    """What the tables themselves have wrong, such as rules that overlap under UNIQUE."""
    resolution, problems = read(decisions)
    yield from problems
    for found in (*resolution.findings, *decision_findings(resolution.book, damaged=resolution.damaged)):
        if found.is_error:
            yield found
