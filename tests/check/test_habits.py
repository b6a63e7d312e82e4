"""Mistakes by habit, of other tools, keyboards and tongues: one finding each, and what its fix says makes the book sound."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from decisionbook.book import read_book
from decisionbook.findings import Finding
from decisionbook.mend import mend

BOOK = Path(__file__).resolve().parents[1] / "data" / "every-key"
TODAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Habit:
    """In ``file``, ``right`` becomes ``wrong``; the finding says ``cure``.

    Who follows it writes ``mended`` in place of ``wrong``; where that is ``None``, `--fix` does.
    """

    file: str
    right: str
    wrong: str
    code: str
    cure: str
    mended: str | None = None


BROKER, QUEUES, QUEUE, SIZE = "options/broker.yml", "comparisons/queues.yml", "decisions/queue.yml", "decisions/size.yml"  # fmt: skip
SIDES = "keep the lines of one side"
SPACES = "use spaces, two for each level"

HABITS = {
    "marks of a merge": Habit(BROKER, "short: Broker\n", "<<<<<<< HEAD\nshort: Broker\n=======\nshort: MB\n>>>>>>> b\n", "Y001", SIDES, "short: MB\n"),
    "marks of a merge among rules": Habit(SIZE, "  - {when: {volume: over 100}", "<<<<<<< HEAD\n=======\n>>>>>>> b\n  - {when: {volume: over 100}", "Y001", SIDES, "  - {when: {volume: over 100}"),
    "the last mark of a merge": Habit(BROKER, "short: Broker\n", "short: Broker\n>>>>>>> topic\n", "Y001", SIDES, "short: Broker\n"),
    "a no-break space behind a colon": Habit(BROKER, "name: Message", "name:\u00a0Message", "Y001", "write 'name: ' with a space"),
    "no-break spaces that indent": Habit(BROKER, "  - text: One", "\u00a0\u00a0- text: One", "Y012", "replace it by spaces"),
    "a no-break space behind an id": Habit(QUEUE, "then: broker", "then: broker\u00a0", "R001", "did you mean 'broker'?"),
    "a zero width space in a key": Habit(BROKER, "summary:", "sum\u200bmary:", "Y012", "delete it"),
    "a zero width space in an id": Habit(QUEUE, "then: broker", "then: bro\u200bker", "Y012", "delete it"),
    "a soft hyphen": Habit(BROKER, "messages, hands", "mes\u00adsages, hands", "Y012", "delete it"),
    "a dash of a word processor": Habit(BROKER, "  - text: One", "  – text: One", "Y001", "write '- ', with a space"),
    "a bullet": Habit(BROKER, "  - text: One", "  • text: One", "Y001", "write '- ', with a space"),
    "no space behind a dash": Habit(BROKER, "  - text: One", "  -text: One", "Y001", "write '- ', with a space"),
    "no space behind a colon": Habit(BROKER, "short: Broker", "short:Broker", "Y001", "write 'short: ' with a space"),
    "no space behind a colon in braces": Habit(QUEUE, "{replay: yes}", "{replay:yes}", "Y001", "write 'replay: ' with a space"),
    "quotation marks around an id": Habit(BROKER, "  - text: Several workers share one kind of work.\n    sources: [hohpe-2003]", "  - text: Several workers share one kind of work.\n    sources: [“hohpe-2003”]", "R001", "did you mean 'hohpe-2003'?"),
    "an apostrophe in quotes": Habit(BROKER, "summary: Takes messages,", "summary: 'It's messages,' and", "Y001", "put the whole text in double quotes", "summary: Takes messages, and"),
    "a text that begins with a code": Habit(BROKER, "summary: Takes", "summary: `It` takes", "Y001", "quote the text"),
    "a text that begins with emphasis": Habit(BROKER, "summary: Takes", "summary: *It* all takes", "Y001", "quote the text"),
    "a tab in an indentation": Habit(BROKER, "  - text: One", "\t- text: One", "Y005", SPACES, "  - text: One"),
    "a list in a cell": Habit(QUEUES, "log: 5 to 20", "log: [5, 20]", "S003", "a range is `5 to 10`", "log: 5 to 20"),
    "a comma for the decimals": Habit(QUEUES, "broker: 2,", "broker: 2,5,", "Y008", "write 2.5, with a point"),
    "a dash for a range": Habit(QUEUES, "log: 5 to 20", "log: 5-20", "C002", "write 5 to 20", "log: 5 to 20"),
    "an exponent": Habit(QUEUES, "broker: 2,", "broker: 1e3,", "C002", "write 1000", "broker: 1000,"),
    "the unit of the criterion": Habit(QUEUES, "broker: 2,", "broker: 2 MS,", "C008", "write 2"),
    "another unit": Habit(QUEUES, "broker: 2,", "broker: 2 s,", "C008", "write it in ms, as a number alone", "broker: 2000,"),
    "a comma in thousands": Habit(QUEUE, "max: 1_000_000", "max: 1,000,000", "S003", "write 1000000", "max: 1000000"),
    "another tool's name of a type": Habit(QUEUES, "type: boolean", "type: string", "S004", "did you mean 'text'?", "type: boolean"),
    "an enumeration": Habit(QUEUE, "    type: number\n    unit: messages a second", "    type: enum\n    unit: messages a second", "S004", "did you mean 'choice'?", "    type: number\n    unit: messages a second"),
    "y for yes": Habit(QUEUES, "      log: yes\n", "      log: y\n", "C002", "write yes or no", "      log: yes\n"),
    "n/a": Habit(QUEUES, "      log: yes\n", "      log: n/a\n", "C002", "did you mean 'not-applicable'?"),
    "a day of another country": Habit(BROKER, "checked: 2026-11-20", "checked: 20.11.2026", "S003", "write 2026-11-20", "checked: 2026-11-20"),
    "a day with strokes": Habit(BROKER, "checked: 2026-11-20", "checked: 2026/11/20", "S003", "write 2026-11-20", "checked: 2026-11-20"),
    "a day of America": Habit(BROKER, "checked: 2026-11-20", "checked: 11/20/2026", "S003", "write 2026-11-20", "checked: 2026-11-20"),
    "a day and its time": Habit(BROKER, "checked: 2026-11-20", "checked: 2026-11-20 10:00", "S003", "write 2026-11-20", "checked: 2026-11-20"),
    "a short day in a rule": Habit(QUEUE, "since: at least 2020-01-01", "since: at least 2020-1-1", "D001", "write 2020-01-01", "since: at least 2020-01-01"),
    "since": Habit(QUEUE, "since: at least 2020-01-01", "since: since 2020-01-01", "D001", "write 'at least 2020-01-01'"),
    "quotation marks around a condition": Habit(QUEUE, "{volume: over 100,", "{volume: ‘over 100’,", "D001", "write 'over 100'"),
    "and in a condition": Habit(QUEUE, "{volume: over 100,", "{volume: over 100 and under 900,", "D001", "write 'over 100 to under 900'"),
    "a list in parentheses": Habit(QUEUES, "options: [log, broker, table]", "options: log, broker, table", "S003", "write [log, broker, table]"),
    "a list between round brackets": Habit(BROKER, "related: [table]", "related: (table)", "S003", "write [table]"),
    "a second document": Habit(BROKER, "waive:\n", "---\nwaive:\n", "Y011", "remove the '---'", "waive:\n"),
    "a mark of a template": Habit(BROKER, "summary: Takes messages", "summary: {{ it }} messages", "Y001", "quote the text if its brackets belong to it", "summary: Takes messages"),
    "the name of a term in place of its id": Habit("glossary.yml", "message:\n", "msg:\n", "T003", "did you mean 'msg'?", "message:\n"),
    "a criterion without its dash": Habit(QUEUES, "  - id: delay", "    id: delay", "Y002", "with '- ' in front of 'id'", "  - id: delay"),
    "a number without its type": Habit(QUEUE, "    type: number\n    unit: messages a second", "    unit: messages a second", "S007", "write `type: number` beside them", "    type: number\n    unit: messages a second"),
    "a day without its type": Habit("inputs.yml", "skill:", "day: {ask: Since when?, min: 2020-01-01, max: none}\nskill:", "S007", "write `type: date` beside them", "skill:"),
    "ends the wrong way round": Habit(QUEUE, "min: 0\n    max: 1_000_000", "min: 2_000_000\n    max: 1_000_000", "D022", "swap them", "min: 0\n    max: 1_000_000"),
    "an answer that leads nowhere": Habit("decisions/effort.yml", "  machines:\n    answers: {others: small, us: experience}", "  machines:\n    answers: {others: small}", "D016", "add the missing answers", "  machines:\n    answers: {others: small, us: experience}"),
    "a source that has not appeared": Habit("sources.yml", "published: 2003-10", "published: 2030-10", "P006", "correct when it was published", "published: 2003-10"),
    "semicolons between ids": Habit(QUEUES, "options: [log, broker, table]", "options: [log; broker; table]", "R001", "put a comma between ids", "options: [log, broker, table]"),
    "a title in place of an id": Habit(QUEUE, "then: broker", "then: A message broker", "R001", "write its id: broker"),
    "a name in place of an id": Habit(QUEUES, "[log, broker, table]", "[log, Message broker, table]", "R001", "did you mean 'broker'?"),
    "a label in place of a level": Habit(QUEUES, "table: none}", "table: None of its own}", "C003", "did you mean 'none'?"),
    "an address in place of a source": Habit("faq.yml", "[hohpe-2003]", "[https://example.org/a]", "R001", "as the `url` of a source, and write the id of that source here", "[hohpe-2003]"),
    "a list of mappings": Habit(SIZE, "outcomes: {small: Small, large: Large}", "outcomes:\n  - small: Small\n  - large: Large", "S003", "take away the `- `", "outcomes:\n  small: Small\n  large: Large"),
    "ids in a list": Habit(SIZE, "inputs:\n  volume: {", "inputs:\n  - {id: volume, ", "S003", "write each `id` as a key", "inputs:\n  volume: {"),
    "conditions in a list": Habit(QUEUE, "when: {replay: yes}", "when: [replay: yes]", "S003", "write `{…}` in place of `[…]`", "when: {replay: yes}"),
    "else": Habit(QUEUE, "otherwise:\n", "else:\n", "S001", "did you mean 'otherwise'?", "otherwise:\n"),
    "if": Habit(QUEUE, "    when: {replay", "    if: {replay", "S001", "did you mean 'when'?", "    when: {replay"),
    "a title in place of a name": Habit(BROKER, "name: Message", "title: Message", "S001", "did you mean 'name'?", "name: Message"),
    "a name in place of a title": Habit(QUEUES, "title: Ways", "name: Ways", "S001", "did you mean 'title'?", "title: Ways"),
    "rows": Habit(QUEUES, "criteria:", "rows:", "S001", "did you mean 'criteria'?", "criteria:"),
    "a question in place of ask": Habit(QUEUE, "    ask: Must", "    question: Must", "S001", "did you mean 'ask'?", "    ask: Must"),
    "an example that says then": Habit(QUEUE, "volume: 3}\n    expect:", "volume: 3}\n    then:", "S001", "did you mean 'expect'?", "volume: 3}\n    expect:"),
    "an example that says inputs": Habit(QUEUE, "    given:", "    inputs:", "S001", "did you mean 'given'?", "    given:"),
    "a name of a term": Habit("glossary.yml", "  term: ", "  name: ", "S001", "did you mean 'term'?", "  term: "),
    "a type of a source": Habit("sources.yml", "  kind: book", "  type: book", "S001", "did you mean 'kind'?", "  kind: book"),
    "pros": Habit(BROKER, "strengths:", "pros:", "S001", "did you mean 'strengths'?", "strengths:"),
    "an id inside": Habit(BROKER, "name: Message", "id: broker\nname: Message", "S001", "remove it: the id is the file's name", "name: Message"),
    "a kind in the plural": Habit("faq.yml", "(term:message)", "(terms:message)", "T001", "did you mean 'term:'?", "(term:message)"),
    "a link by a path": Habit("faq.yml", "(term:message)", "(../glossary.md#message)", "T004", "write term:message"),
    "a waiver without a reason": Habit(BROKER, "  P001: {reason: The team is counting the hours., until: 2027-12-31}", "  P001:", "S008", "write the reason", "  P001: The team is counting the hours."),
    "a waiver inside": Habit(BROKER, "  - text: One", "  - waive: {P001: The team is counting.}\n    text: One", "S001", "write it beside the keys of the whole entity", "  - text: One"),
    "a waiver of a misspelt code": Habit(BROKER, "  P001:", "  P01:", "S004", "did you mean 'P001'?", "  P001:"),
    "a term in a list": Habit("glossary.yml", "message:\n  term", "- id: message\n  term", "S003", "write `id:` and its keys below it", "message:\n  term"),
    "a source twice": Habit("sources.yml", "vendor-2026:", "hohpe-2003:", "Y002", "remove or rename this", "vendor-2026:"),
}  # fmt: skip

WRAPPED = "rag:\n  name: RAG\n  summary: It looks things up.\n"
JSON = '{{\n  "name": "Message broker",{} \n  "summary": "Takes messages.", "aliases_of_id": ["message-queue"]{}\n  "sources": ["hohpe-2003"], "disputed_by": ["vendor-2026"]\n}}\n'


def findings(folder: Path) -> tuple[Finding, ...]:
    return read_book(folder, shown_as="data", today=TODAY).findings


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return shutil.copytree(BOOK, tmp_path / "data")


@pytest.mark.parametrize("name", HABITS)
def test_one_finding_whose_fix_makes_the_book_sound(book: Path, name: str) -> None:
    habit = HABITS[name]
    path = book / habit.file
    text = path.read_text("utf-8")
    assert text.count(habit.right) >= 1
    wrong = text.replace(habit.right, habit.wrong, 1)
    path.write_text(wrong, "utf-8")
    reading = read_book(book, shown_as="data", today=TODAY)
    (found,) = reading.findings
    assert found.code == habit.code
    if found.code not in {"P006", "T003"}:  # which stand at the claim and at the link
        assert found.span.file == f"data/{habit.file}"
        first = text[: text.index(habit.right)].count("\n") + 1
        assert first <= found.span.line <= first + habit.wrong.count("\n")
    assert habit.cure in (found.fix or "")
    assert found.edits or habit.mended is not None
    if habit.mended is None:
        mended = mend(reading.texts, reading.findings)[f"data/{habit.file}"].text
    else:
        mended = wrong.replace(habit.wrong, habit.mended, 1)
    path.write_text(mended, "utf-8")
    assert findings(book) == ()


def moved(old: str, new: str) -> Callable[[Path], None]:
    def move(book: Path) -> None:
        (book / new).parent.mkdir(exist_ok=True)
        (book / old).rename(book / new)

    return move


@pytest.mark.parametrize(
    ("new", "code", "cure"),
    [
        ("comparisons/broker.yml", "S006", "move the file to options/"),
        ("decisions/broker.yml", "S006", "move the file to options/"),
        ("broker.yml", "S006", "move it to one of: options/"),
        ("stuff/broker.yml", "S006", "move it to one of: options/"),
        ("option/broker.yml", "S006", "did you mean 'options/'?"),
        ("options/Broker.yml", "S005", "'_': broker"),
        ("options/broker.yml.yml", "S005", "'_': broker"),
        ("options/broker.json", "S006", "rename it to broker.yml"),
        ("options/broker.yml.txt", "S006", "rename it to broker.yml"),
    ],
)
def test_a_file_in_a_wrong_place_is_not_missed_elsewhere(book: Path, new: str, code: str, cure: str) -> None:
    moved("options/broker.yml", new)(book)
    (found,) = findings(book)
    assert (found.code, found.span.file) == (code, f"data/{new}")
    assert cure in (found.fix or "")


def test_a_copy_is_reported_for_its_name_alone(book: Path) -> None:
    shutil.copy(book / "options/broker.yml", book / "options/broker copy.yml")
    (found,) = findings(book)
    assert (found.code, found.span.file) == ("S005", "data/options/broker copy.yml")


def test_a_list_of_terms_as_json(book: Path) -> None:
    moved("glossary.yml", "glossary.json")(book)
    (found,) = findings(book)
    assert (found.code, found.fix) == ("S006", "rename it to glossary.yml")


def test_a_file_of_options(book: Path) -> None:
    (book / "options.yml").write_text("a: {name: A, summary: A.}\n", "utf-8")
    (found,) = findings(book)
    assert (found.code, found.fix) == ("S006", "put each entry into a file of its own, options/ID.yml")


def test_a_folder_of_terms(book: Path) -> None:
    moved("glossary.yml", "glossary/message.yml")(book)
    (found,) = findings(book)
    assert (found.code, found.fix) == ("S006", "put its entries into glossary.yml, each below its id")


@pytest.mark.parametrize(
    ("first", "second", "line", "cure"),
    [("", "", 4, "separate the entries by ','"), (" // as JSON5 has it", ",", 2, None), ("\n  // a comment", ",", 3, "write '#' in its place")],
)  # fmt: skip
def test_json_is_yaml_but_for_its_slips(
    book: Path, first: str, second: str, line: int, cure: str | None
) -> None:
    (book / "options/broker.yml").write_text(JSON.format(first, second), "utf-8")
    (found,) = findings(book)
    assert (found.code, found.span.file) == ("Y001", "data/options/broker.yml")
    if cure:
        assert found.span.line == line
        assert cure in (found.fix or "")


def test_json_as_it_should_be_is_read(book: Path) -> None:
    (book / "options/broker.yml").write_text(JSON.format("", ","), "utf-8")
    assert findings(book) == ()


@pytest.mark.parametrize("key", ["rag", "option", "my-thing"])
def test_all_below_one_key(book: Path, key: str) -> None:
    path = book / "options/rag.yml"
    path.write_text(WRAPPED.replace("rag:", f"{key}:", 1), "utf-8")
    (found,) = findings(book)
    assert found.message == f"the keys of the option stand below '{key}:', one level too deep"
    assert found.fix == "remove this line, and the indentation of what follows"
    path.write_text(WRAPPED.split("\n", 1)[1].replace("  ", ""), "utf-8")
    assert findings(book) == ()
