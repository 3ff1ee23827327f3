"""The files of the page that compares two years: the list as it is, and the report with all its tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from explorer.app.compare_view import CompareView
from explorer.app.tables import downloads
from explorer.i18n import _, language
from explorer.model import Plan
from explorer.report.compared import headings, row
from explorer.report.comparison import comparison_pdf, comparison_xlsx
from explorer.years.compare import Compared

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def compare_downloads(plan: Plan, view: CompareView, items: Sequence[Compared]) -> None:
    """The list as CSV and Excel, the report as PDF and Excel; both for what the filters leave."""
    lang = language()
    name = f"{plan.code}-{_('comparison')}-{view.first}-{view.second}"
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        st.caption(_("This list:"), width="content")
        downloads(headings(view.first, view.second, lang), [row(one, lang) for one in items], name)
        st.caption(_("Report with all tables:"), width="content")
        for label, ending, mime, icon, write in (
            ("PDF", "pdf", "application/pdf", ":material/picture_as_pdf:", comparison_pdf),
            ("Excel", "xlsx", _XLSX, ":material/table:", comparison_xlsx),
        ):
            st.download_button(
                label,
                lambda write=write: write(  # type: ignore[misc]
                    plan, view.first, view.second, lang, date.today(), view.narrowed
                ),
                f"{name}-{_('report')}.{ending}",
                mime,
                icon=icon,
                on_click="ignore",
                key=f"compare report {ending}",
            )
