"""Reads from a plan and its store what leadership asks: coverage, gaps, one department, one measure."""

from __future__ import annotations

from explorer.survey.findings import findings
from explorer.survey.matrices import Outside, coverage, outside, statement_of
from explorer.survey.measure import MeasureSheet, measure_sheet

__all__ = ["MeasureSheet", "Outside", "coverage", "findings", "measure_sheet", "outside", "statement_of"]
