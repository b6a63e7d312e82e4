"""The compiled questions as an outline, as JSON and as a Mermaid diagram."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator

from decisionbook.decide.asked import engine_for
from decisionbook.decide.engine import Engine
from decisionbook.decide.graph import Graph, Leaf, Question, Way
from decisionbook.decide.phrases import condition
from decisionbook.model import Book, Decision


def tree_as_text(book: Book, decision_id: str, *, width: int = 80) -> str:
    """Every question with where its answers lead, numbered, inner decisions behind the one that asks them."""
    engine = engine_for(book, decision_id)
    lines: list[str] = []
    for graph in engine.view(decision_id).graphs.values():
        lines += [*_outline(engine, decision_id, graph, width), ""]
    graph = engine.graph(decision_id)
    average = f"{graph.expected:.2f}".rstrip("0").rstrip(".")
    noun = "question" if average == "1" else "questions"
    counted = f"{average} {noun} on average, {graph.worst} at most. Answers to a question count equally."
    return "\n".join([*lines, *textwrap.wrap(counted, width)])


def _outline(engine: Engine, root: str, graph: Graph, width: int) -> Iterator[str]:
    decision, asked = engine.book.decisions[graph.decision], engine.view(root).asked
    yield f"{decision.title} ({decision.id})"
    for index, node in enumerate(graph.nodes):
        if isinstance(node, Leaf):
            if index == 0:
                yield f"  always: {said(decision, node)}"
            continue
        entry = asked[decision.id, node.input]
        source = f"the outcome of {entry.inner}" if entry.inner else entry.address
        head = f"{decision.inputs[node.input].ask} [{source}]"
        yield textwrap.fill(
            head, width, initial_indent=f"{index + 1:>4}  ", subsequent_indent=" " * 6, break_on_hyphens=False
        )
        for way in node.ways:
            target = graph.nodes[way.to]
            leads = said(decision, target) if isinstance(target, Leaf) else f"question {way.to + 1}"
            yield textwrap.fill(
                f"{words(engine, decision, node, way)}: {leads}",
                width,
                initial_indent=" " * 8,
                subsequent_indent=" " * 10,
                break_on_hyphens=False,
            )


def words(engine: Engine, decision: Decision, node: Question, way: Way) -> str:
    """The answers of a way as an author writes them."""
    partition = engine.partition(decision, node.input)
    return condition(partition, [partition.index[answer] for answer in way.answers])


def said(decision: Decision, leaf: Leaf) -> str:
    """What a leaf answers: ids, with the title of a single outcome."""
    if not leaf.outcomes:
        return "no outcome"
    if len(leaf.outcomes) > 1:
        return ", ".join(leaf.outcomes)
    return f"{leaf.outcomes[0]} ({decision.outcomes[leaf.outcomes[0]].title})"


def tree_as_json(book: Book, decision_id: str) -> str:
    """All graphs, the asked decision's first, and how much is asked."""
    engine = engine_for(book, decision_id)
    view, graph = engine.view(decision_id), engine.graph(decision_id)
    data = {
        "decision": decision_id,
        "graphs": {
            name: {"nodes": list(_nodes(engine, decision_id, each))} for name, each in view.graphs.items()
        },
        "questions": {
            "expected": graph.expected,
            "worst": graph.worst,
            "declared_expected": graph.declared_expected,
            "optimal": graph.optimal,
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _nodes(engine: Engine, root: str, graph: Graph) -> Iterator[dict[str, object]]:
    for node in graph.nodes:
        if isinstance(node, Leaf):
            fields = ("outcomes", "certain", "holding", "possible")
            yield {name: list(getattr(node, name)) for name in fields}
            continue
        asked = engine.view(root).asked[graph.decision, node.input]
        inner = {"decision": asked.inner} if asked.inner else {}
        ways = [{"answers": list(way.answers), "to": way.to} for way in node.ways]
        yield {"input": node.input, "address": asked.address, **inner, "ways": ways}


def tree_as_mermaid(book: Book, decision_id: str) -> str:
    """A flow chart from left to right, one sub-graph a decision."""
    engine = engine_for(book, decision_id)
    lines = ["flowchart LR"]
    for place, graph in enumerate(engine.view(decision_id).graphs.values()):
        decision = book.decisions[graph.decision]
        lines.append(f'  subgraph d{place}["{_quoted(decision.title)}"]')
        for index, node in enumerate(graph.nodes):
            lines += [f"    {line}" for line in _drawn(engine, decision, f"d{place}n", index, node)]
        lines.append("  end")
    return "\n".join(lines)


def _drawn(engine: Engine, decision: Decision, name: str, index: int, node: Question | Leaf) -> Iterator[str]:
    if isinstance(node, Leaf):
        yield f'{name}{index}(["{_quoted(said(decision, node))}"])'
        return
    yield f'{name}{index}{{"{_quoted(decision.inputs[node.input].ask)}"}}'
    for way in node.ways:
        yield f'{name}{index} -->|"{_quoted(words(engine, decision, node, way))}"| {name}{way.to}'


def _quoted(text: str) -> str:
    """Text that Mermaid shows as it is: every sign with a meaning there becomes its entity code."""
    return "".join(char if char.isalnum() or char in " ,.:;?!()'-/" else f"#{ord(char)};" for char in text)
