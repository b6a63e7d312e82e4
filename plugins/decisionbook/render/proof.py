"""What has been proved of a decision, in sentences: one to read, the rest folded behind it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from decisionbook.decide.answers import addresses
from decisionbook.decide.digest import digest
from decisionbook.decide.prove import prove
from decisionbook.render.bands import both, number_in_words
from decisionbook.render.reasons import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markupsafe import Markup

    from decisionbook.decide.proof import Proof
    from decisionbook.model import Decision
    from decisionbook.render.context import Context

MOST_LISTED = 12
"""How many gaps, pairs or rules are named one by one; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label, a sentence, and what it speaks of: lists of answers, each a case that shows it."""

    label: str
    text: str
    items: tuple[str, ...] = ()
    cases: tuple[tuple[Part, ...], ...] = ()


def proof(context: Context, decision: Decision) -> Markup:
    """The proof of a decision as one ``section``. Gaps are never folded away."""
    view = _Sentences(context, decision, prove(context.book, decision.id))
    return context.fill(
        "decision-proof.html",
        decision=decision,
        holds=view.proof.complete,
        lead=view.lead(),
        gaps=view.gaps(),
        facts=tuple(view.facts()),
        digest=digest(context.book, decision.id),
    )


class _Sentences:
    def __init__(self, context: Context, decision: Decision, proof: Proof) -> None:
        self.context = context
        self.decision = decision
        self.proof = proof
        self.addresses = addresses(context.book, decision.id)

    def say(self, key: str, **values: object) -> str:
        return self.context.say(f"decision.proof.{key}", **values)

    def count(self, number: float) -> str:
        """A number as readers know it: whole, or with at most two decimals."""
        return number_in_words(_short(number, 2), self.context.words)

    def share(self, share: float) -> str:
        """A share as a percentage that is never rounded to nothing or to everything."""
        if 0 < share < 0.001:
            return self.say("percent_below")
        if 0.999 < share < 1:
            return self.say("percent_above")
        return self.say("percent", number=number_in_words(_short(share * 100, 1), self.context.words))

    # --- what everybody reads -----------------------------------------------------------------------

    def lead(self) -> tuple[str, str]:
        """The verdict, and how many questions it takes."""
        return self._verdict(), self._asked()

    def _verdict(self) -> str:
        proof, every = self.proof, self.count(self.proof.combinations)
        if proof.complete:
            return self.say("complete", combinations=every)
        if not proof.proved and not proof.gaps:
            return self.say("unproved", combinations=every)
        missing = round(proof.gap_share * proof.combinations)
        covered = self.count(proof.combinations - missing) if missing else ""
        key = "allowed" if self.decision.no_match_allowed else "incomplete"
        if not missing:
            key = "gaps"
        return self.say(key, covered=covered, combinations=every)

    def _asked(self) -> str:
        questions = self.proof.questions
        if questions.expected is None:
            return ""
        expected = self.count(questions.expected)
        return self.say("asked.one" if expected == "1" else "asked", expected=expected, worst=questions.worst)

    def gaps(self) -> Fact | None:
        """Cases that no rule takes, each with answers that show it."""
        if not self.proof.gaps:
            return None
        key = "gap_allowed" if self.decision.no_match_allowed else "gap"
        cases = tuple(self._case(gap.witness) for gap in self.proof.gaps[:MOST_LISTED])
        return Fact("", self.say(key), cases=cases)

    def _case(self, witness: Mapping[str, object]) -> tuple[Part, ...]:
        return tuple(self._answer(address, value) for address, value in witness.items())

    def _answer(self, address: str, value: object) -> Part:
        asked = self.addresses[address].input
        name = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
        if asked.type == "boolean":
            return Part(asked.ask, self.context.say(f"decision.answer.{name}"))
        labels = {answer.id: answer.label for answer in asked.answers}
        if asked.decision is not None:
            labels = {o.id: o.title for o in self.context.book.decisions[asked.decision].outcomes.values()}
        unit = f" {asked.unit}" if asked.unit else ""
        return Part(asked.ask, labels.get(name, f"{name}{unit}"))

    # --- what stands behind it ----------------------------------------------------------------------

    def facts(self) -> Iterator[Fact]:
        """How it was checked, and what else came out."""
        yield Fact(self.say("coverage"), " ".join(self._coverage()))
        if self.proof.questions.expected is not None:
            yield Fact(self.say("questions"), " ".join(self._questions()))
        if self.proof.shares:
            yield Fact(self.say("left"), self.say(f"left_{self._speaks()}"), tuple(self._shares()))
        if self.proof.overlaps:
            yield self._order()
        unused = tuple(self._unused())
        yield Fact(self.say("unused"), "" if unused else self.say("nothing_unused"), unused)

    def _coverage(self) -> Iterator[str]:
        yield self.say("method", combinations=self.count(self.proof.combinations))
        if not self.proof.proved:
            yield self.say("budget")
        if len(self.decision.inputs) < len(self.addresses):
            yield self.say("chain")

    def _questions(self) -> Iterator[str]:
        questions = self.proof.questions
        if questions.expected is None or questions.declared_expected is None:
            return
        yield self.say("asked_full", expected=self.count(questions.expected), worst=questions.worst)
        if self.decision.ask_order == "fewest":
            yield self.say("declared", declared=self.count(questions.declared_expected))
        yield self.say("optimal" if questions.optimal else "declared_order")
        yield self.say("weights")

    def _speaks(self) -> str:
        if self.decision.steps:
            return "steps"
        return "answers" if self.decision.hit_policy in {"first", "priority"} else "matches"

    def _shares(self) -> Iterator[str]:
        for rule, share in self.proof.shares.items():
            yield self.say("share", rule=rule, share=self.share(share))
        if self.decision.otherwise is not None:
            yield self.say("share", rule="otherwise", share=self.share(self.proof.otherwise_share))

    def _order(self) -> Fact:
        proof = self.proof
        key = "order" if self.decision.hit_policy == "first" else "overlap"
        shown = proof.overlaps[:MOST_LISTED]
        items = [both(pair.rules, self.context.words) for pair in shown]
        if proof.overlap_count > len(shown):
            items.append(self.say("further", count=proof.overlap_count - len(shown)))
        return Fact(self.say(f"{key}_label"), self.say(key), tuple(items))

    def _unused(self) -> Iterator[str]:
        proof, decision = self.proof, self.decision
        for dead in proof.dead_rules:
            by = both(dead.masked_by, self.context.words)
            yield self.say("dead" if by else "never", rule=dead.rule, by=by)
        for outcome in proof.unused_outcomes:
            yield self.say("outcome", title=decision.outcomes[outcome].title)
        for name in proof.unused_inputs:
            asked = self.addresses[name].input if name in self.addresses else decision.inputs[name]
            yield self.say("input", ask=asked.ask)


def _short(number: float, places: int) -> Decimal:
    """The number with so many decimals at most, none that are nought."""
    text = f"{number:.{places}f}".rstrip("0").rstrip(".")
    return Decimal(text)
