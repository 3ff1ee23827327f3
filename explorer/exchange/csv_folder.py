"""A plan as a folder of CSV files: plan.csv, one file a label, links.csv (UTF-8, comma, a header row)."""

from __future__ import annotations

import csv
from pathlib import Path

from explorer.errors import BadPlan
from explorer.exchange.check import Source, checked_plan
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
    nodes = {name: _read(folder / f"{label.file}.csv") for name, label in LABELS.items()}
    return checked_plan(_read(folder / "plan.csv"), nodes, _read(folder / "links.csv"))


def _read(path: Path) -> Source:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        # A byte order mark is what Excel writes in front of UTF-8.
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = [name.strip() for name in next(reader, [])]
            rows = []
            for cells in reader:
                if len(cells) > len(header):
                    raise BadPlan(
                        N_("{file}, row {row}: there are more cells than columns."),
                        N_("Put text with commas into double quotes, and separate cells with commas."),
                        file=path.name,
                        row=reader.line_num,
                    )
                if any(cell.strip() for cell in cells):
                    rows.append((reader.line_num, dict(zip(header, cells, strict=False))))
    except FileNotFoundError:
        raise BadPlan(
            N_("The file {file} is missing in {folder}."),
            N_("Add it; without entries it holds just the header row."),
            file=path.name,
            folder=path.parent,
        ) from None
    except UnicodeDecodeError as error:
        raise BadPlan(
            N_("{file} is not UTF-8 text (byte {position})."),
            N_("Save it as “CSV UTF-8”."),
            file=path.name,
            position=error.start,
        ) from error
    except (csv.Error, OSError) as error:
        raise BadPlan(
            N_("{file} cannot be read as CSV: {why}."),
            N_("Save it as “CSV UTF-8”; close it in other programs first."),
            file=path.name,
            why=str(error),
        ) from error
    return Source(path.name, header, rows)
