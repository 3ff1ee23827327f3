"""How a plan gets in and out: one module per format, one door for files (``reading``), the checks they share."""

from __future__ import annotations

from explorer.exchange.check import Source, checked_plan
from explorer.exchange.formats.csv_folder import read_csv_folder
from explorer.exchange.formats.exports import EXPORTS, Export
from explorer.exchange.problems import Place, Problem

__all__ = [
    "EXPORTS",
    "Export",
    "Place",
    "Problem",
    "Source",
    "checked_plan",
    "read_csv_folder",
]
