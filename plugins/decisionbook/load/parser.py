"""libyaml's events. No other parser reads data, so that every machine reads the same language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from decisionbook.load.limits import MAX_DEPTH

try:
    from yaml._yaml import CParser
except ImportError as error:  # pragma: no cover - needs a PyYAML that was built without libyaml
    message = (
        "Decisionbook reads YAML with libyaml, which this installation of PyYAML lacks. "
        "Install a wheel of PyYAML from PyPI, or build it with --with-libyaml."
    )
    raise ImportError(message) from error

# The stubs give events two kinds of marks, or none; the C parser gives all of them one kind.
SCALAR: Any = yaml.ScalarEvent
ALIAS: Any = yaml.AliasEvent
MAPPING: Any = yaml.MappingStartEvent
MAPPING_END: Any = yaml.MappingEndEvent
SEQUENCE_END: Any = yaml.SequenceEndEvent
DOCUMENT: Any = yaml.DocumentStartEvent
STREAM_END: Any = yaml.StreamEndEvent


def events(text: str) -> Iterator[yaml.Event]:
    """The events of ``text``. Raises ``yaml.MarkedYAMLError`` at the place where it stops being YAML."""
    return yaml.parse(text, CParser)  # type: ignore[arg-type]


def shallow_events(text: str) -> Iterator[yaml.Event]:
    """The events of ``text`` up to the first place that lies deeper than data may."""
    depth = 0
    for event in events(text):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            return
        yield event
