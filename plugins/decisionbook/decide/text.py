"""Results and proofs in plain text, for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from decisionbook.decide.asked import engine_for
from decisionbook.decide.draw import tree_as_json, tree_as_mermaid, tree_as_text
from decisionbook.decide.evaluate import Result
from decisionbook.decide.explain import Explanation, Inner, Reason, explain
from decisionbook.decide.proof import Proof
from decisionbook.model import Book, Claim, Decision
from decisionbook.prose import to_html

__all__ = ["proof_as_text", "result_as_text", "tree_as_json", "tree_as_mermaid", "tree_as_text"]

LISTED = 20
"""How many gaps, pairs and rules a terminal shows of each."""


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False
    )


def _plain(claim: Claim | None) -> str:
    return str(to_html(claim.text, inline=True).striptags()) if claim else ""


# --- Results ------------------------------------------------------------------------------------------


def result_as_text(book: Book, result: Result, given: Mapping[str, object], *, width: int = 80) -> str:
    """What the decision answers, why, what else matches, and the nearest answers that would change it."""
    decision = book.decisions[result.decision]
    found = explain(book, decision.id, given)
    lines = _wrapped(_headline(decision, result), width)
    if result.status == "open":
        lines += [line for text in _open(book, decision, result) for line in _wrapped(text, width)]
    sections = {
        "Why" if result.status == "decided" else "Holds so far": _reasons(found.reasons),
        "Why: whatever the open answers are, one of these holds": _reasons(found.one_of),
        "It rests on": [text for inner in found.inner for text in _inner(book, inner)],
        "Also matching": [f"{rule}: {_title(decision, outcome)}" for rule, outcome in found.runners_up],
        "Would change it": _changes(decision, found),
    }
    for title, texts in sections.items():
        if texts:
            lines += ["", title, *(line for text in texts for line in _wrapped(text, width, "  "))]
    return "\n".join(lines)


def _headline(decision: Decision, result: Result) -> str:
    if result.status == "none":
        return f"{decision.title}: nothing matches."
    if result.status == "decided":
        return f"{decision.title}: {_titles(decision, result.outcomes)}"
    if result.outcomes:
        return f"{decision.title}: open, but certainly {_titles(decision, result.outcomes)}"
    return f"{decision.title}: open"


def _open(book: Book, decision: Decision, result: Result) -> Iterator[str]:
    named = [_title(decision, outcome) if outcome else "nothing" for outcome in result.possible]
    yield f"Possible: {', '.join(named)}"
    if result.next is None:
        yield "No question that is left can settle it."
        return
    entry = engine_for(book, decision.id).addresses(decision.id)[result.next]
    yield f"Next: {entry.decision.inputs[entry.input].ask} [{result.next}]"


def _reasons(reasons: Iterable[Reason]) -> list[str]:
    return [f"{each.rule}: {_plain(each.because)}" if each.because else each.rule for each in reasons]


def _inner(book: Book, inner: Inner) -> Iterator[str]:
    decision = book.decisions[inner.decision]
    given = " (given)" if inner.given else ""
    yield f"{decision.title} [{decision.id}]: {_titles(decision, inner.outcomes)}{given}"
    yield from (f"- {text}" for text in _reasons(inner.reasons))


def _changes(decision: Decision, found: Explanation) -> list[str]:
    changes = [
        f"{' and '.join(change.answers)}: {_titles(decision, change.outcomes) or 'nothing'}"
        for change in found.changes[:LISTED]
    ]
    more = len(found.changes) - LISTED
    return [*changes, f"and {more} more"] if more > 0 else changes


def _title(decision: Decision, outcome: str) -> str:
    title = decision.outcomes[outcome].title
    return title if title == outcome else f"{title} ({outcome})"


def _titles(decision: Decision, outcomes: Iterable[str]) -> str:
    return ", ".join(_title(decision, outcome) for outcome in outcomes)


# --- Proofs -------------------------------------------------------------------------------------------


def proof_as_text(book: Book, proof: Proof, *, width: int = 80) -> str:
    """The proof, most important things first."""
    decision = book.decisions[proof.decision]
    lines = _wrapped(f"{decision.title}: {_verdict(proof)}", width)
    lines += [line for text in _facts(decision, proof) for line in _wrapped(text, width)]
    for title, texts in _sections(decision, proof):
        if texts:
            shown = [line for text in texts[:LISTED] for line in _wrapped(text, width, "  ")]
            more = [f"  and {len(texts) - LISTED} more"] if len(texts) > LISTED else []
            lines += ["", title, *shown, *more]
    return "\n".join(lines)


def _verdict(proof: Proof) -> str:
    if proof.complete:
        return f"all {proof.combinations:,} combinations are handled."
    if not proof.proved:
        return f"too large to prove: {proof.combinations:,} combinations."
    return f"{_percent(proof.gap_share)} of {proof.combinations:,} combinations are not handled."


def _facts(decision: Decision, proof: Proof) -> Iterator[str]:
    if decision.otherwise:
        yield f"`otherwise` takes {_percent(proof.otherwise_share)}."
    asked = proof.questions
    if asked.expected is None:
        yield "There are too many questions to ask one by one."
        return
    best = "no order asks fewer" if asked.optimal else "another order may ask fewer"
    yield f"Questions: {_number(asked.expected)} on average, {asked.worst} at most; {best}."
    if asked.declared_expected is not None and asked.declared_expected != asked.expected:
        yield f"In declared order: {_number(asked.declared_expected)} on average."
    yield "Shares and averages weigh the answers of each input equally."


def _sections(decision: Decision, proof: Proof) -> Iterator[tuple[str, list[str]]]:
    yield "Nobody handles", [f"{gap.where} ({_percent(gap.share)})" for gap in proof.gaps]
    yield (
        "Pairs whose order decides" if decision.hit_policy == "first" else "Rules that match together",
        [f"{one} and {other}: {_case(o.witness)}" for o in proof.overlaps for one, other in [o.rules]],
    )
    dead = [(each.rule, ", ".join(each.masked_by)) for each in proof.dead_rules]
    yield (
        "Rules that never speak",
        [f"{rule}: {masks} take its cases" if masks else rule for rule, masks in dead],
    )
    yield "Outcomes never reached", list(proof.unused_outcomes)
    yield "Inputs that never matter", list(proof.unused_inputs)
    yield "Rules that could be one", [f"{' and '.join(m.rules)}: {m.input}" for m in proof.mergeable]
    yield (
        "Higher answers with lower outcomes",
        [f"{each.input}: {_case(each.lower)} gives {each.outcomes[0]}" for each in proof.not_monotone],
    )
    yield "Rules that could go without changing an answer", list(proof.redundant_rules)
    yield "What each rule is left with", [_left(proof, rule, share) for rule, share in proof.shares.items()]


def _left(proof: Proof, rule: str, share: float) -> str:
    where = proof.where.get(rule)
    return f"{rule}: {_percent(share)}, {where}" if where else f"{rule}: {_percent(share)}"


def _case(witness: Mapping[str, object]) -> str:
    shown = {True: "yes", False: "no"}
    return ", ".join(
        f"{name} = {shown[value] if isinstance(value, bool) else value}" for name, value in witness.items()
    )


def _percent(share: float) -> str:
    """A share that is never rounded to nothing or to everything."""
    if 0 < share < 0.001:
        return "under 0.1 %"
    if 0.999 < share < 1:
        return "over 99.9 %"
    return f"{_number(round(share * 100, 1))} %"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
