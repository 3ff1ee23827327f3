"""A plan as a folder of CSV files in UTF-8, with a header row: plan.csv, one file a label, links.csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from explorer.errors import BadPlan
from explorer.exchange.check import Source, checked_plan
from explorer.exchange.problems import Problem, refuse
from explorer.i18n import N_
from explorer.model import LABELS, Plan

#: No cell of a plan is longer; a file that says otherwise is not a plan.
_LONGEST_CELL = 200_000


def read_csv_folder(folder: Path) -> Plan:
    """The checked plan in ``folder``.

    Raises ``BadPlan`` for a missing folder or file, text that is not UTF-8, and everything that
    ``explorer.exchange.check`` finds, each with file, row and column.
    """
    if not folder.is_dir():
        raise BadPlan(
            N_("There is no folder {path}."),
            N_("Give the folder that holds plan.csv and links.csv."),
            path=folder,
        )
    problems: list[Problem] = []
    nodes = {name: _read(folder / f"{label.file}.csv", problems) for name, label in LABELS.items()}
    plan, links = _read(folder / "plan.csv", problems), _read(folder / "links.csv", problems)
    if problems:
        # Checking further would complain about everything that an unreadable file was to hold.
        refuse(problems)
    return checked_plan(plan, nodes, links)


def _read(path: Path, problems: list[Problem]) -> Source:
    def wrong(row: int, what: str, remedy: str, **details: object) -> None:
        problems.append(Problem(path.name, row, "", what, remedy, details))

    header: list[str] = []
    rows: list[tuple[int, dict[str, str]]] = []
    row = 0
    try:
        data = path.read_bytes()
        # A byte order mark is what Excel writes in front of UTF-8.
        reader = _reader(data.decode("utf-8-sig"))
        header = [name.strip() for name in _without_empty_end(next(reader, []))]
        row = 1
        for row, cells in enumerate(reader, 2):
            filled = _without_empty_end(cells)
            if len(filled) > len(header):
                wrong(
                    row,
                    N_("There are more cells than columns."),
                    N_("Put text with commas into double quotes, and separate cells with commas."),
                )
            elif filled:
                rows.append((row, dict(zip(header, cells, strict=False))))
    except FileNotFoundError:
        wrong(0, N_("The file is missing."), N_("Add it; without entries it holds just the header row."))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        wrong(line, N_("This is not UTF-8 text."), N_("Save the file as “CSV UTF-8”."))
    except (csv.Error, OSError) as error:
        wrong(
            row + 1,
            N_("The file cannot be read as CSV: {why}."),
            N_("Save the file as “CSV UTF-8”; close it in other programs first."),
            why=getattr(error, "strerror", None) or str(error),
        )
    return Source(path.name, header, rows)


def _reader(text: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    first = text.split("\n", 1)[0]
    # A German Excel writes semicolons, because the comma is its decimal point.
    delimiter = ";" if first.count(";") > first.count(",") else ","
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _without_empty_end(cells: list[str]) -> list[str]:
    size = len(cells)
    while size and not cells[size - 1].strip():
        size -= 1
    return cells[:size]
