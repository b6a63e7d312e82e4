"""A small book that has something of everything, written out in the model's own terms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from decisionbook.domains import Choices
from decisionbook.findings import Span
from decisionbook.model import (
    Book,
    Cell,
    CellValue,
    Checklist,
    Claim,
    Column,
    Comparison,
    Condition,
    Criterion,
    Decision,
    Dispute,
    Evidence,
    Faq,
    Input,
    Item,
    Level,
    Option,
    Outcome,
    Quantity,
    Rating,
    Rule,
    Source,
    Term,
)

TODAY = date(2026, 11, 20)
HERE = Span("decision_data/x.yml")
JUDGED = Evidence()


def claim(text: str, *sources: str, **more: object) -> Claim:
    evidence = Evidence(sources=sources or None, **more)  # type: ignore[arg-type]
    return Claim(text, evidence, HERE)


def cell(
    option: str,
    criterion: str,
    value: CellValue | None,
    *,
    open_as: str | None = None,
    rating: Rating | None = None,
    note: str | None = None,
    evidence: Evidence = JUDGED,
) -> Cell:
    return Cell(option, criterion, value, open_as, rating, note, evidence, HERE)  # type: ignore[arg-type]


def row(criterion: str, values: dict[str, CellValue | Cell], **more: object) -> Criterion:
    cells = {
        option: value if isinstance(value, Cell) else cell(option, criterion, value)
        for option, value in values.items()
    }
    about = {"name": criterion.replace("-", " ").capitalize(), "type": "text", **more}
    return Criterion(id=criterion, cells=cells, span=HERE, **about)  # type: ignore[arg-type]


def number(low: str, high: str | None = None) -> Quantity:
    return Quantity(Decimal(low), Decimal(high or low))


def day(text: str) -> Quantity:
    return number(str(date.fromisoformat(text).toordinal()))


def column(option: str, *, page: bool = True) -> Column:
    return Column(option, option.upper(), None, option if page else None, None, HERE)


TUNE = Option(
    id="tune",
    name="Fine-tuning",
    summary=claim("Trains *further*.", "paper"),
    span=HERE,
    short="Tuning",
    aliases=("adaptation",),
    cues=(claim("It should sound like us."),),
    choose_when=(claim("Manner matters; see [](option:rag).", "paper", "essay"),),
    avoid_when=(claim("Facts change."),),
    first_steps=(claim("Collect examples."), claim("Hold some back.")),
    related=("rag",),
    checked=date(2026, 11, 1),
    owner="Ada",
)
RAG = Option(id="rag", name="Retrieval", summary=claim("Looks facts up."), span=HERE, related=("tune",))

TABLE = Comparison(
    id="two",
    title="Tuning and retrieval",
    columns=(column("tune"), column("rag"), column("wait", page=False)),
    criteria=(
        row(
            "updates",
            {
                "tune": cell("tune", "updates", "A *new* cycle.", rating="poor", note="Slow."),
                "rag": cell(
                    "rag",
                    "updates",
                    "Change the store.",
                    rating="good",
                    evidence=Evidence(
                        sources=("paper", "essay"),
                        disputed_by=(Dispute("notes", "Not *always*."),),
                        checked=date(2024, 1, 2),
                    ),
                ),
                "wait": cell("wait", "updates", None, open_as="not-applicable"),
            },
            group="Knowledge",
            help="What must happen when a fact changes?",
        ),
        row(
            "time",
            {"tune": number("2880"), "rag": number("5", "15"), "wait": number("0.5")},
            type="number",
            unit="minutes",
            better="lower",
        ),
        row(
            "audit",
            {"tune": "none", "rag": "partial", "wait": cell("wait", "audit", None, open_as="unknown")},
            type="level",
            group="Knowledge",
            levels=(Level("none", "None"), Level("partial", "Partial"), Level("full", "Full")),
            note="Can an answer be traced?",
        ),
        row("local", {"tune": True, "rag": False, "wait": False}, type="boolean", better="yes"),
        row(
            "since",
            {"tune": day("2018-06-11"), "rag": day("2020-05-22"), "wait": day("2026-01-02")},
            type="date",
        ),
    ),
    span=HERE,
    summary=claim("What is compared."),
    takeaway=claim("Tune for manner, retrieve for facts.", "paper", expires=date(2026, 1, 1)),
    checked=date(2026, 11, 1),
)

MANY = Comparison(
    id="many",
    title="Many",
    columns=tuple(column(f"o{place}", page=False) for place in range(9)),
    criteria=(row("size", {f"o{place}": number(str(place)) for place in range(9)}, type="number"),),
    span=HERE,
)

READY = Checklist(
    id="ready",
    title="Ready?",
    items=(
        Item(
            "agree", claim("Labels *hold*.", "paper"), required=True, span=HERE, group="Labels", why="Noise."
        ),
        Item("cover", claim("Failures are in."), required=False, span=HERE),
    ),
    span=HERE,
    summary=claim("Before training."),
    ready="Go.",
    not_ready="Wait.",
)

THERE = Span("decision_data/decisions/choose.yml")

CHOOSE = Decision(
    id="choose",
    title="Choose",
    inputs={
        "fresh": Input("fresh", "Fresh facts?", "boolean", Choices(("yes", "no")), HERE),
    },
    outcomes={
        "rag": Outcome("rag", "Retrieval", 0, HERE, RAG.summary, option="rag"),
        "tune": Outcome("tune", "Fine-tuning", 1, HERE, TUNE.summary, option="tune"),
    },
    span=THERE,
    rules=(
        Rule(
            "stale",
            (Condition("fresh", frozenset({"yes"}), "yes", HERE),),
            "rag",
            claim("Weights go stale.", "paper"),
            HERE,
            HERE,
        ),
    ),
    otherwise=Rule("otherwise", (), "tune", None, HERE, HERE),
    question="Which one?",
)

SOURCES = (
    Source(
        "paper",
        "A paper",
        "paper",
        HERE,
        authors="Ovadia, Brief, Elisha",
        published="2024-11",
        status="primary",
    ),
    Source(
        "essay",
        "An essay",
        "article",
        HERE,
        status="abstract",
        interest="Sells one.",
        url="https://example.org/?a=1&b=2",
        finding="Says *so*.",
    ),
    Source("notes", "Notes", "data", HERE, authors="Doe, Roe", url="javascript:alert(1)", status="secondary"),
    Source("unread", "Unread", "book", HERE, published="2020"),
)

BOOK = Book(
    options={"rag": RAG, "tune": TUNE},
    comparisons={"many": MANY, "two": TABLE},
    decisions={"choose": CHOOSE},
    checklists={"ready": READY},
    terms={"token": Term("token", "Token", claim("A *piece* of text.", "essay"), HERE, aliases=("tokens",))},
    faq={
        "pdf": Faq("pdf", "misconception", "Tune on PDFs?", claim("No.\n\nSee [RAG](option:rag)."), HERE),
        "cost": Faq("cost", "question", "What does it cost?", claim("It depends."), HERE),
    },
    sources={source.id: source for source in SOURCES},
)
