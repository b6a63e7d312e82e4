"""What is read of a text grows with the text, not with its square. Steps are counted: a clock says another thing on
each machine.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from markdown.inlinepatterns import LinkInlineProcessor

from decisionbook import parsing, prose
from decisionbook.book import read_book
from decisionbook.decide.engine import engine_of
from decisionbook.decide.gaps import gaps_of
from decisionbook.decide.search import Search
from decisionbook.model import Book

LENGTH = 20_000


@pytest.mark.parametrize("row", ["```x", "~~~ x", "````", "```", "~~~~~ `"])
def test_lines_are_not_read_again_for_each_fence(row: str) -> None:
    looked = 0

    class Line(str):  # noqa: SLOT000
        def strip(self, *given: str) -> str:  # type: ignore[override]
            nonlocal looked
            looked += 1
            return str(self).strip(*given)

    step = parsing._Fences(parsing._block_parser())
    lines: list[str] = [Line(row) for _ in range(LENGTH)]
    assert len(step.run(lines)) == LENGTH
    assert looked <= 4 * LENGTH


BRACKETS = ["[" * 700 + "](", "[" * 700 + "]" * 300 + "](a", "[[](", "[" * 500 + "](" * 500, "[a](b "]


@pytest.mark.parametrize("unit", BRACKETS)
def test_brackets_are_not_held_against_all_that_follow(monkeypatch: pytest.MonkeyPatch, unit: str) -> None:
    read = 0

    def counted(find: Callable[..., tuple[object, ...]], place: int) -> Callable[..., tuple[object, ...]]:
        def count(self: LinkInlineProcessor, data: str, index: int) -> tuple[object, ...]:
            nonlocal read
            found = find(self, data, index)
            end = found[place]
            assert isinstance(end, int)
            read += end - index
            return found

        return count

    for name, place in (("getText", 1), ("getLink", 2)):
        monkeypatch.setattr(LinkInlineProcessor, name, counted(getattr(LinkInlineProcessor, name), place))
    text = (unit * LENGTH)[:LENGTH]
    prose._cached.cache_clear()
    prose.to_html(text)
    assert read <= 22 * (LENGTH + 1000) + 2 * parsing._SafeLink.LONGEST


def test_links_among_brackets_stay_links() -> None:
    """Nobody who writes about intervals loses a link."""
    text = "From [0, 1) to (1, 2] see [a](option:a) and [b [c]](option:b).\n\n" * 200
    found = [(link.id, text[link.start : link.end]) for link in prose.links(text)]
    assert found == [("a", "option:a"), ("b", "option:b")] * 200
    assert prose.to_html(text).count("<a ") == 400


# --- Tables -----------------------------------------------------------------------------------------------


def table_of_points(folder: Path, count: int) -> Book:
    """Two inputs; a rule for each names points so far apart that all between them is a gap."""
    points = ", ".join(str(7 * number) for number in range(count))
    rules = "".join(f"- {{when: {{{name}: [{points}]}}, then: a}}\n" for name in "nm")
    path = folder / "decisions" / "d.yml"
    path.parent.mkdir(parents=True)
    inputs = "".join(f"  {name}: {{ask: q, type: number}}\n" for name in "nm")
    path.write_text(
        f"title: T\nhit_policy: first\ninputs:\n{inputs}outcomes: {{a: A, b: B}}\nrules:\n{rules}", "utf-8"
    )
    return read_book(folder).book


def test_bands_that_do_the_same_are_tried_once(tmp_path: Path) -> None:
    states = []
    for count in (50, 500):
        book = table_of_points(tmp_path / str(count), count)
        search = Search(engine_of(book).chain("d"))
        (gap,) = gaps_of(search, 10)
        assert gap.share == pytest.approx((count / (2 * count)) ** 2, abs=0.01)
        states.append(search.looked)
    assert states[0] == states[1]


def test_a_gap_of_a_thousand_stretches_is_told_in_a_few_words(tmp_path: Path) -> None:
    table_of_points(tmp_path, 2000)
    (found,) = [one for one in read_book(tmp_path).errors if one.code == "D004"]
    assert "over 0 to under 7, over 7 to under 14" in found.message
    assert "more" in found.message
    assert len(found.message) < 2000
