"""Plans from one store into another: exactly, whole, resumable, and never over a state that would be lost."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from explorer.errors import Refusal
from explorer.exchange.formats.json_file import as_json
from explorer.exchange.moving.copying import copy_plans
from explorer.store import GraphStore, plan_codes, save_plan
from explorer.store.edits import mark_meant, undo
from explorer.store.embedded import open_embedded
from explorer.store.moving import StoredPlan, read_stored
from explorer.store.neo4j import Neo4jStore
from tests.neo4j.server import Neo4jServer
from tests.plans import small_plan

LINES = (
    "StrategicGoal SG1 Gesund leben; number=1",
    "Measure M1 =Beratung; budget_eur=0.1; since=2015",
    "Department D1 Soziales",
    "M1 SERVES SG1; contribution=primary",
)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[str], GraphStore]]:
    """Opens embedded stores of this test by name."""
    stores: list[GraphStore] = []

    def open_one(name: str) -> GraphStore:
        stores.append(open_embedded(tmp_path / name / "zielnetz.lbug"))
        return stores[-1]

    yield open_one
    for store in stores:
        store.close()


@pytest.fixture
def neo4j_empty(neo4j_uri_empty: Neo4jServer) -> Iterator[GraphStore]:
    """The real Neo4j, with nothing in it."""
    store = Neo4jStore(neo4j_uri_empty.uri, neo4j_uri_empty.username, neo4j_uri_empty.password)
    yield store
    store.close()


def fill(store: GraphStore) -> None:
    """Two plans, one with edits in its log."""
    save_plan(store, small_plan(*LINES), who="Ada")
    change = mark_meant(store, "town", [("town/D1", "town/SG1")], "So vereinbart", who="Ben")
    undo(store, "town", change, who="Ben")
    save_plan(store, small_plan("Measure M1 x", code="county"), who="Ada")


def states(store: GraphStore) -> dict[str, StoredPlan]:
    return {str(row["code"]): read_stored(store, str(row["code"])) for row in plan_codes(store)}


@pytest.mark.neo4j
def test_plans_go_to_neo4j_and_back_exactly(
    opened: Callable[[str], GraphStore], neo4j_empty: GraphStore
) -> None:
    here, back = opened("here"), opened("back")
    fill(here)
    assert copy_plans(here, neo4j_empty, ["county", "town"]) == {"county": "written", "town": "written"}
    assert states(neo4j_empty) == states(here)
    copy_plans(neo4j_empty, back, ["county", "town"])
    assert states(back) == states(here)
    assert copy_plans(back, neo4j_empty, ["county", "town"]) == {"county": "there", "town": "there"}


@pytest.mark.neo4j
def test_the_seed_goes_to_neo4j_as_the_same_bytes(
    soest_stores: GraphStore, opened: Callable[[str], GraphStore]
) -> None:
    there = opened("there")
    told: list[tuple[str, int]] = []
    code = "kreis-soest-2020"
    copy_plans(soest_stores, there, [code], progress=lambda name, rows: told.append((name, rows)))
    copied, original = read_stored(there, code), read_stored(soest_stores, code)
    assert copied == original
    assert as_json(copied.plan) == as_json(original.plan)
    assert sum(rows for _name, rows in told) == len(original.plan.nodes) + len(original.plan.links)


def test_running_it_again_goes_on_where_it_stopped(opened: Callable[[str], GraphStore]) -> None:
    here, there = opened("here"), opened("there")
    fill(here)

    class StoppedError(Exception):
        pass

    def stop(code: str, _outcome: str) -> None:
        raise StoppedError(code)

    with pytest.raises(StoppedError):
        copy_plans(here, there, ["county", "town"], done=stop)
    assert list(states(there)) == ["county"]
    told: list[tuple[str, str]] = []
    copy_plans(here, there, ["county", "town"], done=lambda code, outcome: told.append((code, outcome)))
    assert told == [("county", "there"), ("town", "written")]
    assert states(there) == states(here)


def test_an_end_in_the_middle_of_a_plan_leaves_nothing_of_it(opened: Callable[[str], GraphStore]) -> None:
    here, there = opened("here"), opened("there")
    fill(here)

    def stop(name: str, _rows: int) -> None:
        if name == "Measure":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_plans(here, there, ["town"], progress=stop)
    assert states(there) == {}
    copy_plans(here, there, ["town"])
    assert states(there)["town"] == states(here)["town"]


def test_a_copy_that_is_behind_is_brought_forward(opened: Callable[[str], GraphStore]) -> None:
    here, there = opened("here"), opened("there")
    fill(here)
    copy_plans(here, there, ["town", "county"])
    save_plan(here, small_plan(*LINES, "Measure M2 Kurse"), who="Ada")
    assert copy_plans(here, there, ["town", "county"]) == {"town": "written", "county": "there"}
    assert states(there) == states(here)


def test_a_copy_that_went_its_own_way_is_left_alone_with_all_others(
    opened: Callable[[str], GraphStore],
) -> None:
    here, there = opened("here"), opened("there")
    fill(here)
    save_plan(there, small_plan("Measure M1 other"), who="Cleo")
    before = states(there)
    with pytest.raises(Refusal, match="town"):
        copy_plans(here, there, ["county", "town"])
    assert states(there) == before
    copy_plans(here, there, ["county", "town"], replace=True)
    assert states(there) == states(here)


def test_a_copy_that_is_ahead_is_not_thrown_back(opened: Callable[[str], GraphStore]) -> None:
    here, there = opened("here"), opened("there")
    fill(here)
    copy_plans(here, there, ["town"])
    save_plan(there, small_plan(*LINES, "Measure M2 Kurse"), who="Ada")
    with pytest.raises(Refusal, match="another state"):
        copy_plans(here, there, ["town"])


def test_other_plans_there_stay(opened: Callable[[str], GraphStore]) -> None:
    here, there = opened("here"), opened("there")
    fill(here)
    save_plan(there, small_plan("Measure M1 mine", code="mine"), who="Cleo")
    mine = states(there)["mine"]
    copy_plans(here, there, ["town"])
    assert states(there) == {"mine": mine, "town": states(here)["town"]}
