"""A plan as a folder of CSV files in UTF-8, with a header row: plan.csv, one file a label, links.csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from explorer.errors import BadPlan
from explorer.exchange.check import Source, checked_plan
from explorer.exchange.formats.cells import as_meant
from explorer.exchange.incoming import EVERYTHING, Incoming, Said
from explorer.exchange.problems import Problem, refuse
from explorer.i18n import N_
from explorer.model import LABELS, LINK_TYPES, PLAN_PROPERTIES, Plan

#: No cell of a plan is longer; a file that says otherwise is not a plan.
_LONGEST_CELL = 200_000


def read_csv_folder(folder: Path) -> Plan:
    """The checked plan in ``folder``.

    Raises ``BadPlan`` for a missing folder or file, text that is not UTF-8, and everything that
    ``explorer.exchange.check`` finds, each with file, row and column.
    """
    return csv_folder_incoming(folder).plan


def csv_folder_incoming(folder: Path) -> Incoming:
    """The same with what the files speak of: a column that is missing says nothing."""
    if not folder.is_dir():
        raise BadPlan(
            N_("There is no folder {path}."),
            N_("Give the folder that holds plan.csv and links.csv."),
            path=folder,
        )
    return read_csv_tables(lambda name: (folder / name).read_bytes())


def read_csv_tables(data_of: Callable[[str], bytes]) -> Incoming:
    """The checked plan in tables of these names (``plan.csv``, ``links.csv``, one a label) and what they speak of.

    ``data_of`` gives a table's bytes or raises ``OSError`` (``FileNotFoundError`` if there is none).
    """
    problems: list[Problem] = []
    nodes = {name: _read(f"{label.file}.csv", data_of, problems) for name, label in LABELS.items()}
    plan, links = _read("plan.csv", data_of, problems), _read("links.csv", data_of, problems)
    if problems:
        # Checking further would complain about everything that an unreadable file was to hold.
        refuse(problems)
    said = said_in(plan.header, {name: source.header for name, source in nodes.items()}, links.header)
    return Incoming(checked_plan(plan, nodes, links), said)


def said_in(
    plan: Collection[str], nodes: Mapping[str, Collection[str]], links: Collection[str] | None
) -> Said:
    """What tables with these columns speak of; a label without a table is no key, no links are None."""
    of_links = links or ()
    return Said(
        properties={
            **{
                name: frozenset(p.name for p in LABELS[name].properties if p.name in columns)
                for name, columns in nodes.items()
            },
            **{
                name: frozenset(p.name for p in kind.properties if p.name in of_links)
                for name, kind in LINK_TYPES.items()
            },
        },
        items=frozenset(nodes),
        links=frozenset() if links is None else EVERYTHING.links,
        plan=frozenset(p.name for p in PLAN_PROPERTIES if p.name in plan),
    )


def _read(name: str, data_of: Callable[[str], bytes], problems: list[Problem]) -> Source:
    def wrong(row: int, what: str, remedy: str, **details: object) -> None:
        problems.append(Problem(name, row, "", what, remedy, details))

    header: list[str] = []
    rows: list[tuple[int, dict[str, str]]] = []
    seen: dict[str, str] = {}
    row = 0
    try:
        data = data_of(name)
        # A byte order mark is what Excel writes in front of UTF-8.
        reader = _reader(data.decode("utf-8-sig"))
        header = [column.strip() for column in _without_empty_end(next(reader, []))]
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
                meant = zip(header, map(as_meant, cells), strict=False)
                # Most cells of a large plan are empty, or say the same as many others: neither is kept twice.
                rows.append((row, {column: seen.setdefault(text, text) for column, text in meant if text}))
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
    return Source(name, header, rows)


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
