"""A plan as JSON: the same bytes for the same plan, the schema, and what a wrong file is told."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from explorer.errors import BadPlan
from explorer.exchange import Problem
from explorer.exchange.formats.json_file import as_json, json_schema, read_json, record_of
from explorer.exchange.formats.json_model import plan_document
from explorer.i18n import told
from explorer.model import LABELS, LINK_TYPES, PLAN_PROPERTIES, Plan
from tests.exchange.whole_plans import whole_plans
from tests.plans import small_plan

TOWN = small_plan(
    "StrategicGoal SG1 Gesund leben; number=1",
    "Measure M1 Pflegeberatung; status=running; since=2015; budget_eur=1200.5",
    "Measure M2 Sprachkurse",
    "M1 SERVES SG1; contribution=primary",
)


def problems_of(data: bytes) -> list[Problem]:
    with pytest.raises(BadPlan) as refused:
        read_json(data, "plan.json")
    told(refused.value, "de")
    return [problem for problem in refused.value.problems if isinstance(problem, Problem)]


def changed(*path: str | int, to: Any = None) -> bytes:
    """The town with one value replaced (None: taken out)."""
    record: Any = json.loads(as_json(TOWN))
    *way, last = path
    inside = record
    for part in way:
        inside = inside[part]
    if to is None:
        del inside[last]
    else:
        inside[last] = to
    return json.dumps(record).encode()


def test_the_seed_comes_back_the_same(soest_plan: Plan) -> None:
    data = as_json(soest_plan)
    assert data.endswith(b"}\n")
    assert read_json(data) == soest_plan
    assert as_json(read_json(data)) == data


@settings(max_examples=50, deadline=None)
@given(whole_plans())
def test_the_text_is_that_of_any_json_writer(plan: Plan) -> None:
    whole = json.dumps(record_of(plan), ensure_ascii=False, indent=2) + "\n"
    assert as_json(plan).decode() == whole


@settings(max_examples=100, deadline=None)
@given(whole_plans())
def test_every_plan_comes_back_the_same(plan: Plan) -> None:
    data = as_json(plan)
    assert read_json(data) == plan
    assert as_json(read_json(data)) == data


def test_what_has_no_value_is_left_out_and_umlauts_are_readable() -> None:
    text = as_json(small_plan("Measure M1 Maßnahme für Ältere")).decode()
    assert "null" not in text
    assert "Maßnahme für Ältere" in text


def test_the_order_of_the_plan_does_not_matter() -> None:
    turned = Plan(TOWN.properties, dict(reversed(TOWN.nodes.items())), tuple(reversed(TOWN.links)))
    assert as_json(turned) == as_json(TOWN)


def test_a_mark_at_its_beginning_and_empty_values_do_no_harm() -> None:
    record = record_of(TOWN)
    record["items"][1]["description"] = None
    assert read_json(b"\xef\xbb\xbf" + json.dumps(record).encode()) == TOWN


def test_the_schema_knows_every_property_and_says_what_it_means() -> None:
    defs = json_schema()["$defs"]
    kinds = {**LABELS, **LINK_TYPES}
    for name, kind in kinds.items():
        said = defs[name]["properties"]
        assert {p.name for p in kind.properties} < set(said)
        assert all(said[p.name]["description"] for p in kind.properties)
        assert set(defs[name]["required"]) >= {p.name for p in kind.properties if p.required}
    assert list(defs["Plan"]["properties"]) == [p.name for p in PLAN_PROPERTIES]
    assert defs["Measure"]["additionalProperties"] is False


def test_what_is_written_fits_the_schema(soest_plan: Plan) -> None:
    document: Any = plan_document().model_validate_json(as_json(soest_plan))
    assert len(document.items) == len(soest_plan.nodes)


@pytest.mark.parametrize(
    ("data", "place", "text"),
    [
        (changed("items", 1, "label", to="Mesure"), ("items", 2, "label"), "Mesure"),
        (changed("items", 1, "label"), ("items", 2, "label"), "label"),
        (changed("items", 1, "titel", to="x"), ("items", 2, "titel"), "title"),
        (changed("items", 1, "title"), ("items", 2, "title"), "title"),
        (changed("items", 1, "title", to=5), ("items", 2, "title"), "5"),
        (changed("items", 1, "title", to=" "), ("items", 2, "title"), "title"),
        (changed("items", 1, "status", to="runing"), ("items", 2, "status"), "running"),
        (changed("items", 1, "since", to="2015"), ("items", 2, "since"), '"2015"'),
        (changed("items", 1, "since", to=15), ("items", 2, "since"), ">= 1800"),
        (changed("items", 1, "until", to=2010), ("items", 2, "until"), "2010"),
        (changed("items", 1, "budget_eur", to=-1), ("items", 2, "budget_eur"), ">= 0"),
        (changed("items", 1, "code", to="SG1"), ("items", 2, "code"), "SG1"),
        (changed("items", 1, "code", to="a,b"), ("items", 2, "code"), "a,b"),
        (changed("items", 1, to=7), ("items", 2, ""), "7"),
        (changed("items", to={}), ("items", 0, "items"), "{}"),
        (changed("links", 0, "type", to="SERVE"), ("links", 1, "type"), "SERVES"),
        (changed("links", 0, "to", to="M2"), ("links", 1, "type"), "Measure"),
        (changed("links", 0, "to", to="SG9"), ("links", 1, "to"), "SG1"),
        (changed("links", 0, "score", to=1), ("links", 1, "score"), "score"),
        (changed("plan", "code"), ("plan", 1, "code"), "code"),
        (changed("plan", "code", to="a/b"), ("plan", 1, "code"), ""),
        (changed("version", to=2), ("version", 0, "version"), "zielnetz-plan"),
        (changed("format", to="x"), ("format", 0, "format"), "zielnetz-plan"),
        (changed("links"), ("links", 0, "links"), "links"),
    ],
)
def test_a_wrong_entry_is_named_with_its_remedy(data: bytes, place: tuple[str, int, str], text: str) -> None:
    problem = problems_of(data)[0]
    assert (problem.where, problem.row, problem.column) == place
    what, remedy = problem.told("en")
    assert text in what + remedy and remedy


def test_all_problems_are_told_at_once() -> None:
    record = record_of(TOWN)
    record["items"][0]["number"] = 100
    record["items"][1]["status"] = "x"
    record["links"][0]["certainty"] = "perhaps"
    assert len(problems_of(json.dumps(record).encode())) == 3


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe{\x00}\x00",
        b"[" * 200_000,
        b'{"a":' * 100_000,
        as_json(TOWN)[:-10],
        as_json(TOWN).replace(b'"SG1"', b'"\\ud800"'),
        as_json(TOWN).replace(b"1200.5", b"NaN"),
        as_json(TOWN).replace(b"1200.5", b"1e999"),
        as_json(TOWN).replace(b"2015", b"9" * 5000),
        as_json(TOWN).replace(b'"Sprachkurse"', b'"' + b"x" * 200_001 + b'"'),
        as_json(TOWN).replace(b'"title":', b'"title": "x", "title":', 1),
    ],
    ids=range(14),
)
def test_what_is_no_such_file_is_refused_with_a_reason(data: bytes) -> None:
    assert problems_of(data)


def test_a_file_that_is_far_too_large_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.exchange.formats.json_file.MOST_BYTES", 100)
    with pytest.raises(BadPlan, match="far larger"):
        read_json(as_json(TOWN), "plan.json")
