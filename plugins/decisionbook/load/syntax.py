"""What libyaml's complaints mean, in an author's words: the likely cause and its cure."""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from decisionbook.findings import Finding, Span, finding
from decisionbook.lines import Lines
from decisionbook.load.trouble import Said, Trouble

_KEY = re.compile(r"(?P<lead>\s*(?:- +)*)(?P<key>[^\s:#][^:#]*):(?P<gap>\s+)(?P<value>\S.*)")
_TIGHT = re.compile(r"\s*(?:- +)*(?P<key>[A-Za-z0-9_-]+):(?P<blank>[^\S \t]*)(?=\S)(?!//)")
_BULLET = re.compile(
    r"\s*(?P<bullet>[\u2010-\u2015\u2212\u2022\u2023\u25aa\u00b7]\s*|-[^\S \t]+|-(?=[A-Za-z]))(?=\S)"
)
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?= |$)[^\r\n]*", re.MULTILINE)
_OPEN = {"[": "]", "{": "}"}
_QUOTES = "'\""


def explain(error: yaml.MarkedYAMLError, text: str, lines: Lines, *, flow: bool) -> Finding:
    """One finding for what the parser refused. ``flow`` says that it happened inside brackets."""
    conflict = _CONFLICT.search(text)
    if conflict:
        fix = "keep the lines of one side, and delete the lines of '<<<<<<<', '=======' and '>>>>>>>'"
        return finding("Y001", lines.span(*conflict.span()), "a merge left its marks here", fix)
    trouble = Trouble(error, text, lines, flow=flow)
    for pattern, teller in _TELLERS:
        if pattern in trouble.problem or pattern in trouble.context:
            said = teller(trouble)
            break
    else:
        said = trouble.here("YAML cannot be read from here on", "check the quotes, brackets and indentation")
    start = min(said.start, max(len(text.rstrip()) - 1, 0))
    span: Span = lines.span(start, max(said.end, start + 1))
    return finding("Y001", span, said.message, said.fix, edit=said.edit)


# --- One teller a complaint ---------------------------------------------------------------------------


def _start_of_text(t: Trouble) -> Said:
    sign = t.char
    where = "inside brackets" if sign in "|>" else "without quotes"
    fix = "quote the text; in a condition write `over` or `at least`" if sign == ">" else "quote the text"
    return t.here(f"a text cannot begin with '{sign}' {where}", fix, t.quote_rest(t.at))


def _second_colon(t: Trouble) -> Said:
    key = _KEY.match(t.before)
    if not key or key["value"][:1] in "|>":
        return _colon_below(t)
    if key["value"][0] in _QUOTES:
        return t.here("text goes on behind the closing quote", "put the whole text inside the quotes")
    if t.flow:
        return _colon_in_brackets(t)
    value = t.at - len(t.before) + key.start("value")
    return t.here("': ' inside a text begins a second key", "quote the text", t.quote_rest(value))


def _colon_below(t: Trouble) -> Said:
    """A line with a key whose cause lies in the line above."""
    above = t.previous()
    row = t.lines.line(above) if above else ""
    tight = _TIGHT.match(row)
    if tight:
        return t.space_after_colon(above, tight)
    bullet = _BULLET.match(row)
    if bullet:
        return t.dash(above, bullet)
    if above and _KEY.match(row):
        fix = f"line it up with line {above}, indent line {above} like it, or remove the text behind the ':' there"
        return t.on_line(t.line, f"this line belongs to line {above}, which has a value already", fix)
    if above and ":" not in row:
        fix = "write `key: value`, or indent it if it continues the text above"
        return t.on_line(above, "this line has no ':' behind its key", fix)
    return t.here("a key cannot stand here", "check the indentation of this line, or quote the text")


def _no_colon(t: Trouble) -> Said:
    row = t.lines.line(t.from_line)
    tight = _TIGHT.match(row)
    if tight:
        return t.space_after_colon(t.from_line, tight)
    bullet = _BULLET.match(row)
    if bullet:
        return t.dash(t.from_line, bullet)
    if "\n" in t.text[t.from_ : t.at] and row.strip()[:1] in {"'", '"'} and row.count(row.strip()[0]) == 1:
        return _unclosed_quote(t)
    fix = "write `key: value`, put '- ' in front of a list entry, or indent it if it continues the text above"
    return t.on_line(t.from_line, "this line has no ':' behind its key", fix)


def _no_key(t: Trouble) -> Said:
    before = t.before.rstrip()
    if not t.before.strip():
        return _off_indent(t)
    if before[-1] in _QUOTES:
        other = "double" if before[-1] == "'" else "single"
        fix = f"put the whole text in {other} quotes, or write the quote inside it twice"
        fix = fix if before[-1] == "'" else "put the whole text in single quotes"
        return t.here("text goes on behind the closing quote", fix)
    if before[-1] in "]}":
        what = f"one '{t.char}' too many" if t.char in "]}" else f"text goes on behind the '{before[-1]}'"
        return t.here(what, "quote the text if its brackets belong to it; else remove what follows them")
    if re.search(r"(?:^|\s)[*&]\S+$", before):
        start = t.at - len(t.before) + before.rindex(before.split()[-1])
        message = f"a text cannot begin with '{t.text[start]}' without quotes"
        return Said(start, start + 1, message, "quote the text", t.quote_rest(start))
    return t.here("a key was expected here", "check the indentation, or quote the text")


def _off_indent(t: Trouble) -> Said:
    above = t.previous()
    if t.char == ":":
        return t.here("a key is missing in front of ':'", "write the key, or quote the text")
    if above and " #" in t.lines.line(above):
        fix = f"quote the text in line {above}, or move its comment to a line of its own"
        return t.on_line(above, "' #' began a comment, and the text goes on below it", fix)
    if t.row.lstrip().startswith("- "):
        message = "a list entry stands where a key is expected"
        return t.on_line(t.line, message, "indent it below the key it belongs to")
    fix = f"line it up with the keys around it, such as line {t.from_line}"
    return t.on_line(t.line, "this line is indented like no line above it", fix)


def _no_dash(t: Trouble) -> Said:
    if t.before.strip():
        return _no_key(t)
    fix = f"begin it with '- ' in line with the list's first entry in line {t.from_line}, or indent it as a part of one"
    return t.on_line(t.line, "this line is no entry of the list above it", fix)


def _unclosed_bracket(t: Trouble) -> Said:
    sign = t.text[t.from_ : t.from_ + 1]
    close = _OPEN.get(sign, "]")
    before = t.before.rstrip()
    if t.line == t.from_line and before[-1:] in _QUOTES and t.char:
        fix = "put the whole text inside the quotes, or a ',' behind them"
        return t.here("text goes on behind the closing quote", fix)
    if t.line == t.from_line and t.char == ":":
        return _colon_in_brackets(t)
    if t.line == t.from_line and t.at < len(t.text.rstrip()) and t.char not in "]}":
        fix = f"separate the entries by ',' or add '{close}'"
        if t.char in _OPEN:
            fix = f"{fix}; if the '{t.char}' belongs to a text, quote the text"
        return t.here(f"a ',' or '{close}' is missing here", fix)
    if t.char in "]}" and t.char:
        return t.here(f"'{t.char}' closes what '{sign}' opened", f"close it with '{close}'")
    if not t.text[: t.from_].strip() and t.text.rstrip().endswith(close) and t.char:
        return _in_json(t, close)
    message = f"the '{sign}' is never closed"
    return Said(t.from_, t.from_ + 1, message, f"add '{close}', or quote the text if '{sign}' belongs to it")


def _in_json(t: Trouble, close: str) -> Said:
    """A file that is all one bracket, and closed at its end, lacks something where the parser stopped."""
    for number in (t.line, t.previous()):
        if number and t.lines.line(number).lstrip().startswith("//"):
            return t.on_line(number, "'//' begins no comment", "write '#' in its place, or remove the line")
    return t.here(f"a ',' or '{close}' is missing in front of this", "separate the entries by ','")


def _colon_in_brackets(t: Trouble) -> Said:
    return t.here("': ' where no key can stand", "put a ',' in front of the key, or quote the text")


def _unclosed_quote(t: Trouble) -> Said:
    sign = t.text[t.from_ : t.from_ + 1]
    fix = f"add the closing {sign} at the end of the text"
    return Said(t.from_, t.from_ + 1, f"the quote {sign} is never closed", fix)


def _escape(t: Trouble) -> Said:
    start = max(t.text.rfind("\\", 0, t.at + 1), t.from_)
    written = t.text[start : start + 2]
    if "Unicode" in t.problem:
        return Said(start, start + 2, "this escape stands for no character", "write the character itself")
    fix = "use single quotes around the text, or write '\\\\' for each '\\'"
    return Said(start, start + 2, f"'{written}' means nothing inside \"…\"", fix)


def _sign(t: Trouble) -> Said:
    sign = t.text[t.from_ : t.from_ + 1]
    message = f"a text cannot begin with '{sign}' without quotes"
    return Said(t.from_, t.from_ + 1, message, "quote the text", t.quote_rest(t.from_))


def _early_dash(t: Trouble) -> Said:
    if t.row[len(t.before) :].strip() == "-":
        return t.here("a text cannot be '-' without quotes", "quote it", t.quote_rest(t.at))
    fix = "put each '- ' on a line of its own below the key; quote the text if the '-' belongs to it"
    return t.here("a list cannot begin on the line of its key", fix)


def _question_mark(t: Trouble) -> Said:
    return t.here("a text cannot begin with '? ' without quotes", "quote the text", t.quote_rest(t.at))


def _block_head(t: Trouble) -> Said:
    sign = t.text[t.from_ : t.from_ + 1]
    fix = f"begin the text on the next line, indented; quote it if the '{sign}' belongs to it"
    if sign == ">":
        fix = f"{fix}, or in a condition write `over` or `at least`"
    return Said(t.from_, t.from_ + 1, f"text cannot follow '{sign}' on its line", fix, t.quote_rest(t.from_))


def _nothing(t: Trouble) -> Said:
    if t.flow and t.char in {"", "\n", "\r"}:
        if "#" in t.row:
            return t.on_line(t.line, "'#' began a comment inside the brackets", "quote the text")
        return t.here(
            "a bracket is never closed", "add the ']' or '}', or quote the text if it belongs to it"
        )
    sign = t.char or t.text[t.at - 1 : t.at]
    what = (
        f"a text cannot begin with '{sign}' without quotes"
        if not t.flow
        else f"nothing stands before '{sign}'"
    )
    return t.here(what, "quote the text, or write the missing value", t.quote_rest(t.at))


def _after_the_end(t: Trouble) -> Said:
    if t.before.strip():
        return _no_key(t)
    fix = "check its indentation"
    if t.row.startswith("- "):
        fix = "begin the first entry above with '- ' as well, or indent this line below the key it belongs to"
    return t.on_line(t.line, "this line does not belong to the data above it", fix)


def _tight_colon(t: Trouble) -> Said:
    fix = "write a space behind the ':', or quote the text"
    return t.here("a space is missing after ':'", fix)


_TELLERS: tuple[tuple[str, Callable[[Trouble], Said]], ...] = (
    ("cannot start any token", _start_of_text),
    ("mapping values are not allowed", _second_colon),
    ("could not find expected ':'", _no_colon),
    ("did not find expected key", _no_key),
    ("expected '-' indicator", _no_dash),
    ("expected ',' or", _unclosed_bracket),
    ("escape", _escape),
    ("hexdecimal", _escape),
    ("quoted scalar", _unclosed_quote),
    ("scanning an alias", _sign),
    ("scanning an anchor", _sign),
    ("directive", _sign),
    ("tag", _sign),
    ("block sequence entries are not allowed", _early_dash),
    ("mapping keys are not allowed", _question_mark),
    ("block scalar", _block_head),
    ("node content", _nothing),
    ("document start", _after_the_end),
    ("found unexpected ':'", _tight_colon),
)
