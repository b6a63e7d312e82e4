"""One mistake, one message: where it is, what it is, how to mend it."""

import pytest

from tests.resolve.folder import DECISION, resolved

PAIR = {"options/a.yml": "", "options/b.yml": ""}

NUMBER = """title: D
inputs: {weight: {ask: How heavy?, type: number, min: none}}
outcomes: {x: {title: X}, y: {title: Y}}
rules:
  - {when: {weight: at least 5}, then: x}
otherwise: y
"""

B_STRONG = "name: B\nsummary: S\nstrengths: [Fast.]\naliases_of_id: [old]\n"


def comparison(rows: str) -> dict[str, str]:
    body = "\n".join(f"      {line}" for line in rows.strip("\n").split("\n"))
    return {**PAIR, "comparisons/c.yml": f"    title: C\n    options: [a, b]\n    criteria:\n{body}\n"}


def decision(old: str = "", new: str = "") -> dict[str, str]:
    assert old in DECISION
    return {"decisions/d.yml": DECISION.replace(old, new) if old else DECISION}


CASES = {
    "a sound decision": (decision(), []),
    "misspelt key": (
        {"options/a.yml": "name: A\nsummary: S\nstrenghts: [x]\n"},
        ["options/a.yml:3:1 S001 unknown key 'strenghts' | did you mean 'strengths'?"],
    ),
    "misspelt required key is one finding": (
        {"options/a.yml": "nmae: A\nsummary: S\n"},
        ["options/a.yml:1:1 S001 unknown key 'nmae' | did you mean 'name'?"],
    ),
    "key of nobody": (
        {"options/a.yml": "name: A\nsummary: S\nzzz: x\n"},
        [
            "options/a.yml:3:1 S001 unknown key 'zzz' | known keys: name, short, aliases, summary, cues, choose_when, avoid_when, strengths, weaknesses, failure_modes, first_steps, related, sources, disputed_by, checked, expires, waive, owner, aliases_of_id",
        ],
    ),
    "missing key": (
        {"options/a.yml": "name: A\n"},
        [
            "options/a.yml:1:1 S002 option 'a' has no 'summary' | add `summary:` (what it is, in a sentence or two)"
        ],
    ),
    "key without a value": (
        {"options/a.yml": "name: A\nsummary:\n"},
        ["options/a.yml:2:1 S008 'summary' has no value | write it behind the ':'"],
    ),
    "list where a text belongs": (
        {"options/a.yml": "name: [A]\nsummary: S\n"},
        [
            "options/a.yml:1:7 S003 a list stands where a text is expected | write one text; if it begins with '[' or '- ', put it in quotes"
        ],
    ),
    "a first word and a colon in a claim": (
        {"options/a.yml": "name: A\nsummary: S\nstrengths:\n  - Cost: it is low.\n"},
        [
            (
                "options/a.yml:4:5 S001 unknown key 'Cost' | quote the whole text: "
                "the ': ' in it made a key of its beginning"
            )
        ],
    ),
    "two outcomes where a rule names one": (
        decision("then: keep", "then: [keep, throw]"),
        [
            (
                "decisions/d.yml:8:42 S003 a list stands where one id is expected | name one; outcomes that may hold "
                "together take a rule each, and `hit_policy: collect`"
            )
        ],
    ),
    "text where a list belongs": (
        {"options/a.yml": "name: A\nsummary: S\nstrengths: Fast.\n"},
        [
            "options/a.yml:3:12 S003 a text stands where a list is expected | put `- ` before each entry, on lines of their own"
        ],
    ),
    "a date in words": (
        {"options/a.yml": "name: A\nsummary: S\nchecked: 20 November 2026\n"},
        [
            "options/a.yml:3:10 S003 '20 November 2026' is not a date | write year-month-day, such as 2026-11-20"
        ],
    ),
    "a day that no month has": (
        {"options/a.yml": "name: A\nsummary: S\nchecked: 2026-11-31\n"},
        ["options/a.yml:3:10 S003 '2026-11-31' is not in the calendar | check the month and the day"],
    ),
    "a bad id": (
        {"options/Big Idea.yml": "name: A\nsummary: S\n"},
        [
            "options/Big Idea.yml:1:1 S005 'Big Idea' is not an id; the file's name is the id | use a-z, 0-9 and single '-' or '_': big-idea"
        ],
    ),
    "two joints in an id": (
        {
            "options/big__idea.yml": "name: A\nsummary: S\n",
            "checklists/c.yml": "title: C\nitems:\n- {id: a-_b, text: T}\n",
        },
        [
            "checklists/c.yml:3:8 S005 'a-_b' is not an id | use a-z, 0-9 and single '-' or '_': a-b",
            "options/big__idea.yml:1:1 S005 'big__idea' is not an id; the file's name is the id | use a-z, 0-9 and single '-' or '_': big-idea",
        ],
    ),
    "a rule without an outcome": (
        decision("then: keep}", "because: Fine}"),
        ["decisions/d.yml:8:5 D003 rule \"good\" has no outcome | Add 'then:', one of: keep, throw"],
    ),
    "a misspelt outcome": (
        decision("then: keep}", "then: kep}"),
        ["decisions/d.yml:8:42 R001 'kep' is not an outcome of this decision | did you mean 'keep'?"],
    ),
    "a misspelt input": (
        decision("{fresh: yes}", "{frsh: yes}"),
        ["decisions/d.yml:8:23 R001 'frsh' is not an input of this decision | did you mean 'fresh'?"],
    ),
    "an answer nobody can give": (
        decision("{fresh: yes}", "{fresh: perhaps}"),
        ["decisions/d.yml:8:30 D001 'perhaps' is not yes or no | write yes or no"],
    ),
    "a number grouped by a comma": (
        {
            "decisions/d.yml": "title: D\ninputs: {n: {ask: N?, type: number}}\noutcomes: {x: {title: X}}\nrules:\n  - {when: {n: under 1,000}, then: x}\notherwise: x\n"
        },
        ["decisions/d.yml:5:16 Y008 a comma ended this number; group digits with '_' | write under 1_000"],
    ),
    "two rules of one id": (
        decision("id: bad", "id: good"),
        ["decisions/d.yml:9:10 R002 two rules have the id 'good' | rename one"],
    ),
    "a misspelt type beside a direction": (
        {
            "options/b.yml": "name: B\nsummary: s\n",
            "comparisons/c.yml": "title: C\noptions: [b]\ncriteria:\n- {id: x, name: X, type: zzz, better: lower, cells: {b: 2}}\n",
        },
        [
            "comparisons/c.yml:4:26 S004 'zzz' is not allowed for 'type' | write one of: text, number, boolean, date, level"
        ],
    ),
    "an unknown key in place of the reason": (
        {
            "sources.yml": "s: {title: S, kind: paper}\n",
            "decisions/d.yml": "title: D\ninputs: {q: {ask: Q?}}\noutcomes: {x: {title: X}, y: {title: Y}}\nrules:\n  - {when: {q: yes}, then: x, xyzzy: w, sources: [s]}\n  - {when: {q: no}, then: y}\n",
        },
        [
            "decisions/d.yml:5:31 S001 unknown key 'xyzzy' | known keys: id, when, then, because, sources, disputed_by, checked, expires"
        ],
    ),
    "too few answers": (
        {
            "decisions/d.yml": "title: D\ninputs: {q: {ask: Q?, answers: {a: A}}}\noutcomes: {x: {title: X}, y: {title: Y}}\nrules:\n  - {when: {q: a}, then: x}\notherwise: {then: y}\n"
        },
        ["decisions/d.yml:2:23 S008 'answers' needs at least 2 entries | add what belongs here"],
    ),
    "everything that an entity lacks": (
        {"checklists/c.yml": "owner: me\n"},
        [
            "checklists/c.yml:1:1 S002 checklist 'c' has no 'items' | add `items:` (the items, in order)",
            "checklists/c.yml:1:1 S002 checklist 'c' has no 'title' | add `title:` (its title)",
        ],
    ),
    "a sum without numbers": (
        {
            "decisions/d.yml": "title: D\ninputs: {q: {ask: Q?}}\noutcomes: {x: {title: X, values: {n: 1}}, y: {title: Y}, z: {title: Z, values: {n: two}}}\nhit_policy: rule-order\naggregate: sum\nrules:\n  - {when: {q: yes}, then: x}\n  - {when: {q: no}, then: y}\n  - {when: {}, then: z}\n"
        },
        [
            "decisions/d.yml:5:1 S007 `aggregate: sum` needs one number from each outcome; 'y' gives none | write `values: {d: 1}` with its number in outcome 'y' and in 1 more"
        ],
    ),
    "a list whose only entry lacks something": (
        {"checklists/c.yml": "title: C\nitems:\n  - {id: agree}\n"},
        ["checklists/c.yml:3:5 S002 item \"agree\" has no 'text' | add `text:` (what must be true)"],
    ),
    "a question and a title without a value": (
        {
            "decisions/d.yml": DECISION.replace("{ask: Is it fresh?}", "{ask: }").replace(
                "{title: Keep it}", "{title: }"
            )
        },
        [
            "decisions/d.yml:3:11 S008 'ask' has no value | write it behind the ':'",
            "decisions/d.yml:5:10 S008 'title' has no value | write it behind the ':'",
        ],
    ),
    "no rules": (
        {"decisions/d.yml": "title: D\ninputs: {a: {ask: A?}}\noutcomes: {x: {title: X}}\n"},
        ["decisions/d.yml:1:1 S002 decision 'd' has no rules | add `rules:`, or `start:` and `steps:`"],
    ),
    "an unknown hit policy": (
        decision("rules:", "hit_policy: frist\n    rules:"),
        ["decisions/d.yml:7:13 S004 'frist' is not allowed for 'hit_policy' | did you mean 'first'?"],
    ),
    "a type that its neighbour contradicts": (
        decision("{ask: Is it fresh?}", "{ask: Is it fresh?, unit: days}"),
        [
            "decisions/d.yml:3:30 S007 'unit' says nothing about a boolean input | remove it, or write `type: number`"
        ],
    ),
    "a removed option that others cite": (
        {
            **comparison("- id: x\n  name: X\n  cells: {a: 1, b: 2}"),
            "options/b.yml": "name: B\nsummary: See [the other](option:gone).\nrelated: [gone]\n",
        },
        [
            "options/b.yml:3:11 R001 there is no option 'gone'; 2 places name it | add options/gone.yml (decisionbook new option gone), or name another: a, b; if it is gone for good, take it out of these places; if it was renamed, write `aliases_of_id: [gone]` into the new one"
        ],
    ),
    "two ids without a comma between": (
        {
            "options/a.yml": "name: A\nsummary: B.\nsources: [one two]\n",
            "sources.yml": "one: {title: A, kind: book}\ntwo: {title: B, kind: book}\n",
        },
        ["options/a.yml:3:11 R001 there is no source 'one two' | put a comma between ids: one, two"],
    ),
    "a claim with a colon in it": (
        {"options/a.yml": "name: A\nsummary: B.\ncues:\n  - It must know: prices.\n"},
        [
            "options/a.yml:4:5 S001 unknown key 'It must know' | quote the whole text: the ': ' in it made a key of its beginning"
        ],
    ),
    "a source without a text that it supports": (
        {"checklists/c.yml": "title: C\nsources: [gone]\nitems: [{id: agree, text: It holds.}]\n"},
        [
            "checklists/c.yml:2:1 P007 'sources' stands beside no text, so no page shows it | add `summary:` with the text that it is about, or move it to that text",
            "checklists/c.yml:2:11 R001 there is no source 'gone' | add it to sources.yml (decisionbook new source gone)",
        ],
    ),
    "a dispute of an outcome whose text is that of its option": (
        {
            **PAIR,
            "sources.yml": "s: {title: S, kind: data}\n",
            "decisions/d.yml": "title: D\ninputs: {a: {ask: A?}}\noutcomes: {a: {option: a, disputed_by: [s]}, b: B}\n"
            "rules: [{when: {a: yes}, then: a}]\notherwise: b\n",
        },
        [
            "decisions/d.yml:3:27 P007 'disputed_by' stands beside no text, so no page shows it | add `summary:` with the text that it is about, or move it to that text"
        ],
    ),
    "a title above several outcomes where there is one": (
        {
            "decisions/d.yml": "title: D\ninputs: {a: {ask: A?}}\noutcomes: {a: A, b: B}\nhit_policy: first\n"
            "several: Both\nrules: [{when: {a: yes}, then: a}]\notherwise: b\n",
        },
        [
            "decisions/d.yml:5:1 D010 'several' is never shown: it stands above outcomes that are collected | remove it, or write `hit_policy: collect`"
        ],
    ),
    "a source beside a takeaway": (
        {
            **PAIR,
            "sources.yml": "s: {title: S, kind: data}\n",
            "comparisons/c.yml": "title: C\ntakeaway: T\nsources: [s]\noptions: [a, b]\n"
            "criteria: [{id: x, name: X, cells: {a: 1, b: 2}}]\n",
        },
        [],
    ),
    "a link that leads nowhere": (
        {"options/a.yml": "name: A\nsummary: See [the other](option:aa-long).\n", "options/aa-lon.yml": ""},
        ["options/a.yml:2:33 T003 there is no option 'aa-long' | did you mean 'aa-lon'?"],
    ),
    "a link to a term that is an option": (
        {"options/a.yml": "name: A\nsummary: '[b](term:b#strengths)'\n", "options/b.yml": B_STRONG},
        [],
    ),
    "a link to the old id of an option as a term": (
        {"options/a.yml": "name: A\nsummary: '[b](term:old)'\n", "options/b.yml": B_STRONG},
        [],
    ),
    "a misspelt link to a term that is an option": (
        {"options/a.yml": "name: A\nsummary: '[b](term:bean)'\n", "options/beans.yml": ""},
        ["options/a.yml:2:20 T003 there is no term 'bean' | did you mean 'beans'?"],
    ),
    "a link to a part that is not there": (
        {
            **comparison("- id: update-path\n  name: X\n  cells: {a: 1, b: 2}"),
            "options/a.yml": "name: A\nsummary: '[x](comparison:c#update-pth)'\n",
        },
        ["options/a.yml:2:28 T003 comparison 'c' has no part 'update-pth' | did you mean 'update-path'?"],
    ),
    "a column and its cells by one misspelt id": (
        {
            "options/b.yml": "name: B\nsummary: s\n",
            "options/alpha.yml": "name: Alpha\nsummary: s\n",
            "comparisons/c.yml": "title: C\noptions: [alpah, b]\ncriteria:\n- id: x\n  name: X\n  cells: {alpah: 1, b: 2}\n",
        },
        ["comparisons/c.yml:2:11 R001 there is no option 'alpah' | did you mean 'alpha'?"],
    ),
    "a column and its cells by an old id": (
        {
            "options/a.yml": "name: A\nsummary: s\naliases_of_id: [old]\n",
            "options/b.yml": "name: B\nsummary: s\n",
            "comparisons/c.yml": "title: C\noptions: [old, b]\ncriteria:\n- id: x\n  name: X\n  cells: {old: 1, b: 2}\n",
        },
        [],
    ),
    "raw HTML in a text": (
        {"options/a.yml": "name: A\nsummary: Some <b>bold</b> text.\n"},
        [
            "options/a.yml:2:15 T002 raw HTML reaches the page as text: '<b>' | write Markdown; to show it as text, put it between backticks",
        ],
    ),
    "a missing cell": (
        comparison("- id: x\n  name: X\n  cells: {a: 1}\n- id: y\n  name: Y\n  cells: {a: 1, b: 2}"),
        [
            "comparisons/c.yml:6:5 C001 criterion 'x' has no cell for 'b' | add `b: …`; `b: unknown` leaves it open"
        ],
    ),
    "an option without any cells": (
        comparison("- id: x\n  name: X\n  cells: {a: 1}\n- id: y\n  name: Y\n  cells: {a: 1}"),
        [
            "comparisons/c.yml:2:14 C001 'b' has no cells: 2 criteria lack one | add `b: …` under 'cells' of each criterion; `unknown` leaves a cell open"
        ],
    ),
    "a cell for nobody": (
        comparison("- id: x\n  name: X\n  cells: {a: 1, b: 2, zebra: 3}"),
        [
            "comparisons/c.yml:6:25 C004 this comparison has no option 'zebra' | add it to 'options', or remove the cell; options: a, b"
        ],
    ),
    "a number with its unit": (
        comparison(
            "- id: x\n  name: X\n  type: number\n  unit: s\n  better: lower\n  cells: {a: 14 s, b: 2}"
        ),
        ["comparisons/c.yml:9:16 C008 '14 s' holds its unit | write 14"],
    ),
    "a type that no cell has": (
        comparison("- id: x\n  name: X\n  type: number\n  better: no\n  cells: {a: yes, b: no}"),
        [
            'comparisons/c.yml:6:11 C002 no cell of criterion "x" is a number | write `type: boolean`, or change the cells'
        ],
    ),
    "a type that only one cell lacks": (
        comparison("- id: x\n  name: X\n  type: boolean\n  cells: {a: yes, b: often}"),
        [
            "comparisons/c.yml:7:24 C002 'often' is not yes or no | write yes or no; a cell may also be `unknown` or `not-applicable`"
        ],
    ),
    "cells that are all open in other words": (
        comparison("- id: x\n  name: X\n  type: number\n  better: lower\n  cells: {a: n/a, b: '?'}"),
        [
            "comparisons/c.yml:8:16 C002 'n/a' is not a number | did you mean 'not-applicable'?",
            "comparisons/c.yml:8:24 C002 '?' is not a number | did you mean 'unknown'?",
        ],
    ),
    "numbers with a caveat": (
        comparison("- id: x\n  name: X\n  type: number\n  better: lower\n  cells: {a: up to 5, b: 7+}"),
        [
            "comparisons/c.yml:8:16 C002 'up to 5' is not a number | write {value: 5, note: \"up to 5\"}",
            "comparisons/c.yml:8:28 C002 '7+' is not a number | write {value: 7, note: \"7+\"}",
        ],
    ),
    "a level that is open in other words": (
        comparison("- id: x\n  name: X\n  levels: {low: Low, high: High}\n  cells: {a: low, b: n/a}"),
        [
            "comparisons/c.yml:7:24 C003 'n/a' is not a level of this criterion | did you mean 'not-applicable'?"
        ],
    ),
    "a direction of another type": (
        comparison("- id: x\n  name: X\n  type: number\n  better: no\n  cells: {a: 1, b: 2}"),
        [
            "comparisons/c.yml:7:13 S007 'better: no' does not fit a criterion of type number | did you mean 'lower'?"
        ],
    ),
    "a level nobody listed": (
        comparison("- id: x\n  name: X\n  levels: {none: None, full: Full}\n  cells: {a: none, b: ful}"),
        ["comparisons/c.yml:7:25 C003 'ful' is not a level of this criterion | did you mean 'full'?"],
    ),
    "an empty cell": (
        comparison("- id: x\n  name: X\n  cells:\n    a: 1\n    b:"),
        [
            "comparisons/c.yml:8:7 S008 'b' has no value | write `unknown` or `not-applicable` to leave a cell open"
        ],
    ),
    "an option listed twice": (
        {
            **PAIR,
            "comparisons/c.yml": "title: C\noptions: [a, b, a]\ncriteria:\n  - {id: x, name: X, cells: {a: 1, b: 2}}\n",
        },
        ["comparisons/c.yml:2:17 R002 the option 'a' is listed twice | remove one of the two"],
    ),
    "a cell by the old and by the new id of its option": (
        {
            "options/a.yml": "name: A\nsummary: S\naliases_of_id: [was]\n",
            "options/b.yml": "name: B\nsummary: S\n",
            "comparisons/c.yml": "title: C\noptions: [a, b]\ncriteria:\n"
            "  - {id: x, name: X, cells: {was: 1, b: 2}}\n  - {id: y, name: Y, cells: {a: 1, b: 2, was: 3}}\n",
        },
        ["comparisons/c.yml:5:42 R002 the option 'a' has two cells in one criterion | remove one of the two"],
    ),
    "one id in two files": (
        {"options/a.yml": "", "options/more/a.yml": ""},
        [
            "options/more/a.yml:1:1 R002 the option 'a' is defined twice | rename one, or join them into one file"
        ],
    ),
    "an option that is also a term": (
        {"options/a.yml": "", "glossary.yml": "a: {term: A, definition: D}\n"},
        [
            "glossary.yml:1:1 R003 'a' is an option, and every option is a term already | remove the term, or give it another id"
        ],
    ),
    "a source that is not there": (
        {
            "options/a.yml": "name: A\nsummary: S\nsources: [ovadia]\n",
            "sources.yml": "ovadia-2024: {title: T, kind: paper}\n",
        },
        [
            (
                "options/a.yml:3:11 R001 there is no source 'ovadia' | did you mean 'ovadia-2024'? "
                "If not, add it to sources.yml (decisionbook new source ovadia)"
            )
        ],
    ),
    "a file that cannot be read is one finding, whoever refers to it": (
        {
            "options/a.yml": "name: A\nsummary: '[b](option:b)'\nrelated: [b]\n",
            "options/b.yml": "name: [B\nsummary: S\n",
        },
        ["options/b.yml:1:7 Y001 the '[' is never closed | add ']', or quote the text if '[' belongs to it"],
    ),
    "an old id that is taken": (
        {"options/a.yml": "name: A\nsummary: S\naliases_of_id: [b]\n", "options/b.yml": ""},
        ["options/a.yml:3:17 R004 'b' still leads to the option 'b' | remove it here, or rename the other"],
    ),
    "a misspelt key with a text in place of its list": (
        {
            "sources.yml": "s1: {title: T, kind: paper}\n",
            "options/a.yml": "name: A\nsummary: S\nsource: s1\n",
        },
        ["options/a.yml:3:1 S001 unknown key 'source' | write `sources: [s1]`"],
    ),
    "a misspelt key with prose in place of its list": (
        {"options/a.yml": "name: A\nsummary: S\nstrenghts: Fast, they say.\n"},
        ["options/a.yml:3:1 S001 unknown key 'strenghts' | write `strengths:`, and `- ` before each entry"],
    ),
    "null as a word": (
        decision("then: keep", "then: null"),
        [
            "decisions/d.yml:8:36 S008 'then' has no value: null stands for nothing | write it behind the ':'; if null is a word here, quote it: \"null\""
        ],
    ),
    "a question without an id": (
        {"faq.yml": "- {question: Q?, answer: A}\n"},
        ["faq.yml:1:3 S002 question 'q1' has no 'id' | add `id:` (its id)"],
    ),
    "a decision that needs itself": (
        decision("inputs:", "inputs:\n      own: {decision: d}"),
        [
            "decisions/d.yml:3:3 D014 decision 'd' needs its own outcome: d -> d | name another decision, or remove this input"
        ],
    ),
    "a condition on the outcome of the decision itself": (
        decision("{ask: Is it fresh?}", "{decision: d}"),
        [
            "decisions/d.yml:3:3 D014 decision 'd' needs its own outcome: d -> d | name another decision, or remove this input"
        ],
    ),
    "rules without one": (
        {"decisions/d.yml": "title: D\ninputs: {a: {ask: A?}}\noutcomes: {x: {title: X}}\nrules: []\n"},
        ["decisions/d.yml:1:1 S002 decision 'd' has no rules | add `rules:`, or `start:` and `steps:`"],
    ),
    "an empty table that allows it": (
        {
            "decisions/d.yml": "title: D\ninputs: {a: {ask: A?}}\noutcomes: {x: {title: X}}\nrules: []\nno_match: allowed\n"
        },
        [],
    ),
    "a maximum below nothing": (
        {"decisions/d.yml": NUMBER.replace("min: none", "max: -5")},
        [
            "decisions/d.yml:2:55 D022 'max' is below the default minimum of 0 | add `min:`, or `min: none`",
        ],
    ),
    "a date where a number was meant": (
        {"decisions/d.yml": NUMBER.replace("type: number, min: none", "type: date, unit: kg, integer: yes")},
        [
            "decisions/d.yml:2:48 S007 'unit' and 'integer' say nothing about a date input | write `type: number` beside them, or remove them"
        ],
    ),
    "a comma behind a name": (
        {"options/a.yml": "name: A,\nsummary: S,\nshort: 'B,'\n"},
        ["options/a.yml:1:7 Y008 a comma ends 'A,' | remove the comma"],
    ),
    "an old id that is the new one": (
        {"options/a.yml": "name: A\nsummary: S\naliases_of_id: [a]\n"},
        ["options/a.yml:3:17 R004 'a' is its id | remove it"],
    ),
    "an old id twice": (
        {"options/a.yml": "name: A\nsummary: S\naliases_of_id: [b, b]\n"},
        ["options/a.yml:3:20 R004 'b' is listed twice | remove it"],
    ),
    "levels that would be better if lower": (
        comparison("- {id: x, name: X, better: lower, levels: {l: L, h: H}, cells: {a: l, b: h}}"),
        [
            "comparisons/c.yml:4:30 S007 'better: lower' contradicts 'levels', which run from the worst to the best | remove it, and write the levels with the worst first"
        ],
    ),
    "a unit beside numbers without a type": (
        comparison("- {id: x, name: X, unit: ms, cells: {a: 5, b: 6 to 7}}"),
        [
            "comparisons/c.yml:4:22 S007 'unit' says nothing about a criterion of type text | write `type: number`, or remove it"
        ],
    ),
    "a unit beside texts, as sheets have them": (
        comparison("- {id: x, name: X, unit: ms, cells: {a: 5, b: fast}}"),
        [],
    ),
    "a unit and a direction without a type": (
        comparison("- {id: x, name: X, unit: ms, better: lower, cells: {a: 5, b: 6}}"),
        [
            "comparisons/c.yml:4:22 S007 'unit' and 'better' say nothing about a criterion of type text | write `type: number`, or remove it"
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_message(name, tmp_path):
    files, expected = CASES[name]
    assert resolved(tmp_path, files)[1] == expected
