"""How a plan gets in and out: one module per format, and the checks that all formats share."""

from explorer.exchange.check import Problem, Source, checked_plan
from explorer.exchange.csv_folder import read_csv_folder

__all__ = ["Problem", "Source", "checked_plan", "read_csv_folder"]
