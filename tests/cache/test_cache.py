import os
import pickle
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random

import pytest

from benchmarks.books import write
from decisionbook.book import Reading, read_book
from decisionbook.cache import Cache, CachedRenderer
from decisionbook.cache.blobs import UnreadableError, dumped, loaded
from decisionbook.model import Book
from decisionbook.render import Renderer

TODAY = date(2026, 11, 20)

SMALL = {
    "options/tea.yml": "name: Tea\nsummary: Leaves.\nrelated: [coffee]\n",
    "options/coffee.yml": "name: Coffee\nsummary: Beans; see [tea](option:tea).\n",
    "options/water.yml": "name: Water\nsummary: Wet.\n",
    "decisions/drink.yml": """\
title: What to drink?
inputs: {late: {ask: Is it late?}}
outcomes: [tea, coffee]
rules:
  - {when: {late: yes}, then: tea}
  - {when: {late: no}, then: coffee}
""",
    "decisions/cup.yml": """\
title: Which cup?
inputs: {drink: {decision: drink}}
outcomes: {mug: {title: Mug}, glass: {title: Glass}}
rules:
  - {when: {drink: tea}, then: mug}
  - {when: {drink: coffee}, then: glass}
""",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "decision_data"
    for name, text in SMALL.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def everything(renderer: Renderer) -> dict[str, str]:
    """All that pages show of a book."""
    book = renderer.book
    shown = {
        f"decision {one}": renderer.decision(one, ("widget", "rules", "tree", "proof"))
        for one in book.decisions
    }
    shown |= {f"lead {one}": renderer.lead(one) for one in book.decisions}
    shown |= {f"comparison {one}": renderer.comparison(one) for one in book.comparisons}
    shown |= {f"option {one}": renderer.option(one) for one in book.options}
    shown |= {f"index {kind}": renderer.index(kind) for kind in ("option", "comparison", "decision")}
    return shown | {
        "cues": renderer.cues(),
        "glossary": renderer.glossary(),
        "sources": renderer.sources(),
        "evidence": renderer.evidence(),
    }


def plain(data: Path) -> Reading:
    return read_book(data, shown_as="decision_data", today=TODAY)


def renderer_of(cache: Cache) -> CachedRenderer:
    reading = cache.read(shown_as="decision_data", today=TODAY)
    return CachedRenderer(reading.book, cache.kept, today=TODAY)


def made_after(cache: Cache) -> set[str]:
    """What is rendered anew, as method and id."""
    renderer = renderer_of(cache)
    before = set(cache.kept.markup)
    everything(renderer)
    return set(cache.kept.markup) - before


def test_a_reading_comes_back_as_it_was(data: Path):
    reading = plain(data)
    again = loaded(dumped(reading), Reading)
    assert again == reading
    assert dumped(again) == dumped(reading)


def test_a_second_build_takes_everything_from_the_first(data: Path, tmp_path: Path):
    first = Cache(tmp_path / "cache", data)
    shown = everything(renderer_of(first))
    first.save()
    second = Cache(tmp_path / "cache", data)
    renderer = renderer_of(second)
    assert everything(renderer) == shown
    assert second.kept.made == 0
    assert renderer.book == plain(data).book


def test_a_change_is_seen_and_only_what_depends_on_it_is_rendered(data: Path, tmp_path: Path):
    cache = Cache(tmp_path / "cache", data)
    everything(renderer_of(cache))
    cache.save()
    cache = Cache(tmp_path / "cache", data)
    (data / "options/water.yml").write_text("name: Water\nsummary: Cold.\n")
    made = made_after(cache)
    assert any("'option', 'water'" in key for key in made)
    assert not any("'decision'" in key or "'option', 'tea'" in key for key in made)


def test_an_option_is_rendered_again_only_for_decisions_that_it_appears_in(data: Path):
    cache = Cache(None, data)
    everything(renderer_of(cache))
    path = data / "decisions/drink.yml"
    path.write_text(path.read_text().replace("What to drink", "Which drink"))
    made = made_after(cache)
    assert any("'option', 'tea'" in key for key in made)
    assert not any("'option', 'water'" in key for key in made)


def test_a_change_of_an_inner_decision_renders_the_outer_one(data: Path):
    cache = Cache(None, data)
    before = everything(renderer_of(cache))
    path = data / "decisions/drink.yml"
    path.write_text(
        path.read_text()
        .replace("then: tea", "then: coffee", 1)
        .replace("late: no}, then: coffee", "late: no}, then: tea")
    )
    after = everything(renderer_of(cache))
    assert after["decision cup"] != before["decision cup"]
    assert after == everything(Renderer(plain(data).book, today=TODAY))


@pytest.mark.slow
def test_after_any_change_everything_is_as_without_a_cache(tmp_path: Path):
    data = tmp_path / "decision_data"
    write(data, 30)
    cache = Cache(None, data)
    everything(renderer_of(cache))
    random = Random(5)
    for _ in range(12):
        path = random.choice(sorted(data.rglob("*.yml")))
        lines = path.read_text().splitlines()
        at = random.choice([i for i, line in enumerate(lines) if " the " in line])
        lines[at] = lines[at].replace(" the ", " its own ", 1)
        path.write_text("\n".join(["# A comment", *lines, ""]))
        book = plain(data).book
        assert not plain(data).errors
        assert everything(renderer_of(cache)) == everything(Renderer(book, today=TODAY)), path


@pytest.mark.parametrize("part", ["day", "name", "file"])
def test_whatever_decides_the_result_is_looked_at(data: Path, tmp_path: Path, part: str):
    cache = Cache(tmp_path / "cache", data)
    first = cache.read(shown_as="decision_data", today=TODAY)
    cache.save()
    if part == "file":
        (data / "options/milk.yml").write_text("name: Milk\nsummary: White.\n")
    day = date(2027, 1, 1) if part == "day" else TODAY
    shown = "elsewhere" if part == "name" else "decision_data"
    again = Cache(tmp_path / "cache", data).read(shown_as=shown, today=day)
    assert again == read_book(data, shown_as=shown, today=day)
    assert (again == first) == (part == "day")


def test_another_version_reads_everything_again(data: Path, tmp_path: Path, monkeypatch):
    cache = Cache(tmp_path / "cache", data)
    everything(renderer_of(cache))
    cache.save()
    monkeypatch.setattr("decisionbook.cache.reading._stamp", lambda: "another")
    cache = Cache(tmp_path / "cache", data)
    everything(renderer_of(cache))
    assert cache.kept.made > 0


def test_a_damaged_or_foreign_file_is_passed_over(data: Path, tmp_path: Path):
    cache = Cache(tmp_path / "cache", data)
    cache.read(shown_as="decision_data", today=TODAY)
    cache.save()
    (file,) = (tmp_path / "cache").glob("book-*")
    whole = file.read_bytes()
    other = bytes([whole[-2000] ^ 1])
    for damage in (
        b"",
        whole[:-20],
        b"no pickle",
        pickle.dumps(("a", "b")),
        whole[:-2000] + other + whole[-1999:],
    ):
        file.write_bytes(damage)
        assert Cache(tmp_path / "cache", data).read(shown_as="decision_data", today=TODAY) == plain(data)


@pytest.mark.skipif(os.name != "posix", reason="needs pipes and links of POSIX")
@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "made_by",
    [os.mkfifo, Path.mkdir, lambda path: path.symlink_to(path.name)],
    ids=["pipe", "folder", "loop"],
)
def test_what_is_no_file_in_the_place_of_one_keeps_nobody_waiting(data: Path, tmp_path: Path, made_by):
    cache = Cache(tmp_path / "cache", data)
    cache.read(shown_as="decision_data", today=TODAY)
    cache.save()
    (file,) = (tmp_path / "cache").glob("book-*")
    file.unlink()
    made_by(file)
    cache = Cache(tmp_path / "cache", data)
    assert cache.read(shown_as="decision_data", today=TODAY) == plain(data)
    cache.save()


def test_the_cache_runs_no_code(tmp_path: Path):
    class Attack:
        def __reduce__(self):
            return Path.touch, (tmp_path / "touched",)

    with pytest.raises(UnreadableError):
        loaded(pickle.dumps(Attack()), Book)
    assert not (tmp_path / "touched").exists()


def test_any_bytes_are_a_book_or_refused(data: Path):
    whole = dumped(plain(data))
    chance = Random(5)
    for _ in range(1000):
        start = chance.randrange(len(whole))
        end = start + chance.choice((0, 1, 2, 9))
        with suppress(UnreadableError):
            loaded(whole[:start] + chance.randbytes(chance.randint(0, 3)) + whole[end:], Reading)
    for odd in (
        b"\x80\x05" + b"(" * 100_000,
        b"\x80\x05" + b"]" + b"a" * 9,
        b"\x80\x05\x8a\xff" + b"\x7f" * 300,
    ):
        with pytest.raises(UnreadableError):
            loaded(odd, Reading)


@pytest.mark.skipif(os.name != "posix", reason="needs links of POSIX")
@pytest.mark.parametrize("link", [".cache", ".cache/decisionbook", ".cache/decisionbook/.gitignore"])
def test_nothing_is_written_through_a_link(data: Path, tmp_path: Path, link: str):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine").write_text("mine")
    (tmp_path / link).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / link).symlink_to(outside / "mine" if link.endswith(".gitignore") else outside)
    cache = Cache(tmp_path / ".cache" / "decisionbook", data)
    cache.read(shown_as="decision_data", today=TODAY)
    cache.save()
    assert {path.name: path.read_text() for path in outside.iterdir()} == {"mine": "mine"}


def test_errors_are_not_kept(data: Path, tmp_path: Path):
    cache = Cache(tmp_path / "cache", data)
    (data / "options/tea.yml").write_text("name: Tea\n")
    reading = cache.read(shown_as="decision_data", today=TODAY)
    cache.save()
    assert reading.errors
    assert not list((tmp_path / "cache").glob("book-*"))


def test_a_cache_that_cannot_be_written_is_no_error(data: Path, tmp_path: Path):
    (tmp_path / "cache").write_text("a file stands there")
    cache = Cache(tmp_path / "cache", data)
    assert cache.read(shown_as="decision_data", today=TODAY) == plain(data)
    cache.save()
