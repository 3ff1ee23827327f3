"""Every question answers alike on both engines, for every year, and says what an independent count says."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import ladybug
import pytest

from explorer.answers import THEN, Result, ask
from explorer.catalogue import Question, question, questions
from explorer.errors import Refusal
from explorer.model import Plan
from explorer.resources import bundled
from explorer.store import GraphStore, Row, save_plan
from explorer.store.embedded import EmbeddedStore, open_embedded
from explorer.store.neo4j import Neo4jStore
from tests.neo4j.server import Neo4jServer
from tests.tangled import tangled_plan

PLAN = "kreis-soest-2020"
SEED = bundled("seed") / PLAN

#: Parameter sets to ask each question with (codes of the seed; ``tangled`` names stand for the same in a made plan).
ASKED: dict[str, list[dict[str, Any]]] = {
    "around_item": [{"item": "M015"}, {"item": "SG5", "steps": 2}, {"item": "OG-2014-519", "steps": 3}],
    "budget_by_goal": [{}],
    "connection": [
        {"start": "D53", "target": "M022"},
        {"start": "WFG", "target": "SG-SOZPLAN"},
        {"start": "C-2001", "target": "SG1"},
    ],
    "coverage_by_department_and_goal": [{}, {"with_proposals": True}],
    "decisions": [{}],
    "deliberate_gaps": [{}],
    "department_budget": [{}],
    "department_measures": [
        {"department": "KV"},
        {"department": "DEZ04-2016"},
        {"department": "DEZ03", "with_parts": False},
        {"department": "D40", "with_parts": False},
    ],
    "department_pairs_sharing_goals": [{}, {"min_shared": 1}, {"min_shared": 5}],
    "department_shared_goals": [{"department": "DEZ04"}, {"department": "D53"}, {"department": "KV"}],
    "department_workload": [{}, {"min_measures": 0}, {"min_measures": 9}],
    "fields_by_reach": [{}],
    "goal_measures": [{"goal": "SG6"}, {"goal": "OG-KLIMA-1"}, {"goal": "F-BIL"}],
    "goal_pairs_sharing_measures": [{}, {"min_shared": 5}],
    "goals_by_reach": [{}],
    "goals_on_one_department_or_measure": [{}, {"with_proposals": True}],
    "goals_without_department": [
        {"department": "DEZ04"},
        {"department": "KV"},
        {"department": "D24", "with_fields": False},
    ],
    "goals_without_operative_goal_or_field": [{}, {"with_proposals": True}],
    "links_by_certainty": [{}],
    "longest_running_measures": [{}, {"most": 3}, {"most": 1000}],
    "measures_by_goal_and_field": [{}],
    "measures_by_status_and_year": [{}],
    "measures_with_several_goals": [{}, {"min_goals": 3}, {"min_goals": 20}],
    "measures_without_department": [{}, {"only_lead_counts": True}],
    "measures_without_documented_link": [{}],
    "measures_without_operative_goal": [{}],
    "operative_goals_without_measure": [{}, {"with_proposals": True}],
    "proposals": [{}],
    "single_points": [{}, {"with_proposals": True}],
    "search": [{"text": "Pflege"}, {"text": "UEBUNG"}, {"text": "klima konzept", "most": 3}],
    "successions": [{}],
    "suspect_links": [{}],
}
TANGLED = {
    "M015": "M7", "SG5": "G2", "OG-2014-519": "O3", "D53": "U5", "M022": "M12", "WFG": "U9", "SG-SOZPLAN": "F1",
    "C-2001": "B1", "SG1": "G1", "KV": "U1", "DEZ04-2016": "U2", "DEZ03": "U3", "D40": "U4", "SG6": "G3",
    "OG-KLIMA-1": "O5", "F-BIL": "F2", "DEZ04": "U3", "D24": "U8",
}  # fmt: skip


def everything_asked() -> list[Any]:
    return [
        pytest.param(name, given, id="-".join([name, *map(str, given.values())]))
        for name, sets in ASKED.items()
        for given in sets
    ]


def translated(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: TANGLED.get(value, value) if isinstance(value, str) else value for key, value in given.items()
    }


def rows(store: GraphStore, name: str, given: Mapping[str, Any], *, plan: str, year: int) -> list[Row]:
    """The rows of the answer; none for an item that the plan does not have."""
    try:
        return ask(store, name, plan=plan, year=year, parameters=given).rows
    except Refusal:
        return []


def save_reworded(store: GraphStore, plan: Plan) -> None:
    """Load the plan after one in which a few titles were others, so that some links are suspect."""
    nodes = {
        uid: replace(node, properties={**node.properties, "title": "before"}) if uid.endswith("2") else node
        for uid, node in plan.nodes.items()
    }
    save_plan(store, replace(plan, nodes=nodes), who="tests")
    save_plan(store, plan, who="tests")


def shape(found: list[Row]) -> list[list[type]]:
    return [[type(value) for value in row.values()] for row in found]


def test_every_question_is_asked_here() -> None:
    assert set(ASKED) == set(questions())
    assert len(questions()) >= 18


@pytest.mark.neo4j
@pytest.mark.parametrize(("name", "given"), everything_asked())
def test_both_engines_answer_alike_row_by_row(
    name: str, given: dict[str, Any], embedded_soest: EmbeddedStore, neo4j_soest: Neo4jStore
) -> None:
    for year in (0, 2010, 2016):
        ours = ask(embedded_soest, name, plan=PLAN, year=year, parameters=given)
        theirs = ask(neo4j_soest, name, plan=PLAN, year=year, parameters=given)
        assert ours.rows == theirs.rows
        assert shape(ours.rows) == shape(theirs.rows)
        assert ours.sentence("de") == theirs.sentence("de")


@pytest.mark.neo4j
def test_both_engines_answer_alike_on_a_tangled_plan(
    neo4j_uri_empty: Neo4jServer, embedded_store: EmbeddedStore
) -> None:
    plan = tangled_plan(11)
    server = neo4j_uri_empty
    theirs = Neo4jStore(server.uri, server.username, server.password)
    try:
        for store in (embedded_store, theirs):
            save_reworded(store, plan)
        for name, sets in ASKED.items():
            for given in map(translated, sets):
                for year in (0, 2009, 2012, 2016):
                    at = {"plan": plan.code, "year": year}
                    found = rows(embedded_store, name, given, **at)
                    assert found == rows(theirs, name, given, **at), (name, given, year)
                    assert shape(found) == shape(rows(theirs, name, given, **at)), (name, given, year)
    finally:
        theirs.close()


@pytest.fixture(scope="module")
def tangled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Plan, EmbeddedStore]]:
    plan = tangled_plan(11)
    store = open_embedded(tmp_path_factory.mktemp("tangled") / "zielnetz.lbug")
    save_reworded(store, plan)
    # A second plan beside it, so that a question which forgets to name its plan gives itself away.
    save_plan(store, tangled_plan(12, "other"), who="tests")
    yield plan, store
    store.close()


@pytest.mark.parametrize("year", [2007, 2009, 2012, 2015, 2018])
def test_asking_for_a_year_is_asking_the_plan_of_that_year(
    year: int, tangled: tuple[Plan, EmbeddedStore], tmp_path: Path
) -> None:
    plan, store = tangled
    then = open_embedded(tmp_path / "zielnetz.lbug")
    try:
        save_reworded(then, plan.in_year(year))
        for name, sets in ASKED.items():
            for given in map(translated, sets):
                expected = rows(then, name, given, plan=plan.code, year=0)
                if name == "decisions":  # made in that year, not only in force
                    expected = [row for row in expected if str(row["date"]).startswith(str(year))]
                if name != "successions":  # one end in force is enough, tested below
                    found = rows(store, name, given, plan=plan.code, year=year)
                    assert found == expected, (name, given)
    finally:
        then.close()


def test_another_plan_in_the_same_store_changes_no_answer(
    tangled: tuple[Plan, EmbeddedStore], embedded_store: EmbeddedStore
) -> None:
    plan, shared = tangled
    save_reworded(embedded_store, plan)
    for name, sets in ASKED.items():
        for given in map(translated, sets):
            alone = rows(embedded_store, name, given, plan=plan.code, year=0)
            assert rows(shared, name, given, plan=plan.code, year=0) == alone, name


def test_the_answers_do_not_depend_on_the_number_of_threads(tangled: tuple[Plan, EmbeddedStore]) -> None:
    plan, store = tangled
    for threads in (1, 3):
        # The store leaves the number to the engine, which takes one a core; a machine with one core is possible.
        connection = ladybug.Connection(store._database, num_threads=threads)
        for name, asked in questions().items():
            given = {"plan": plan.code, "year": 2012} | ASKED[name][0]
            given = {n: given.get(n, p.default) for n, p in asked.statement.parameters.items()}
            for n, p in asked.statement.parameters.items():
                if p.type == "item":
                    given[n] = f"{plan.code}/{TANGLED[given[n]]}"
            expected = store.read(asked.statement, **given)
            # Prepared, as the store does: given a text, the engine keeps the plan and its memory.
            made = connection.prepare(asked.statement.text, given)
            found = list(connection.execute(made, given).rows_as_dict())
            assert len(found) == len(expected), name
        connection.close()


@pytest.mark.parametrize(("name", "given"), everything_asked())
def test_an_answer_can_be_told_shown_and_pointed_at(
    name: str, given: dict[str, Any], embedded_soest: EmbeddedStore, soest_plan: Plan
) -> None:
    for year in (0, 1850):
        result = ask(embedded_soest, name, plan=PLAN, year=year, parameters=given)
        for lang in ("de", "en"):
            said = result.sentence(lang)
            assert said and not set(said) & set("{}[]#|"), said
            headings, cells = result.table(soest_plan, lang)
            assert len(headings) == len(result.question.columns) and len(cells) == len(result.rows)
            assert all(len(row) == len(headings) for row in cells)
            assert all(isinstance(cell, str | int | float) for row in cells for cell in row)
        for column, labels in result.question.returns.items():
            for row in result.rows:
                for uid in uids_in(row[column]):
                    assert labels == "*" or soest_plan.nodes[uid].label in labels.split("|")
        assert set(result.uids()) <= set(soest_plan.nodes)


def uids_in(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


@pytest.mark.parametrize("asked", questions().values(), ids=lambda asked: asked.name)
def test_a_header_names_only_what_its_rows_have(
    asked: Question, embedded_soest: EmbeddedStore, tangled: tuple[Plan, EmbeddedStore]
) -> None:
    given = ASKED[asked.name][0]
    result = ask(embedded_soest, asked.name, plan=PLAN, parameters=given)
    if not result.rows:  # the seed has nothing of the kind, the made plan has everything
        plan, store = tangled
        result = ask(store, asked.name, plan=plan.code, parameters=translated(given))
    assert result.rows, "the first parameter set must have an answer"
    row = result.rows[0]
    assert set(asked.columns) <= set(row)
    assert set(asked.returns) <= set(row)
    assert {c.titles_of for c in asked.columns.values() if c.titles_of} <= set(row)
    assert not asked.then or asked.then in THEN


# What the answers say, against a count over the files with nothing but Python.


def lines(file: str) -> list[dict[str, str]]:
    with (SEED / f"{file}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def links(*types: str) -> list[dict[str, str]]:
    return [line for line in lines("links") if line["type"] in types]


def in_force(line: Mapping[str, str], year: int) -> bool:
    return int(line["since"] or 0) <= year <= int(line["until"] or 9999)


def answer(store: GraphStore, name: str, *, year: int = 0, **given: Any) -> Result:
    return ask(store, name, plan=PLAN, year=year, parameters=given)


def codes(result: Result, column: str = "uid") -> list[str]:
    return [row[column].removeprefix(f"{PLAN}/") for row in result.rows]


def with_parts(unit: str) -> set[str]:
    found, edge = {unit}, {unit}
    while edge:
        edge = {link["from"] for link in links("PART_OF") if link["to"] in edge} - found
        found |= edge
    return found


def goals_of_measures() -> dict[str, set[str]]:
    goals = defaultdict(set)
    for link in links("SERVES"):
        goals[link["from"]].add(link["to"])
    return goals


def test_measures_with_several_goals_are_those_with_so_many_links(soest_stores: GraphStore) -> None:
    goals = goals_of_measures()
    result = answer(soest_stores, "measures_with_several_goals", min_goals=3)
    assert set(codes(result)) == {measure for measure, served in goals.items() if len(served) >= 3}
    assert [row["goals"] for row in result.rows] == [len(goals[code]) for code in codes(result)]
    assert [row["goals"] for row in result.rows] == sorted(
        (row["goals"] for row in result.rows), reverse=True
    )


def test_the_reach_of_a_goal_counts_measures_and_departments_once(soest_stores: GraphStore) -> None:
    proposals = {line["code"] for line in lines("operative_goals") if line["level"] == "proposal"}
    behind = defaultdict(set)
    for link in links("SERVES", "DERIVED_FROM"):
        if link["from"] not in proposals:
            behind[link["to"]].add(link["from"])
    result = answer(soest_stores, "goals_by_reach")
    assert len(result.rows) == 7
    for code, row in zip(codes(result), result.rows, strict=True):
        assert row["measures"] == sum(code in served for served in goals_of_measures().values())
        units = {link["from"] for link in links("RESPONSIBLE_FOR") if link["to"] in behind[code]}
        assert row["departments"] == len(units)
        assert row["operative_goals"] == sum(1 for below in behind[code] if below.startswith("OG-"))
    assert sum(row["main_measures"] for row in result.rows) == 125


def test_goal_pairs_share_what_their_measures_serve_together(soest_stores: GraphStore) -> None:
    shared = Counter(
        pair for served in goals_of_measures().values() for pair in combinations(sorted(served), 2)
    )
    result = answer(soest_stores, "goal_pairs_sharing_measures")
    pairs = zip(codes(result, "first_uid"), codes(result, "second_uid"), strict=True)
    assert dict(zip(pairs, (row["shared"] for row in result.rows), strict=True)) == dict(shared)


@pytest.mark.parametrize("unit", ["KV", "DEZ03", "DEZ04-2016", "D65", "D70"])
def test_a_parent_carries_what_its_parts_carry_and_every_measure_once(
    soest_stores: GraphStore, unit: str
) -> None:
    carried = [link for link in links("RESPONSIBLE_FOR") if link["to"].startswith("M")]
    for parts in (True, False):
        units = with_parts(unit) if parts else {unit}
        result = answer(soest_stores, "department_measures", department=unit, with_parts=parts)
        assert sorted(codes(result)) == sorted({link["to"] for link in carried if link["from"] in units})


@pytest.mark.parametrize("unit", ["KV", "DEZ04", "D53", "D24", "WFG"])
def test_a_department_does_not_touch_what_nothing_of_its_own_leads_to(
    soest_stores: GraphStore, unit: str
) -> None:
    carried = {link["to"] for link in links("RESPONSIBLE_FOR") if link["from"] in with_parts(unit)}
    touched = {link["to"] for link in links("SERVES", "DERIVED_FROM", "IN_FIELD") if link["from"] in carried}
    everything = [line["code"] for file in ("strategic_goals", "fields_of_action") for line in lines(file)]
    expected = [code for code in everything if code not in touched]
    assert sorted(codes(answer(soest_stores, "goals_without_department", department=unit))) == sorted(
        expected
    )
    only_goals = codes(answer(soest_stores, "goals_without_department", department=unit, with_fields=False))
    assert only_goals == sorted(code for code in expected if code.startswith("SG"))


def test_operative_goals_without_measure_hold_back_proposals_until_asked(soest_stores: GraphStore) -> None:
    implemented = {link["to"] for link in links("IMPLEMENTS")}
    bare = {
        line["code"]: line["level"] for line in lines("operative_goals") if line["code"] not in implemented
    }
    assert codes(answer(soest_stores, "operative_goals_without_measure", with_proposals=True)) == sorted(bare)
    decided = sorted(code for code, level in bare.items() if level != "proposal")
    assert codes(answer(soest_stores, "operative_goals_without_measure")) == decided
    assert decided != sorted(bare)


def test_measures_without_something_are_those_without_such_a_link(soest_stores: GraphStore) -> None:
    measures = {line["code"] for line in lines("measures")}
    without_goal = measures - {link["from"] for link in links("IMPLEMENTS")}
    without_unit = measures - {link["to"] for link in links("RESPONSIBLE_FOR")}
    documented = {
        end
        for line in lines("links")
        if line["certainty"] == "documented"
        for end in (line["from"], line["to"])
    }
    assert codes(answer(soest_stores, "measures_without_operative_goal")) == sorted(without_goal)
    assert codes(answer(soest_stores, "measures_without_department")) == sorted(without_unit)
    assert sorted(codes(answer(soest_stores, "measures_without_documented_link"))) == sorted(
        measures - documented
    )
    assert (len(without_goal), len(without_unit)) == (92, 30)


def test_every_euro_counts_once_and_at_the_main_goal(soest_stores: GraphStore) -> None:
    main = {link["from"]: link["to"] for link in links("SERVES") if link["contribution"] == "primary"}
    amounts = {line["code"]: float(line["budget_eur"]) for line in lines("measures") if line["budget_eur"]}
    by_goal: Counter[str] = Counter()
    for code, amount in amounts.items():
        by_goal[main[code]] += amount
    result = answer(soest_stores, "budget_by_goal")
    assert {code: row["budget_eur"] for code, row in zip(codes(result), result.rows, strict=True)} == {
        code: by_goal.get(code, 0.0) for code in set(main.values())
    }
    assert sum(row["budget_eur"] for row in result.rows) == sum(amounts.values())
    several = sum(amount for code, amount in amounts.items() if len(goals_of_measures()[code]) > 1)
    assert sum(row["shared_eur"] for row in result.rows) == several
    assert sum(row["with_amount"] + row["without_amount"] for row in result.rows) == 125


def neighbours() -> dict[str, set[str]]:
    near = defaultdict(set)
    for line in lines("links"):
        near[line["from"]].add(line["to"])
        near[line["to"]].add(line["from"])
    return near


def distances(start: str) -> dict[str, int]:
    near, found, edge = neighbours(), {start: 0}, [start]
    while edge:
        further = sorted({code for here in edge for code in near[here]} - set(found))
        found |= dict.fromkeys(further, found[edge[0]] + 1)
        edge = further
    return found


@pytest.mark.parametrize("code", ["M015", "SG3", "D51", "C-2013d"])
@pytest.mark.parametrize("steps", [1, 2, 3])
def test_around_an_item_is_what_so_many_links_reach(soest_stores: GraphStore, code: str, steps: int) -> None:
    expected = {other: far for other, far in distances(code).items() if 0 < far <= steps}
    result = answer(soest_stores, "around_item", item=code, steps=steps)
    assert dict(zip(codes(result), (row["steps"] for row in result.rows), strict=True)) == expected


@pytest.mark.parametrize(("start", "target"), [("D53", "M022"), ("WFG", "SG-SOZPLAN"), ("SG1", "D38-2012")])
def test_a_connection_is_as_short_as_can_be_and_made_of_links(
    soest_stores: GraphStore, start: str, target: str
) -> None:
    result = answer(soest_stores, "connection", start=start, target=target)
    path = codes(result)
    assert (path[0], path[-1], len(path) - 1) == (start, target, distances(start)[target])
    real = {(line["type"], line["from"], line["to"]) for line in lines("links")}
    for here, there, row in zip(path, path[1:], result.rows[1:], strict=False):
        ends = (here, there) if row["direction"] == "forward" else (there, here)
        assert (row["link"], *ends) in real


def test_what_is_not_connected_is_said_so(soest_stores: GraphStore) -> None:
    result = answer(soest_stores, "connection", start="C-2001", target="SG1")
    assert result.rows == []
    assert result.sentence("de").startswith("Zwischen „Strategisches Grundsatzprogramm“ und „Familien in")


def test_measures_are_counted_by_first_year_and_status(soest_stores: GraphStore) -> None:
    counted = Counter(
        (int(m["since"]) if m["since"] else None, m["status"] or "unknown") for m in lines("measures")
    )
    result = answer(soest_stores, "measures_by_status_and_year")
    assert {(row["begun"], row["status"]): row["measures"] for row in result.rows} == dict(counted)


def test_pairs_of_departments_share_goals_and_operative_goals(soest_stores: GraphStore) -> None:
    proposals = {line["code"] for line in lines("operative_goals") if line["level"] == "proposal"}
    above = defaultdict(set)
    for link in links("SERVES", "DERIVED_FROM", "IMPLEMENTS"):
        above[link["from"]].add(link["to"])
    touched = defaultdict(set)
    for link in links("RESPONSIBLE_FOR"):
        if link["to"] not in proposals:
            touched[link["from"]] |= above[link["to"]] | (
                {link["to"]} if link["to"].startswith("OG-") else set()
            )
    expected = {}
    for first, second in combinations(sorted(touched), 2):
        shared = (touched[first] & touched[second]) - proposals
        if len(shared) >= 2:
            expected[first, second] = shared
    result = answer(soest_stores, "department_pairs_sharing_goals", min_shared=2)
    found = zip(codes(result, "first_uid"), codes(result, "second_uid"), strict=True)
    shared_codes = ({uid.removeprefix(f"{PLAN}/") for uid in row["shared_uids"]} for row in result.rows)
    assert dict(zip(found, shared_codes, strict=True)) == expected


def test_goals_on_one_measure_or_department_name_it(soest_stores: GraphStore) -> None:
    behind = defaultdict(set)
    for link in links("SERVES", "IMPLEMENTS"):
        behind[link["to"]].add(link["from"])
    for row, code in zip(
        (result := answer(soest_stores, "goals_on_one_department_or_measure")).rows,
        codes(result),
        strict=True,
    ):
        assert row["measures"] == len(behind[code])
        assert row["measures"] == 1 or row["departments"] == 1
        assert len(row["measure_uids"]) == (row["measures"] == 1)
        assert len(row["department_uids"]) == (row["departments"] == 1)
    single = {
        code for code, measures in behind.items() if len(measures) == 1 and not code.startswith("OG-PROP")
    }
    assert single <= set(codes(result))


def test_departments_carry_with_their_parts_what_the_links_say(soest_stores: GraphStore) -> None:
    leads = defaultdict(set)
    for link in links("RESPONSIBLE_FOR"):
        if link["to"].startswith("M"):
            leads[link["from"]].add(link["to"])
    result = answer(soest_stores, "department_workload", min_measures=0)
    assert len(result.rows) == 50
    for code, row in zip(codes(result), result.rows, strict=True):
        assert row["led"] == len(leads[code])
        assert row["measures"] == len(set().union(*(leads[unit] for unit in with_parts(code))))


def test_decisions_come_newest_first_and_of_a_year_when_one_is_chosen(soest_stores: GraphStore) -> None:
    dates = {line["code"]: line["date"] for line in lines("decisions")}
    result = answer(soest_stores, "decisions")
    assert codes(result) == sorted(sorted(dates), key=lambda code: dates[code], reverse=True)
    of_2013 = {code for code, date in dates.items() if date.startswith("2013")}
    assert set(codes(answer(soest_stores, "decisions", year=2013))) == of_2013
    assert len(of_2013) == 4


def test_a_succession_shows_as_long_as_one_of_its_ends_is_in_force(soest_stores: GraphStore) -> None:
    all_pairs = {(link["from"], link["to"]) for link in links("SUCCEEDED_BY")}
    result = answer(soest_stores, "successions")
    assert set(zip(codes(result, "before_uid"), codes(result, "after_uid"), strict=True)) == all_pairs
    divided = ("D38-2012", "D37-2022")
    for year, shown in ((2013, True), (2022, True), (2024, True)):
        result = answer(soest_stores, "successions", year=year)
        found = set(zip(codes(result, "before_uid"), codes(result, "after_uid"), strict=True))
        assert (divided in found) is shown


@pytest.mark.parametrize("year", [2007, 2013, 2019, 2026])
def test_a_year_keeps_the_measures_in_force_and_no_year_keeps_all(
    soest_stores: GraphStore, year: int
) -> None:
    measures = lines("measures")
    result = answer(soest_stores, "measures_by_status_and_year", year=year)
    assert sum(row["measures"] for row in result.rows) == sum(in_force(m, year) for m in measures)
    result = answer(soest_stores, "measures_by_status_and_year")
    assert sum(row["measures"] for row in result.rows) == len(measures) == 125


def test_links_are_counted_by_kind_and_certainty(soest_stores: GraphStore) -> None:
    counted = Counter((line["type"], line["certainty"]) for line in lines("links"))
    for row in answer(soest_stores, "links_by_certainty").rows:
        assert row["documented"] == counted[row["link"], "documented"]
        assert row["readings"] == counted[row["link"], "reading"]
        assert row["links"] == row["documented"] + row["readings"] + row["proposed"]


def test_measures_by_goal_and_field_are_those_in_both(soest_stores: GraphStore) -> None:
    fields = defaultdict(set)
    for link in links("IN_FIELD"):
        fields[link["from"]].add(link["to"])
    counted = Counter(
        (g, f) for measure, served in goals_of_measures().items() for g in served for f in fields[measure]
    )
    result = answer(soest_stores, "measures_by_goal_and_field")
    found = zip(codes(result, "goal_uid"), codes(result, "field_uid"), strict=True)
    assert dict(zip(found, (row["measures"] for row in result.rows), strict=True)) == dict(counted)


def test_the_search_finds_a_word_inside_a_compound_and_in_every_description(soest_stores: GraphStore) -> None:
    titles = [row["title"] for row in answer(soest_stores, "search", text="sanierung").rows]
    assert "Quote der Altbausanierung erhöhen" in titles
    named = {line["code"] for file in ("measures", "operative_goals", "departments") for line in lines(file)
             if "pflege" in f"{line['title']} {line['description']}".lower()}  # fmt: skip
    assert named <= set(codes(answer(soest_stores, "search", text="Pflege", most=100)))


@pytest.mark.parametrize(
    "text", ["", "   ", "„“ – !", "'; MATCH (n) DETACH DELETE n //", "$plan", "\x00", "\ud83d", "%_*"]
)
def test_no_text_breaks_the_search(soest_stores: GraphStore, text: str) -> None:
    result = answer(soest_stores, "search", text=text)
    assert len(result.rows) <= 20 and result.sentence("de") and result.sentence("en")


def test_a_question_that_counts_never_says_one_measures() -> None:
    for asked in questions().values():
        for lang in ("de", "en"):
            for case, texts in asked.sentence.items():
                bare = [p for p in texts[lang].split("{")[1:] if p.startswith(("n}", "sum[measures]}"))]
                assert case == "none" or not bare, f"{asked.name}: {{n}} without its two forms"


def test_the_units_of_columns_are_known() -> None:
    known = {"", "euro", "year", "status", "certainty", "label", "level", "role", "count", "list", "date", "link",
             "contribution", "found"}  # fmt: skip
    assert {c.unit for asked in questions().values() for c in asked.columns.values()} <= known
    assert question("search").then == "search"
