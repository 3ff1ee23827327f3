"""The picture on a page as a file: one HTML page for a stick, SVG and PNG for papers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import streamlit as st

from explorer import i18n
from explorer.app import session
from explorer.app.panel import positions_in, theme
from explorer.app.text import unmarked
from explorer.i18n import _
from explorer.model import Plan, file_name
from explorer.picture.files import FORMATS, written
from explorer.picture.frozen import Frozen
from explorer.picture.scene import Scene


def picture_files(
    plan: Plan,
    scene: Scene,
    *,
    key: str,
    place: str,
    headline: str,
    layout: str = "columns",
    hidden: tuple[str, ...] = (),
    selected: str = "",
    facts: tuple[str, ...] = (),
) -> None:
    """A menu that hands the picture over as a file, as it is arranged now.

    ``headline`` is Markdown as it stands on the page; ``place`` is what the canvas was given; ``facts`` say what is
    filtered. ``plan`` is what the HTML page knows the sheets of.
    """
    # What a press needs is taken now: it is answered outside of the run that drew the page.
    lang = i18n.language()
    frozen = Frozen(
        plan,
        scene,
        unmarked(headline),
        date.today().isoformat(),
        facts=(*((_("Year {year}", year=session.year()),) if session.year() else ()), *facts),
        layout=layout,
        theme=theme(),
        hidden=hidden,
        selected=selected,
        positions=positions_in(place),
    )

    def made(ending: str) -> Callable[[], bytes]:
        def write() -> bytes:
            with i18n.speaking(lang):
                # A drawing goes onto paper; only the page keeps the look of the screen.
                shown = frozen if ending == "html" else replace(frozen, theme="light")
                return written(shown, ending)

        return write

    word = _("picture")
    name = f"{file_name(plan.code)}-{word}"
    with st.popover(_("Save picture"), icon=":material/download:", width="stretch"):
        for form in FORMATS:
            st.download_button(
                form.label(),
                made(form.ending),
                f"{name}.{form.ending}",
                form.mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"{key} {form.ending}",
                width="stretch",
            )
            st.caption(form.what())
