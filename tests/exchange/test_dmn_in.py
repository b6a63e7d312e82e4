"""DMN tables of other tools: what they become, that they answer as DMN says, and what is named."""

from __future__ import annotations

from typing import Any

import pytest

from decisionbook.book import Reading
from decisionbook.decide import evaluate
from decisionbook.exchange.dmn_in import import_dmn
from tests.exchange.dmn import NAMESPACES, data, decision, document, output, table
from tests.exchange.folder import reading_of

INPUTS = {"Age": "number", "RiskCategory": 'string|"High","Low","Medium"', "isAffordable": "boolean"}
DATA = (data("Age", "number"), data("RiskCategory", "string"), data("isAffordable", "boolean"))


def carried(text: bytes) -> Reading:
    """The book that a file becomes; nothing in the file is an error, and `check` has none."""
    imported = import_dmn(text, "x.dmn")
    assert [found.message for found in imported.findings if found.is_error] == []
    reading = reading_of(imported.files)
    assert reading.errors == ()
    return reading


def answer(reading: Reading, name: str, **given: Any) -> Any:
    return evaluate(reading.book, name, {key.replace("_", "-"): value for key, value in given.items()}).result


def codes(text: bytes) -> list[str]:
    return [found.code for found in import_dmn(text, "x.dmn").findings]


def said(text: bytes) -> str:
    return " | ".join(found.message for found in import_dmn(text, "x.dmn").findings)


# --- Names and values ---------------------------------------------------------------------------------


@pytest.mark.parametrize("version", NAMESPACES)
def test_names_become_ids_and_stay_as_labels(version: str) -> None:
    rules = ('>=18;"Medium","Low";true;"Very Good"', '<18;-;-;"No, never"')
    text = document(*DATA, decision("Approval Status", table(INPUTS, output(), *rules)), version=version)
    book = carried(text).book
    made = book.decisions["approval-status"]
    assert made.title == "Approval Status"
    assert {own.id: own.ask for own in made.inputs.values()} == {
        "age": "Age",
        "riskcategory": "RiskCategory",
        "isaffordable": "isAffordable",
    }
    labels = {each.id: each.label for each in made.inputs["riskcategory"].answers}
    assert labels == {"high": "High", "low": "Low", "medium": "Medium"}
    assert {one.id: one.title for one in made.outcomes.values()} == {
        "very-good": "Very Good",
        "no-never": "No, never",
    }
    assert made.outcomes["very-good"].values == {"Approval Status": "Very Good"}


@pytest.mark.parametrize(
    ("policy", "more", "expected"),
    [
        ("FIRST", "", 10),
        ("PRIORITY", "", 30),
        ("RULE ORDER", "", [10, 30, 10]),
        ("OUTPUT ORDER", "", [30, 10, 10]),
        ("COLLECT", "", [10, 30, 10]),
        ("COLLECT", ' aggregation="SUM"', 50),
        ("COLLECT", ' aggregation="MIN"', 10),
        ("COLLECT", ' aggregation="MAX"', 30),
        ("COLLECT", ' aggregation="COUNT"', 3),
        ("F", "", 10),
        ("R", "", [10, 30, 10]),
        ("C+", "", 50),
        ("C<", "", 10),
        ("C>", "", 30),
        ("C#", "", 3),
    ],
)
def test_hit_policies(policy: str, more: str, expected: Any) -> None:
    rules = ("> 0;10", "> 1;30", "> 2;10", "> 3;20")
    escaped = policy.replace("<", "&lt;").replace(">", "&gt;")
    made = table({"n": "number"}, output(values="30,20,10"), *rules, policy=escaped, more=more)
    reading = carried(document(data("n", "number"), decision("d", made)))
    assert answer(reading, "d", n=3) == expected
    assert answer(reading, "d", n=0) is None


def test_unique_and_any() -> None:
    for policy, rules in {"UNIQUE": ("< 5;1", ">= 5;2"), "ANY": ("< 5;1", "< 3;1", ">= 5;2")}.items():
        reading = carried(document(decision("d", table({"n": "number"}, output(), *rules, policy=policy))))
        assert [answer(reading, "d", n=n) for n in (1, 5)] == [1, 2]
        assert not reading.book.decisions["d"].no_match_allowed


def test_several_outputs_are_the_values_of_an_outcome() -> None:
    outs = output("Approved/Declined", values='"Approved","Declined"') + output("Rate") + output("sure")
    made = table({"n": "number"}, outs, '< 5;"Approved";0.5;true', '>= 5;"Declined";-1;false')
    reading = carried(document(decision("d", made)))
    assert answer(reading, "d", n=4) == {"Approved/Declined": "Approved", "Rate": 0.5, "sure": True}
    assert answer(reading, "d", n=5) == {"Approved/Declined": "Declined", "Rate": -1, "sure": False}


def test_outputs_are_ranked_from_left_to_right() -> None:
    outs = output("a", values='"x","y"') + output("b", values="1,2")
    rules = ('-;"y";1', '-;"x";2', '> 3;"x";1')
    for policy, expected in {
        "PRIORITY": {"a": "x", "b": 1},
        "OUTPUT ORDER": [{"a": "x", "b": 1}, {"a": "x", "b": 2}, {"a": "y", "b": 1}],
    }.items():
        reading = carried(document(decision("d", table({"n": "number"}, outs, *rules, policy=policy))))
        assert answer(reading, "d", n=4) == expected


def test_texts_stay_texts() -> None:
    rules = ('"yes";"1.10"', '"true";"true"', '"1";"no"', '"unknown";"null"')
    reading = carried(document(decision("d", table({"word": "string"}, output(), *rules))))
    answers = {each.label: each.id for each in reading.book.decisions["d"].inputs["word"].answers}
    found = {label: answer(reading, "d", word=identity) for label, identity in answers.items()}
    assert found == {"yes": "1.10", "true": "true", "1": "no", "unknown": "null", "Other": None}


def test_a_default_is_otherwise() -> None:
    for policy in ("UNIQUE", "FIRST", "PRIORITY"):
        made = table({"n": "number"}, output(values='"a","b"', default='"b"'), '> 3;"a"', policy=policy)
        reading = carried(document(decision("d", made)))
        assert [answer(reading, "d", n=n) for n in (4, 3)] == ["a", "b"]
        assert not reading.book.decisions["d"].no_match_allowed


def test_gaps_are_allowed_only_where_there_are_some() -> None:
    gap = carried(document(decision("d", table({"n": "number"}, output(), "< 5;1"))))
    assert gap.book.decisions["d"].no_match_allowed
    assert evaluate(gap.book, "d", {"n": 7}).status == "none"


def test_annotations_are_reasons() -> None:
    made = table({"n": "number"}, output(), "< 5;1", ">= 5;2")
    made = made.replace(
        "</rule>", "<annotationEntry><text>a *b* [c](d:e) &lt;i></text></annotationEntry></rule>", 1
    )
    rule = carried(document(decision("d", made))).book.decisions["d"].rules[0]
    assert rule.because is not None
    assert rule.because.text == r"a \*b\* \[c](d:e) &lt;i>"


# --- Conditions ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("test", "inside"),
    [
        ("5", [5]),
        ("-1", [-1]),
        ("> 5", [6, 7]),
        (">=5", [5, 6, 7]),
        ("< 0", [-1]),
        ("<= 0", [-1, 0]),
        ("[0..5]", [0, 2.5, 5]),
        ("(0..5)", [2.5]),
        ("]0..5[", [2.5]),
        ("[0..5)", [0, 2.5]),
        ("(0..5]", [2.5, 5]),
        ("0,[5..6]", [0, 5, 6]),
        ("not(5)", [-1, 0, 2.5, 6, 7]),
        ("not([0..5],7)", [-1, 6]),
        (".5, 2.50", [2.5]),
    ],
)
def test_tests_of_numbers(test: str, inside: list[float]) -> None:
    reading = carried(document(decision("d", table({"n": "number"}, output(default="0"), f"{test};1"))))
    found = [n for n in (-1, 0, 2.5, 5, 6, 7) if answer(reading, "d", n=n) == 1]
    assert found == inside


@pytest.mark.parametrize(
    ("test", "inside"),
    [
        ('date("2026-01-10")', [10]),
        ('>= date("2026-01-10")', [10, 20]),
        ('[date("2026-01-05")..date("2026-01-10")]', [5, 10]),
        ('not(date("2026-01-10"))', [5, 20]),
        ("date(2026,1,5)", [5]),
        ('@"2026-01-20"', [20]),
    ],
)
def test_tests_of_dates(test: str, inside: list[int]) -> None:
    reading = carried(document(decision("d", table({"day": "date"}, output(default="0"), f"{test};1"))))
    assert [day for day in (5, 10, 20) if answer(reading, "d", day=f"2026-01-{day:02}") == 1] == inside


@pytest.mark.parametrize(
    ("test", "inside"),
    [
        ('"a"', ["a"]),
        ('"a","b c"', ["a", "b-c"]),
        ('not("a")', ["b-c", "other"]),
        ('not("a","b c")', ["other"]),
        ("-", ["a", "b-c", "other"]),
        ("", ["a", "b-c", "other"]),
    ],
)
def test_tests_of_texts_that_may_be_any(test: str, inside: list[str]) -> None:
    made = table({"w": "string"}, output(default="0"), f"{test};1", '"a","b c";2', policy="FIRST")
    reading = carried(document(decision("d", made)))
    assert [each.id for each in reading.book.decisions["d"].inputs["w"].answers] == ["a", "b-c", "other"]
    assert [word for word in ("a", "b-c", "other") if answer(reading, "d", w=word) == 1] == inside


@pytest.mark.parametrize(("test", "inside"), [("true", [True]), ("false", [False]), ("not(true)", [False])])
def test_tests_of_booleans(test: str, inside: list[bool]) -> None:
    reading = carried(document(decision("d", table({"b": "boolean"}, output(default="0"), f"{test};1"))))
    assert [value for value in (True, False) if answer(reading, "d", b=value) == 1] == inside


def test_types_without_a_word_on_them_are_those_of_the_cells() -> None:
    inputs = {"n": "", "w": "", "b": "", "day": ""}
    made = table(inputs, output(default="0"), '> 1;"x";true;< date("2026-01-01");1')
    types = {
        own.id: own.type for own in carried(document(decision("d", made))).book.decisions["d"].inputs.values()
    }
    assert types == {"n": "number", "w": "choice", "b": "boolean", "day": "date"}


@pytest.mark.parametrize("tag", ["allowedValues", "typeConstraint"])  # the second since DMN 1.5
def test_types_of_items_give_the_allowed_values(tag: str) -> None:
    items = (
        '<itemDefinition name="tLevel"><typeRef>string</typeRef>'
        f'<{tag}><text>"Low", "High"</text></{tag}></itemDefinition>'
        '<itemDefinition name="tPerson"><itemComponent name="age"><typeRef>number</typeRef>'
        f"<{tag}><text>[0..150]</text></{tag}></itemComponent></itemDefinition>"
    )
    made = table({"level": "tLevel", "person.age": ""}, output(), '"Low";-;1', '"High";<= 150;2')
    reading = carried(
        document(items, data("level", "tLevel"), data("person", "tPerson"), decision("d", made))
    )
    inputs = reading.book.decisions["d"].inputs
    assert [each.id for each in inputs["level"].answers] == ["low", "high"]
    assert inputs["person-age"].domain.high == 150  # type: ignore[union-attr]
    assert not reading.book.decisions["d"].no_match_allowed


# --- Several decisions --------------------------------------------------------------------------------


def test_decisions_are_chained_and_share_their_inputs() -> None:
    risk = decision(
        "Risk Level",
        table(
            {"Age": "number", "smoker": "boolean"},
            output(),
            '< 30;false;"Low"',
            '>= 30;-;"High"',
            '< 30;true;"High"',
        ),
    )
    rate = decision(
        "Rate",
        table(
            {"Risk Level": "string", "Age": "number"},
            output(),
            '"Low";-;1',
            'not("Low");< 50;2',
            '"High";>= 50;3',
        ),
        requires="Risk-Level",
    )
    reading = carried(document(data("Age", "number"), data("smoker", "boolean"), risk, rate))
    assert reading.book.decisions["rate"].inputs["risk-level"].decision == "risk-level"
    assert answer(reading, "rate", age=20, smoker=False) == 1
    assert answer(reading, "rate", age=20, smoker=True) == 2
    assert answer(reading, "rate", age=60) == 3
    assert answer(reading, "risk-level", age=60) == "High"


@pytest.mark.parametrize("named", ["season", "inner", "the season"])
def test_a_required_decision_may_be_named_by_its_output_or_its_id(named: str) -> None:
    """As Camunda's engine reads it; the standard has its variable, or its name."""
    inner = table({"t": "number"}, output("season"), '>= 20;"Summer"', '< 20;"Winter"')
    inner = f'<decision id="inner" name="the season">{inner}</decision>'
    outer = decision(
        "dish", table({named: "string"}, output("d"), '"Summer";"Salad"', '"Winter";"Stew"'), requires="inner"
    )
    assert codes(document(inner, outer)) == []
    reading = carried(document(inner, outer))
    assert reading.book.decisions["dish"].inputs["the-season"].decision == "the-season"
    assert answer(reading, "dish", t=25) == "Salad"


def test_an_input_of_the_name_goes_before_the_output_of_a_required_decision() -> None:
    inner = decision("inner", table({"t": "number"}, output("season"), '>= 20;"Summer"', '< 20;"Winter"'))
    outer = decision("dish", table({"season": ""}, output("d"), '"Summer";1', '"Winter";2'), requires="inner")
    text = document(data("season", "string"), inner, outer)
    assert said(text) == "'dish' requires 'inner', but no column of its table reads it"
    assert answer(carried(text), "dish", season="winter") == 2


def test_one_output_of_an_inner_decision() -> None:
    inner = decision(
        "low", table({"n": "number"}, output("score") + output("band"), '< 5;10;"a"', '>= 5;20;"b"')
    )
    outer = decision(
        "top",
        table({"low.score": "number", "low.band": "string"}, output(), '> 15;"b";1', '<= 15;"a";2'),
        requires="low",
    )
    reading = carried(document(inner, outer))
    assert [answer(reading, "top", n=n) for n in (7, 3)] == [1, 2]
    assert not reading.book.decisions["top"].no_match_allowed


def test_an_inner_decision_with_gaps_answers_null_to_the_outer_one() -> None:
    inner = decision("low", table({"n": "number"}, output(), '< 5;"a"'))
    outer = decision("top", table({"low": "string"}, output(), '"a";1', 'not("a");2'), requires="low")
    text = document(inner, outer)
    reading = carried(text)
    assert [answer(reading, "top", n=n) for n in (3, 7)] == [1, 2]
    assert answer(reading, "low", n=7) is None
    assert "E004" in codes(text)


def test_an_inner_decision_that_lists_is_asked_instead() -> None:
    inner = decision(
        "low", table({"n": "number"}, output(), "> 1;1", "> 2;2", policy="COLLECT", more=' aggregation="SUM"')
    )
    outer = decision("top", table({"low": "number"}, output(), "< 2;1", ">= 2;2"), requires="low")
    text = document(inner, outer)
    reading = carried(text)
    assert answer(reading, "top", low=3) == 2
    assert "its outcome is asked" in said(text)


# --- What is named ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ('<decision id="e" name="Sum"><literalExpression><text>a + b</text></literalExpression></decision>', "an expression"),
        ('<decision id="e" name="Sum"/>', "no decision table"),
        ('<decision id="e" name="Sum"><invocation/></decision>', "an invocation"),
        (decision("Sum", table({"w": "string"}, output(), 'starts with("a");1')), "starts"),
        (decision("Sum", table({"n": "number"}, output(), "> limit;1")), "limit"),
        (decision("Sum", table({"n": "number"}, output(), "> 1;n * 2")), "n * 2"),
        (decision("Sum", table({"t": "time"}, output(), "-;1")), "time"),
        (decision("Sum", table({"n": "number"}, output(), "> 1;1", policy="MAJORITY")), "MAJORITY"),
        (decision("Sum", table({"n": "number"}, output("a") + output("b"), "> 1;1;2", policy="C+")), "several outputs"),
        (decision("Sum", table({"n": "number"}, output(), '> 1;"a"', policy="C+")), "needs numbers"),
        (decision("Sum", table({"n": "number"}, output(), "> 1;1;2")), "columns"),
        (decision("Sum", table({"w": "string"}, output(), '> "a";1')), "order"),
        (decision("Sum", table({"n": "number"}, output())), "no rules"),
        (decision("Sum", table({"Sum": "number", "x": "number"}, output(), "1;2;3")).replace("Sum</text>", "Other</text>")
         + decision("Other", table({"Sum": "number"}, output(), "1;2")), "own outcome"),
    ],
)  # fmt: skip
def test_what_would_change_answers_is_an_error_and_the_rest_is_carried(part: str, word: str) -> None:
    text = document(decision("fine", table({"n": "number"}, output(), "< 5;1")), part)
    imported = import_dmn(text, "x.dmn")
    errors = [found for found in imported.findings if found.is_error]
    assert errors
    assert all(found.code == "E002" and found.fix for found in errors)
    assert any("'Sum' is not carried over" in found.message and word in found.message for found in errors)
    assert "decisions/fine.yml" in imported.files
    assert "decisions/sum.yml" not in imported.files
    assert all(found.span.file == "x.dmn" and found.span.line > 1 for found in errors)


def test_what_changes_no_answer_is_named_once() -> None:
    more = '<knowledgeSource id="k" name="K"/><knowledgeSource id="l" name="L"/><businessKnowledgeModel id="b" name="B"/>'
    text = document(
        data("n", "number"), data("m"), decision("d", table({"n": "number"}, output(), "< 5;1")), more
    )
    assert codes(text) == ["E003"]
    assert said(text).endswith("input 'm'")
    assert "2 knowledge sources, business knowledge models" in said(text)


def test_a_computed_input_is_asked() -> None:
    text = document(
        data("n", "number"), decision("d", table({"n * 2 + 1": "number"}, output(), "< 5;1", ">= 5;2"))
    )
    reading = carried(text)
    assert "is not computed here" in said(text)
    assert answer(reading, "d", n_2_1=7) == 2


def test_a_rule_that_cannot_match_is_named() -> None:
    text = document(decision("d", table({"w": 'string|"a","b"'}, output(), '"a";1', '"c";2', '"b","c";3')))
    reading = carried(text)
    assert len(reading.book.decisions["d"].rules) == 2
    assert "rule 2 of 'd' can never match" in said(text)
    assert "'c' is not among the allowed values" in said(text)


def test_overlap_is_the_table_s_own_mistake() -> None:
    text = document(decision("d", table({"n": "number"}, output(), "< 5;1", "< 3;2")))
    imported = import_dmn(text, "x.dmn")
    assert [(found.code, found.span.file) for found in imported.findings] == [("D005", "decisions/d.yml")]


def test_values_that_are_ranked_by_nothing_are_named() -> None:
    outs = output("a", values='"x"') + output("b")
    text = document(decision("d", table({"n": "number"}, outs, '> 1;"x";1', '> 2;"x";2', policy="PRIORITY")))
    assert "do not rank all outcomes" in said(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (b"", "not XML"),
        (b"<definitions", "not XML"),
        (b"<definitions/>", "not a DMN file"),
        (b"<?xml version='1.0' encoding='nonsense'?><a/>", "encoding"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "document type"),
        (b"<a>" * 300 + b"</a>" * 300, "inside one another"),
        (document(), "no decisions"),
        (b" " * 8_000_001, "larger"),
    ],
)
def test_what_is_no_dmn_is_an_error_with_a_place(text: bytes, word: str) -> None:
    imported = import_dmn(text, "x.dmn")
    assert imported.files == {}
    (found,) = imported.findings
    assert found.code == "E001"
    assert word in found.message
    assert found.fix


def test_an_outcome_that_is_called_no_match_stays_what_it_is() -> None:
    inner = decision("low", table({"n": "number"}, output(), '< 5;"no match"'))
    outer = decision("top", table({"low": "string"}, output(), '"no match";1', "null;2"), requires="low")
    imported = import_dmn(document(inner, outer), "x.dmn")
    assert [found.code for found in imported.findings] == ["E004"]
    book = reading_of(imported.files).book
    assert [evaluate(book, "top", {"n": n}).result for n in (1, 9)] == [1, 2]
    assert evaluate(book, "low", {"n": 1}).result == "no match"


def test_what_a_decision_says_of_its_surroundings_is_named() -> None:
    made = decision("d", table({"n": "number"}, output(), "< 5;1", ">= 5;2"))
    around = '<allowedAnswers>1 or 2</allowedAnswers><decisionOwner href="#o"/><usingTask href="urn:t"/>'
    imported = import_dmn(document(made.replace("<decisionTable", f"{around}<decisionTable")), "x.dmn")
    (found,) = imported.findings
    assert found.code == "E003"
    assert found.message.endswith("reads it: allowed answers in words, decision owners, using tasks")
