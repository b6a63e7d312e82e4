"""Rendering: HTML fragments of everything that a book holds."""

from __future__ import annotations

from decisionbook.render.renderer import NotInBookError, Renderer

__all__ = ["NotInBookError", "Renderer"]
