"""The tables of a report as CSV files that German Excel opens by double click: UTF-8 with mark, semicolons."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import Any

from explorer.report.content import Report, Table
from explorer.report.tables import tables_of


def as_csv_zip(report: Report) -> bytes:
    """A ZIP archive with one CSV file for each table, numbered in the order of the report."""
    return tables_as_csv_zip(tables_of(report), report.day)


def tables_as_csv_zip(tables: Iterable[Table], day: date) -> bytes:
    """A ZIP archive with one CSV file for each table, numbered in their order."""
    out = io.BytesIO()
    stamp = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    with zipfile.ZipFile(out, "w") as archive:
        for number, table in enumerate(tables, 1):
            name = re.sub(r"\W+", "-", table.name.lower()).strip("-")
            # The date of the report, not of the clock: the same report is the same archive.
            entry = zipfile.ZipInfo(f"{number:02d}-{name}.csv", stamp)
            archive.writestr(entry, as_csv(table), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def as_csv(table: Table) -> bytes:
    """One table as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([_harmless(heading) for heading in table.headings])
    writer.writerows([_harmless(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def _harmless(cell: Any) -> Any:
    """Text that a spreadsheet would run as a formula, made text again by a leading apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip().startswith(("=", "+", "-", "@")) else cell
