"""JSON Schema of a proof, as `decisionbook analyze --format json` prints it and published decisions carry it."""

from __future__ import annotations

from typing import Any

_TEXT: dict[str, Any] = {"type": "string"}
_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT}
_SHARE: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": 1}
_TRUTH: dict[str, Any] = {"type": "boolean"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_AVERAGE: dict[str, Any] = {"type": ["number", "null"]}
_CASE: dict[str, Any] = {
    "type": "object",
    "description": "Answers by the address of their question, as `evaluate` takes them.",
    "additionalProperties": {"type": ["string", "number", "boolean"]},
}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": _object(**properties)}


PROOF: dict[str, Any] = {
    "description": "What was proved of the decision; null for one that is too large.",
    "anyOf": [
        {"type": "null"},
        _object(
            decision=_TEXT,
            proved=_TRUTH,
            complete=_TRUTH,
            gaps=_list(inputs=_CASE, where=_TEXT, share=_SHARE),
            gap_share=_SHARE,
            overlaps=_list(rules=_TEXTS, witness=_CASE, conflict=_TRUTH),
            overlap_count=_COUNT,
            dead_rules=_list(rule=_TEXT, masked_by=_TEXTS, witness={"anyOf": [_CASE, {"type": "null"}]}),
            unused_outcomes=_TEXTS,
            unused_inputs=_TEXTS,
            otherwise_share=_SHARE,
            combinations=_COUNT,
            rules=_list(rule=_TEXT, share=_SHARE, where={"type": ["string", "null"]}),
            redundant_rules=_TEXTS,
            mergeable=_list(rules=_TEXTS, input=_TEXT),
            not_monotone=_list(input=_TEXT, lower=_CASE, higher=_CASE),
            questions=_object(
                expected=_AVERAGE,
                worst={"type": ["integer", "null"]},
                declared_expected=_AVERAGE,
                optimal=_TRUTH,
                weights=_TEXT,
            ),
        ),
    ],
}
