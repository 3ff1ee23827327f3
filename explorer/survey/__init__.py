"""Reads from a plan and its store what leadership asks: coverage, gaps, one department, one measure."""

from __future__ import annotations

from explorer.survey.department import DepartmentProfile, department_profile
from explorer.survey.findings import findings, findings_and_hidden
from explorer.survey.matrices import Outside, coverage, outside, statement_of
from explorer.survey.measure import MeasureSheet, measure_sheet
from explorer.survey.sentence import headline

__all__ = [
    "DepartmentProfile",
    "MeasureSheet",
    "Outside",
    "coverage",
    "department_profile",
    "findings",
    "findings_and_hidden",
    "headline",
    "measure_sheet",
    "outside",
    "statement_of",
]
