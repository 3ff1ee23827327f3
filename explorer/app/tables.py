"""Tables beside pictures and answers: words instead of codes, the same selection as the picture, downloads."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa
import streamlit as st
import xlsxwriter

from explorer.model import Plan
from explorer.picture.scene import Scene
from explorer.picture.table import scene_rows


def scene_table(plan: Plan, scene: Scene, *, key: str, selected: str, select: Callable[[str], None]) -> None:
    """The items of a picture as a table, folded ones too; a selected row selects in the picture and back."""
    headings, found = scene_rows(plan, scene)
    uids = [row[0] for row in found]

    def picked(row: int) -> None:
        select(uids[row])

    marked = uids.index(selected) if selected in uids else None
    selectable(headings, [row[1:] for row in found], key=key, selected=marked, select=picked)


def selectable(
    headings: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    key: str,
    selected: int | None,
    select: Callable[[int], None],
    height: int | None = None,
) -> None:
    """A table whose rows can be selected; ``selected`` is marked, ``select`` is told the row that was clicked."""
    # The selection is part of the key: a table keeps its own selection otherwise and would contradict the picture.
    whole_key = f"{key} {selected}"

    def changed() -> None:
        found = st.session_state[whole_key]["selection"]["rows"]
        if found:
            select(int(found[0]))

    st.dataframe(
        table(headings, rows),
        key=whole_key,
        hide_index=True,
        on_select=changed,
        selection_mode="single-row",
        selection_default={"selection": {"rows": [] if selected is None else [selected]}},
        height=height or min(38 + 35 * max(1, len(rows)), 420),
    )


def table(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> pa.Table:
    """Rows as an Arrow table; two equal headings are told apart."""
    names = [h if list(headings).index(h) == i else f"{h} ({i + 1})" for i, h in enumerate(headings)]
    return pa.table({name: _column([row[i] for row in rows]) for i, name in enumerate(names)})


def as_csv(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """The table as CSV that German Excel opens by double click: UTF-8 with mark, semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([_harmless(h) for h in headings])
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(headings: Sequence[str], rows: Sequence[Sequence[Any]], name: str) -> bytes:
    """The table as an Excel sheet: real numbers, frozen header, filter, fitting widths; text stays text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        page = book.add_worksheet("".join(c for c in name if c not in "[]:*?/\\")[:31] or "Zielnetz")
        bold, wrap = (
            book.add_format({"bold": True, "bottom": 1}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        for column, heading in enumerate(headings):
            page.write_string(0, column, str(heading), bold)
            widest = max([len(str(heading)), *(len(str(row[column])) for row in rows)], default=8)
            page.set_column(column, column, min(max(widest + 2, 8), 60), wrap)
        for r, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, int | float) and not isinstance(cell, bool):
                    page.write_number(r, column, cell, wrap)
                else:
                    page.write_string(r, column, "" if cell is None else str(cell), wrap)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(1, len(rows)), max(0, len(headings) - 1))
    return out.getvalue()


def downloads(headings: Sequence[str], rows: Sequence[Sequence[Any]], name: str) -> None:
    """Two buttons: CSV and Excel."""
    with st.container(horizontal=True):
        st.download_button(
            "CSV",
            lambda: as_csv(headings, rows),
            f"{name}.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
            key=f"csv {name}",
        )
        st.download_button(
            "Excel",
            lambda: as_xlsx(headings, rows, name),
            f"{name}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            icon=":material/table:",
            on_click="ignore",
            key=f"xlsx {name}",
        )


def _column(values: list[Any]) -> pa.Array:
    if all((isinstance(v, int | float) and not isinstance(v, bool)) or v is None for v in values):
        return pa.array(values)
    return pa.array(["" if v is None else str(v) for v in values], pa.string())


def _harmless(cell: Any) -> Any:
    """Text that a spreadsheet would run as a formula, made text again by a leading apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
