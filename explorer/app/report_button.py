"""Buttons that make a report or a measure sheet when they are pressed, and hand it over as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import streamlit as st

from explorer import report
from explorer.app import session
from explorer.i18n import _, language
from explorer.model import file_name
from explorer.report import Report, ReportRequest

_PDF = "application/pdf"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS = (
    ("PDF", "pdf", _PDF, ":material/picture_as_pdf:", report.as_pdf),
    ("Excel", "xlsx", _XLSX, ":material/table:", report.as_xlsx),
    ("CSV", "zip", "application/zip", ":material/folder_zip:", report.as_csv_zip),
)


def report_buttons(request: Callable[[], ReportRequest], key: str) -> None:
    """Three buttons for a report as PDF, Excel and CSV; ``request`` is asked when one of them is pressed.

    Date and language of the request are filled in here: today, and that of the screen.
    """
    # What a press needs is taken now: it is answered outside of the run that drew the page.
    code, store, lang = session.plan_code(), session.store(), language()

    def made(write: Callable[[Report], bytes]) -> bytes:
        asked = replace(request(), day=date.today(), lang=lang)
        return write(report.build_current(store, code, asked))

    with st.container(horizontal=True, gap="small"):
        for label, ending, mime, icon, write in _FORMATS:
            st.download_button(
                label,
                lambda write=write: made(write),  # type: ignore[misc]
                f"{file_name(code)}-{_('report', lang)}.{ending}",
                mime,
                icon=icon,
                on_click="ignore",
                key=f"{key} {ending}",
            )


def sheet_button(uid: str, key: str) -> None:
    """A button for the sheet of one measure as a PDF."""
    plan, lang = session.whole_plan(), language()
    st.download_button(
        "PDF",
        lambda: report.measure_pdf(plan, uid, ReportRequest(day=date.today(), lang=lang)),
        f"{file_name(plan.nodes[uid].code)}.pdf",
        _PDF,
        icon=":material/picture_as_pdf:",
        on_click="ignore",
        key=key,
    )
