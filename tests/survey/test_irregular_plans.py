"""Matrices of small plans with irregular content, each as counted by hand and as it was made to be, on both stores."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from explorer.coverage import Scope, State
from explorer.exchange import read_csv_folder
from explorer.model import LABELS, LINK_COLUMNS, LINK_PROPERTIES, Plan
from explorer.store import GraphStore, save_plan
from explorer.store.embedded import open_embedded
from explorer.store.neo4j import Neo4jStore
from explorer.survey import Outside, coverage, outside
from tests.plans import plan_folder
from tests.survey.agreement import check_all
from tests.tangled import tangled_plan

CHAIN = (
    "StrategicGoal SG1 Goal one; number=1",
    "StrategicGoal SG2 Goal two; number=2",
    "FieldOfAction F1 Families",
    "OperativeGoal O1 Places; level=operative_goal",
    "Measure M1 Advice; status=running",
    "O1 DERIVED_FROM SG1",
    "M1 IMPLEMENTS O1",
    "M1 IN_FIELD F1",
)
DEZERNATE = (
    "Department KV Administration; kind=Verwaltung",
    "Department D1 First; kind=Dezernat",
    "Department D2 Second; kind=Dezernat",
    "Department A Shared; kind=Abteilung",
    "D1 PART_OF KV",
    "D2 PART_OF KV",
    "A PART_OF D1",
    "A PART_OF D2; certainty=reading",
)
PLANS: dict[str, tuple[str, ...]] = {
    "empty": (),
    "no-departments": CHAIN,
    "only-departments": DEZERNATE,
    "no-fields": ("StrategicGoal SG1 One", "Department A A", "Measure M1 One", "A RESPONSIBLE_FOR M1"),
    "shared": (*CHAIN, *DEZERNATE, "A RESPONSIBLE_FOR M1; role=lead", "D2 RESPONSIBLE_FOR O1; role=partner"),
    "two-leads": (
        *CHAIN,
        *DEZERNATE,
        "Department B Other; kind=Abteilung",
        "A RESPONSIBLE_FOR M1; role=lead",
        "B RESPONSIBLE_FOR M1; role=lead",
        "B RESPONSIBLE_FOR O1; role=partner",
    ),
    "without-goal": (
        *CHAIN,
        "Department A A",
        "OperativeGoal O2 Nobody's; level=end_state",
        "Measure M2 Second; status=running",
        "M2 IMPLEMENTS O2",
        "A RESPONSIBLE_FOR M2; role=lead",
        "A RESPONSIBLE_FOR O2; role=lead",
    ),
    "proposal": (
        *CHAIN,
        "Department A A",
        "OperativeGoal O2 Wished for; level=proposal",
        "OperativeGoal O3 Doubtful; certainty=proposed",
        "Measure M2 Wish; status=running; certainty=proposed",
        "Measure M3 Sure; status=running",
        "O2 DERIVED_FROM SG2",
        "O3 DERIVED_FROM SG2; certainty=reading",
        "M2 IMPLEMENTS O1",
        "M3 IMPLEMENTS O2",
        "M3 IMPLEMENTS O3",
        "A RESPONSIBLE_FOR M2; role=lead",
        "A RESPONSIBLE_FOR M3; role=lead",
        "A RESPONSIBLE_FOR M1; role=lead; certainty=proposed",
        "O3 IN_FIELD F1; certainty=proposed",
        "SG2 PURSUED_IN F1; certainty=proposed",
    ),
    "marked": (
        *CHAIN,
        *DEZERNATE,
        "Department B Other; kind=Abteilung",
        "B PART_OF A",
        "B RESPONSIBLE_FOR M1; role=lead",
        "D1 NOT_CONCERNED SG1; reason=first says so",
        "D2 NOT_CONCERNED SG1; reason=second says so; certainty=proposed",
        "D1 NOT_CONCERNED SG2; reason=far; since=2015",
        "A NOT_CONCERNED SG2; reason=near; until=2014",
        "O1 NOT_CONCERNED SG2; reason=not its goal",
    ),
    "other-goal": (
        *CHAIN,
        "OperativeGoal O2 Two; level=operative_goal",
        "OperativeGoal O3 Of two goals; level=operative_goal",
        "O2 DERIVED_FROM SG2",
        "O3 DERIVED_FROM SG1",
        "O3 DERIVED_FROM SG2",
        "Measure M2 Both; status=completed",
        "Measure M3 Bare",
        "M2 IMPLEMENTS O1",
        "M2 IMPLEMENTS O2",
        "M3 IMPLEMENTS O3",
        "M1 SERVES SG2",
        "M1 SERVES SG1",
        "Department A A",
        "A RESPONSIBLE_FOR M1; role=lead",
        "A RESPONSIBLE_FOR M2; role=partner",
    ),
    "years": (
        "StrategicGoal SG1 Old; until=2014",
        "StrategicGoal SG2 New; since=2015",
        "FieldOfAction F1 Field; since=2013; until=2016",
        "OperativeGoal O1 Operative; since=2014; until=2014; level=operative_goal",
        "Department A A; until=2015",
        "Department B B; since=2014",
        "A PART_OF B; since=2015",
        "Measure M1 One; status=running",
        "O1 DERIVED_FROM SG1",
        "O1 DERIVED_FROM SG2",
        "M1 IMPLEMENTS O1; since=2014",
        "M1 SERVES SG1; until=2013",
        "M1 SERVES SG2; since=2016",
        "M1 IN_FIELD F1; since=2015",
        "A RESPONSIBLE_FOR M1; role=lead",
        "B RESPONSIBLE_FOR M1; role=partner; until=2014",
    ),
}
SEEDS = (1, 2)
FEW_SCOPES = (Scope(), Scope(partners=True, certainty="proposed"), Scope(year=2014, certainty="documented"))
MORE_SCOPES = (
    *FEW_SCOPES,
    Scope(year=2015, statuses=("running",), partners=True),
    Scope(statuses=("completed", "unknown"), certainty="proposed"),
)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every small plan as a folder of CSV files, the irregular ones and the tangled ones."""
    root = tmp_path_factory.mktemp("plans")
    found = {name: plan_folder(root / name, *lines, code=name) for name, lines in PLANS.items()}
    for seed in SEEDS:
        found[f"tangled-{seed}"] = written(tangled_plan(seed, f"tangled-{seed}"), root / f"tangled-{seed}")
    return found


def written(plan: Plan, folder: Path) -> Path:
    """A plan as CSV files."""

    def write(name: str, header: list[str], rows: list[dict[str, object]]) -> None:
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)

    folder.mkdir()
    write("plan", ["code", "title"], [dict(plan.properties)])
    for label in LABELS.values():
        nodes = [dict(node.properties) for node in plan.of(label.name)]
        write(label.file, [p.name for p in label.properties], nodes)
    ends = [
        {"type": n.type, "from": plan.nodes[n.source].code, "to": plan.nodes[n.target].code}
        for n in plan.links
    ]
    rows = [{**end, **link.properties} for end, link in zip(ends, plan.links, strict=True)]
    write("links", [*LINK_COLUMNS, *(p.name for p in LINK_PROPERTIES)], rows)
    return folder


@pytest.fixture(scope="module", params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def small_store(
    request: pytest.FixtureRequest, folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[GraphStore]:
    """A store of each engine with all small plans side by side: what one holds must not show in another."""
    plans = [read_csv_folder(folder) for folder in folders.values()]
    if request.param == "embedded":
        path = tmp_path_factory.mktemp("irregular") / "zielnetz.lbug"
        with closing(open_embedded(path)) as store:
            for plan in plans:
                save_plan(store, plan, who="tests")
            yield store
        return
    server = request.getfixturevalue("neo4j_server")
    with GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
        driver.execute_query("MATCH (n) WHERE NOT n:Zielnetz DETACH DELETE n")
    with closing(Neo4jStore(server.uri, server.username, server.password)) as other:
        for plan in plans:
            save_plan(other, plan, who="tests")
        yield other


@pytest.mark.parametrize("name", [*PLANS, *(f"tangled-{seed}" for seed in SEEDS)])
def test_irregular_plans_are_counted_as_by_hand(
    small_store: GraphStore, folders: dict[str, Path], name: str
) -> None:
    plan = read_csv_folder(folders[name])
    scopes = FEW_SCOPES if name in PLANS else MORE_SCOPES
    if "F1" in {node.code for node in plan.of("FieldOfAction")}:
        scopes += (Scope(2014, (), "proposed", (f"{name}/F1",), True),)
    for scope in scopes:
        check_all(small_store, plan, folders[name], scope)


def test_small_plans_say_what_they_were_made_for(small_store: GraphStore, folders: dict[str, Path]) -> None:
    def cell(name: str, row: str, column: str, scope: Scope = Scope()) -> tuple[State, tuple[str, ...]]:  # noqa: B008
        kinds = {"S": "goal", "F": "field", "O": "operative", "A": "department", "B": "department"}
        kinds |= {"D": "department", "K": "department"}
        matrix = coverage(small_store, read_csv_folder(folders[name]), kinds[row[0]], kinds[column[0]], scope)
        found = matrix.cell(f"{name}/{row}", f"{name}/{column}")
        return found.state, found.measures

    assert cell("no-departments", "SG1", "F1") == (State.SHALLOW, ("no-departments/M1",))
    assert cell("shared", "SG1", "F1") == (State.DEEP, ("shared/M1",))
    for unit in ("A", "D1", "D2", "KV"):
        assert cell("shared", unit, "SG1") == (State.DEEP, ("shared/M1",))
    assert cell("two-leads", "A", "O1") == cell("two-leads", "B", "O1") == (State.DEEP, ("two-leads/M1",))
    assert cell("without-goal", "A", "O2") == (State.SHALLOW, ("without-goal/M2",))
    assert cell("proposal", "A", "SG2") == (State.GAP, ())
    assert cell("proposal", "A", "SG2", Scope(certainty="proposed")) == (State.DEEP, ("proposal/M3",))
    assert cell("marked", "D1", "SG1")[0] is State.DEEP
    assert cell("marked", "B", "SG2")[0] is State.MEANT
    assert cell("other-goal", "O1", "SG2") == (State.SHALLOW, ("other-goal/M1", "other-goal/M2"))
    assert cell("years", "A", "SG1", Scope(year=2014))[0] is State.DEEP
    assert cell("years", "B", "SG1", Scope(year=2014))[0] is State.GAP


def test_an_empty_plan_has_no_rows(small_store: GraphStore, folders: dict[str, Path]) -> None:
    plan = read_csv_folder(folders["empty"])
    matrix = coverage(small_store, plan, "department", "goal", Scope())
    assert (matrix.rows.items, matrix.columns.items, matrix.cells) == ((), (), {})
    assert outside(plan, matrix) == Outside()
