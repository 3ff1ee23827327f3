"""The questions of leadership against a count of the same with plain Python, on the seed and on a made plan."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from explorer.answers import Result, ask
from explorer.model import Plan
from explorer.resources import bundled
from explorer.store import GraphStore, save_plan
from explorer.store.embedded import EmbeddedStore, open_embedded
from tests.tangled import tangled_plan

SEED = "kreis-soest-2020"
ITEMS = ("strategic_goals", "fields_of_action", "operative_goals", "measures", "departments")
Line = dict[str, Any]


@dataclass(frozen=True)
class Written:
    """A plan as it is written down: its items by code and its links, with empty text for what is missing."""

    code: str
    items: dict[str, Line]
    links: list[Line]

    def of(self, *types: str, proposals: bool = True, **wanted: str) -> Iterator[tuple[str, str]]:
        """The ends of links of these types; without ``proposals`` only those that nobody merely proposes."""
        for link in self.links:
            if link["type"] in types and all(link[key] == value for key, value in wanted.items()):
                ends = [self.items[link[end]] for end in ("from", "to")]
                works = [item for item in ends if item["file"] in ("measures", "operative_goals")]
                proposed = any(line["certainty"] == "proposed" for line in (link, *works))
                if proposals or not (proposed or any(item.get("level") == "proposal" for item in works)):
                    yield link["from"], link["to"]

    def codes(self, file: str) -> list[str]:
        return sorted(code for code, item in self.items.items() if item["file"] == file)

    def parts(self, unit: str) -> set[str]:
        return {unit}.union(*(self.parts(part) for part, whole in self.of("PART_OF") if whole == unit))


def written_seed() -> Written:
    tables = {}
    for name in (*ITEMS, "links", "decisions"):
        with (bundled("seed") / SEED / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
            tables[name] = list(csv.DictReader(handle))
    links = tables.pop("links")
    return Written(
        SEED,
        {line["code"]: {**line, "file": name} for name, lines in tables.items() for line in lines},
        links,
    )


def written(plan: Plan) -> Written:
    files = {"StrategicGoal": "strategic_goals", "FieldOfAction": "fields_of_action", "Measure": "measures",
             "OperativeGoal": "operative_goals", "Department": "departments", "Decision": "decisions"}  # fmt: skip
    items: dict[str, Line] = {
        node.code: {
            "file": files[node.label],
            **{k: "" if v is None else v for k, v in node.properties.items()},
        }
        for node in plan.nodes.values()
    }
    start = len(plan.code) + 1
    links = [
        {"type": link.type, "from": link.source[start:], "to": link.target[start:], **link.properties}
        for link in plan.links
    ]
    return Written(plan.code, items, links)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Written, EmbeddedStore]]:
    plan = tangled_plan(7, measures=40)
    store = open_embedded(tmp_path_factory.mktemp("leadership") / "zielnetz.lbug")
    save_plan(store, plan, who="tests")
    yield written(plan), store
    store.close()


@pytest.fixture(params=["seed", "made"])
def asked(request: pytest.FixtureRequest) -> tuple[Written, GraphStore]:
    """A plan as it is written down and a store that has it; what both engines say is compared elsewhere."""
    if request.param == "made":
        found: tuple[Written, GraphStore] = request.getfixturevalue("made")
        return found
    return written_seed(), request.getfixturevalue("embedded_soest")


@pytest.fixture(params=["embedded_soest", pytest.param("neo4j_soest", marks=pytest.mark.neo4j)])
def seed(request: pytest.FixtureRequest) -> tuple[Written, GraphStore]:
    return written_seed(), request.getfixturevalue(request.param)


def answer(asked: tuple[Written, GraphStore], name: str, **given: Any) -> Result:
    plan, store = asked
    return ask(store, name, plan=plan.code, parameters=given)


def plain(uids: str | list[str]) -> Any:
    return uids.partition("/")[2] if isinstance(uids, str) else [plain(uid) for uid in uids]


@dataclass
class Carried:
    measures: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    operatives: set[str] = field(default_factory=set)


def carried(plan: Written, *, proposals: bool) -> dict[tuple[str, str], Carried]:
    """What each department with its parts leads for each strategic goal."""
    served = list(plan.of("SERVES", proposals=proposals))
    implemented = list(plan.of("IMPLEMENTS", proposals=proposals))
    derived = list(plan.of("DERIVED_FROM", proposals=proposals))
    led = list(plan.of("RESPONSIBLE_FOR", proposals=proposals, role="lead"))
    found: dict[tuple[str, str], Carried] = defaultdict(Carried)
    for unit in plan.codes("departments"):
        for below in plan.parts(unit):
            for code in (to for source, to in led if source == below):
                for goal in (to for source, to in served if source == code):
                    found[unit, goal].measures.add(code)
                for goal in (to for source, to in derived if source == code):
                    found[unit, goal].operatives.add(code)
                for operative in (to for source, to in implemented if source == code):
                    for goal in (to for source, to in derived if source == operative):
                        found[unit, goal].measures.add(code)
                        if plan.items[code]["status"] == "running":
                            found[unit, goal].closed.add(code)
    return found


@pytest.mark.parametrize("proposals", [False, True])
def test_departments_cover_the_goals_that_they_and_their_parts_lead_something_for(
    asked: tuple[Written, GraphStore], proposals: bool
) -> None:
    result = answer(asked, "coverage_by_department_and_goal", with_proposals=proposals)
    expected = carried(asked[0], proposals=proposals)
    assert {
        (plain(row["uid"]), plain(row["goal_uid"])): (
            row["measures"],
            row["closed"],
            row["operative_goals"],
        )
        for row in result.rows
    } == {pair: (len(c.measures), len(c.closed), len(c.operatives)) for pair, c in expected.items()}
    assert len(result.rows) == len(expected) > 10


def test_the_whole_administration_comes_last(seed: tuple[Written, GraphStore]) -> None:
    for name in ("coverage_by_department_and_goal", "department_budget"):
        kinds = [row["kind"] for row in answer(seed, name).rows]
        assert kinds.index("Verwaltung") == len(kinds) - kinds.count("Verwaltung") > 0


@pytest.mark.parametrize("proposals", [False, True])
def test_a_single_point_is_the_only_measure_that_a_department_has_for_a_goal(
    asked: tuple[Written, GraphStore], proposals: bool
) -> None:
    result = answer(asked, "single_points", with_proposals=proposals)
    found = {
        (unit, plain(row["goal_uid"]), plain(row["uid"]))
        for row in result.rows
        for unit in plain(row["department_uids"])
    }
    assert found == {
        (unit, goal, *c.measures)
        for (unit, goal), c in carried(asked[0], proposals=proposals).items()
        if len(c.measures) == 1
    }
    assert sum(row["departments"] for row in result.rows) == len(found) > 0


def test_what_is_deliberately_left_out_has_its_reason(made: tuple[Written, EmbeddedStore]) -> None:
    result = answer(made, "deliberate_gaps")
    found = {(plain(row["uid"]), plain(row["goal_uid"])): row["reason"] for row in result.rows}
    assert found == dict.fromkeys(made[0].of("NOT_CONCERNED"), "so agreed")
    assert found and {row["label"] for row in result.rows} == {"Department"}


@pytest.mark.parametrize("proposals", [False, True])
def test_goals_without_operative_goal_or_field_lack_one_of_them(
    asked: tuple[Written, GraphStore], proposals: bool
) -> None:
    plan = asked[0]
    expected = {}
    for goal in plan.codes("strategic_goals"):
        below = {source for source, to in plan.of("DERIVED_FROM", proposals=proposals) if to == goal}
        fields = {to for source, to in plan.of("PURSUED_IN", proposals=proposals) if source == goal}
        serving = {source for source, to in plan.of("SERVES", proposals=proposals) if to == goal}
        if not below or not fields:
            expected[goal] = (len(below), len(fields), len(serving))
    result = answer(asked, "goals_without_operative_goal_or_field", with_proposals=proposals)
    assert {
        plain(row["uid"]): (row["operative_goals"], row["fields"], row["measures"]) for row in result.rows
    } == expected


def test_a_department_has_the_budget_of_the_measures_that_it_and_its_parts_lead(
    asked: tuple[Written, GraphStore],
) -> None:
    plan = asked[0]
    amounts = {
        code: float(amount)
        for code in plan.codes("measures")
        if (amount := plan.items[code]["budget_eur"]) != ""
    }
    expected = {}
    for unit in plan.codes("departments"):
        units = plan.parts(unit)
        led = {to for source, to in plan.of("RESPONSIBLE_FOR", role="lead") if source in units}
        led &= set(plan.codes("measures"))
        known = led & set(amounts)
        if led:
            expected[unit] = (round(sum(amounts[code] for code in known), 2), len(known), len(led))
    result = answer(asked, "department_budget")
    assert {
        plain(row["uid"]): (row["budget_eur"], row["with_amount"], row["measures"]) for row in result.rows
    } == expected
    assert {row["all_eur"] for row in result.rows} == {round(sum(amounts.values()), 2)}


def test_departments_that_share_goals_are_told_with_the_measures_on_both_sides(
    asked: tuple[Written, GraphStore],
) -> None:
    plan = asked[0]
    measures = set(plan.codes("measures"))
    carry: dict[str, set[str]] = defaultdict(set)
    for unit, work in plan.of("RESPONSIBLE_FOR"):
        carry[unit] |= {work} & measures
    above = goals_above(plan)
    shared_at_all = 0
    for unit in plan.codes("departments")[::4]:
        parts = plan.parts(unit)
        own = set().union(*(carry[part] for part in parts))
        expected = {}
        for other in set(carry) - parts:
            shared = set().union(*(above[m] for m in own)) & set().union(*(above[m] for m in carry[other]))
            if shared:
                ours, theirs = ({m for m in side if above[m] & shared} for side in (own, carry[other]))
                expected[other] = (shared, len(ours), len(theirs), len(theirs & ours))
        result = answer(asked, "department_shared_goals", department=unit)
        assert {
            plain(row["uid"]): (
                set(plain(row["goal_uids"])),
                row["own_measures"],
                row["their_measures"],
                row["joint_measures"],
            )
            for row in result.rows
        } == expected
        assert all(row["goals"] == len(row["goal_uids"]) == len(row["goal_titles"]) for row in result.rows)
        shared_at_all += len(expected)
    assert shared_at_all > 0


def goals_above(plan: Written) -> dict[str, set[str]]:
    """The goals that each measure counts for, by any link, but not through an operative goal that is a proposal."""
    above: dict[str, set[str]] = defaultdict(set)
    for measure, goal in plan.of("SERVES"):
        above[measure].add(goal)
    derived = list(plan.of("DERIVED_FROM"))
    for measure, operative in plan.of("IMPLEMENTS"):
        if plan.items[operative]["level"] != "proposal":
            above[measure] |= {goal for below, goal in derived if below == operative}
    return above
