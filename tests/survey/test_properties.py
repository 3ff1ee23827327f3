"""What must hold for the coverage of every plan: small plans of any shape, loaded into a real store and read back.

``ZIELNETZ_EXAMPLES`` sets how many plans each property is tried on; the same ones every time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from explorer.coverage import DIMENSIONS, Cell, Matrix, Scope, State
from explorer.model import CERTAINTIES, STATUSES, Plan, uid_of
from explorer.store import GraphStore, save_plan
from explorer.store.embedded import open_embedded
from explorer.store.neo4j import Neo4jStore
from explorer.survey import coverage
from tests.neo4j.server import Neo4jServer
from tests.survey.agreement import check_cells, check_sums
from tests.survey.by_hand import ByHand
from tests.survey.generated import GOALS, OPERATIVES, UNITS, Sketch, scoped, scopes, sketches

EXAMPLES = int(os.environ.get("ZIELNETZ_EXAMPLES", "8"))
PAIRS = tuple(combinations(DIMENSIONS, 2))
#: Those in which the chain that is in every plan makes a cell.
CHAINED = tuple(combinations(("department", "goal", "operative"), 2))
NOT_ENDED = tuple(status for status in STATUSES if status != "ended")
#: From worse to better.
ORDER = (State.EMPTY, State.GAP, State.MEANT, State.SHALLOW, State.DEEP)


def on_many_plans(part: float = 1.0) -> settings:
    """The same examples every time, without a deadline: how long one takes depends on the machine.

    A plan that breaks a property is told as it was made: to make it smaller would take many loads into the store.
    """
    return settings(
        phases=[Phase.explicit, Phase.generate],
        max_examples=max(1, int(EXAMPLES * part)),
        derandomize=True,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


@dataclass
class Loader:
    """One store for all plans: each gets a code of its own."""

    store: GraphStore
    numbers: Iterator[int]

    def plan(self, sketch: Sketch) -> Plan:
        """The plan, now in the store."""
        code = f"p{next(self.numbers)}"
        # Into a plan that is there already items go row by row: a bulk load of ten is slow.
        save_plan(self.store, Sketch(()).plan(code), who="tests")
        return self.change(sketch, code)

    def change(self, sketch: Sketch, code: str) -> Plan:
        """The plan, now in the place of the one with that code."""
        plan = sketch.plan(code)
        save_plan(self.store, plan, who="tests")
        return plan

    def matrix(self, plan: Plan, pair: tuple[str, str], scope: Scope) -> Matrix:
        return coverage(self.store, plan, *pair, scoped(scope, plan.code))


@pytest.fixture(scope="module")
def loader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loader]:
    store = open_embedded(tmp_path_factory.mktemp("properties") / "zielnetz.lbug")
    yield Loader(store, count(1))
    store.close()


@pytest.fixture(scope="module")
def neo4j_loader(neo4j_server: Neo4jServer) -> Iterator[Loader]:
    neo4j_server.wipe()
    store = Neo4jStore(neo4j_server.uri, neo4j_server.username, neo4j_server.password)
    yield Loader(store, count(1))
    store.close()


def better(new: Cell, old: Cell) -> bool:
    """Whether a cell is at least as well covered, by at least what carried it before."""
    return (
        ORDER.index(new.state) >= ORDER.index(old.state)
        and set(new.measures) >= set(old.measures)
        and set(new.closed) >= set(old.closed)
        and set(new.operatives) >= set(old.operatives)
        and new.pursued >= old.pursued
    )


def check_no_cell_is_worse(new: Matrix, old: Matrix) -> None:
    for row in set(old.rows.items) & set(new.rows.items):
        for column in set(old.columns.items) & set(new.columns.items):
            found, before = new.cell(row, column), old.cell(row, column)
            assert better(found, before), f"{before}\nis not at most\n{found}"


def check_numbers_by_hand(loader: Loader, sketch: Sketch, scope: Scope) -> None:
    plan = loader.plan(sketch)
    with TemporaryDirectory() as folder:
        by_hand = ByHand(sketch.folder(Path(folder) / "plan", plan.code), scoped(scope, plan.code))
    for pair in PAIRS:
        counted = by_hand.cells(*pair)
        matrix = loader.matrix(plan, pair, scope)
        check_cells(matrix, by_hand, counted)
        check_sums(matrix, by_hand, counted)


@on_many_plans()
@given(sketch=sketches(), scope=scopes())
def test_every_number_is_the_length_of_its_list_and_what_a_count_by_hand_says(
    loader: Loader, sketch: Sketch, scope: Scope
) -> None:
    check_numbers_by_hand(loader, sketch, scope)


@pytest.mark.neo4j
@on_many_plans(0.25)  # the server plans every statement anew after a load
@given(sketch=sketches(), scope=scopes())
def test_the_same_holds_on_neo4j(neo4j_loader: Loader, sketch: Sketch, scope: Scope) -> None:
    check_numbers_by_hand(neo4j_loader, sketch, scope)


@on_many_plans()
@given(
    sketch=sketches(),
    scope=scopes(),
    pair=st.sampled_from(PAIRS),
    unit=st.sampled_from(UNITS),
    goal=st.sampled_from(GOALS),
    operative=st.sampled_from(OPERATIVES),
)
def test_adding_a_running_measure_with_a_lead_never_makes_a_cell_worse(
    loader: Loader,
    sketch: Sketch,
    scope: Scope,
    pair: tuple[str, str],
    unit: str,
    goal: str,
    operative: str,
) -> None:
    plan = loader.plan(sketch)
    before = loader.matrix(plan, pair, scope)
    links = {"RESPONSIBLE_FOR": (unit, "NEW"), "SERVES": ("NEW", goal), "IMPLEMENTS": ("NEW", operative)}
    known = {"NEW", *(node.code for node in plan.nodes.values())}
    more = sketch.and_(
        "Measure NEW Something new; status=running",
        *(f"{a} {type_} {b}" for type_, (a, b) in links.items() if {a, b} <= known),
    )
    after = loader.matrix(loader.change(more, plan.code), pair, scope)
    check_no_cell_is_worse(after, before)


@on_many_plans(0.5)
@given(sketch=sketches(), pair=st.sampled_from(CHAINED), certainty=st.sampled_from(CERTAINTIES))
def test_ending_the_only_measure_turns_deep_into_shallow_or_gap(
    loader: Loader, sketch: Sketch, pair: tuple[str, str], certainty: str
) -> None:
    # M1 closes a chain in every plan: U1 leads it, it implements O1, which is derived from G1.
    plan = loader.plan(sketch)
    whole, part = (Scope(certainty=certainty, statuses=statuses) for statuses in ((), NOT_ENDED))
    before, before_in_part = (loader.matrix(plan, pair, scope) for scope in (whole, part))
    ended = loader.change(sketch.changed("M1", "status=running", "status=ended"), plan.code)
    after, after_in_part = (loader.matrix(ended, pair, scope) for scope in (whole, part))
    only = (uid_of(plan.code, "M1"),)
    closed = [cell for cell in before.cells.values() if only[0] in cell.closed]
    assert closed
    for cell in closed:
        left = after.cell(cell.row, cell.column)
        assert left.closed == tuple(uid for uid in cell.closed if uid not in only)
        assert left.measures == cell.measures
        assert left.state is (State.DEEP if left.closed else State.SHALLOW)
    for cell in before_in_part.cells.values():
        left = after_in_part.cell(cell.row, cell.column)
        assert left.measures == tuple(uid for uid in cell.measures if uid not in only)
        if cell.closed == only:
            assert left.state in (State.SHALLOW, State.MEANT, State.GAP)
            carried = left.measures or left.operatives or left.pursued
            assert left.state.covered == bool(carried)


@on_many_plans()
@given(sketch=sketches(), scope=scopes(), other=st.sampled_from(DIMENSIONS[1:]))
def test_a_parent_department_covers_at_least_what_its_parts_cover(
    loader: Loader, sketch: Sketch, scope: Scope, other: str
) -> None:
    plan = loader.plan(sketch)
    matrix = loader.matrix(plan, ("department", other), scope)
    for part in matrix.rows.items:
        for parent in matrix.rows.parents.get(part, ()):
            for column in matrix.columns.items:
                found, below = matrix.cell(parent, column), matrix.cell(part, column)
                # What is left out on purpose below need not be above.
                assert below.state is State.MEANT or better(found, below)
            covered = set(matrix.row(parent).covered)
            assert covered >= set(matrix.row(part).covered)


@on_many_plans()
@given(
    sketch=sketches(),
    scope=scopes(),
    pair=st.sampled_from(PAIRS),
    without=st.sampled_from(("year", "statuses", "certainty", "fields", "partners", "everything")),
)
def test_filters_never_invent_coverage(
    loader: Loader, sketch: Sketch, scope: Scope, pair: tuple[str, str], without: str
) -> None:
    plan = loader.plan(sketch)
    everything = without == "everything"
    wider = Scope(
        year=0 if without == "year" or everything else scope.year,
        statuses=() if without == "statuses" or everything else scope.statuses,
        certainty="proposed" if without == "certainty" or everything else scope.certainty,
        fields=() if without == "fields" or everything else scope.fields,
        partners=scope.partners or without == "partners" or everything,
    )
    check_no_cell_is_worse(loader.matrix(plan, pair, wider), loader.matrix(plan, pair, scope))
