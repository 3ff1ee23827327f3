"""Everything that is missing in a plan, read with five statements, however large the plan is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from explorer.catalogue import statement
from explorer.coverage import Scope
from explorer.gaps import Finding, findings_of, only_undocumented
from explorer.model import Plan
from explorer.store import GraphStore, Row
from explorer.survey.matrices import coverage


def findings(store: GraphStore, plan: Plan, scope: Scope) -> tuple[Finding, ...]:
    """What is missing within ``scope``, most serious first; ``plan`` is the whole plan, of all years.

    Where only what is documented counts, a gap that our reading would close is missing knowledge and says so.
    """
    return findings_and_hidden(store, plan, scope)[0]


def findings_and_hidden(
    store: GraphStore, plan: Plan, scope: Scope
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """What is missing within ``scope``, and the measures of its year that its filters leave out, as uids in order."""
    found, hidden = _found(store, plan, scope)
    if scope.certainty == "documented":
        found = only_undocumented(found, _found(store, plan, replace(scope, certainty="reading"))[0])
    return found, hidden


def _found(store: GraphStore, plan: Plan, scope: Scope) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    measures = _rows(store, plan, scope, "measures")
    found = findings_of(
        plan,
        coverage(store, plan, "department", "goal", scope),
        goals=_rows(store, plan, scope, "goals"),
        operatives=_rows(store, plan, scope, "operative_goals"),
        measures=[row for row in measures if row["counts"]],
        suspect=_rows(store, plan, scope, "suspect_links"),
    )
    return found, tuple(row["uid"] for row in measures if not row["counts"])


def _rows(store: GraphStore, plan: Plan, scope: Scope, name: str) -> Sequence[Row]:
    made = statement(f"coverage/{name}")
    wanted = {key: value for key, value in scope.parameters().items() if key in made.parameters}
    return store.read(made, plan=plan.code, **wanted)
