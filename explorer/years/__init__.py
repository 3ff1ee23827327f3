"""The years of a plan: carrying it on into the next one, and what separates two of them. Pure functions."""

from explorer.years.basis import (
    DECIDED,
    FIRST_YEAR,
    LAST_YEAR,
    Balance,
    Basis,
    Choice,
    Decision,
    NewItem,
    balance,
    basis,
    latest_year,
)
from explorer.years.carry_on import next_year
from explorer.years.compare import (
    STATES,
    Compared,
    ComparedLink,
    Comparison,
    State,
    compare_plans,
    compare_years,
)

__all__ = [
    "DECIDED",
    "FIRST_YEAR",
    "LAST_YEAR",
    "STATES",
    "Balance",
    "Basis",
    "Choice",
    "Compared",
    "ComparedLink",
    "Comparison",
    "Decision",
    "NewItem",
    "State",
    "balance",
    "basis",
    "compare_plans",
    "compare_years",
    "latest_year",
    "next_year",
]
