"""DMN files as other tools write them, and what they say that looks alike and is not."""

from __future__ import annotations

from typing import Any

import pytest

from decisionbook.book import Reading
from decisionbook.decide import evaluate
from decisionbook.exchange.dmn_in import import_dmn
from decisionbook.exchange.dmn_out import to_dmn
from tests.exchange.dmn import data, decision, document, output, table
from tests.exchange.folder import reading_of


def read(text: bytes, *codes: str) -> Reading:
    """What the file becomes, with findings of these codes, in their order."""
    imported = import_dmn(text, "x.dmn")
    assert tuple(found.code for found in imported.findings) == codes, imported.findings
    return reading_of(imported.files)


# --- Constants that Python takes for one ----------------------------------------------------------------

ALIKE = [("true", True), ("1", 1), ('"true"', "true"), ('"1"', "1"), ("false", False), ("0", 0), ('"0"', "0")]


@pytest.mark.parametrize("ranked", [True, False])
def test_true_is_not_one(ranked: bool) -> None:
    rules = [f"{number};{text}" for number, (text, _) in enumerate(ALIKE)]
    values = ",".join(text for text, _ in ALIKE) if ranked else ""
    made = table({"n": "number"}, output("o", values), *rules, policy="PRIORITY" if ranked else "UNIQUE")
    book = read(document(data("n", "number"), decision("d", made))).book
    found = [evaluate(book, "d", {"n": number}).result for number in range(len(ALIKE))]
    assert list(map(repr, found)) == [repr(value) for _, value in ALIKE]


def test_true_and_one_of_an_inner_decision_are_told_apart() -> None:
    low = table({"n": "number"}, output("low"), "1;true", "2;1", policy="FIRST")
    top = table({"low": ""}, output("o"), 'true;"a truth"', '1;"a number"', policy="FIRST")
    parts = (decision("low", low), decision("top", top, requires="low"))
    book = read(document(data("n", "number"), *parts), "E004").book
    found = [evaluate(book, "top", {"low.n": number}).result for number in (1, 2)]
    assert found == ["a truth", "a number"]


def test_a_rank_is_not_shared_by_true_and_one() -> None:
    made = table({"n": "number"}, output("o", "1,true"), ">0;true", ">1;1", policy="PRIORITY")
    book = read(document(data("n", "number"), decision("d", made))).book
    assert [repr(evaluate(book, "d", {"n": number}).result) for number in (1, 2)] == ["True", "1"]


# --- Our own files --------------------------------------------------------------------------------------


def collecting(values: str) -> str:
    return f"""\
title: D
inputs: {{n: {{ask: N?, type: number}}}}
outcomes:
  x: {{title: X, values: {{o: {values.split(maxsplit=1)[0]}}}}}
  y: {{title: Y, values: {{o: {values.split()[1]}}}}}
hit_policy: collect
no_match: allowed
rules:
  - {{when: {{n: at least 1}}, then: y}}
  - {{when: {{n: at least 2}}, then: y}}
  - {{when: {{n: at least 3}}, then: x}}
"""


@pytest.mark.parametrize("values", ["1 2", "a b", "true 1"])
def test_what_collects_still_does_when_it_comes_back(values: str) -> None:
    book = reading_of({"decisions/d.yml": collecting(values)}).book
    again = read(to_dmn(book, "d").encode()).book
    assert again.decisions["d"].hit_policy == "collect"
    for number in range(4):
        assert evaluate(again, "d", {"n": number}).result == evaluate(book, "d", {"n": number}).result


def test_outcomes_of_one_number_repeat_it_however_it_is_written() -> None:
    book = reading_of({"decisions/d.yml": collecting("1 1.0")}).book
    again = read(to_dmn(book, "d").encode()).book
    assert evaluate(book, "d", {"n": 1}).result == [1]
    assert evaluate(book, "d", {"n": 3}).result == [1, 1]
    assert evaluate(again, "d", {"n": 3}).result == [1, 1, 1]  # DMN cannot tell them apart


@pytest.mark.parametrize("digits", ["1234567890" * 6, f"-{'9' * 50}.12345678", f"0.{'0' * 57}1"])
def test_the_longest_numbers_that_outcomes_have_come_back(digits: str) -> None:
    book = reading_of({"decisions/d.yml": collecting(f"{digits} 2")}).book
    again = read(to_dmn(book, "d").encode()).book
    assert evaluate(again, "d", {"n": 3}).result == evaluate(book, "d", {"n": 3}).result
    assert again.decisions["d"].outcomes["x"].values == book.decisions["d"].outcomes["x"].values


# --- Other tools ----------------------------------------------------------------------------------------


def test_what_is_subtracted_is_no_name() -> None:
    kie = """<itemDefinition name="tDrive"><itemComponent name="Limit"><typeRef>number</typeRef></itemComponent>
        <itemComponent name="Speed"><typeRef>number</typeRef></itemComponent></itemDefinition>"""
    made = table({"Drive.Speed - Drive.Limit": "number"}, output("fine"), ">= 30;500", "< 30;0")
    text = document(kie, data("Drive", "tDrive"), decision("d", made))
    imported = import_dmn(text, "x.dmn")
    messages = [found.message for found in imported.findings]
    computed = "the expression 'Drive.Speed - Drive.Limit' is not computed here; its value is asked"
    assert messages[1:] == [computed]
    assert "input 'Drive'" in messages[0]
    asked = reading_of(imported.files).book.decisions["d"].inputs
    assert [(own.id, own.ask) for own in asked.values()] == [
        ("drive-speed-drive-limit", "Drive.Speed - Drive.Limit")
    ]


def test_a_part_of_an_input_is_asked_without_a_word() -> None:
    parts = """<itemDefinition name="tDrive"><itemComponent name="Top Speed"><typeRef>number</typeRef>
        </itemComponent></itemDefinition>"""
    made = table({"Drive.Top Speed": "number"}, output("fine"), ">= 30;500", "< 30;0")
    book = read(document(parts, data("Drive", "tDrive"), decision("d", made))).book
    assert list(book.decisions["d"].inputs) == ["drive-top-speed"]
    book = read(document(data("Drive"), decision("d", made))).book
    assert list(book.decisions["d"].inputs) == ["drive-top-speed"]


def test_what_a_lost_decision_asks_is_no_second_finding() -> None:
    made = table({"n": "number"}, output("o"), "? > 5;1", "-;2")
    asks = '<informationRequirement><requiredInput href="#i-n"/></informationRequirement>'
    text = document(data("n", "number"), decision("d", asks + made))
    (found,) = import_dmn(text, "x.dmn").findings
    assert (found.code, found.span.line) == ("E002", 3)


def test_every_text_is_a_text() -> None:
    made = table({"s": "string"}, output("o"), 'not(null);"any"')
    book = read(document(data("s", "string"), decision("d", made)), "E004").book
    answers = [answer.id for answer in book.decisions["d"].inputs["s"].answers]
    assert {evaluate(book, "d", {"s": answer}).result for answer in answers} == {"any"}


CAMUNDA = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn"
  xmlns:biodi="http://bpmn.io/schema/dmn/biodi/2.0" id="dish" name="Dish" namespace="http://camunda.org/schema/1.0/dmn"
  exporter="Camunda Modeler" exporterVersion="5.1.0">
  <decision id="season" name="Season" camunda:historyTimeToLive="P30D"><decisionTable id="t1">
    <input id="i1" label="Temperature" biodi:width="150"><inputExpression id="e1" typeRef="integer"><text>temperature</text>
    </inputExpression></input>
    <output id="o1" label="season" name="season" typeRef="string"><outputValues id="v1"><text>"Warm","Cold"</text>
    </outputValues></output>
    <rule id="r1"><inputEntry id="c1"><text>&gt;30</text></inputEntry><outputEntry id="d1"><text>"Warm"</text></outputEntry></rule>
    <rule id="r2"><inputEntry id="c2"><text>&lt;=30</text></inputEntry><outputEntry id="d2"><text>"Cold"</text></outputEntry></rule>
  </decisionTable></decision>
  <decision id="dish" name="Dish"><informationRequirement id="q"><requiredDecision href="#season"/></informationRequirement>
  <decisionTable id="t2" hitPolicy="FIRST">
    <input id="i2" label="Season"><inputExpression id="e2" typeRef="string"><text>season</text></inputExpression></input>
    <output id="o2" label="Dish" name="desiredDish" typeRef="string"/>
    <rule id="r3"><description>Warms</description><inputEntry id="c3"><text>"Cold"</text></inputEntry>
      <outputEntry id="d3"><text><![CDATA["Stew"]]></text></outputEntry></rule>
    <rule id="r4"><inputEntry id="c4"><text></text></inputEntry><outputEntry id="d4"><text>"Salad"</text></outputEntry></rule>
  </decisionTable></decision>
</definitions>"""

TRISOTECH = """<semantic:definitions xmlns:semantic="http://www.omg.org/spec/DMN/20180521/MODEL/"
  xmlns:feel="http://www.omg.org/spec/DMN/20180521/FEEL/" xmlns:triso="http://www.trisotech.com/2015/triso/modeling"
  id="_1" name="Loan" namespace="http://www.trisotech.com/definitions/_1">
 <semantic:itemDefinition isCollection="false" name="tApplicant">
  <semantic:itemComponent isCollection="false" name="Age"><semantic:typeRef>feel:number</semantic:typeRef></semantic:itemComponent>
  <semantic:itemComponent name="Credit Score"><semantic:typeRef>feel:string</semantic:typeRef>
   <semantic:allowedValues triso:constraintsType="enumeration"><semantic:text>"Good", "Bad"</semantic:text></semantic:allowedValues>
  </semantic:itemComponent></semantic:itemDefinition>
 <semantic:inputData id="_a" name="Applicant"><semantic:variable id="_v" name="Applicant" typeRef="tApplicant"/></semantic:inputData>
 <semantic:decision id="_d" name="Eligibility"><semantic:variable id="_w" name="Eligibility" typeRef="feel:boolean"/>
  <semantic:informationRequirement id="_r"><semantic:requiredInput href="#_a"/></semantic:informationRequirement>
  <semantic:decisionTable hitPolicy="PRIORITY" id="_t" outputLabel="Eligibility" typeRef="feel:boolean">
   <semantic:input id="_i1"><semantic:inputExpression typeRef="feel:number"><semantic:text>Applicant.Age</semantic:text>
   </semantic:inputExpression></semantic:input>
   <semantic:input id="_i2"><semantic:inputExpression><semantic:text>Applicant.Credit Score</semantic:text>
   </semantic:inputExpression></semantic:input>
   <semantic:output id="_o"><semantic:outputValues><semantic:text>true, false</semantic:text></semantic:outputValues>
    <semantic:defaultOutputEntry><semantic:text>false</semantic:text></semantic:defaultOutputEntry></semantic:output>
   <semantic:annotation name="Reason"/>
   <semantic:rule id="_x"><semantic:inputEntry id="_x1"><semantic:text>&gt;= 18</semantic:text></semantic:inputEntry>
    <semantic:inputEntry id="_x2"><semantic:text>not("Bad")</semantic:text></semantic:inputEntry>
    <semantic:outputEntry id="_x3"><semantic:text>true</semantic:text></semantic:outputEntry>
    <semantic:annotationEntry><semantic:text>Of age *and* good</semantic:text></semantic:annotationEntry></semantic:rule>
  </semantic:decisionTable></semantic:decision></semantic:definitions>"""


@pytest.mark.parametrize(
    ("text", "name", "answers", "result"),
    [
        (CAMUNDA, "dish", {"season.temperature": 31}, "Salad"),
        (CAMUNDA, "dish", {"season.temperature": 30}, "Stew"),
        (TRISOTECH, "eligibility", {"applicant-age": 18, "applicant-credit-score": "good"}, True),
        (TRISOTECH, "eligibility", {"applicant-age": 18, "applicant-credit-score": "bad"}, False),
        (TRISOTECH, "eligibility", {"applicant-age": 17, "applicant-credit-score": "good"}, False),
    ],
)
def test_files_of_other_tools(text: str, name: str, answers: dict[str, Any], result: Any) -> None:
    assert evaluate(read(text.encode()).book, name, answers).result == result


def test_annotations_of_other_tools_are_reasons_that_show_what_they_say() -> None:
    (rule,) = read(TRISOTECH.encode()).book.decisions["eligibility"].rules
    assert rule.because is not None
    assert rule.because.text == r"Of age \*and\* good"


@pytest.mark.parametrize(
    "cell",
    [
        'date and time("2026-01-01T00:00:00")',
        'duration("P1D")',
        "? > 5",
        "> 5 and < 10",
        "between 1 and 5",
        "in (1,2)",
        '["a","b"]',
        'starts with(?, "a")',
        "High",
        "'High'",
        "“High”",
        "1e3",
        "> 5 // big",
        "#{amount > 5}",
    ],
)
def test_more_than_s_feel_is_refused_where_it_stands(cell: str) -> None:
    made = table({"n": ""}, output("o"), "-;1", f"{cell};2")
    (found,) = import_dmn(document(decision("d", made)), "x.dmn").findings
    assert (found.code, found.span.line) == ("E002", 2)
    assert f"the cell '{cell}'" in found.message
    assert found.fix


@pytest.mark.parametrize(
    ("language", "codes"),
    [("juel", ["E002"]), ("groovy", ["E002"]), ("feel", []), ("http://www.omg.org/spec/FEEL/20140401", [])],
)
def test_cells_in_other_languages_are_refused(language: str, codes: list[str]) -> None:
    made = table({"n": "number"}, output("o"), "> 5;1", "-;2")
    said = made.replace("<inputEntry>", f'<inputEntry expressionLanguage="{language}">', 1)
    found = import_dmn(
        document(data("n", "number"), decision("d", said.replace("UNIQUE", "FIRST"))), "x.dmn"
    ).findings
    assert [each.code for each in found if each.is_error] == codes
