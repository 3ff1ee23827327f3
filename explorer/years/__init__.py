"""The years of a plan: carrying it on into the next one, and what separates two of them. Pure functions."""

from explorer.years.compare import (
    STATES,
    Compared,
    ComparedLink,
    Comparison,
    State,
    compare_plans,
    compare_years,
)

__all__ = ["STATES", "Compared", "ComparedLink", "Comparison", "State", "compare_plans", "compare_years"]
