"""Whether decisions answer every case, answer it once, and answer as their authors expect."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from decisionbook.decide import CycleError, Proof, TooLargeError, prove
from decisionbook.decide.chain import below
from decisionbook.findings import Finding, finding
from decisionbook.lint.examples import failing_examples
from decisionbook.lint.merging import mergeable
from decisionbook.lint.steps import step_findings
from decisionbook.model import Book, Decision, Rule

LISTED = 5
"""How many sets, pairs or names one finding lists."""


def decision_findings(book: Book, *, damaged: Collection[str] = ()) -> tuple[Finding, ...]:
    """Every finding on the decisions of a book, located.

    ``damaged`` are decisions of which something could not be read: what they lack may not be missing in truth, so
    neither they nor what rests on them is judged. A decision with a cycle, with steps that cannot be followed or
    with an unusable inner decision is reported for that alone. What rests on a decision with a gap is not told
    what never happens in it: the rule that is to fill the gap may bring it about.
    """
    found: list[Finding] = []
    unusable = set(damaged)
    reported: set[frozenset[str]] = set()
    for decision in book.decisions.values():
        try:
            below(book, decision.id)
        except CycleError as error:
            unusable.add(decision.id)
            found.extend(_cycle(book, error, reported))
        except TooLargeError as error:
            unusable.add(decision.id)
            found.append(_too_large(decision, error))
        else:
            broken = [] if decision.id in damaged else step_findings(decision)
            unusable.update(decision.id for _ in broken[:1])
            found.extend(broken)
    proofs: dict[str, Proof] = {}
    for decision in _inner_first(book, unusable):
        own = tuple(_judged(book, decision, proofs, unusable))
        found.extend(own)
    return tuple(found)


def _inner_first(book: Book, unusable: Collection[str]) -> Iterator[Decision]:
    """The decisions that can be judged so far, each behind those that it rests on."""
    order: dict[str, Decision] = {}
    for decision in book.decisions.values():
        try:
            order |= {each.id: each for each in below(book, decision.id) if each.id not in order}
        except (CycleError, TooLargeError):
            continue
    return (decision for decision in order.values() if decision.id not in unusable)


def _judged(
    book: Book, decision: Decision, proofs: dict[str, Proof], unusable: set[str]
) -> Iterator[Finding]:
    inner = [question.decision for question in decision.inputs.values() if question.decision]
    if any(each in unusable for each in inner):
        unusable.add(decision.id)
        return
    misfits = list(_unusable_inner(book, decision, proofs))
    if misfits:
        unusable.add(decision.id)
        yield from misfits
        return
    try:
        proof = proofs[decision.id] = prove(book, decision.id)
        narrowed = _rests_on_a_gap(book, decision, proofs)
        checks = (check for check in CHECKS if not (narrowed and check in _OF_WHAT_NEVER_HAPPENS))
        yield from (each for check in checks for each in check(decision, proof))
        yield from failing_examples(book, decision, narrowed=narrowed)
    except TooLargeError as error:
        unusable.add(decision.id)
        yield _too_large(decision, error)


# --- Chains -------------------------------------------------------------------------------------------


def _cycle(book: Book, error: CycleError, reported: set[frozenset[str]]) -> Iterator[Finding]:
    """One finding a cycle, at the input that closes it."""
    members = frozenset(error.path)
    if members in reported:
        return
    reported.add(members)
    first, then = book.decisions[error.path[0]], error.path[1]
    question = next(each for each in first.inputs.values() if each.decision == then)
    message = f"decision '{first.id}' needs its own outcome: {' -> '.join(error.path)}"
    yield finding("D014", question.span, message, "take one of these inputs out of the circle")


def _unusable_inner(book: Book, decision: Decision, proofs: dict[str, Proof]) -> Iterator[Finding]:
    for question in decision.inputs.values():
        if question.decision is None:
            continue
        inner, proof = book.decisions[question.decision], proofs.get(question.decision)
        why = None
        if inner.collects:
            why, fix = "gives several outcomes", "give it a hit policy that answers once, such as `first`"
        elif inner.no_match_allowed and proof is not None and proof.gaps:
            why, fix = f"has no outcome for {proof.gaps[0].where}", "add an `otherwise` to it"
        if why:
            related = ((inner.span, "the inner decision"),)
            message = f"'{inner.id}' cannot be an input: it {why}"
            yield finding("D018", question.span, message, fix, related=related)


def _rests_on_a_gap(book: Book, decision: Decision, proofs: Mapping[str, Proof]) -> bool:
    """Whether an inner decision, directly or through others, has a case that nothing handles."""
    inner = (each.id for each in below(book, decision.id) if each.id != decision.id)
    return any(each in proofs and proofs[each].gaps for each in inner)


def _too_large(decision: Decision, error: TooLargeError) -> Finding:
    message = f"decision '{decision.id}' is too large: {str(error)[:1].lower()}{str(error)[1:].rstrip('.')}"
    return finding("D020", decision.span, message, "split it into decisions that use one another")


# --- What the proof says ------------------------------------------------------------------------------


def _gaps(decision: Decision, proof: Proof) -> Iterator[Finding]:
    if decision.no_match_allowed or not proof.gaps or decision.steps:
        return
    sets = [gap.where for gap in proof.gaps[:LISTED]]
    more = "" if len(proof.gaps) <= LISTED else "; and more"
    nothing = "Nobody handles: " if sets != ["any answers"] else "Nobody handles any case: "
    fix = "add a rule for it, or an `otherwise`; if nothing should match, write `no_match: allowed`"
    yield finding("D004", decision.rules_span or decision.span, f"{nothing}{'; '.join(sets)}{more}", fix)


def _overlaps(decision: Decision, proof: Proof) -> Iterator[Finding]:
    if decision.hit_policy not in {"unique", "any"}:
        return
    rules = {rule.id: rule for rule in decision.rules}
    for overlap in proof.overlaps[:LISTED]:
        one, other = (rules[name] for name in overlap.rules)
        case = _case(overlap.witness.items())
        related = ((one.span, "the other rule"),)
        if decision.hit_policy == "any":
            message = (
                f'rules "{one.id}" and "{other.id}" both match {case} and disagree: {one.then}, {other.then}'
            )
            fix = "let them agree, or narrow one of them"
            yield finding("D006", other.span, message, fix, related=related)
            continue
        message = f'rules "{one.id}" and "{other.id}" both match {case}'
        fix = "narrow one of them, or say with `hit_policy: first` that the earlier rule wins"
        yield finding("D005", other.span, message, fix, related=related)


def _order_decides(decision: Decision, proof: Proof) -> Iterator[Finding]:
    """One finding a decision: under `first` authors choose the order, so the pairs are for reading, not for mending.

    Pairs with a rule that never speaks are left to the finding on that rule.
    """
    dead = {each.rule for each in proof.dead_rules}
    pairs = [each for each in proof.overlaps if not dead & set(each.rules)]
    if decision.hit_policy != "first" or not pairs:
        return
    rules = {rule.id: rule for rule in decision.rules}
    shown = pairs[:LISTED]
    names = ", ".join(f'"{each.rules[0]}" before "{each.rules[1]}"' for each in shown)
    count = proof.overlap_count - len(proof.overlaps) + len(pairs)
    more = "" if count <= LISTED else f" and {count - LISTED} more"
    what = "1 pair" if count == 1 else f"{count} pairs"
    message = f"the order of {what} of rules decides: {names}{more}"
    fix = "narrow the later rules; where the order is meant, let it stand with `waive: {D007: the reason}`"
    later: dict[str, list[str]] = {}
    for each in shown:
        later.setdefault(each.rules[0], []).append(f'"{each.rules[1]}"')
    related = tuple((rules[one].span, f"comes before {', '.join(others)}") for one, others in later.items())
    yield finding("D007", rules[shown[0].rules[1]].span, message, fix, related=related)


def _dead(decision: Decision, proof: Proof) -> Iterator[Finding]:
    rules = {rule.id: rule for rule in decision.all_rules}
    for dead in proof.dead_rules:
        if dead.rule in decision.steps:
            fix = "remove it, or lead an answer to it that can be given"
            span = decision.steps[dead.rule].span
            yield finding("D008", span, f"no answers that can be given lead to step '{dead.rule}'", fix)
            continue
        rule = rules[dead.rule]
        related = tuple((rules[name].span, "takes its cases") for name in dead.masked_by[:LISTED])
        yield finding(
            "D008", rule.span, *_why_dead(rule, dead.masked_by, dead.witness is None), related=related
        )


def _why_dead(rule: Rule, masks: tuple[str, ...], impossible: bool) -> tuple[str, str]:
    names = [f'"{name}"' for name in masks[:LISTED]] + (["others"] if len(masks) > LISTED else [])
    listed = _listed(names) if names else "the rules"
    takes = "takes" if len(names) == 1 else "together take"
    if rule.id == "otherwise":
        return f"'otherwise' never speaks: {listed} {takes} every case", "remove it"
    if impossible:
        return (
            f'rule "{rule.id}" never matches: its answers exclude each other',
            "remove it, or change its `when`",
        )
    fix = "move it up, narrow the rules that take its cases, or remove it"
    return f'rule "{rule.id}" never speaks: {listed} {takes} all its cases', fix


def _unused_inputs(decision: Decision, proof: Proof) -> Iterator[Finding]:
    """Not while rules contradict each other: what an input changes is not defined then."""
    if decision.hit_policy in {"unique", "any"} and any(overlap.conflict for overlap in proof.overlaps):
        return
    asked = {condition.input for rule in decision.rules for condition in rule.when}
    asked |= {step.input for step in decision.steps.values()}
    for name in proof.unused_inputs:
        question = decision.inputs[name]
        why = "no answer to it changes the outcome" if name in asked else "no rule asks it"
        span = question.asked_at or question.span
        yield finding("D009", span, f"input '{name}' never matters: {why}", "remove it, or use it in a rule")


def _unused_outcomes(decision: Decision, proof: Proof) -> Iterator[Finding]:
    """Outcomes that nothing gives.

    Those whose rules are all dead have been reported with the rules. While there are gaps, the rule that is to
    fill them may give the outcome.
    """
    if proof.gaps and not decision.no_match_allowed:
        return
    dead = {each.rule for each in proof.dead_rules}
    for name in proof.unused_outcomes:
        giving = [rule.id for rule in decision.all_rules if rule.then == name]
        if giving and all(rule in dead for rule in giving):
            continue
        branches = [b for step in decision.steps.values() for b in step.branches if b.outcome == name]
        why = "no answers lead to it" if giving or branches else "no rule gives it"
        fix = "remove it, or give it in a rule"
        yield finding("D010", decision.outcomes[name].span, f"outcome '{name}' is never reached: {why}", fix)


def _not_monotone(decision: Decision, proof: Proof) -> Iterator[Finding]:
    spans = {promise.input: promise.span for promise in decision.monotone}
    for found in proof.not_monotone:
        low, high = found.lower[found.input], found.higher[found.input]
        rest = _case((name, value) for name, value in found.lower.items() if name != found.input)
        message = (
            f"a higher '{found.input}' lowers the outcome: {_shown(low)} gives {found.outcomes[0]},"
            f" {_shown(high)} gives {found.outcomes[1]} ({rest})"
        )
        yield finding("D013", spans[found.input], message, "change the rules, or take the promise back")


def _not_proved(decision: Decision, proof: Proof) -> Iterator[Finding]:
    fix = "split it into decisions that use one another"
    if not proof.proved:
        message = f"decision '{decision.id}' is too large to be proved complete within the budget"
        yield finding("D021", decision.span, message, fix)
    elif proof.questions.expected is None:
        message = f"decision '{decision.id}' is too large to be asked question by question"
        yield finding("D021", decision.span, message, fix)


CHECKS: tuple[Callable[[Decision, Proof], Iterable[Finding]], ...] = (
    _gaps,
    _overlaps,
    _order_decides,
    _dead,
    _unused_inputs,
    _unused_outcomes,
    mergeable,
    _not_monotone,
    _not_proved,
)
"""What is read off the proof of a decision."""

_OF_WHAT_NEVER_HAPPENS = frozenset({_dead, _unused_inputs, _unused_outcomes, mergeable})
"""Those that speak of cases which an unfinished inner decision does not give yet."""


def _case(answers: Iterable[tuple[str, object]]) -> str:
    return ", ".join(f"{name} = {_shown(value)}" for name, value in answers) or "every case"


def _shown(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _listed(names: list[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
