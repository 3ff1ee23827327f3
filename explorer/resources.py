"""Finds what lies beside the package: ``cypher/``, ``seed/`` and the app's door, in a checkout or installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """The folder or file ``name`` of the distribution: inside the installed package, else beside it."""
    installed = _PACKAGE / "_bundled" / name
    return installed if installed.exists() else _PACKAGE.parent / name
