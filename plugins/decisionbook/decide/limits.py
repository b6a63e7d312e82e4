"""How large a decision may be. The limits are far above any guide and keep memory bounded (D020)."""

from __future__ import annotations

from decisionbook.model import Decision

MAX_PARTS = 20_000
MAX_INPUTS = 64
MAX_LEAVES = 120
MAX_DECISIONS = 100
MAX_CELLS = 200_000_000

EVALUATE_STATES = 200_000
WHOLE_WORDS = 4_000_000
PROVE_STATES = 600_000
PROVE_WORDS = 12_000_000
ANSWERS_A_STATE = 16
"""Answers that may be tried for each state of a budget, on average: an input may fall into thousands of bands."""
OPTIMISE_STATES = 60_000
OPTIMISE_NODES = 4_000
SEARCH_STATES = 100_000
GROWN_STATES = 500_000
MAX_LISTED = 100
MAX_MASKS = 64
MAX_EXPLAINED = 10
MAX_REGIONS = 2_000
MAX_REDUNDANT = 100
FALLING_PAIRS = 100_000
MAX_NODES = 20_000
MAX_PLACES = 400_000
COUNT_PLACES = 200_000


class TooLargeError(ValueError):
    """The decision is beyond the limits; the message says which one."""


class OverBudgetError(Exception):
    """More states than the budget allows; whoever asks falls back to something coarser, and says so."""


def count_parts(decision: Decision) -> int:
    """The rules of a table, or the branches of a flow chart."""
    return len(decision.rules) or sum(len(step.branches) for step in decision.steps.values())


def check_size(decision: Decision) -> None:
    """Raises ``TooLargeError`` for a decision with too many inputs, rules or branches."""
    parts = count_parts(decision)
    if parts > MAX_PARTS:
        raise TooLargeError(f"It has {parts:,} rules or branches; at most {MAX_PARTS:,} can be evaluated.")
    if len(decision.inputs) > MAX_INPUTS:
        raise TooLargeError(f"It has {len(decision.inputs)} inputs; at most {MAX_INPUTS} can be evaluated.")
