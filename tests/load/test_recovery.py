"""What is read where something was wrong: the data that its author meant, so that one mistake is one finding."""

from __future__ import annotations

import pytest

from decisionbook.load import load_bytes, load_text
from decisionbook.load.limits import MAX_BYTES, MAX_DEPTH, MAX_SAME, MAX_TEXT, MAX_VALUES


@pytest.mark.parametrize(
    ("text", "code", "data"),
    [
        ("a: b\na: c", "Y002", {"a": "b"}),
        ("yes: b\nTrue: c", "Y002", {"yes": "b"}),
        ("a: &x b\nc: *x", "Y003", {"a": "b", "c": "b"}),
        ("a: &x {b: c}\nd: *x", "Y003", {"a": {"b": "c"}, "d": {"b": "c"}}),
        (
            "a: &x {b: c, d: e}\nf: {<<: *x, b: g}",
            "Y003",
            {"a": {"b": "c", "d": "e"}, "f": {"b": "g", "d": "e"}},
        ),
        ("a: *x", "Y003", {"a": "*x"}),
        ("a: &x [*x]", "Y003", {"a": [None]}),
        ("a: !!int 10", "Y004", {"a": "10"}),
        ("a: !x [b]", "Y004", {"a": ["b"]}),
        ("a:\n\tb: c\n\td: e", "Y005", {"a": {"b": "c", "d": "e"}}),
        ("a:\tb", "Y005", {"a": "b"}),
        ("t: C# and F #1", "Y007", {"t": "C# and F #1"}),
        ("t: two\n  lines #1", "Y007", {"t": "two lines #1"}),
        ("t: #1", "Y007", {"t": "#1"}),
        ("{a: b, c d}", "Y008", {"a": "b, c d"}),
        ("{a: b, c, d: e, f}", None, {"a": "b, c", "d": "e, f"}),
        ("[It is so, and not so.]", "Y008", ["It is so, and not so."]),
        ("a: {{ b }}", "Y001", {"a": "{{ b }}"}),
        ("a: b\n---\nc: d", "Y011", {"a": "b"}),
        ("a: b\u202ec", "Y012", {"a": "b c"}),
        ("a: b\x00c", "Y012", {"a": "b c"}),
    ],
)
def test_data(text: str, code: str | None, data: object) -> None:
    node, findings = load_text(text, "f.yml")
    assert node is not None
    assert node.data == data
    if code:
        assert [each.code for each in findings] == [code]
        assert all(each.fix for each in findings)


@pytest.mark.parametrize(
    "text",
    [
        "a: b  # c",
        "a: b # c",
        "a: # b",
        "a: [b, c]  # d",
        "{a, b}",
        "{a: b, c: }",
        "a: |\n  b\tc",
        "- b, c",
        "on: a\nyes: b",
    ],
)
def test_silence(text: str) -> None:
    assert load_text(text, "f.yml")[1] == ()


def test_aliases_do_not_multiply() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    node, findings = load_text("\n".join(rows), "f.yml")
    assert node is not None
    assert {each.code for each in findings} == {"Y003"}
    assert node.at(("a2",)).data == [None] * 10


@pytest.mark.parametrize(
    "text",
    [
        "[" * (MAX_DEPTH + 1),
        "\t" + "[" * 100_000,
        "? " * 100_000,
        "- " * 100_000,
        "a: " + "x" * (MAX_TEXT + 1),
        "[" + "a," * MAX_VALUES + "]",
        "x" * (MAX_BYTES + 1),
    ],
    ids=["depth", "depth behind a tab", "keys", "lists", "text", "values", "file"],
)
def test_limits(text: str) -> None:
    node, findings = load_text(text, "f.yml")
    assert node is None
    assert "Y009" in [each.code for each in findings]


def test_the_deepest_data_is_read() -> None:
    assert load_text("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f.yml")[1] == ()


def test_one_kind_of_mistake_does_not_flood() -> None:
    assert len(load_text("a: b\n" * 5000, "f.yml")[1]) == MAX_SAME


def test_windows_text_is_one_finding_at_its_byte() -> None:
    node, findings = load_bytes("a: x\nb: caf\u00e9 \u0093q\u0094".encode("latin-1"), "f.yml")
    assert [(each.code, each.span.line, each.span.column) for each in findings] == [("Y006", 2, 7)]
    assert "0xE9" in findings[0].message
    assert node is not None
    assert node.data == {"a": "x", "b": "café “q”"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_one_finding(encoding: str) -> None:
    node, findings = load_bytes("a: b\nc: d\n".encode(encoding), "f.yml")
    assert [each.code for each in findings] == ["Y006"]
    assert node is not None
    assert node.data == {"a": "b", "c": "d"}


def test_arbitrary_bytes_are_findings() -> None:
    _, findings = load_bytes(bytes(range(256)), "f.yml")
    assert "Y006" in {each.code for each in findings}
