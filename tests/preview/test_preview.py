from __future__ import annotations

import http.client
import json
import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from queue import Queue
from threading import Event, Thread

import pytest
from click.testing import CliRunner

from benchmarks.books import write
from decisionbook.book import Reading, read_book
from decisionbook.cli.preview import command
from decisionbook.preview import Preview, serve
from decisionbook.preview.nearby import Nearby, Target
from decisionbook.preview.show import page, path_of, target_of
from tests.site.tiny import DATA, put

TODAY = date(2026, 11, 20)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, text in DATA.items():
        put(tmp_path / "decision_data" / name, text)
    return tmp_path / "decision_data"


def nearby(data: Path) -> Nearby:
    found = Nearby(data, "decision_data", TODAY)
    found.changed(found.look())
    return found


def shown(reading: Reading, target: Target, file: str) -> str:
    """A page without the fingerprints of proofs: they go over options that are no neighbours."""
    return re.sub(r"ngerprint [0-9a-f]{12}", "", page(reading, target, file, TODAY, ""))


def test_a_page_needs_what_it_names_and_what_names_it(data: Path):
    lists = {"glossary.yml", "faq.yml", "sources.yml"}
    put(data / "options/milk.yml", "name: Milk\nsummary: White.\n")
    put(data / "decisions/other.yml", "title: Other\ninputs: {a: {ask: A?}}\noutcomes: [milk]\nrules: []\n")
    found = nearby(data)
    assert found.files(("decision", "drink")) == lists | {
        "decisions/drink.yml",
        "options/tea.yml",
        "options/coffee.yml",
    }
    assert found.files(("option", "milk")) == lists | {"options/milk.yml", "decisions/other.yml"}
    assert found.files(("checklist", "pot")) == lists | {"checklists/pot.yml"}


def test_an_inner_decision_brings_what_it_names(data: Path):
    put(
        data / "decisions/cup.yml",
        "title: Cup\ninputs: {drink: {decision: drink}}\noutcomes: [tea]\nrules: []\n",
    )
    assert "options/coffee.yml" in nearby(data).files(("decision", "cup"))


def test_pages_and_findings_are_those_of_the_whole_book(tmp_path: Path):
    """Two roads: what a page shows of its neighbourhood alone, and of everything."""
    data = tmp_path / "decision_data"
    write(data, 30)
    found = nearby(data)
    whole = read_book(data, shown_as="decision_data", today=TODAY)
    for place in found.places.values():
        if not place.target[1]:
            continue
        file = f"decision_data/{place.path}"
        part = found.read(place.target)
        wrong = [each for each in whole.findings if each.span.file == file]
        assert [each for each in part.findings if each.span.file == file] == wrong
        assert shown(part, place.target, file) == shown(whole, place.target, file)


def test_reading_again_says_the_same(data: Path):
    put(data / "options/tea.yml", "name: Tea\nsummary: Leaves.\nstrenghts: [Calm.]\nzzz: 1\n")
    found = nearby(data)
    first = found.read(("decision", "drink"))
    again = found.read(("decision", "drink"))
    assert first.findings
    assert (again.findings, again.book) == (first.findings, first.book)


def test_addresses_lead_to_what_they_show(data: Path):
    for target in nearby(data).targets():
        path = path_of(target)
        assert path is not None
        assert target_of(path) == target
    assert target_of("/options/") is None
    assert target_of("/elsewhere/x/") is None


# --- The server ---------------------------------------------------------------------------------------


@pytest.fixture
def preview(data: Path) -> Preview:
    return Preview(data, "decision_data", TODAY)


@pytest.fixture
def address(preview: Preview) -> Iterator[str]:
    stop = Event()
    ready: Queue[str] = Queue()
    thread = Thread(target=serve, args=(preview, 0, ready.put, stop))
    thread.start()
    yield ready.get(timeout=10)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


def asked(address: str, path: str, host: str | None = None) -> tuple[int, str, http.client.HTTPResponse]:
    place = address.split("/")[2]
    connection = http.client.HTTPConnection(place, timeout=30)
    connection.request("GET", path, headers={"Host": host or place})
    answer = connection.getresponse()
    return answer.status, answer.read().decode(), answer


def test_it_listens_to_this_machine_alone(address: str):
    assert address.startswith("http://127.0.0.1:")


def test_an_entity_is_shown_and_its_links_lead_to_neighbours(address: str):
    status, text, answer = asked(address, "/decisions/drink/")
    assert status == 200
    assert 'data-decision="drink"' in text
    assert 'href="/options/tea/"' in text
    assert "default-src 'none'" in str(answer.getheader("Content-Security-Policy"))
    assert asked(address, "/glossary/")[0] == 200
    assert "/options/coffee/" in asked(address, "/index")[1]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "127.0.0.1"])
def test_other_names_for_this_machine_are_refused(address: str, host: str):
    status, text, _ = asked(address, "/decisions/drink/", host)
    assert status == 403
    assert "drink" not in text


@pytest.mark.parametrize(
    "path",
    ["/decision_data/options/tea.yml", "/../mkdocs.yml", "/options/none/", "/options/tea", "/%2e%2e/x"],
)
def test_nothing_but_the_preview_is_served(address: str, path: str):
    status, text, _ = asked(address, path)
    assert (status == 404) == (path != "/options/tea")
    assert "name: Tea" not in text


def test_a_save_is_told_to_who_waits_and_shown_with_its_findings(address: str, data: Path, preview: Preview):
    version = preview.version
    put(data / "options/tea.yml", "name: Tea\nsummary: Leaves.\nstrenghts: [Calm.]\n")
    news = json.loads(asked(address, f"/changes?since={version}")[1])
    assert news == {"version": version + 1, "page": "/options/tea/"}
    _, text, _ = asked(address, news["page"])
    assert "strenghts" in text
    assert "did you mean" in text
    put(data / "options/tea.yml", "name: Green tea\nsummary: Leaves.\n")
    json.loads(asked(address, f"/changes?since={news['version']}")[1])
    _, text, _ = asked(address, news["page"])
    assert "Green tea" in text
    assert "strenghts" not in text


@pytest.mark.parametrize(
    ("condition", "is_whole"), [("over 1", True), ("over 1, b: yes", False), ("over many", False)]
)
def test_beside_errors_no_proof_counts(data: Path, condition: str, is_whole: bool):
    rules = f"rules:\n  - {{when: {{a: {condition}}}, then: tea}}\notherwise: coffee\nowner: me\n"
    inputs = "inputs: {a: {ask: A?, type: number}, c: {ask: C?}}\n"
    put(data / "decisions/drink.yml", f"title: Drink\n{inputs}outcomes: [tea, coffee]\n{rules}")
    target = ("decision", "drink")
    text = page(nearby(data).read(target), target, "decision_data/decisions/drink.yml", TODAY, "")
    assert 'role="alert"' in text  # with a warning alone, too
    assert ("no proof counts" in text) != is_whole


def test_a_file_that_is_no_yaml_shows_why(address: str, data: Path, preview: Preview):
    version = preview.version
    put(data / "options/tea.yml", "name: [Tea\n")
    preview.changes(version, 10)
    status, text, _ = asked(address, "/options/tea/")
    assert status == 200
    assert "options/tea.yml:" in text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes among files")
def test_a_pipe_among_the_files_keeps_nobody_waiting(data: Path):
    os.mkfifo(data / "options/pipe.yml")
    assert "options/pipe.yml" not in nearby(data).look()


def test_an_address_that_is_none_is_answered(address: str, capfd: pytest.CaptureFixture[str]):
    assert asked(address, "http://[x")[0] == 400
    assert asked(address, "/decisions/drink/")[0] == 200
    assert capfd.readouterr().err == ""


def test_a_deleted_entity_is_not_found_and_the_server_lives_on(address: str, data: Path, preview: Preview):
    version = preview.version
    (data / "options/tea.yml").unlink()
    preview.changes(version, 10)
    assert asked(address, "/options/tea/")[0] == 404
    assert asked(address, "/decisions/drink/")[0] == 200


def test_what_is_gone_waits_for_what_comes_next(address: str, data: Path, preview: Preview):
    version = preview.version
    (data / "options/tea.yml").unlink()
    assert preview.changes(version, 10) == {"version": version + 1, "page": None}
    status, text, _ = asked(address, "/options/tea/")
    assert status == 404
    assert "/changes?since=" in text
    assert 'href="/options/coffee/"' in text


def test_a_file_with_a_new_name_is_followed(data: Path, preview: Preview):
    (data / "options/tea.yml").rename(data / "options/tisane.yml")
    assert preview.look()
    assert preview.page == "/options/tisane/"
    (data / "options/tisane.yml").unlink()
    assert preview.look()
    assert preview.page is None


def test_a_page_that_cannot_be_read_stays_as_it_was(address: str, data: Path, preview: Preview):
    assert "Leaves" in asked(address, "/options/tea/")[1]
    version = preview.version
    put(data / "options/tea.yml", "name: [Tea\n")
    put(data / "options/coffee.yml", "name: [Coffee\n")
    preview.changes(version, 10)
    assert_kept(asked(address, "/options/tea/")[1], "as it was before", "Leaves")
    assert_kept(asked(address, "/options/coffee/")[1], "Nothing of this page could be read")
    put(data / "options/tea.yml", "name: Tea\nsummary: Hot.\nzzz: 1\n")
    preview.changes(version + 1, 10)
    assert_kept(asked(address, "/options/tea/")[1], "what could be read", "Hot.")


@pytest.mark.parametrize(
    ("file", "old", "new", "path"),
    [
        ("sources.yml", "leaflet: {", "leaflet:\nother: {", "/options/tea/"),
        ("decisions/drink.yml", "late: {ask", "zebra: {ask", "/decisions/drink/"),
    ],
    ids=["source", "input"],
)
def test_what_names_something_that_cannot_be_read_stays_as_it_was(
    data: Path, preview: Preview, file: str, old: str, new: str, path: str
):
    first = preview.document(path)
    assert first is not None
    put(data / file, DATA[file].replace(old, new))
    preview.look()
    then = preview.document(path)
    assert then is not None
    assert_kept(
        then[1], "as it was before", file, first[1].partition("<main>")[2].partition("</main>")[0].strip()
    )


def assert_kept(text: str, *said: str) -> None:
    assert 'role="alert"' in text
    assert [part for part in said if part not in text] == []


def test_a_fault_of_ours_is_told_and_ended_by_the_next_save(
    address: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    def fails(*_: object) -> str:
        raise TypeError("a fault of ours")

    with monkeypatch.context() as broken:
        broken.setattr("decisionbook.preview.server.page", fails)
        status, text, _ = asked(address, "/options/tea/")
    assert status == 500
    assert "/changes?since=" in text
    assert "TypeError: a fault of ours" in capfd.readouterr().err
    assert asked(address, "/options/tea/")[0] == 200


def test_it_begins_with_what_was_asked_for_or_edited_last(address: str, preview: Preview, data: Path):
    assert asked(address, "/")[0] == 302
    version = preview.version
    put(data / "checklists/pot.yml", "title: Is the pot hot?\nitems:\n  - {id: hot, text: Hot.}\n")
    preview.changes(version, 10)
    assert asked(address, "/")[2].getheader("Location") == "/checklists/pot/"
    preview.start = ("option", "tea")
    assert asked(address, "/")[2].getheader("Location") == "/options/tea/"


# --- The command --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["coffe"], "did you mean 'coffee'"),
        (["decision:tea"], "There is no entity 'tea'"),
        (["zzzz"], "There is no entity 'zzzz'; entities: "),
    ],
)
def test_an_unknown_id_is_wrong_usage(data: Path, arguments: list[str], said: str):
    result = CliRunner().invoke(command, [*arguments, "--data", str(data)])
    assert result.exit_code == 2
    assert said in result.output


def test_an_id_of_two_kinds_must_be_told_apart(data: Path):
    put(data / "checklists/tea.yml", "title: Tea\nitems: [{id: a, text: A.}]\n")
    result = CliRunner().invoke(command, ["tea", "--data", str(data)])
    assert result.exit_code == 2
    assert "checklist:tea, option:tea" in result.output


def test_a_missing_folder_is_wrong_usage(tmp_path: Path):
    result = CliRunner().invoke(command, ["--data", str(tmp_path / "none")])
    assert result.exit_code == 2
