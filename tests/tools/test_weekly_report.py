"""What the weekly report says, with a server of its own in place of the network."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tools.weekly_report import MOST, addresses, broken, due, problem, report

OPTION = """\
name: A
summary: What A is.
strengths:
  - text: It is cheap, see [prices](https://prices.test/a).
    expires: {0}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "decision_data"
    (folder / "options").mkdir(parents=True)
    (folder / "options" / "a.yml").write_text(OPTION.format("2026-11-20"), "utf-8")
    (folder / "options" / "b.yml").write_text(OPTION.format("2026-12-10").replace("A", "B"), "utf-8")
    (folder / "options" / "c.yml").write_text(OPTION.format("2027-12-10").replace("A", "C"), "utf-8")
    return folder


def test_what_is_due_now_and_soon(data: Path) -> None:
    found = due(data, date(2026, 11, 20))
    places = {title: [each.span.file for each in every] for title, every in found.items()}
    assert places == {
        "Due now": ["decision_data/options/a.yml"],
        "Due within 30 days": ["decision_data/options/b.yml"],
    }


def test_a_report(data: Path) -> None:
    text = report(due(data, date(2026, 11, 20)), {"https://prices.test/a": "404 Not Found, named at x:1"})
    assert text == (
        "## Due now\n\n- [ ] `decision_data/options/a.yml:5:14` P003: this stopped being true on 2026-11-20\n\n"
        "## Due within 30 days\n\n- [ ] `decision_data/options/b.yml:5:14` P003: this stopped being true on 2026-12-10\n\n"
        "## Links that lead nowhere\n\n- [ ] <https://prices.test/a>: 404 Not Found, named at x:1\n"
    )


def test_nothing_due_is_no_report(data: Path) -> None:
    assert report(due(data, date(2026, 1, 1)), {}) == ""


def test_a_report_fits_into_an_issue() -> None:
    links = {f"https://a.test/{number}": "404 Not Found, named at x:1" for number in range(5000)}
    assert MOST - 200 < len(report({}, links)) < MOST + 100


def test_addresses_with_their_first_place(data: Path) -> None:
    (data / "sources.yml").write_text(
        "s: {title: T, kind: data, url: https://a.test/b_(c}\n# https://example.org/x\n", "utf-8"
    )
    assert addresses([data]) == {
        "https://prices.test/a": "decision_data/options/a.yml:4",
        "https://a.test/b_(c": "decision_data/sources.yml:1",
    }


def test_an_address_ends_where_its_parentheses_do(data: Path) -> None:
    (data / "sources.yaml").write_text(
        "# [a](https://a.test/b_(c)_d), [e](https://e.test/f) (https://g.test/h); https://i.test/j(k.\n",
        "utf-8",
    )
    found = [address for address in addresses([data]) if "prices" not in address]
    assert found == ["https://a.test/b_(c)_d", "https://e.test/f", "https://g.test/h", "https://i.test/j(k"]


def test_what_is_no_text_stops_no_report(data: Path) -> None:
    (data / "notes.md").write_bytes(b"\xff https://a.test/b\n")
    assert "https://a.test/b" in addresses([data])


class Handler(BaseHTTPRequestHandler):
    """Answers with the number in the path."""

    def do_GET(self) -> None:
        if self.path == "/nonsense":
            self.wfile.write(b"nonsense\r\n\r\n")
            return
        self.send_response(int(self.path.strip("/")), "@everyone <!--")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("status", "gone"), [(200, False), (403, False), (429, False), (500, False), (404, True), (410, True)]
)
def test_only_what_is_surely_gone_counts(server: str, status: int, gone: bool) -> None:
    said = problem(f"{server}/{status}")
    assert (said or "").startswith(str(status)) is gone
    assert (said is None) is not gone


def test_what_a_server_says_is_not_repeated(server: str) -> None:
    assert problem(f"{server}/404") == "404 Not Found"
    assert problem(f"{server}/410") == "410 Gone"


@pytest.mark.parametrize("end", ["/nonsense", "x/"])
def test_an_answer_that_is_none_is_no_finding(server: str, end: str) -> None:
    assert problem(f"{server}{end}") is None


def test_a_host_that_hangs_up_is_no_finding(server: str) -> None:
    port = int(server.rpartition(":")[2])
    assert problem(f"http://127.0.0.1:{port + 1}/") is None


def test_broken_names_the_place() -> None:
    found = {"https://a.test": "x:1", "https://b.test": "y:2"}
    assert broken(found, lambda address: "no such host" if "a." in address else None) == {
        "https://a.test": "no such host, named at x:1"
    }
