"""How a plan gets in and out: one module per format, the checks they share, and the table of formats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from explorer.exchange.check import Source, checked_plan
from explorer.exchange.csv_folder import read_csv_folder
from explorer.exchange.exports import EXPORTS, Export
from explorer.exchange.problems import Place, Problem
from explorer.model import Plan

__all__ = [
    "EXPORTS",
    "FORMATS",
    "Export",
    "Format",
    "Place",
    "Problem",
    "Source",
    "checked_plan",
    "read_csv_folder",
    "read_plan_at",
]


@dataclass(frozen=True)
class Format:
    """A form that a plan has outside the database: which paths it fits, and how such a path is read."""

    name: str
    fits: Callable[[Path], bool]
    read: Callable[[Path], Plan]


#: The first that fits reads the path; the last fits all, and refuses what it cannot read with a remedy.
FORMATS = (Format("csv-folder", lambda path: True, read_csv_folder),)


def read_plan_at(path: Path) -> Plan:
    """The checked plan at ``path``, in whichever format it is; raises ``BadPlan``."""
    return next(format_ for format_ in FORMATS if format_.fits(path)).read(path)
