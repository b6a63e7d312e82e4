"""One mistake is one finding, with the places that it shows in."""

from __future__ import annotations

from pathlib import Path

import pytest

from decisionbook.book import read_book

HEAD = "title: D\ninputs: {q: {ask: Q?, answers: {a: A, b: B}}}\noutcomes: {x: {title: X}, y: {title: Y}}\n"
B = "name: B\nsummary: s\n"
OUTER = (
    "title: O\ninputs: {r: {decision: d}}\noutcomes: {x: {title: X}, y: {title: Y}}\nrules:\n"
    "  - {when: {r: gone}, then: x}\notherwise: {then: y}\n"
    "waive: {D009: why, D010: why}\n"
)
SHARED = (
    "title: D\ninputs: {size: shared}\noutcomes: {x: {title: X}, y: {title: Y}}\nrules:\n"
    "  - {when: {size: gone}, then: x}\notherwise: {then: y}\nwaive: {D009: why, D010: why}\n"
)

CASES = {
    "a removed answer that rules and examples name": (
        {
            "decisions/d.yml": HEAD + "hit_policy: first\nrules:\n"
            "  - {when: {q: gone}, then: x}\n  - {when: {q: [a, gone]}, then: x}\notherwise: {then: y}\n"
            "examples:\n  - {title: E, given: {q: gone}, expect: x}\n"
        },
        [("decisions/d.yml", 6, "D002", "'gone' is not an answer to 'q'; 2 places name it", [7])],
    ),
    "a renamed input that rules and examples name": (
        {
            "decisions/d.yml": HEAD.replace("q:", "fresh:") + "rules:\n"
            "  - {when: {frsh: a}, then: x}\n  - {when: {frsh: b}, then: y}\n"
            "examples:\n  - {title: E, given: {frsh: a}, expect: x}\n"
        },
        [("decisions/d.yml", 5, "R001", "'frsh' is not an input of this decision; 3 places name it", [6, 8])],
    ),
    "an order that was taken away": (
        {
            "decisions/d.yml": HEAD + "rules:\n"
            "  - {when: {q: at least b}, then: x}\n  - {when: {q: under b}, then: y}\n"
        },
        [
            (
                "decisions/d.yml",
                5,
                "D002",
                "the answers to 'q' have no order from low to high; 2 places name it",
                [6],
            )
        ],
    ),
    "a removed column": (
        {
            "options/b.yml": B,
            "comparisons/c.yml": "title: C\noptions: [b]\ncriteria:\n"
            "- {id: x, name: X, cells: {gone: 1, b: 2}}\n- {id: y, name: Y, cells: {gone: 1, b: 2}}\n",
        },
        [("comparisons/c.yml", 4, "C004", "this comparison has no option 'gone'; 2 places name it", [5])],
    ),
    "a missing rule that would give an outcome": (
        {"decisions/d.yml": HEAD + "rules:\n  - {when: {q: a}, then: x}\n"},
        [("decisions/d.yml", 4, "D004", "Nobody handles: q = b", [])],
    ),
    "a missing rule of a decision that another rests on": (
        {
            "decisions/d.yml": HEAD + "rules:\n  - {when: {q: a}, then: x}\n",
            "decisions/o.yml": "title: O\ninputs: {r: {decision: d}}\n"
            "outcomes: {x: {title: X}, y: {title: Y}}\n"
            "rules:\n  - {when: {r: x}, then: x}\n  - {when: {r: y}, then: y}\n"
            "examples:\n  - {title: E, given: {r: y}, expect: y}\n",
        },
        [("decisions/d.yml", 4, "D004", "Nobody handles: q = b", [])],
    ),
    "an answer that stands twice in a step": (
        {
            "decisions/d.yml": "title: D\ninputs: {q: {ask: Q?}}\n"
            "outcomes: {x: {title: X}, y: {title: Y}}\nstart: q\n"
            "steps:\n  q: {answers: {yes: x, true: y}}\n"
        },
        [("decisions/d.yml", 6, "Y002", "duplicate key 'true'; 'true' and 'yes' are one", [6])],
    ),
    "inputs that stand twice": (
        {
            "decisions/d.yml": "inputs: {p: {ask: P?}}\n"
            + HEAD
            + "rules:\n  - {when: {q: a}, then: x}\n  - {when: {q: b}, then: y}\n"
        },
        [("decisions/d.yml", 3, "Y002", "duplicate key 'inputs'", [1])],
    ),
    "a text that begins like a tag": (
        {"options/b.yml": "name: B\nsummary: !important\n"},
        [
            (
                "options/b.yml",
                2,
                "Y004",
                "the tag '!important' cannot set a type; the schema does",
                [],
            )
        ],
    ),
    "a text that begins like an anchor": (
        {"options/b.yml": "name: B\nsummary: &important\n"},
        [("options/b.yml", 2, "Y003", "the anchor '&important' is not used", [])],
    ),
    "a day behind the last": (
        {
            "decisions/d.yml": HEAD.replace("answers: {a: A, b: B}", "type: date") + "rules:\n"
            "  - {when: {q: over 9999-12-31}, then: x}\notherwise: {then: y}\n"
        },
        [("decisions/d.yml", 5, "D022", "no answer to 'q' is in 'over 9999-12-31'", [])],
    ),
    "a renamed source": (
        {
            "sources.yml": "new-name: {title: S, kind: paper}\n",
            "options/b.yml": B + "strengths:\n  - {text: t, sources: [smith]}\n",
        },
        [("options/b.yml", 4, "R001", "there is no source 'smith'", [])],
    ),
    "a link to a rule that cannot be read": (
        {
            "decisions/d.yml": HEAD
            + "rules:\n  - {when: {q: a}, then: gone, id: one}\notherwise: {then: y}\n",
            "options/b.yml": "name: B\nsummary: See [it](decision:d#one).\n",
        },
        [("decisions/d.yml", 5, "R001", "'gone' is not an outcome of this decision", [])],
    ),
    "a link to a criterion that cannot be read": (
        {
            "comparisons/c.yml": "title: C\noptions: [b]\ncriteria:\n"
            "- {id: x, cells: {b: 2}}\n- {id: y, name: Y, cells: {b: 2}}\n",
            "options/b.yml": "name: B\nsummary: See [it](comparison:c#x).\n",
        },
        [("comparisons/c.yml", 4, "S002", "criterion \"x\" has no 'name'", [])],
    ),
    "a removed outcome that two other decisions name": (
        {
            "decisions/d.yml": HEAD + "otherwise: {then: x}\nwaive: {D009: why, D010: why}\n",
            "decisions/e.yml": OUTER,
            "decisions/f.yml": OUTER,
        },
        [
            (
                "decisions/e.yml",
                5,
                "D002",
                "'gone' is not an outcome of decision 'd'; 2 places name it",
                [5],
            )
        ],
    ),
    "a removed outcome that its own rules and another decision name": (
        {
            "decisions/d.yml": HEAD
            + "rules:\n  - {when: {q: a}, then: gone}\n  - {when: {q: b}, then: x}\nwaive: {D010: why}\n",
            "decisions/a.yml": OUTER,
        },
        [
            (
                "decisions/d.yml",
                5,
                "R001",
                "'gone' is not an outcome of this decision; 2 places name it",
                [5],
            )
        ],
    ),
    "a removed answer of a shared input": (
        {
            "inputs.yml": "size: {ask: S?, answers: {small: S, large: L}}\n",
            "decisions/d.yml": SHARED,
            "decisions/e.yml": SHARED,
        },
        [("decisions/d.yml", 5, "D002", "'gone' is not an answer to 'size'; 2 places name it", [5])],
    ),
    "a removed rule that three texts link to": (
        {
            "decisions/d.yml": HEAD + "otherwise: {then: x}\nwaive: {D009: why, D010: why}\n",
            "options/a.yml": "name: A\nsummary: See [it](decision:d#lost).\n",
            "options/b.yml": "name: B\nsummary: See [it](decision:d#lost), or [it](decision:d#lost).\n",
        },
        [("options/a.yml", 2, "T003", "decision 'd' has no part 'lost'; 3 places name it", [2, 2])],
    ),
    "two mistakes of one kind": (
        {
            "decisions/d.yml": HEAD + "rules:\n"
            "  - {when: {q: gone}, then: x}\n  - {when: {q: lost}, then: y}\n"
        },
        [
            ("decisions/d.yml", 5, "D002", "'gone' is not an answer to 'q'", []),
            ("decisions/d.yml", 6, "D002", "'lost' is not an answer to 'q'", []),
        ],
    ),
}


def test_a_title_that_stands_twice_hides_no_gap(tmp_path: Path) -> None:
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions/d.yml").write_text("title: A\n" + HEAD + "rules:\n  - {when: {q: a}, then: x}\n")
    assert [each.code for each in read_book(tmp_path).findings] == ["Y002", "D004"]


@pytest.mark.parametrize("case", CASES)
def test_one_mistake_is_one_finding(case: str, tmp_path: Path) -> None:
    files, expected = CASES[case]
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    found = read_book(tmp_path, shown_as="data").findings
    told = [
        (
            each.span.file.removeprefix("data/"),
            each.span.line,
            each.code,
            each.message,
            [span.line for span, _ in each.related],
        )
        for each in found
    ]
    assert told == expected
