from __future__ import annotations

from decisionbook.catalog import ALL
from tools.reference import PAGE, ROOMS, page


def test_the_page_of_findings_is_the_catalog():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tools/reference.py"


def test_every_code_has_a_room():
    assert {code.code[0] for code in ALL} <= ROOMS.keys()
    assert all(f"| {code.code} | {code.severity} |" in page() for code in ALL)
