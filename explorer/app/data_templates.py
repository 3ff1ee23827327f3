"""What one can fill in and hand back: the template empty or with the plan, and what else is read."""

from __future__ import annotations

import streamlit as st

from explorer.app import session
from explorer.app.text import plain
from explorer.exchange.template.write import write_template
from explorer.i18n import _, language
from explorer.model import file_name

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def templates() -> None:
    """Two templates to download, and one sentence for each kind of file that is read."""
    # A press is answered outside of the run that drew the page: what it needs is taken now.
    plan, lang = session.whole_plan(), language()
    st.markdown("**" + _("Which file?") + "**")
    st.markdown(
        _(
            "- **Your own Excel table**: a row for each measure, the goals as columns or together in one cell\n"
            "- **Our template**: filled by hand, or with this plan to go on working in Excel\n"
            "- **CSV, ZIP or JSON**: what “Export” wrote"
        )
    )
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _("Template, empty"),
            lambda: write_template(None, lang),
            _("zielnetz-template") + ".xlsx",
            _XLSX,
            icon=":material/table:",
            key="data template empty",
            on_click="ignore",
        )
        st.download_button(
            _("Template with this plan"),
            lambda: write_template(plan, lang),
            f"{file_name(plan.code)}.xlsx",
            _XLSX,
            icon=":material/table_view:",
            key="data template filled",
            on_click="ignore",
            help=_("{title}, all years: change it in Excel and load it again.", title=plain(_title(lang))),
        )


def _title(lang: str) -> str:
    plan = session.whole_plan()
    return str((plan.properties.get("title_en") if lang == "en" else "") or plan.properties["title"])
