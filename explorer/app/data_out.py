"""Ausgeben: the whole plan as a file, each format with what it is for."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from explorer.app import session
from explorer.app.data_view import PART
from explorer.app.pages import path_of
from explorer.app.text import plain
from explorer.exchange.formats.exports import EXPORTS, Export
from explorer.i18n import Language, _, language
from explorer.model import Plan, file_name

#: What can be loaded again without a loss.
_COME_BACK = frozenset({"xlsx", "csv", "json"})
_ICONS = {"xlsx": ":material/table:", "csv": ":material/folder_zip:", "json": ":material/data_object:"}


def show() -> None:
    """A line a format: what it is for, whether it comes back, and its button; the file is made when it is pressed."""
    plan = session.whole_plan()
    title = str((plan.properties.get("title_en") if session.english() else "") or plan.properties["title"])
    st.markdown("#### " + _("Take out {title}, all years, whole", title=plain(title)))
    with st.container(key="zn-formats", gap="xsmall"):
        for export in EXPORTS.values():
            _line(plan, export)
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        st.page_link(
            path_of("explore"),
            label=_("Pictures (HTML, SVG, PNG): beside the picture in “Explore”"),
            icon=":material/hub:",
            query_params=session.common_params(),
        )
        st.button(
            _("With log and all that belongs to it: “Back up”"),
            key="data to backup",
            type="tertiary",
            icon=":material/inventory_2:",
            on_click=session.replace_in_address,
            args=([PART], {PART: "backup"}),
        )


def _line(plan: Plan, export: Export) -> None:
    what, purpose, button = st.columns([3, 6, 2.2], vertical_alignment="center", gap="small")
    badge = " :green-badge[" + _("loads again whole") + "]" if export.name in _COME_BACK else ""
    what.markdown(f"**{plain(_(export.title))}**{badge}")
    purpose.markdown(plain(_(export.purpose)))
    with button:
        st.download_button(
            export.ending.removeprefix(".").upper(),
            _written(export, plan, language()),
            f"{file_name(plan.code)}{export.ending}",
            export.mime,
            icon=_ICONS.get(export.name, ":material/download:"),
            key=f"data export {export.name}",
            on_click="ignore",
            width="stretch",
            help=_("Download as {ending}", ending=export.ending),
        )


def _written(export: Export, plan: Plan, lang: Language) -> Callable[[], bytes]:
    # A press is answered outside of the run that drew the page: what it needs is taken now.
    return lambda: export.write(plan, lang)
