"""What was read, proved and rendered before, kept between builds and under a server, safe to delete at any time."""

from __future__ import annotations

from decisionbook.cache.markup import CachedRenderer, Kept
from decisionbook.cache.reading import Cache

__all__ = ["Cache", "CachedRenderer", "Kept"]
