"""One way to make a plan in a test: a few lines, checked and read as files are."""

from __future__ import annotations

import csv
from pathlib import Path

from explorer.exchange import Source, checked_plan
from explorer.model import LABELS, LINK_COLUMNS, LINK_PROPERTIES, Plan

_NEEDED = {
    "RESPONSIBLE_FOR": {"role": "lead"},
    "INFLUENCES": {"score": "1"},
    "NOT_CONCERNED": {"reason": "so agreed"},
}


def small_plan(*lines: str, code: str = "town", title: str = "Plan of the town") -> Plan:
    """The plan that these lines describe; ``BadPlan`` if something is wrong with it.

    ``Measure M1 Advice on care; status=running`` is an item, ``M1 SERVES SG1; contribution=primary`` a link.
    ``certainty`` is ``documented`` and what a link needs is filled in unless it is said. In problems, an item's
    row counts from 2 within its label, a link's row from 2 within the links.
    """
    tables = _tables(lines, code, title)
    nodes = {name: _source(f"{label.file}.csv", *tables[label.file]) for name, label in LABELS.items()}
    return checked_plan(_source("plan.csv", *tables["plan"]), nodes, _source("links.csv", *tables["links"]))


def plan_folder(folder: Path, *lines: str, code: str = "town", title: str = "Plan of the town") -> Path:
    """The same as CSV files in ``folder``; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (header, rows) in _tables(lines, code, title).items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header)
            writer.writeheader()
            writer.writerows(rows)
    return folder


_Table = tuple[list[str], list[dict[str, str]]]


def _tables(lines: tuple[str, ...], code: str, title: str) -> dict[str, _Table]:
    tables: dict[str, _Table] = {
        "plan": (["code", "title"], [{"code": code, "title": title}]),
        "links": ([*LINK_COLUMNS, *(p.name for p in LINK_PROPERTIES)], []),
    }
    tables |= {label.file: ([p.name for p in label.properties], []) for label in LABELS.values()}
    for line in lines:
        said, *properties = (part.strip() for part in line.split(";"))
        first, second, *rest = said.split(" ", 2)
        row = {"certainty": "documented"}
        if first in LABELS:
            row |= {"code": second, "title": " ".join(rest)}
        else:
            row |= {"from": first, "type": second, "to": " ".join(rest)} | _NEEDED.get(second, {})
        row |= dict(text.split("=", 1) for text in properties)
        tables[LABELS[first].file if first in LABELS else "links"][1].append(row)
    return tables


def _source(name: str, header: list[str], rows: list[dict[str, str]]) -> Source:
    return Source(name, header, list(enumerate(rows, 2)))
