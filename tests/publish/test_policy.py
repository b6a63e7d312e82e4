from __future__ import annotations

import pytest
from click.testing import CliRunner

from decisionbook.cli.csp import command
from decisionbook.publish.headers import STYLES, with_meta
from decisionbook.publish.policy import hashed, policy_of


def sources(html: str, directive: str) -> list[str]:
    return list(policy_of(html).sources.get(directive, ()))


def test_a_hash_is_the_one_that_browsers_compute():
    """The example of the specification, Content Security Policy Level 3, section 8.2."""
    assert hashed("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<script>a &amp; <b>\r\nc</script>", "a &amp; <b>\nc"),
        ("<script type=module>x</script>", "x"),
        ("<script></script>", ""),
        ('<script type="TEXT/JavaScript">ü</script>', "ü"),
    ],
)
def test_scripts_in_pages_are_allowed_by_their_hash(html, wanted):
    assert sources(html, "script-src") == ["'self'", hashed(wanted)]


@pytest.mark.parametrize(
    "html",
    [
        '<script src="a.js">x</script>',
        '<script type="application/json">{}</script>',
        '<a href="a.html">x</a>',
        "<p>x</p>",
    ],
)
def test_what_does_not_run_needs_no_leave(html):
    assert sources(html, "script-src") == ["'self'"]


def test_styles_and_attributes_are_allowed_by_their_hash():
    html = '<style>p > a {}</style><p style="color:&quot;" onclick="go()">x</p><br style="x"/>'
    assert sources(html, "style-src") == [
        "'self'",
        hashed("p > a {}"),
        "'unsafe-hashes'",
        hashed('color:"'),
        hashed("x"),
    ]
    assert sources(html, "script-src") == ["'self'", "'unsafe-hashes'", hashed("go()")]


def test_hosts_that_pages_load_from_are_allowed_and_no_others():
    html = (
        '<link rel="stylesheet" href="https://a.example/x.css"><link rel="canonical" href="https://b.example/">'
        '<script src="//c.example/x.js"></script><img src="https://d.example/p.png"><img src="p.png">'
        '<link rel="preconnect" href="https://e.example"><a href="https://f.example">x</a>'
        '<iframe src="https://g.example/"></iframe>'
    )
    text = str(policy_of(html))
    assert "style-src 'self' https://a.example;" in text
    assert "script-src 'self' https://c.example;" in text
    assert "img-src 'self' data: https://d.example;" in text
    assert "frame-src https://g.example;" in text
    assert not {one for one in "bef" if f"{one}.example" in text}


def test_nothing_is_allowed_wholesale():
    text = str(policy_of("<script>x</script><style>y</style>"))
    assert "unsafe-inline" not in text
    assert "unsafe-eval" not in text
    assert "*" not in text
    assert "object-src 'none'" in text


def test_the_policy_within_a_page_stands_behind_its_character_set_and_is_replaced():
    page = '<!doctype html>\n<html><head>\n<meta charset="utf-8"><title>x</title></head><body></body></html>'
    first = with_meta(page, policy_of(page).meta())
    assert first is not None
    assert first.index("utf-8") < first.index("Content-Security-Policy") < first.index("<title>")
    assert "frame-ancestors" not in first
    assert with_meta(first, policy_of(first).meta()) == first
    assert with_meta("<p>no head</p>", "<meta>") is None


@pytest.fixture
def site(tmp_path):
    for name, script in (("index.html", "one()"), ("a/index.html", "two()")):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"<html><head><meta charset=utf-8></head><script>{script}</script></html>", "utf-8")
    return tmp_path


def test_the_command_speaks_for_the_whole_site(site):
    for style in STYLES:
        done = CliRunner().invoke(command, [str(site), "--format", style])
        assert done.exit_code == 0
        assert hashed("one()") in done.stdout
        assert hashed("two()") in done.stdout
        assert "nosniff" in done.stdout
    assert done.stdout.splitlines()[0].startswith('Header always set Content-Security-Policy "default-src')


def test_pages_get_a_policy_of_their_own(site):
    first = CliRunner().invoke(command, [str(site), "--format", "meta"])
    texts = {path: path.read_text("utf-8") for path in site.rglob("*.html")}
    again = CliRunner().invoke(command, [str(site), "--format", "meta"])
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert texts == {path: path.read_text("utf-8") for path in site.rglob("*.html")}
    assert hashed("two()") not in texts[site / "index.html"].replace("&#x27;", "'")
    assert hashed("one()") in texts[site / "index.html"].replace("&#x27;", "'")


def test_more_may_be_allowed_and_hosts_are_named(site):
    (site / "b.html").write_text('<script src="https://a.example/x.js"></script>', "utf-8")
    done = CliRunner().invoke(command, [str(site), "--allow", "connect-src", "https://api.example"])
    assert "connect-src 'self' https://api.example;" in done.stdout
    assert done.stderr == "pages load from https://a.example: script-src\n"


@pytest.mark.parametrize(
    "more", [("connect-src", "a;b"), ("nonsense", "https://a.example"), ("script-src", "a b")]
)
def test_more_cannot_break_the_policy(site, more):
    assert CliRunner().invoke(command, [str(site), "--allow", *more]).exit_code == 2


def test_a_folder_without_pages_is_wrong_usage(tmp_path):
    assert CliRunner().invoke(command, [str(tmp_path)]).exit_code == 2
