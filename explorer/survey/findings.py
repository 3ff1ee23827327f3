"""Everything that is missing in a plan, read with five statements, however large the plan is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from explorer.catalogue import statement
from explorer.coverage import Matrix, Scope
from explorer.gaps import Finding, findings_of, only_undocumented
from explorer.model import Plan
from explorer.store import GraphStore, Row
from explorer.survey.matrices import coverage


def findings(store: GraphStore, plan: Plan, scope: Scope) -> tuple[Finding, ...]:
    """What is missing within ``scope``, most serious first; ``plan`` is the whole plan, of all years.

    Where only what is documented counts, a gap that our reading would close is missing knowledge and says so.
    """
    found = _found(store, plan, scope)
    if scope.certainty != "documented":
        return found
    return only_undocumented(found, _found(store, plan, replace(scope, certainty="reading")))


def hidden_measures(store: GraphStore, plan: Plan, scope: Scope) -> tuple[str, ...]:
    """The measures of the scope's year that its filters leave out, as uids in order."""
    return tuple(row["uid"] for row in _rows(store, plan, scope, "measures") if not row["counts"])


def _found(store: GraphStore, plan: Plan, scope: Scope) -> tuple[Finding, ...]:
    matrix: Matrix = coverage(store, plan, "department", "goal", scope)
    return findings_of(
        plan,
        matrix,
        goals=_rows(store, plan, scope, "goals"),
        operatives=_rows(store, plan, scope, "operative_goals"),
        measures=[row for row in _rows(store, plan, scope, "measures") if row["counts"]],
        suspect=_rows(store, plan, scope, "suspect_links"),
    )


def _rows(store: GraphStore, plan: Plan, scope: Scope, name: str) -> Sequence[Row]:
    made = statement(f"coverage/{name}")
    wanted = {key: value for key, value in scope.parameters().items() if key in made.parameters}
    return store.read(made, plan=plan.code, **wanted)
