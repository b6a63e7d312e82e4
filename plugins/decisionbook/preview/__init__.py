"""One entity and its neighbours, shown while they are edited."""

from __future__ import annotations

from decisionbook.preview.server import Preview, serve

__all__ = ["Preview", "serve"]
