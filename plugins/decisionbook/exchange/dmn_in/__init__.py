"""Decision tables of DMN 1.1 to 1.5 (S-FEEL) as data files."""

from __future__ import annotations

from collections import Counter

from decisionbook.exchange.dmn_in.completing import complete, files
from decisionbook.exchange.dmn_in.graph import File
from decisionbook.exchange.dmn_in.notes import NotCarriedError, Notes
from decisionbook.exchange.dmn_in.outcomes import outcomes_of
from decisionbook.exchange.dmn_in.own import titles
from decisionbook.exchange.dmn_in.tree import Element, read_xml
from decisionbook.exchange.dmn_in.writing import Written, write
from decisionbook.exchange.imported import Imported
from decisionbook.exchange.read_back import logic_errors
from decisionbook.findings import finding, in_order

_DMN = "omg.org/spec/DMN/"
_TABLE_PARTS = {"decision", "inputData", "itemDefinition", "extensionElements", "description"}
_PLURALS = {
    "businessKnowledgeModel": "business knowledge models",
    "knowledgeSource": "knowledge sources",
    "decisionService": "decision services",
    "import": "imports",
    "textAnnotation": "text annotations",
    "association": "associations",
    "group": "groups",
    "elementCollection": "element collections",
    "businessContextElement": "business context elements",
    "performanceIndicator": "performance indicators",
    "organizationUnit": "organization units",
    "DMNDI": "diagrams",
}
_OF_DECISIONS = {
    "allowedAnswers": "allowed answers in words",
    "supportedObjective": "supported objectives",
    "impactedPerformanceIndicator": "impacted performance indicators",
    "decisionMaker": "decision makers",
    "decisionOwner": "decision owners",
    "usingProcess": "using processes",
    "usingTask": "using tasks",
}


def import_dmn(data: bytes, file: str) -> Imported:
    """The decisions of a DMN file as data files; ``file`` is the name that findings give it.

    What cannot be carried over without changing an answer is an error, and its decision is left out; what changes
    no answer, or is only asked in another way, is a warning. Never raises for bad data.
    """
    root, findings = read_xml(data, file)
    if root is None:
        return Imported(findings=findings)
    if root.name != "definitions" or _DMN not in root.namespace:
        message = "this is not a DMN file: its root is no `definitions` of DMN"
        return Imported(findings=(finding("E001", root.span, message, "export it as DMN 1.2 to 1.5"),))
    notes = Notes()
    model = File(root, notes)
    _note_rest(root, model, notes)
    carried = _carried(model, notes)
    if not model.nodes:
        notes.findings.append(
            finding("E001", root.span, "the file has no decisions", "export a decision table")
        )
    texts = files(carried)
    return Imported(texts, in_order((*notes.findings, *logic_errors(texts))))


def _carried(model: File, notes: Notes) -> list[Written]:
    done: dict[str, Written] = {}
    inner = {asked.node.key for node in model.order for asked in node.asks if asked.node is not None}
    for node in model.order:
        if node.table is None:
            continue
        try:
            outcomes = outcomes_of(node.table, notes, own_ids=model.own, own=titles(node.element))
            written = write(node, node.table, outcomes, done, notes)
            complete(written, inner=node.key in inner, notes=notes)
        except NotCarriedError as error:
            notes.lost(error, node.title)
            continue
        done[node.key] = written
    return [done[node.key] for node in model.nodes if node.key in done]


def _note_rest(root: Element, model: File, notes: Notes) -> None:
    """One finding for everything in the file that is no table and that no table needs."""
    rest = Counter(
        _PLURALS.get(each.name, each.name) for each in root.children if each.name not in _TABLE_PARTS
    )
    rest.update(
        _OF_DECISIONS[each.name] for decision in root.all("decision") for each in decision.all(*_OF_DECISIONS)
    )
    asked = {id(variable.element) for variable in model.variables.values()}
    lost = {key for node in model.nodes if node.table is None for key in node.requires_data}
    unasked = [data for data in root.all("inputData") if id(data) not in asked and data.get("id") not in lost]
    rest.update(f"input '{data.get('name')[:40]}'" for data in unasked)
    if rest:
        listed = ", ".join(f"{count} {name}" if count > 1 else name for name, count in rest.items())
        fix = "nothing, unless a table was meant to use them"
        notes.left_out(root, f"left out, since no table reads it: {listed[:200]}", fix)
