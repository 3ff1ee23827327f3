"""A plan as a ZIP archive of CSV files: those of a seed folder, opened by German Excel, the same bytes each time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from explorer.exchange.formats.archive import packed, unpacked
from explorer.exchange.formats.cells import as_written
from explorer.exchange.formats.csv_folder import read_csv_tables
from explorer.exchange.formats.order import in_order
from explorer.exchange.incoming import Incoming
from explorer.exchange.problems import Problem
from explorer.i18n import N_, _
from explorer.model import (
    LABELS,
    LINK_COLUMNS,
    LINK_PROPERTIES,
    PLAN_PROPERTIES,
    Plan,
    Property,
    Value,
    code_of,
)

_ABOUT = "LIESMICH.txt"
_FILES = ("plan.csv", *(f"{label.file}.csv" for label in LABELS.values()), "links.csv")
_EXPLAINED = N_(
    "The plan {title} ({code}), one CSV file for each kind of item, and links.csv.\n"
    "The files are UTF-8 with semicolons; the first row of each names its columns.\n"
    "An apostrophe before = + - @ keeps spreadsheets from reading the text as a formula; it is taken off again.\n"
    "Load this archive with: zielnetz load FILE.zip"
)


def as_csv_zip(plan: Plan) -> bytes:
    """The archive: plan.csv, a file a label, links.csv, and a short text about them; UTF-8 with mark, semicolons."""
    made = in_order(plan)
    entries = {_ABOUT: _about(made), "plan.csv": _table(_names(PLAN_PROPERTIES), [made.properties])}
    for label in LABELS.values():
        columns = _names(label.properties)
        entries[f"{label.file}.csv"] = _table(columns, (node.properties for node in made.of(label.name)))
    links = (
        {**link.properties, "type": link.type, "from": code_of(link.source), "to": code_of(link.target)}
        for link in made.links
    )
    entries["links.csv"] = _table([*LINK_COLUMNS, *_names(LINK_PROPERTIES)], links)
    return packed(entries)


def read_csv_zip(data: bytes, name: str = "ZIP") -> Incoming:
    """The checked plan in such an archive, also when its files lie in one folder of it.

    ``name`` is what people call the file. Raises ``BadPlan`` for a damaged or hostile archive, a file that is
    missing, and everything that a folder of CSV files is refused for. Other files in it are told and not read.
    """
    found = unpacked(data, name)
    folder = next((path[: -len("plan.csv")] for path in found if f"/{path}".endswith("/plan.csv")), "")

    def content(file: str) -> bytes:
        if folder + file not in found:
            raise FileNotFoundError(file)
        return found[folder + file]

    return replace(read_csv_tables(content), notes=tuple(_not_read(found, folder)))


def _not_read(found: Mapping[str, bytes], folder: str) -> Iterable[Problem]:
    for path in found:
        # What macOS adds is nobody's file.
        if path.removeprefix(folder) not in (*_FILES, _ABOUT) and not path.startswith("__MACOSX/"):
            yield Problem(
                path,
                0,
                "",
                N_("This file is no part of a plan and was not read."),
                N_("Nothing needs to be done."),
                severity="hint",
            )


def _about(plan: Plan) -> bytes:
    details = {"title": plan.properties["title"], "code": plan.code}
    texts = (_(_EXPLAINED, "de", **details), _(_EXPLAINED, "en", **details))
    return ("\n\n".join(texts) + "\n").replace("\n", "\r\n").encode("utf-8-sig")


def _names(properties: Iterable[Property]) -> list[str]:
    return [p.name for p in properties]


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, Value]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(columns)
    writer.writerows([as_written(row.get(name)) for name in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")
