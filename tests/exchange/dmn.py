"""DMN documents in a few lines, for tests."""

from __future__ import annotations

from html import escape

NAMESPACES = {
    "1.1": "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "1.2": "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "1.3": "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "1.4": "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "1.5": "https://www.omg.org/spec/DMN/20230324/MODEL/",
}


def document(*parts: str, version: str = "1.3", more: str = "") -> bytes:
    head = f'<definitions xmlns="{NAMESPACES[version]}" id="d" name="D" namespace="urn:d"{more}>'
    return "\n".join((head, *parts, "</definitions>")).encode()


def data(name: str, type_: str = "") -> str:
    ref = f' typeRef="{type_}"' if type_ else ""
    return f'<inputData id="i-{name}" name="{name}"><variable name="{name}"{ref}/></inputData>'


def decision(name: str, table: str, *, requires: str = "", attributes: str = "") -> str:
    required = "".join(
        f'<informationRequirement><requiredDecision href="#{each}"/></informationRequirement>'
        for each in requires.split()
    )
    identity = name.replace(" ", "-")
    return f'<decision id="{identity}" name="{name}"{attributes}>{required}{table}</decision>'


def table(inputs: dict[str, str], outputs: str, *rules: str, policy: str = "UNIQUE", more: str = "") -> str:
    """``inputs``: expression to type, perhaps followed by ``| allowed values``; ``outputs``: clauses as written.

    A rule is its cells with ``;`` between them, conditions first.
    """
    asked = "".join(_input(expression, type_) for expression, type_ in inputs.items())
    rows = "".join(_rule(rule.split(";"), len(inputs)) for rule in rules)
    return f'<decisionTable hitPolicy="{policy}"{more}>{asked}{outputs}{rows}</decisionTable>'


def output(name: str = "", values: str = "", default: str = "") -> str:
    named = f' name="{name}"' if name else ""
    listed = f"<outputValues><text>{escape(values)}</text></outputValues>" if values else ""
    other = f"<defaultOutputEntry><text>{escape(default)}</text></defaultOutputEntry>" if default else ""
    return f"<output{named}>{listed}{other}</output>"


def _input(expression: str, type_: str) -> str:
    type_, _, allowed = (part.strip() for part in type_.partition("|"))
    values = f"<inputValues><text>{escape(allowed)}</text></inputValues>" if allowed else ""
    ref = f' typeRef="{type_}"' if type_ else ""
    return f"<input><inputExpression{ref}><text>{escape(expression)}</text></inputExpression>{values}</input>"


def _rule(cells: list[str], conditions: int) -> str:
    written = "".join(
        f"<{tag}><text>{escape(cell.strip())}</text></{tag}>"
        for number, cell in enumerate(cells)
        for tag in ["inputEntry" if number < conditions else "outputEntry"]
    )
    return f"<rule>{written}</rule>"
