"""Reads from a plan and its store what leadership asks: coverage, gaps, one department, one measure."""

from __future__ import annotations

from explorer.survey.findings import findings, hidden_measures
from explorer.survey.matrices import Outside, coverage, outside, statement_of
from explorer.survey.measure import MeasureSheet, measure_sheet

__all__ = [
    "MeasureSheet",
    "Outside",
    "coverage",
    "findings",
    "hidden_measures",
    "measure_sheet",
    "outside",
    "statement_of",
]
