"""The difference as JSON, whole: nothing is cut or folded that the text formats cut."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from decisionbook.diff.changes import (
    CellChange,
    DecisionChange,
    Difference,
    EvidenceChange,
    Move,
    PartChange,
    ProvenanceChange,
    SideSummary,
    TextChange,
    WaiverChange,
    Written,
)
from decisionbook.findings import Finding, Span


def as_json(difference: Difference) -> str:
    """One JSON object; its keys are in the order of the other formats."""
    found = {
        "before": _side(difference.before),
        "after": _side(difference.after),
        "readable": difference.readable,
        "changes": difference.changes,
        "not_compared": [
            {
                "kind": one.what.kind,
                "id": one.what.id,
                "side": one.side,
                "reason": one.reason,
                **_place(one.span),
            }
            for one in difference.unread
        ],
        "decisions": [_decision(one) for one in difference.decisions],
        "parts": [_part(one) for one in difference.parts],
        "cells": [_cell(one) for one in difference.cells],
        "provenance": [_provenance(one) for one in difference.provenance],
        "waivers": [_waiver(one) for one in difference.waivers],
        "findings": {
            name: [_finding(one) for one in found]
            for name, found in (("new", difference.new_findings), ("resolved", difference.resolved_findings))
        },
        "texts": {
            **asdict(difference.wording),
            "in": [
                {
                    "kind": one.owner.kind,
                    "id": one.owner.id,
                    **asdict(one.texts),
                    **_place(one.span),
                    "texts": [_text(text) for text in one.reworded],
                }
                for one in difference.reworded_in
            ],
        },
    }
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _side(side: SideSummary) -> dict[str, Any]:
    return {"label": side.label, "errors": side.errors, "problem": side.problem}


def _place(span: Span) -> dict[str, Any]:
    return {"file": span.file, "line": span.line, "column": span.column}


def _decision(one: DecisionChange) -> dict[str, Any]:
    return {
        "decision": one.id,
        **_place(one.span),
        "changed": one.changed,
        "combinations": one.combinations,
        "moves": [_move(move) for move in one.moves],
        "moves_not_listed": one.unshown_moves,
        "through": list(one.through),
        "rewritten": one.rewritten,
        "not_compared": one.not_compared,
    }


def _move(one: Move) -> dict[str, Any]:
    return {
        "what": one.what,
        "before": _listed(one.before),
        "after": _listed(one.after),
        "combinations": one.combinations,
        "regions": [
            {
                "when": {address: _written(condition) for address, condition in region.where.items()},
                "combinations": region.combinations,
                "rules": [{"rule": rule.id, **_place(rule.span)} for rule in region.rules],
            }
            for region in one.regions
        ],
        "combinations_not_listed": one.unshown,
    }


def _listed(ends: tuple[str, ...] | None) -> list[str] | None:
    return None if ends is None else list(ends)


def _written(condition: Written) -> str | list[str]:
    return condition if isinstance(condition, str) else list(condition)


def _part(one: PartChange) -> dict[str, Any]:
    return {
        "sign": one.sign,
        "kind": one.kind,
        "id": one.id,
        "of": {"kind": one.owner.kind, "id": one.owner.id} if one.owner else None,
        "setting": one.setting,
        "before": one.was,
        "after": one.now,
        **({"cells": {"filled": one.filled[0], "all": one.filled[1]}} if one.filled else {}),
        **_place(one.span),
        "linked_from": [{"by": mention.by, **_place(mention.span)} for mention in one.linked_from],
    }


def _cell(one: CellChange) -> dict[str, Any]:
    return {
        "comparison": one.comparison,
        "criterion": one.criterion,
        "option": one.option,
        "before": one.before,
        "after": one.after,
        "unit": one.unit,
        "direction": one.direction,
        "percent": one.percent,
        "rating": list(one.rating) if one.rating else None,
        "evidence": _evidence(one.evidence),
        "left_behind": one.left_behind,
        **_place(one.span),
    }


def _provenance(one: ProvenanceChange) -> dict[str, Any]:
    return {
        "kind": one.owner.kind,
        "id": one.owner.id,
        "part": one.part or None,
        "places": one.places,
        "evidence": _evidence(one.evidence),
        "left_behind": one.left_behind,
        **_place(one.span),
    }


def _waiver(one: WaiverChange) -> dict[str, Any]:
    return {
        "sign": one.sign,
        "kind": one.owner.kind,
        "id": one.owner.id,
        "code": one.code,
        "reason": one.reason,
        "until": {"before": one.ends[0] or None, "after": one.ends[1] or None},
        **_place(one.span),
    }


def _text(one: TextChange) -> dict[str, Any]:
    return {"part": one.part, "before": one.before, "after": one.after, **_place(one.span)}


def _evidence(change: EvidenceChange) -> dict[str, Any]:
    return {key: {"before": before, "after": after} for key, (before, after) in change.keys.items()}


def _finding(one: Finding) -> dict[str, Any]:
    return {
        **_place(one.span),
        "severity": one.severity,
        "code": one.code,
        "message": one.message,
        "fix": one.fix,
    }
