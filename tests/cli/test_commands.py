"""The commands: what they print where, and how they end."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from decisionbook.cli import COMMANDS

PICK = Path("decision_data/decisions/pick.yml")


def spoil(old: str, new: str) -> None:
    text = PICK.read_text(encoding="utf-8")
    assert old in text
    PICK.write_text(text.replace(old, new), encoding="utf-8")


def test_every_command_has_help(run):
    for name in COMMANDS:
        status, out, _ = run(name, "--help")
        assert status == 0
        assert out.startswith("Usage:")


def test_the_package_runs_as_the_command():
    ran = subprocess.run(
        [sys.executable, "-m", "decisionbook", "check"], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "no errors, no warnings\n"


def test_a_misspelt_command(run):
    status, out, err = run("evalute")
    assert (status, out) == (2, "")
    assert "did you mean 'evaluate'?" in err


def test_check_of_a_sound_book(run):
    status, out, err = run("check")
    assert (status, out, err) == (0, "no errors, no warnings\n", "")


def test_check_reports_and_ends_with_one(run):
    spoil("then: throw", "then: thow")
    status, out, _ = run("check")
    assert status == 1
    assert out == (
        "decision_data/decisions/pick.yml:11:59: error R001 'thow' is not an outcome of this decision\n"
        "  11 |   - {id: bad, when: {fresh: no, size: at least 10}, then: thow}\n"
        "     |                                                           ^^^^\n"
        "     = fix: did you mean 'throw'?   (decisionbook check --fix)\n"
        "1 error, no warnings; 1 fixable\n"
    )


def test_check_fix_mends_and_keeps_the_rest(run):
    before = PICK.read_text(encoding="utf-8")
    spoil("then: throw", "then: thow")
    status, _, err = run("check", "--fix")
    assert status == 0
    assert err == "mended 1 place in 1 file: decision_data/decisions/pick.yml\n"
    assert PICK.read_text(encoding="utf-8") == before


def test_check_as_json(run):
    spoil("size: under 10}", "size: under 9}")
    status, out, _ = run("check", "--format", "json")
    found = json.loads(out)
    assert (status, found["errors"], found["warnings"]) == (1, 1, 0)
    (gap,) = found["findings"]
    assert (gap["code"], gap["file"]) == ("D004", "decision_data/decisions/pick.yml")
    assert gap["message"] == "Nobody handles: fresh = no, size = 9"


def test_check_of_one_file_leaves_the_others_out(run):
    Path("decision_data/options").mkdir()
    Path("decision_data/options/a.yml").write_text("name: A\n", encoding="utf-8")
    assert run("check", "decision_data/decisions")[0] == 0
    assert run("check", "decision_data/options/a.yml")[0] == 1
    assert run("check", "elsewhere.yml")[0] == 2


def test_check_of_a_page_says_who_checks_it(run):
    Path("docs").mkdir()
    Path("docs/index.md").write_text("# A\n", encoding="utf-8")
    for path in ("docs", "docs/index.md"):
        status, _, err = run("check", path)
        assert status == 2
        assert "Pages are checked as the site is built" in err


def test_strict_takes_warnings_for_errors(run):
    Path("decision_data/sources.yml").write_text("s: {title: S, kind: paper}\n", encoding="utf-8")
    assert run("check")[0] == 0
    assert run("check", "--strict")[0] == 1


def test_check_without_data(run):
    status, out, _ = run("check", "--data", "nowhere")
    assert status == 1
    assert "S009" in out or "Y010" in out


def test_evaluate_decided(run):
    status, out, err = run("evaluate", "pick", "fresh=yes", "--format", "json")
    assert (status, err) == (0, "")
    assert json.loads(out) == {
        "decision": "pick",
        "status": "decided",
        "outcomes": ["keep"],
        "possible": ["keep"],
        "rules": ["good"],
        "next": None,
        "result": "keep",
    }


def test_evaluate_open(run):
    status, out, _ = run("evaluate", "pick", "fresh=no", "--format", "json")
    found = json.loads(out)
    assert (status, found["status"], found["outcomes"], found["next"]) == (0, "open", [], "size")


def test_evaluate_in_words(run):
    status, out, _ = run("evaluate", "pick", "fresh=yes")
    assert status == 0
    assert out.startswith("Pick one: Keep it (keep)\n\nWhy\n  good: It lasts.\n")


def test_evaluate_refuses_what_it_cannot_use(run):
    status, out, err = run("evaluate", "pick", "fresh=maybe", "size=big")
    assert (status, out) == (1, "")
    assert "'fresh' cannot be 'maybe'; it takes yes or no (or unknown)." in err
    assert "'size' cannot be 'big'" in err


def test_evaluate_wrong_usage(run):
    assert run("evaluate", "pik")[0] == 2
    assert "did you mean 'pick'?" in run("evaluate", "pik")[2]
    assert run("evaluate", "pick", "fresh")[0] == 2


@pytest.mark.parametrize("command", ["evaluate", "tree", "analyze"])
def test_without_an_id_the_decisions_are_listed(run, command):
    status, out, err = run(command)
    assert (status, out) == (2, "")
    assert err.endswith(f"Name its ID:\n\n  pick  Pick one\n\nFor example: decisionbook {command} pick\n")
    assert run(command, "fresh=yes")[2] == err
    PICK.unlink()
    assert "There is no decision in 'decision_data'" in run(command)[2]
    assert "There is no folder 'elsewhere'" in run(command, "pick", "--data", "elsewhere")[2]


def test_an_error_that_is_told_at_another_file_touches_the_decision_all_the_same(run):
    outer = "title: O\ninputs: {first: {decision: pick}}\noutcomes: {a: {title: A}, b: {title: B}}\n"
    outer += "rules: [{when: {first: keeep}, then: a}]\notherwise: {then: b}\n"
    for name in ("one", "two"):
        PICK.with_name(f"{name}.yml").write_text(outer, encoding="utf-8")
    assert run("check")[1].count("is not an outcome of decision 'pick'; 2 places name it") == 1
    status, out, err = run("evaluate", "two", "first=keep")
    assert (status, out.startswith("O: A (a)")) == (1, True)
    assert "two.yml:4:24: error D002 'keeep'" in err


SHARED = "title: {title}\ninputs: {{{asked}: shared}}\noutcomes: {{a: {{title: A}}, b: {{title: B}}}}\n"
SHARED += "rules: [{{when: {{{asked}: yes}}, then: a}}]\notherwise: {{then: b}}\n"


@pytest.mark.parametrize(
    ("inputs", "touched"),
    [
        ("one: {ask: One?}\ntwo: {aks: Two?}\n", {"two"}),
        ("one: {ask: One?, unit: m}\ntwo: {ask: Two?}\n", {"one"}),
        ("one:\n  ask: One?\n  unit: m\ntwo:\n  ask: Two?\n  help: [x]\n", {"one", "two"}),
        ("one: {ask: One?}\ntwo:\task: Two?\n", {"one", "two"}),
    ],
)
def test_an_error_in_a_shared_input_touches_the_decisions_that_ask_it(run, inputs, touched):
    for asked in ("one", "two"):
        text = SHARED.format(title=asked, asked=asked)
        PICK.with_name(f"asks-{asked}.yml").write_text(text, encoding="utf-8")
    (PICK.parent.parent / "inputs.yml").write_text(inputs, encoding="utf-8")
    assert run("check")[0] == 1
    assert {asked for asked in ("one", "two") if run("evaluate", f"asks-{asked}")[0]} == touched
    assert {asked for asked in ("one", "two") if run("analyze", f"asks-{asked}")[0]} == touched
    assert run("evaluate", "pick")[0] == 0


def test_two_decisions_of_one_id_touch_one_another(run):
    PICK.parent.joinpath("more").mkdir()
    PICK.parent.joinpath("more", "pick.yml").write_text(PICK.read_text(encoding="utf-8"), encoding="utf-8")
    status, _, err = run("evaluate", "pick", "fresh=yes")
    assert (status, "R002 the decision 'pick' is defined twice" in err) == (1, True)


def test_a_gap_is_shown_and_the_answer_still_given(run):
    spoil("size: under 10}", "size: under 9}")
    status, out, err = run("evaluate", "pick", "fresh=no", "size=20", "--format", "json")
    assert status == 1
    assert json.loads(out)["outcomes"] == ["throw"]
    assert "D004" in err


def test_a_decision_that_lost_a_rule_gives_no_answer(run):
    spoil("{fresh: no, size: under 10}", "{fresh: perhaps, size: under 10}")
    for command in ("evaluate", "analyze", "tree"):
        status, out, err = run(command, "pick")
        assert (status, out) == (1, "")
        assert "there is no answer to trust" in err


def test_batch(run):
    rows = '{"fresh": true}\n{"fresh": "no", "size": 3}\nnonsense\n[1]\n{"fresh": 7}\n{"fresh": null}\n'
    status, out, _ = run("evaluate", "pick", "--batch", "-", stdin=rows)
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 1
    assert [line.get("result", "error") for line in lines] == [
        "keep",
        "keep",
        "error",
        "error",
        "error",
        None,
    ]
    assert lines[5]["status"] == "open"
    assert run("evaluate", "pick", "--batch", "-", "--format", "json", stdin=rows) == (status, out, "")


def test_a_batch_reads_every_digit_of_a_number(run):
    spoil(", integer: yes", "")
    spoil("under 10}", f"under {2**53}.5}}")
    spoil("at least 10}", f"at least {2**53}.5}}")
    rows = f'{{"fresh": false, "size": {2**53}.5}}\n{{"fresh": false, "size": 1e1}}\n'
    status, out, _ = run("evaluate", "pick", "--batch", "-", stdin=rows)
    assert status == 0
    assert [json.loads(line)["rules"] for line in out.splitlines()] == [["bad"], ["small"]]
    assert run("evaluate", "pick", "fresh=no", f"size={2**53}.5", "--format", "json")[1] in out


def test_analyze(run):
    status, out, _ = run("analyze", "pick", "--format", "json")
    proof = json.loads(out)
    assert status == 0
    assert (proof["complete"], proof["gaps"], proof["combinations"]) == (True, [], 4)
    assert proof["questions"]["worst"] == 2
    assert "all 4 combinations are handled" in run("analyze", "pick")[1]


def test_tree_in_every_format(run):
    assert "Is it fresh? [fresh]" in run("tree", "pick")[1]
    assert json.loads(run("tree", "pick", "--format", "json")[1])
    assert run("tree", "pick", "--format", "mermaid")[1].startswith("flowchart LR\n")
    assert ET.fromstring(run("tree", "pick", "--format", "svg")[1]).tag.endswith("svg")


def test_pages_are_written_once_and_never_over_a_persons_own(run):
    Path("docs/decisions").mkdir(parents=True)
    own = Path("docs/decisions/index.md")
    own.write_text("# Mine\n\n/// decision | pick\n///\n", encoding="utf-8")
    status, _, err = run("pages", "--out", "docs")
    assert status == 0
    assert "kept your own docs/decisions/index.md" in err
    assert own.read_text(encoding="utf-8").startswith("# Mine")
    assert "/// decision | pick" in Path("docs/decisions/pick.md").read_text(encoding="utf-8")
    PICK.rename(PICK.with_name("choose.yml"))
    own.write_text("/// decision | pick\n///\n", encoding="utf-8")
    status, _, err = run("pages", "--out", "docs")
    assert status == 1
    assert "docs/decisions/index.md:1:" in err
    assert not Path("docs/decisions/pick.md").exists()


def test_schema(run):
    assert set(json.loads(run("schema")[1])) >= {"option", "decision", "glossary"}
    assert run("schema", "--out", "schemas")[0] == 0
    assert json.loads(Path("schemas/decision.json").read_text(encoding="utf-8"))["title"] == "Decision"


def test_the_command_itself(book):
    command = [str(Path(sys.executable).with_name("decisionbook")), "check"]
    done = subprocess.run(command, cwd=book, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "no errors, no warnings\n", "")
