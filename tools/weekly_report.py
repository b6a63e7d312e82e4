"""Write what is due in the book: `python tools/weekly_report.py [--links]`, Markdown to standard output, or nothing.

Claims that are stale or expired or soon will be, waivers that have ended, and, with --links, addresses that lead
nowhere. Only this asks the network, and only with --links.
"""

from __future__ import annotations

import re
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path

from decisionbook.book import read_book
from decisionbook.findings import Finding

ROOT = Path(__file__).resolve().parents[1]
SOON = timedelta(days=30)
DATED = ("P002", "P003", "W001")
GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
ATTEMPTS = 2
MOST = 60_000
"""Characters of a report; an issue holds 65,536."""
SECONDS = 20
_ADDRESS = re.compile(r"https?://(?:[^\s<>\"'`()\]}]|\([^\s<>\"'`()\]}]*\)?)+")
"""Parentheses belong to an address where it opens them itself."""


def due(data: Path, today: date) -> Mapping[str, tuple[Finding, ...]]:
    """Heading to findings: what is due now, and what else will be within a month."""
    now = dated(data, today)
    places = {(found.code, found.span) for found in now}
    later = tuple(found for found in dated(data, today + SOON) if (found.code, found.span) not in places)
    return {"Due now": now, "Due within 30 days": later}


def dated(data: Path, today: date) -> tuple[Finding, ...]:
    """The warnings that come with time."""
    found = read_book(data, shown_as=data.name, today=today).findings
    return tuple(each for each in found if each.code in DATED)


def addresses(folders: Iterable[Path]) -> Mapping[str, str]:
    """Every web address in the data and the pages, with the first place that names it."""
    found: dict[str, str] = {}
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in {".yml", ".yaml", ".md"}):
            for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
                for address in _ADDRESS.findall(line):
                    if "example." not in address:
                        found.setdefault(
                            address.rstrip(".,;:"), f"{folder.name}/{path.relative_to(folder)}:{number}"
                        )
    return found


def problem(address: str) -> str | None:
    """Why an address surely leads nowhere; ``None`` where it answers, refuses robots, or may only be slow."""
    request = urllib.request.Request(address, headers={"User-Agent": "decisionbook-links"})  # noqa: S310
    for _ in range(ATTEMPTS):
        try:
            with urllib.request.urlopen(request, timeout=SECONDS):  # noqa: S310
                return None
        except urllib.error.HTTPError as error:
            # In our own words: those of a server would be markup of the report.
            return f"{error.code} {HTTPStatus(error.code).phrase}" if error.code in GONE else None
        except urllib.error.URLError as error:
            reason = str(error.reason)
            if "Name or service not known" in reason or "nodename nor servname" in reason:
                return "no such host"
        except (OSError, ValueError, HTTPException):
            continue
    return None


def broken(found: Mapping[str, str], ask: Callable[[str], str | None] = problem) -> Mapping[str, str]:
    """Address to what is wrong with it and where it stands."""
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, found))
    return {
        address: f"{answer}, named at {found[address]}"
        for address, answer in zip(found, answers, strict=True)
        if answer is not None
    }


def report(findings: Mapping[str, tuple[Finding, ...]], links: Mapping[str, str]) -> str:
    """The report as Markdown; empty where nothing is due."""
    sections = [
        "\n".join(
            [f"## {title}", "", *(f"- [ ] `{each.span}` {each.code}: {each.message}" for each in every)]
        )
        for title, every in findings.items()
        if every
    ]
    if links:
        rows = [f"- [ ] <{address}>: {why}" for address, why in links.items()]
        sections.append("\n".join(["## Links that lead nowhere", "", *rows]))
    text = "\n\n".join(sections)
    if len(text) > MOST:
        text = text[:MOST].rpartition("\n")[0] + "\n\nThere is more; `decisionbook check` lists it."
    return f"{text}\n" if text else ""


def main() -> None:
    """The command."""
    data = ROOT / "decision_data"
    today = datetime.now(UTC).date()
    links = broken(addresses((data, ROOT / "docs"))) if "--links" in sys.argv[1:] else {}
    sys.stdout.write(report(due(data, today), links))


if __name__ == "__main__":
    main()
