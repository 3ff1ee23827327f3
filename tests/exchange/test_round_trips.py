"""Export, load into an empty store, export: the same bytes, on both stores and from one to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from explorer.exchange.formats.csv_zip import as_csv_zip
from explorer.exchange.formats.json_file import as_json
from explorer.exchange.reading import read_any
from explorer.exchange.template.write import write_template
from explorer.model import Plan
from explorer.store import GraphStore, read_plan, save_plan
from explorer.store.embedded import open_embedded
from explorer.store.neo4j import Neo4jStore
from tests.exchange.whole_plans import renamed, whole_plans
from tests.neo4j.server import Neo4jServer
from tests.survey.generated import sketches

Write = Callable[[Plan], bytes]
#: Codes that no test has used in any store: under a new code every store is empty.
CODES = (f"plan-{number}" for number in count())
FORMATS = pytest.mark.parametrize(
    ("write", "ending"), [(as_json, ".json"), (as_csv_zip, ".zip")], ids=["json", "csv"]
)


def plans() -> st.SearchStrategy[Plan]:
    """Plans with every property and hostile texts, and plans with the shapes that questions look at."""
    return st.one_of(whole_plans(), sketches().map(lambda sketch: sketch.plan("town")))


def read(data: bytes, ending: str) -> Plan:
    return read_any(f"plan{ending}", data, known=lambda _code: None).plan


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """One embedded store for the tests of this module."""
    store = open_embedded(tmp_path_factory.mktemp("trips") / "zielnetz.lbug")
    yield store
    store.close()


@pytest.fixture
def neo4j(neo4j_uri_empty: Neo4jServer) -> Iterator[GraphStore]:
    """The real Neo4j, with nothing in it."""
    store = Neo4jStore(neo4j_uri_empty.uri, neo4j_uri_empty.username, neo4j_uri_empty.password)
    yield store
    store.close()


def through(store: GraphStore, data: bytes, write: Write, ending: str) -> bytes:
    """What the store exports after it loaded this file."""
    plan = read(data, ending)
    save_plan(store, plan, who="tests")
    return write(read_plan(store, plan.code))


@FORMATS
def test_the_embedded_store_gives_back_the_same_bytes(
    embedded: GraphStore, write: Write, ending: str
) -> None:
    @settings(max_examples=25, deadline=None)
    @given(plans())
    def check(plan: Plan) -> None:
        data = write(renamed(plan, next(CODES)))
        assert through(embedded, data, write, ending) == data

    check()


@pytest.mark.neo4j
def test_neo4j_gives_back_the_same_bytes_and_so_do_both_in_turn(
    embedded: GraphStore, neo4j: GraphStore
) -> None:
    @settings(max_examples=8, deadline=None, phases=[Phase.generate])
    @given(plans())
    def check(made: Plan) -> None:
        plan = renamed(made, next(CODES))
        first = as_json(plan)
        assert through(neo4j, first, as_json, ".json") == first
        again = renamed(read_plan(neo4j, plan.code), next(CODES))
        second = as_csv_zip(again)
        assert through(embedded, second, as_csv_zip, ".zip") == second
        last = as_csv_zip(renamed(read_plan(embedded, again.code), next(CODES)))
        assert through(neo4j, last, as_csv_zip, ".zip") == last

    check()


@FORMATS
def test_the_seed_is_the_same_bytes_out_of_every_store(
    soest_stores: GraphStore, soest_plan: Plan, embedded: GraphStore, write: Write, ending: str
) -> None:
    data = write(read_plan(soest_stores, soest_plan.code))
    assert data == write(soest_plan)
    assert through(embedded, data, write, ending) == data


def test_a_filled_template_is_the_same_plan_again() -> None:
    @settings(max_examples=25, deadline=None)
    @given(plans())
    def check(plan: Plan) -> None:
        assert read(write_template(plan, "de"), ".xlsx") == plan

    check()


def test_the_seed_survives_the_template_in_both_languages(soest_plan: Plan) -> None:
    assert as_json(read(write_template(soest_plan, "de"), ".xlsx")) == as_json(soest_plan)
    assert as_json(read(write_template(soest_plan, "en"), ".xlsx")) == as_json(soest_plan)
