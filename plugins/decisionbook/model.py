"""What the rest of Decisionbook reasons about: a resolved, linked, immutable book.

Every id that appears here exists: ``resolve`` has checked it. Prose is Markdown source as the author wrote
it; names, titles, labels and units are plain text. A ``Span`` says where in the files a thing was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from decisionbook.domains import Domain, ValueSet
from decisionbook.findings import Span

Kind = Literal["option", "comparison", "decision", "checklist", "term", "faq", "source"]
KINDS: tuple[Kind, ...] = ("option", "comparison", "decision", "checklist", "term", "faq", "source")


# --- Claims -------------------------------------------------------------------------------------------


STALE_AFTER = timedelta(days=365)
"""How long after it was last checked a claim with sources counts as stale."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A source that says otherwise, and what it says instead, if the author noted it (Markdown)."""

    source: str
    says: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind a claim.

    ``sources`` is ``None`` for the author's own judgement and empty when evidence was looked for in vain.
    ``checked`` is already inherited from the entity where the claim has none of its own; ``checked_at`` and
    ``expires_at`` are where the dates stand.
    """

    sources: tuple[str, ...] | None = None
    disputed_by: tuple[Dispute, ...] = ()
    checked: date | None = None
    expires: date | None = None
    checked_at: Span | None = field(default=None, compare=False)
    expires_at: Span | None = field(default=None, compare=False)

    def __bool__(self) -> bool:
        return self.sources is not None or bool(self.disputed_by or self.expires)

    def is_expired(self, today: date) -> bool:
        """Whether the day has come on which, by its author's word, the claim stops being true."""
        return self.expires is not None and self.expires <= today

    def is_stale(self, today: date) -> bool:
        """Whether a claim with sources was last held against them too long ago."""
        return bool(self.sources) and self.checked is not None and today - self.checked > STALE_AFTER


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement in Markdown with its evidence."""

    text: str
    evidence: Evidence
    span: Span


# --- Waivers ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiver:
    """A warning of the data, by its code, that the author lets stand: why, and up to and including which day."""

    code: str
    reason: str
    span: Span
    until: date | None = None


# --- Options ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Option:
    """An alternative that can be chosen. ``related`` is symmetric and in file order."""

    id: str
    name: str
    summary: Claim
    span: Span
    short: str | None = None
    aliases: tuple[str, ...] = ()
    cues: tuple[Claim, ...] = ()
    choose_when: tuple[Claim, ...] = ()
    avoid_when: tuple[Claim, ...] = ()
    strengths: tuple[Claim, ...] = ()
    weaknesses: tuple[Claim, ...] = ()
    failure_modes: tuple[Claim, ...] = ()
    first_steps: tuple[Claim, ...] = ()
    related: tuple[str, ...] = ()
    checked: date | None = None
    owner: str | None = None
    old_ids: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def title(self) -> str:
        return self.name


# --- Comparisons --------------------------------------------------------------------------------------

Openness = Literal["unknown", "not-applicable"]
CriterionType = Literal["text", "number", "boolean", "date", "level"]
Rating = Literal["good", "mixed", "poor"]
Direction = Literal["higher", "lower", "yes", "no"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a date (as proleptic ordinal), or a range of them; both ends belong to it."""

    low: Decimal
    high: Decimal


CellValue = str | bool | Quantity


@dataclass(frozen=True, slots=True)
class Cell:
    """What one option answers to one criterion.

    ``value`` is Markdown for text, a level id for levels, a ``Quantity`` for numbers and dates, a ``bool``
    for booleans, and ``None`` exactly where ``open`` says why. ``lost`` marks a cell that is open only because what
    its author wrote could not be read.
    """

    option: str
    criterion: str
    value: CellValue | None
    open: Openness | None
    rating: Rating | None
    note: str | None
    evidence: Evidence
    span: Span
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """A rung of a criterion's scale."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """A row. ``levels`` run from worst to best. ``cells`` are keyed by column id, in column order."""

    id: str
    name: str
    type: CriterionType
    cells: Mapping[str, Cell]
    span: Span
    group: str | None = None
    help: str | None = None
    unit: str | None = None
    better: Direction | None = None
    levels: tuple[Level, ...] = ()
    note: str | None = None
    evidence: Evidence = field(default_factory=Evidence)


@dataclass(frozen=True, slots=True)
class Column:
    """An option of a comparison; ``option`` is its id where it has a page of its own."""

    id: str
    name: str
    short: str | None
    option: str | None
    summary: Claim | None
    span: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """Options held against criteria; every criterion has a cell for every column."""

    id: str
    title: str
    columns: tuple[Column, ...]
    criteria: tuple[Criterion, ...]
    span: Span
    summary: Claim | None = None
    takeaway: Claim | None = None
    checked: date | None = None
    owner: str | None = None
    old_ids: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()


# --- Decisions ----------------------------------------------------------------------------------------

InputType = Literal["boolean", "choice", "number", "date", "decision"]
HitPolicy = Literal["unique", "first", "any", "priority", "collect", "rule-order", "output-order"]
Aggregate = Literal["sum", "min", "max", "count"]
OutputValue = str | bool | Decimal


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that a reader may choose. Booleans have the answers ``yes`` and ``no``, labels included."""

    id: str
    label: str
    help: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """A question of a decision.

    ``domain`` is what it can be answered with: the answer ids, the inner decision's outcome ids in rank
    order, or a range. ``ask`` is never empty: a decision input without its own asks the inner one's title.
    ``shared`` is the id in ``inputs.yml`` when the question is asked once on the whole way; only such an input has
    ``waivers`` of its own.
    """

    id: str
    ask: str
    type: InputType
    domain: Domain
    span: Span
    help: str | None = None
    answers: tuple[Answer, ...] = ()
    unit: str | None = None
    decision: str | None = None
    shared: str | None = None
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision may answer; title, summary and first steps come from the option unless given.

    ``rank`` is the place in the author's list, 0 first.
    """

    id: str
    title: str
    rank: int
    span: Span
    summary: Claim | None = None
    option: str | None = None
    advice: tuple[Claim, ...] = ()
    values: Mapping[str, OutputValue] | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """The answers of one input under which a rule may match; ``text`` is what the author wrote."""

    input: str
    values: ValueSet
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table. ``id`` is ``otherwise`` for the rule that speaks when no other matches."""

    id: str
    when: tuple[Condition, ...]
    then: str
    because: Claim | None
    span: Span
    then_span: Span


@dataclass(frozen=True, slots=True)
class Branch:
    """A way on from a step: to another step, or to an outcome when ``outcome`` is set."""

    values: ValueSet
    text: str
    step: str | None
    outcome: str | None
    because: Claim | None
    span: Span


@dataclass(frozen=True, slots=True)
class Step:
    """A question of a flow chart; its branches should share out the answers of its input."""

    id: str
    input: str
    branches: tuple[Branch, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Example:
    """A case with its expected outcomes. ``given`` maps addresses to answers as the author wrote them."""

    title: str
    given: Mapping[str, str]
    expect: tuple[str, ...]
    span: Span
    expect_span: Span
    given_spans: Mapping[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Monotone:
    """A promise to be proved: a higher answer to ``input`` never lowers the rank of the outcome."""

    input: str
    span: Span


@dataclass(frozen=True, slots=True)
class Decision:
    """Inputs, and either ``rules`` (a table) or ``steps`` (a flow chart that begins at ``start``)."""

    id: str
    title: str
    inputs: Mapping[str, Input]
    outcomes: Mapping[str, Outcome]
    span: Span
    rules: tuple[Rule, ...] = ()
    rules_span: Span | None = None
    otherwise: Rule | None = None
    steps: Mapping[str, Step] = field(default_factory=dict)
    start: str | None = None
    hit_policy: HitPolicy = "unique"
    ask_order: Literal["declared", "fewest"] = "declared"
    aggregate: Aggregate | None = None
    outcomes_ordered: bool = False
    no_match_allowed: bool = False
    question: str | None = None
    summary: Claim | None = None
    several: Outcome | None = None
    examples: tuple[Example, ...] = ()
    monotone: tuple[Monotone, ...] = ()
    checked: date | None = None
    owner: str | None = None
    old_ids: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def collects(self) -> bool:
        return self.hit_policy in {"collect", "rule-order", "output-order"}

    @property
    def all_rules(self) -> tuple[Rule, ...]:
        return (*self.rules, self.otherwise) if self.otherwise else self.rules


# --- The small kinds ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to tick; ``group`` is the heading it stands under."""

    id: str
    claim: Claim
    required: bool
    span: Span
    group: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    """Items to tick before something is done, and what to say when the required ones are."""

    id: str
    title: str
    items: tuple[Item, ...]
    span: Span
    summary: Claim | None = None
    ready: str | None = None
    not_ready: str | None = None
    checked: date | None = None
    owner: str | None = None
    old_ids: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means."""

    id: str
    term: str
    definition: Claim
    span: Span
    aliases: tuple[str, ...] = ()
    owner: str | None = None
    old_ids: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def title(self) -> str:
        return self.term


@dataclass(frozen=True, slots=True)
class Faq:
    """A question with its answer, or a belief with what is true."""

    id: str
    kind: Literal["question", "misconception"]
    question: str
    answer: Claim
    span: Span
    owner: str | None = None
    old_ids: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def title(self) -> str:
        return self.question


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of the bibliography. ``published`` is a year, a year-month or a date, as written."""

    id: str
    title: str
    kind: Literal["paper", "documentation", "article", "book", "report", "standard", "data"]
    span: Span
    authors: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    status: Literal["primary", "abstract", "secondary"] | None = None
    interest: str | None = None
    finding: str | None = None
    checked: date | None = None
    expires: date | None = None
    owner: str | None = None
    old_ids: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()


Entity = Option | Comparison | Decision | Checklist | Term | Faq | Source


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that one data folder says. Mappings are in id order, FAQ and sources in file order.

    ``root`` is the data folder as it was given; spans name files below it. ``digest`` is a short hash of
    the data, the same for the same files wherever they lie.
    """

    options: Mapping[str, Option] = field(default_factory=dict)
    comparisons: Mapping[str, Comparison] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    checklists: Mapping[str, Checklist] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    faq: Mapping[str, Faq] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    root: str = "decision_data"
    digest: str = ""

    def of(self, kind: Kind) -> Mapping[str, Entity]:
        """The entities of one kind by id."""
        shelves: dict[Kind, Mapping[str, Entity]] = {
            "option": self.options,
            "comparison": self.comparisons,
            "decision": self.decisions,
            "checklist": self.checklists,
            "term": self.terms,
            "faq": self.faq,
            "source": self.sources,
        }
        return shelves[kind]
