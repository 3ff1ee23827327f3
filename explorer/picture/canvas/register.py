"""Makes the two components known to Streamlit, wherever and however this package is installed."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from explorer.errors import Refusal
from explorer.i18n import N_
from explorer.picture.canvas.vis_script import NAME, copy_vis_script

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

PACKAGE = Path(__file__).parents[2]  # explorer/, where the manifest lies
ASSETS = Path(__file__).parent / "assets"
_FILES = {"canvas": ("canvas.js", "canvas.css"), "highlight": ("highlight.js", None)}


def renderer(name: str) -> ComponentRenderer:
    """The mounting command of the component ``canvas`` or ``highlight``; call it inside a script run only.

    Raises Refusal when the vis-network script is missing and cannot be copied from pyvis.
    """
    _declare(name)
    return _component(name)


@cache
def _component(name: str) -> ComponentRenderer:
    _ensure_vis_script()
    js, css = _FILES[name]
    return st.components.v2.component(f"{_manifest().name}.{name}", js=js, css=css)


def _declare(name: str) -> None:
    # Streamlit finds the manifest of an installed wheel by itself. For an editable install it looks only
    # beside a module that is named like the distribution, and ours is not: so it is declared here.
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(f"{_manifest().name}.{name}") is None:
        manager.register_from_manifest(_manifest(), PACKAGE)


@cache
def _manifest() -> ComponentManifest:
    text = tomllib.loads((PACKAGE / "pyproject.toml").read_text(encoding="utf-8"))
    components = text["tool"]["streamlit"]["component"]["components"]
    return ComponentManifest(
        name=text["project"]["name"],
        version="0",
        components=[ComponentConfig.from_dict(component) for component in components],
    )


def _ensure_vis_script() -> None:
    if (ASSETS / NAME).is_file():
        return
    try:
        copy_vis_script(ASSETS)
    except OSError as error:
        raise Refusal(
            N_("The picture cannot be drawn: {name} is missing and could not be copied ({reason})."),
            N_("Install the application again; its installation takes the script from pyvis."),
            name=NAME,
            reason=str(error),
        ) from error
