"""Makes the components in this package known to Streamlit, wherever and however the package is installed."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

PACKAGE = Path(__file__).parents[1]  # explorer/, where the manifest lies


def renderer(name: str, js: str, css: str | None = None) -> ComponentRenderer:
    """The mounting command of a component that the manifest names; call it inside a script run only.

    ``js`` and ``css`` are files in the component's asset folder.
    """
    # Streamlit finds the manifest of an installed wheel by itself. For an editable install it looks only
    # beside a module that is named like the distribution, and ours is not: so it is declared here.
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(f"{_manifest().name}.{name}") is None:
        manager.register_from_manifest(_manifest(), PACKAGE)
    return _component(name, js, css)


@cache
def _component(name: str, js: str, css: str | None) -> ComponentRenderer:
    return st.components.v2.component(f"{_manifest().name}.{name}", js=js, css=css)


@cache
def _manifest() -> ComponentManifest:
    text = tomllib.loads((PACKAGE / "pyproject.toml").read_text(encoding="utf-8"))
    components = text["tool"]["streamlit"]["component"]["components"]
    return ComponentManifest(
        name=text["project"]["name"],
        version="0",
        components=[ComponentConfig.from_dict(component) for component in components],
    )
