"""What is read of a text grows with the text, not with its square. Steps are counted: a clock says another thing on
each machine.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from markdown.inlinepatterns import LinkInlineProcessor

from decisionbook import parsing, prose

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
