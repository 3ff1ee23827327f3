"""The canvas' two components, and the vis-network script that they need."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.errors import Refusal
from explorer.i18n import N_
from explorer.picture import register
from explorer.picture.canvas.vis_script import NAME, copy_vis_script

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

ASSETS = Path(__file__).parent / "assets"
_FILES = {"canvas": ("canvas.js", "canvas.css"), "highlight": ("highlight.js", None)}


def renderer(name: str) -> ComponentRenderer:
    """The mounting command of the component ``canvas`` or ``highlight``; call it inside a script run only.

    Raises Refusal when the vis-network script is missing and cannot be copied from pyvis.
    """
    ensure_vis_script()
    return register.renderer(name, *_FILES[name])


@cache
def ensure_vis_script() -> None:
    """Make sure that the vis-network script lies among the assets; raises Refusal when it cannot be copied."""
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
