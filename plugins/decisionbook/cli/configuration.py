"""A site's configuration as MkDocs reads it: with what it inherits and what the environment says, and no code run."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

MOST_PARENTS = 20
"""Configurations that inherit one from another; more are taken for a circle."""


def settings_of(configuration: Path, left: int = MOST_PARENTS) -> Mapping[str, Any]:
    """The settings of a configuration. What cannot be read, or is none, has no settings."""
    try:
        settings = yaml.load(configuration.read_bytes(), Loader=_Loader)  # noqa: S506 - it makes plain values only
        if not isinstance(settings, dict):
            return {}
        parent = settings.pop("INHERIT", None)
        if not isinstance(parent, str) or not left:
            return settings
        return _merged(settings_of(configuration.parent / parent, left - 1), settings)
    except (OSError, yaml.YAMLError, ValueError, TypeError, RecursionError):
        return {}


def _merged(parent: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Mappings of both are joined; of anything else the own value stands."""
    found = dict(parent)
    for key, value in own.items():
        before = found.get(key)
        both = isinstance(before, dict) and isinstance(value, dict)
        found[key] = _merged(before, value) if both else value  # type: ignore[arg-type]
    return found


class _Loader(yaml.CSafeLoader):
    """Reads a configuration without running what its tags name."""


def _of_environment(loader: _Loader, node: yaml.Node) -> Any:
    """``!ENV NAME`` or ``!ENV [NAME, OTHER, default]``: the first name that is set, read as YAML; else the default."""
    if isinstance(node, yaml.SequenceNode):
        names, default = (node.value[:-1], node.value[-1:]) if len(node.value) > 1 else (node.value, [])
    else:
        names, default = [node], []
    for name in names:
        value = os.environ.get(str(name.value))
        if value is not None:
            tag = loader.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
            return loader.construct_object(yaml.ScalarNode(tag, value))
    return loader.construct_object(default[0]) if default else None


_Loader.add_multi_constructor("", lambda *_: None)
_Loader.add_constructor("!ENV", _of_environment)
