"""The report for the council and the sheet of a measure, as PDF, Excel and CSV: what the screen shows, on paper."""

from __future__ import annotations

from explorer.model import Plan
from explorer.report.build import build, build_current, build_sheet
from explorer.report.content import Report, ReportRequest

__all__ = [
    "Report",
    "ReportRequest",
    "as_csv_zip",
    "as_pdf",
    "as_xlsx",
    "build",
    "build_current",
    "build_sheet",
    "measure_pdf",
]

# What sets and writes the files is imported when it is needed: pages import this package to offer the buttons.


def as_pdf(report: Report) -> bytes:
    """The report on A4 pages, accessible (PDF/UA) wherever its fonts have all signs."""
    from explorer.report.pdf import as_pdf as made

    return made(report)


def as_xlsx(report: Report) -> bytes:
    """The tables of the report as an Excel file, one sheet each."""
    from explorer.report.xlsx import as_xlsx as made

    return made(report)


def as_csv_zip(report: Report) -> bytes:
    """The tables of the report as CSV files in a ZIP archive."""
    from explorer.report.csv_files import as_csv_zip as made

    return made(report)


def measure_pdf(plan: Plan, uid: str, request: ReportRequest) -> bytes:
    """The sheet of one measure as a PDF; of ``request`` the date and the language count. ``Refusal`` if unknown."""
    from explorer.report.pdf import sheets_as_pdf

    return sheets_as_pdf(build_sheet(plan, uid, request))
