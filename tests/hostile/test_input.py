"""Data made to break a reader ends in findings, with bounds on time, memory and output."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from decisionbook.book import MOST_SAME, read_book

MAIN = "from decisionbook.cli import main; main()"
MOST_MEMORY = 4_000_000_000
MOST_OUTPUT = 4_000_000
HEAD = "name: A\nsummary: x\n"


def listed(text: str, count: int) -> str:
    return f"{HEAD}strengths:\n" + f"- |\n  {text}\n" * count


BOMBS: dict[str, bytes | str] = {
    "aliases": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(20)),
    "lists in lists": "[" * 10_000,
    "mappings in mappings": "{a: " * 10_000,
    "dashes": "- " * 100_000,
    "indented keys": "".join(" " * i + "a:\n" for i in range(3_000)),
    "a text of 50 MB": HEAD + '"' + "x" * 50_000_000 + '"',
    "a comment of 7 MB": "#" * 7_000_000,
    "zeros": b"\0" * 1_000_000,
    "a zero": HEAD.encode() + b"a\0b",
    "a surrogate": HEAD.encode() + b"\xed\xa0\x80",
    "an escaped surrogate": HEAD + 'owner: "\\ud800"',
    "right to left": HEAD + "owner: abc\u202edef",
    "invisible": HEAD + "owner: " + "\u200b" * 49_000,
    "keys": "".join(f"k{i}: x\n" for i in range(30_000)),
    "one key": "name: x\n" * 100_000,
    "mistaken ids": HEAD + "related: [" + ",".join(f"q{i}" for i in range(40_000)) + "]",
    "tags": listed("<b>" * 16_000, 12),
    "links": listed("[x](option:q) " * 3_500, 12),
    "brackets": listed("[" * 49_000, 8),
    "open links": listed("[a](" * 12_000, 8),
    "stars": listed("**a_*" * 9_900, 8),
    "escapes": listed("\\*" * 24_000, 8),
    "backticks": listed("`` a ` " * 7_000, 8),
    "fences": listed("```x\n  ~~~y\n  " * 3_700, 4),
    "documents": "---\n" * 100_000,
    "comments in texts": HEAD + "strengths:\n" + "- a #b\n" * 50_000,
    "commas in texts": HEAD + "strengths: {" + "a b, " * 100_000 + "}",
    "tabs": "name:\tA\n" + "\t- x\n" * 100_000,
    "objects": HEAD + "strengths:\n" + "- !!python/object:os.system x\n" * 20_000,
    "UTF-16": HEAD.encode("utf-16"),
    "Latin-1": "name: Ä\nsummary: x\n".encode("latin-1"),
    "digits": HEAD + "checked: " + "9" * 49_000,
}  # fmt: skip
FINE = {"tags", "brackets", "open links", "stars", "escapes", "backticks", "fences"}
"""What is no more than odd prose."""


def limited() -> None:
    import resource  # there is none on Windows, and the test is skipped there

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def checked(folder: Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", MAIN, "check", "--data", "decision_data"]
    return subprocess.run(
        command, cwd=folder, capture_output=True, timeout=60, preexec_fn=limited, check=False
    )


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="bounds memory as Linux does")
@pytest.mark.parametrize("name", BOMBS)
def test_a_file_made_to_break_the_reader(tmp_path: Path, name: str) -> None:
    content = BOMBS[name]
    path = tmp_path / "decision_data" / "options" / "a.yml"
    path.parent.mkdir(parents=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    done = checked(tmp_path)
    assert done.returncode == (0 if name in FINE else 1), done.stderr[-500:]
    assert b"Traceback" not in done.stderr
    assert len(done.stdout) < MOST_OUTPUT
    last = done.stdout.decode().rstrip().rsplit("\n", 1)[-1]
    assert "error" in last


# --- Tables -----------------------------------------------------------------------------------------------


def table(inputs: list[str], rules: list[str], more: str = "otherwise: a\n", policy: str = "first") -> str:
    head = f"title: D\nhit_policy: {policy}\ninputs:\n{''.join(inputs)}outcomes: {{a: A, b: B}}\n"
    return f"{head}rules:\n{''.join(rules)}{more}"


def choices(count: int) -> list[str]:
    return [f"  i{k}: {{ask: q, answers: {{x: x, y: y, z: z, w: w}}}}\n" for k in range(count)]


def numbers(count: int) -> list[str]:
    return [f"  i{k}: {{ask: q, type: number, min: none}}\n" for k in range(count)]


def random_rules(count: int, inputs: int, used: int, chance: Random) -> list[str]:
    def when() -> str:
        return ", ".join(f"i{k}: {chance.choice('xyzw')}" for k in sorted(chance.sample(range(inputs), used)))

    return [f"- {{when: {{{when()}}}, then: {chance.choice('ab')}}}\n" for _ in range(count)]


def random_ranges(count: int, inputs: int, used: int, chance: Random) -> list[str]:
    def when() -> str:
        picked = sorted(chance.sample(range(inputs), used))
        return ", ".join(
            f"i{k}: at least {chance.randint(-(10**9), 10**9)}.{chance.randint(0, 99)}" for k in picked
        )

    return [f"- {{when: {{{when()}}}, then: {chance.choice('ab')}}}\n" for _ in range(count)]


def chain(length: int) -> dict[str, str]:
    """Each decision rests on the two before it, so ways through it double with each."""
    found = {
        "decisions/d0.yml": table(["  a: {ask: q}\n"], ["- {when: {a: yes}, then: a}\n"], "otherwise: b\n")
    }
    for k in range(1, length):
        inner = f"  p: {{ask: q, decision: d{k - 1}}}\n  q: {{ask: q, decision: d{max(0, k - 2)}}}\n  o: {{ask: q}}\n"
        rules = ["- {when: {p: a, q: b}, then: a}\n", "- {when: {p: b, o: yes}, then: a}\n"]
        found[f"decisions/d{k}.yml"] = table([inner], rules, "otherwise: b\n")
    return found


def cells(texts: list[str]) -> str:
    """Criteria whose cells hold these texts where numbers are expected."""
    rows = "".join(
        f"- {{id: c{k}, name: x, type: number, cells: {{a: '{text}', b: 1}}}}\n"
        for k, text in enumerate(texts)
    )
    return f"title: x\noptions: {{a: {{name: A}}, b: {{name: B}}}}\ncriteria:\n{rows}"


def tables() -> dict[str, dict[str, str]]:
    chance = Random(1)
    many = "".join(f"answer{k}: x, " for k in range(20_000))
    point = ", ".join(str(chance.randint(0, 10**6)) for _ in range(2_000))
    scattered = ", ".join(str(7 * k % 1_000_003) for k in range(100_000))
    parity = [
        "- {when: {" + ", ".join(f"i{j}: {'yes' if m >> j & 1 else 'no'}" for j in range(12)) + "}, then: "
        + "ab"[m.bit_count() % 2] + "}\n"
        for m in range(4096)
    ]  # fmt: skip
    single = {
        "20,000 rules over 30 inputs": table(choices(30), random_rules(20_000, 30, 30, chance)),
        "20,000 open rules": table(choices(30), random_rules(20_000, 30, 3, chance)),
        "collected": table(choices(30), random_rules(3_000, 30, 6, chance), policy="collect"),
        "unique": table(choices(30), random_rules(2_000, 30, 6, chance), policy="unique"),
        "fewest": table(choices(30), random_rules(2_000, 30, 6, chance), "ask_order: fewest\notherwise: a\n"),
        "bands": table(numbers(8), random_ranges(4_000, 8, 8, chance)),
        "bands of 30 inputs": table(numbers(30), random_ranges(20_000, 30, 4, chance)),
        "lists of points": table(numbers(1), [f"- {{when: {{i0: [{point}]}}, then: a}}\n"] * 60),
        "100,000 points": table(numbers(1), [f"- {{when: {{i0: [{scattered}]}}, then: a}}\n"], ""),
        "50,000 points of two inputs": table(
            numbers(2),
            [f"- {{when: {{i{k}: [{scattered[: len(scattered) // 2]}0]}}, then: a}}\n" for k in range(2)],
            "",
        ),
        "conditions of points": table(
            [*numbers(1), "  c: {ask: q, answers: {x: x, y: y}}\n"],
            [f"- {{when: {{i0: '{'1..' * 66_000}!', c: '{'a-' * 99_000}!'}}, then: a}}\n"],
        ),
        "parity": table([f"  i{k}: {{ask: q}}\n" for k in range(12)], parity, ""),
        "misspelt": table(choices(30), ["- {when: {i0: qqqqqq, i99: y}, then: aaa}\n"] * 20_000),
        "20,000 answers": table(
            [f"  i0: {{ask: q, answers: {{{many}}}}}\n"],
            [f"- {{when: {{i0: anwser{k}}}, then: a}}\n" for k in range(20_000)],
        ),
    }
    comparison = (
        "title: x\noptions:\n" + "".join(f"  o{k}: {{name: n}}\n" for k in range(5_000)) + "criteria:\n"
    )
    rows = "".join(f"- {{id: c{r}, name: x, cells: {{}}}}\n" for r in range(2_000))
    return {
        **{name: {"decisions/d.yml": text} for name, text in single.items()},
        "a chain": chain(50),
        "a comparison": {"comparisons/c.yml": comparison + rows},
        "a cell of points": {
            "comparisons/c.yml": cells(["1.." * 66_000 + "!", "-" * 190_000, "_" * 190_000])
        },
    }


TABLES = tables()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="bounds memory as Linux does")
@pytest.mark.parametrize("name", TABLES)
def test_a_table_made_to_break_the_engine(tmp_path: Path, name: str) -> None:
    for file, text in TABLES[name].items():
        path = tmp_path / "decision_data" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    done = checked(tmp_path)
    assert done.returncode in {0, 1}, done.stderr[-800:]
    assert len(done.stdout) < MOST_OUTPUT


# --- Prose ------------------------------------------------------------------------------------------------

PROSE: dict[str, str] = {
    "fences": "```x\n" * 39_000,
    "brackets": ("[" * 1400 + "](") * 140,
    "blanks": "](" + " " * 190_000 + "x",
    "lines of blanks": ("x" + " " * 900 + "\n") * 200,
    "stars": "**a_*" * 39_000,
    "backslashes": "\\`" * 50_000,
    "quotes": "[a](b '" * 28_000,
}
SHOWN = """
import sys
from decisionbook import prose
text = sys.stdin.read()
prose.to_html(text), prose.to_html(text, inline=True), prose.problems(text), prose.links(text), prose.plain(text)
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", PROSE)
def test_prose_made_to_break_the_parser(name: str) -> None:
    command = [sys.executable, "-c", SHOWN]
    subprocess.run(command, input=PROSE[name].encode(), timeout=60, check=True)


# --- Tables of other tools --------------------------------------------------------------------------------


def document(cell: str, type_: str = "number", more: str = "") -> str:
    """A table of DMN whose first rule holds the cell."""
    return f"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="x">
<inputData id="i" name="n"><variable name="n" typeRef="{type_}"/></inputData><decision id="D" name="D">
<informationRequirement id="r"><requiredInput href="#i"/></informationRequirement>
<decisionTable id="t" hitPolicy="FIRST"><input id="in"><inputExpression typeRef="{type_}"><text>n</text>
</inputExpression></input><output id="o" typeRef="string"/>
<rule id="r1"><inputEntry id="a"><text>{cell}</text></inputEntry><outputEntry id="b"><text>"x"</text></outputEntry>
</rule>{more}</decisionTable></decision></definitions>"""


def other_row(number: int) -> str:
    """A rule whose outcome has no letter that an id could hold."""
    entries = f'<inputEntry id="c{number}"><text>{number}</text></inputEntry><outputEntry id="e{number}">'
    return f'<rule id="x{number}">{entries}<text>"{chr(0x20000 + number)}"</text></outputEntry></rule>'


DOCUMENTS: dict[str, str] = {
    "texts": document(",".join(f'"s{number}"' for number in range(100_000)), "string"),
    "points": document(",".join(str(7 * number % 1_000_003) for number in range(100_000))),
    "ranges": document(",".join(f"[{number}.1..{number}.2]" for number in range(80_000))),
    "a number that ends in a letter": document("9" * 700_000 + "a"),
    "points in a row": document("1.." * 700_000),
    "names of signs": document("-", more="".join(map(other_row, range(50_000)))),
}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="bounds memory as Linux does")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_made_to_break_the_importer(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.dmn").write_text(DOCUMENTS[name], "utf-8")
    command = [sys.executable, "-c", MAIN, "import", "x.dmn", "--out", "made"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, timeout=60, preexec_fn=limited, check=False
    )
    assert done.returncode in {0, 1}, done.stderr[-500:]
    assert b"Traceback" not in done.stderr
    assert len(done.stderr) < MOST_OUTPUT


def test_a_flood_of_one_mistake_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "options" / "a.yml"
    path.parent.mkdir()
    path.write_text("".join(f"k{i}: x\n" for i in range(MOST_SAME + 500)) + HEAD)
    unknown = [found for found in read_book(tmp_path).findings if found.code == "S001"]
    assert len(unknown) == MOST_SAME
    assert unknown[-1].message.endswith("; 500 more of this kind in this file")
