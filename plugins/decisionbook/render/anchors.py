"""The ids that rendered parts carry; see ``decisionbook.anchors``, which lower rooms use as well."""

from __future__ import annotations

from decisionbook.anchors import OPTION_SECTIONS, anchor, cell_anchor, fragments

__all__ = ["OPTION_SECTIONS", "anchor", "cell_anchor", "fragments"]
