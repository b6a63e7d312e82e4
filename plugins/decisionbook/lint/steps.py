"""Whether a flow chart can be followed from its start to an outcome, whatever the reader answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from decisionbook.decide.atoms import Partition, columns
from decisionbook.decide.phrases import phrase
from decisionbook.domains import atoms
from decisionbook.findings import Finding, finding
from decisionbook.model import Decision, Step


def step_findings(decision: Decision) -> list[Finding]:
    """Cycles, unreachable steps, missing and doubled answers, repeated questions; nothing for a table."""
    if not decision.steps or decision.start not in decision.steps:
        return []
    circle = _circle(decision)
    if circle:
        message = f"the steps lead in a circle: {' -> '.join(circle)}"
        return [finding("D014", decision.steps[circle[0]].span, message, "lead one of these answers on")]
    answers = [each for step in decision.steps.values() for each in _answers(decision, step)]
    lost = any(each.code == "D016" for each in answers)  # an answer that is missing may be what leads there
    return [*(() if lost else _unreachable(decision)), *answers, *_repeated(decision)]


def _leads(step: Step, steps: Mapping[str, Step]) -> list[str]:
    return list(dict.fromkeys(b.step for b in step.branches if b.step is not None and b.step in steps))


def _circle(decision: Decision) -> tuple[str, ...]:
    """The first circle, from a step back to itself."""
    done: set[str] = set()
    for start in decision.steps:
        path: dict[str, Iterator[str]] = {}
        waiting = start
        while waiting or path:
            if waiting in path:
                names = list(path)
                return (*names[names.index(waiting) :], waiting)
            if waiting and waiting not in done:
                path[waiting] = iter(_leads(decision.steps[waiting], decision.steps))
            if not path:
                break
            last = next(reversed(path))
            waiting = next(path[last], "")
            if not waiting:
                done.add(last)
                path.pop(last)
    return ()


def _unreachable(decision: Decision) -> Iterator[Finding]:
    reached = {decision.start}
    waiting = [decision.start or ""]
    while waiting:
        for then in _leads(decision.steps[waiting.pop()], decision.steps):
            if then not in reached:
                reached.add(then)
                waiting.append(then)
    for step in decision.steps.values():
        if step.id not in reached:
            message = f"no answer leads to step '{step.id}'"
            yield finding("D015", step.span, message, "lead an answer to it, or remove it")


def _answers(decision: Decision, step: Step) -> Iterator[Finding]:
    """Every answer must lead on, and to one place."""
    question = decision.inputs[step.input]
    sets = [branch.values for branch in step.branches]
    partition = Partition(question, atoms(question.domain, sets))
    taken, _ = columns(partition, sets)
    missing = [atom for atom, branches in enumerate(taken) if not branches]
    if missing:
        message = f"step '{step.id}' leads nowhere for {phrase(step.input, partition, missing)}"
        yield finding("D016", step.span, message, "add the missing answers")
    doubled = [atom for atom, branches in enumerate(taken) if branches.bit_count() > 1]
    if doubled:
        message = f"step '{step.id}' leads to several places for {phrase(step.input, partition, doubled)}"
        yield finding("D019", step.span, message, "keep each answer in one place")


def _repeated(decision: Decision) -> Iterator[Finding]:
    """Steps that ask what a path to them has already answered."""
    before: dict[str, dict[str, str]] = {decision.start or "": {}}
    for step in _forward(decision):
        asked = before.get(step.id, {})
        if step.input in asked:
            message = f"step '{step.id}' asks '{step.input}' again: step '{asked[step.input]}' has asked it"
            yield finding("D017", step.span, message, "lead past it, with the answer that is known")
        for then in _leads(step, decision.steps):
            before.setdefault(then, {}).update({**asked, step.input: step.id})


def _forward(decision: Decision) -> list[Step]:
    """The steps in an order in which each stands behind all that lead to it."""
    order: dict[str, None] = {}
    waiting = [(decision.start or "", False)]
    while waiting:
        name, finished = waiting.pop()
        if finished:
            order.setdefault(name)
        elif name not in order:
            waiting.append((name, True))
            waiting.extend((then, False) for then in _leads(decision.steps[name], decision.steps))
    return [decision.steps[name] for name in reversed(order)]
