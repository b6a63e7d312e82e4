from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisionbook.exchange.yaml_out import Inline, Word, to_yaml
from decisionbook.load import load_text
from decisionbook.load.characters import suspicious

SEEN = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn")), max_size=40
).filter(lambda text: suspicious(text) is None)
ODD = st.sampled_from(
    [
        "yes",
        "null",
        "~",
        "1e3",
        "- a",
        "a: b",
        "a #b",
        "#",
        "'",
        '"',
        "[x",
        "{",
        "&a",
        "*a",
        "!t",
        "%",
        "@",
        "`",
        " a ",
        "a\nb",
        "1.10",
        "",
        "Foo bar, baz",
    ]
)
TEXTS = SEEN | ODD
DATA: Any = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(SEEN.filter(bool) | st.just("null"), inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


def test_layout() -> None:
    data: dict[str, Any] = {
        "title": "A title: with a colon",
        "n": Word("at least 5"),
        "when": Inline({"a": Word("yes"), "b": [Word("x"), Word("y")]}),
        "rules": [{"when": Inline({}), "then": "x"}, "plain"],
        "values": {"Output 1": Decimal("0.10"), "sure": True, "text": "0.1"},
    }
    assert to_yaml(data) == (
        'title: "A title: with a colon"\n'
        "n: at least 5\n"
        "when: {a: yes, b: [x, y]}\n"
        "rules:\n"
        "  - when: {}\n"
        "    then: x\n"
        "  - plain\n"
        "values:\n"
        "  Output 1: 0.10\n"
        "  sure: true\n"
        '  text: "0.1"\n'
    )


@pytest.mark.parametrize(
    "text", ["yes", "No", "null", "~", "1", "-1.5", "true", "1e3", "012", "2026-01-01", "off", "n"]
)
def test_texts_that_look_like_something_else_are_quoted(text: str) -> None:
    node, findings = load_text(to_yaml({"a": text}), "x.yml")
    assert node is not None
    assert (node.data, node.at(("a",)).quoted, findings) == ({"a": text}, True, ())


@given(st.dictionaries(SEEN.filter(bool), DATA, min_size=1, max_size=4))
def test_everything_reads_back_as_it_was(data: dict[str, Any]) -> None:
    for written in (data, {key: Inline([value]) for key, value in data.items()}):
        node, findings = load_text(to_yaml(written), "x.yml")
        assert node is not None
        expected = data if written is data else {key: [value] for key, value in data.items()}
        doubled = {"Y002"} if findings else set()
        assert {found.code for found in findings} <= doubled
        assert doubled or node.data == expected
