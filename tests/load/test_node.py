"""Values and where they stand."""

from __future__ import annotations

import pytest

from decisionbook.findings import Span
from decisionbook.load import Node, load_bytes, load_text

TEXT = """\
title: RAG
cells:
  rag: {value: "a b", note: ~}
  tuning:
rules:
  - when: {x: yes}
    then: a
  - then: >-
      folded
      text
"""


def read(text: str) -> Node:
    node, findings = load_text(text, "f.yml")
    assert findings == ()
    assert node is not None
    return node


def test_data_is_plain_and_every_scalar_is_text() -> None:
    assert read(TEXT).data == {
        "title": "RAG",
        "cells": {"rag": {"value": "a b", "note": None}, "tuning": None},
        "rules": [{"when": {"x": "yes"}, "then": "a"}, {"then": "folded text"}],
    }


@pytest.mark.parametrize(
    "scalar", ["no", "3.10", "2026-01-02", "010", "1:30", "0x1F", "1_000", "on", ".5", "1e3"]
)
def test_a_spelling_never_sets_a_type(scalar: str) -> None:
    assert read(f"a: {scalar}").data == {"a": scalar}


@pytest.mark.parametrize(
    ("written", "value"), [("", None), ("~", None), ("null", None), ("'~'", "~"), ('""', "")]
)
def test_nothing_is_none_unless_it_is_quoted(written: str, value: str | None) -> None:
    assert read(f"a: {written}").data == {"a": value}


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("title",), (1, 8, 1, 11)),
        (("cells",), (3, 3, 4, 10)),
        (("cells", "rag"), (3, 8, 3, 31)),
        (("cells", "rag", "value"), (3, 16, 3, 21)),
        (("rules",), (6, 3, 10, 11)),
        (("rules", 0), (6, 5, 7, 12)),
        (("rules", 1, "then"), (8, 11, 10, 11)),
    ],
)
def test_span(path: tuple[str | int, ...], place: tuple[int, int, int, int]) -> None:
    assert read(TEXT).span_of(path) == Span("f.yml", *place)


def test_spans_cut_the_written_text_out_of_the_file() -> None:
    node = read(TEXT).find(("cells", "rag", "value"))
    assert node is not None
    assert TEXT[slice(*node.offsets)] == '"a b"'


def test_key_spans() -> None:
    node = read(TEXT)
    assert node.key_span_of(("cells", "rag", "note")) == Span("f.yml", 3, 23, 3, 27)
    assert node.key_span_of(("rules", 1)) == node.span_of(("rules", 1))
    assert node.key_span is None


def test_at_skips_what_the_data_lacks_and_find_does_not() -> None:
    node = read(TEXT)
    assert node.at(("cells", "tagged-union", "rag", "value")).data == "a b"
    assert node.at(("rules", 9, "then")) is node.child("rules")
    assert node.find(("cells", "tagged-union")) is None


def test_style() -> None:
    node = read(TEXT)
    assert node.at(("cells", "rag")).flow
    assert not node.at(("cells",)).flow
    assert node.at(("cells", "rag", "value")).quoted
    assert node.at(("rules", 1, "then")).quoted
    assert not node.at(("title",)).quoted


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n"])
def test_line_ends_do_not_move_columns(line_end: str) -> None:
    node = read(f"a: b{line_end}c:{line_end}  d: e{line_end}")
    assert node.span_of(("c", "d")) == Span("f.yml", 3, 6, 3, 7)


def test_wide_characters_count_once() -> None:
    assert read("é: 😀 長 b").span_of(("é",)) == Span("f.yml", 1, 4, 1, 9)


def test_a_byte_order_mark_is_no_column() -> None:
    node, findings = load_bytes(b"\xef\xbb\xbfa: b\n", "f.yml")
    assert findings == ()
    assert node is not None
    assert node.span_of(("a",)) == Span("f.yml", 1, 4, 1, 5)


def test_a_file_of_comments_holds_nothing() -> None:
    assert load_text("# a\n\n# b\n", "f.yml") == (None, ())


def test_removal_keeps_data_and_nodes_together() -> None:
    node = read("a: [x, y]\nb: z")
    node.at(("a",)).remove(0)
    node.remove("b")
    node.remove("missing")
    assert node.data == {"a": ["y"]}
    assert node.at(("a", 0)).data == "y"


def test_renaming_keeps_the_place() -> None:
    node = read("a: x\nb: y\nc: z")
    node.rename("b", "d")
    assert isinstance(node.data, dict)
    assert list(node.data) == ["a", "d", "c"]
    assert node.key_span_of(("d",)) == Span("f.yml", 2, 1, 2, 2)


def test_replacing_by_a_list_of_itself_keeps_the_value_in_reach() -> None:
    node = read("a: x")
    node.replace("a", ["x"])
    assert node.data == {"a": ["x"]}
    assert node.span_of(("a", 0)) == Span("f.yml", 1, 4, 1, 5)


def test_a_new_entry_stands_where_its_mapping_stands() -> None:
    node = read("a: x")
    node.replace("b", {"c": "d"})
    assert node.data == {"a": "x", "b": {"c": "d"}}
    assert node.span_of(("b", "c")) == node.span
