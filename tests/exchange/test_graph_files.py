"""A plan as GraphML and GEXF: networkx reads back the same nodes, links and properties, whatever the texts hold."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given, settings

from explorer.exchange.formats.graph_files import as_gexf, as_graph, as_graphml, attribute
from explorer.model import LABELS, Plan
from tests.exchange.whole_plans import whole_plans
from tests.plans import small_plan

Write = Callable[..., bytes]
Read = Callable[[io.BytesIO], Any]
FORMATS = pytest.mark.parametrize(
    ("write", "read"), [(as_graphml, nx.read_graphml), (as_gexf, nx.read_gexf)], ids=["graphml", "gexf"]
)
TOWN = small_plan(
    "StrategicGoal SG1 Gesund leben; number=1; title_en=Healthy life",
    "Measure M1 Beratung; budget_eur=1e15; since=2015",
    "Measure M2 Kurse; budget_eur=0.1",
    "Department D1 Soziales; number=01",
    "M1 SERVES SG1; contribution=primary",
    "M1 INFLUENCES M2; score=-2",
    "M1 SUCCEEDED_BY M2",
    "D1 RESPONSIBLE_FOR M1",
)


def nodes(graph: Any) -> dict[str, dict[str, Any]]:
    return dict(graph.nodes(data=True))


def edges(graph: Any) -> list[Any]:
    return sorted((source, target, sorted(data.items())) for source, target, data in graph.edges(data=True))


@FORMATS
def test_networkx_reads_the_seed_back_as_it_was(write: Write, read: Read, soest_plan: Plan) -> None:
    graph = as_graph(soest_plan, "de")
    found = read(io.BytesIO(write(soest_plan, "de")))
    assert found.is_directed()
    assert nodes(found) == nodes(graph) and len(nodes(found)) == len(soest_plan.nodes)
    assert edges(found) == edges(graph) and len(edges(found)) == len(soest_plan.links)


@FORMATS
def test_networkx_reads_every_plan_back_as_it_was(write: Write, read: Read) -> None:
    @settings(max_examples=60, deadline=None)
    @given(whole_plans())
    def check(plan: Plan) -> None:
        graph = as_graph(plan)
        found = read(io.BytesIO(write(plan)))
        assert nodes(found) == nodes(graph) and len(nodes(found)) == len(plan.nodes)
        assert edges(found) == edges(graph) and len(edges(found)) == len(plan.links)

    check()


@FORMATS
def test_the_same_plan_is_the_same_file(write: Write, read: Read) -> None:
    turned = Plan(TOWN.properties, dict(reversed(TOWN.nodes.items())), tuple(reversed(TOWN.links)))
    assert write(TOWN) == write(turned)
    assert b"20" + b"26-" not in write(TOWN)


@FORMATS
def test_types_stay_types_and_what_is_empty_has_no_attribute(write: Write, read: Read) -> None:
    found = nodes(read(io.BytesIO(write(TOWN))))
    assert found["town/M1"]["budget_eur"] == 1e15 and found["town/M2"]["budget_eur"] == 0.1
    assert found["town/M1"]["since"] == 2015 and found["town/SG1"]["number"] == 1
    assert found["town/D1"]["department_number"] == "01"
    assert "until" not in found["town/M1"] and b"None" not in write(TOWN)


def test_programs_show_titles_in_the_language() -> None:
    assert nodes(as_graph(TOWN, "de"))["town/SG1"]["label"] == "Gesund leben"
    assert nodes(as_graph(TOWN, "en"))["town/SG1"]["label"] == "Healthy life"
    words = {data["link_type"]: data["label"] for _s, _t, data in as_graph(TOWN, "en").edges(data=True)}
    assert words["SERVES"] == "serves the goal"
    gexf = ElementTree.fromstring(as_gexf(TOWN, "de"))
    first = next(gexf.iter("{http://www.gexf.net/1.2draft}node"))
    assert first.get("label") == "Gesund leben"


@FORMATS
def test_what_xml_cannot_hold_is_replaced_and_loses_no_item(write: Write, read: Read) -> None:
    plan = small_plan("Measure M1 Bell\x07 and\r\nline", "Measure M2 <b>&]]>", "M1 SUCCEEDED_BY M2")
    plan = with_codes(plan, {"M1": "M\x01", "M2": "M\x02"})
    found = read(io.BytesIO(write(plan)))
    assert {data["title"] for data in nodes(found).values()} == {"Bell\ufffd and\nline", "<b>&]]>"}
    assert set(nodes(found)) == {"town/M\ufffd", "town/M\ufffd~2"}
    assert [(source, target) for source, target, _data in edges(found)] == [
        ("town/M\ufffd", "town/M\ufffd~2")
    ]


def with_codes(plan: Plan, codes: Mapping[str, str]) -> Plan:
    """The plan with codes that no file may bring in today, as an older store may hold them."""
    uids = {f"town/{code}": f"town/{new}" for code, new in codes.items()}
    made = {
        uids[uid]: replace(node, properties={**node.properties, "code": codes[node.code], "uid": uids[uid]})
        for uid, node in plan.nodes.items()
    }
    links = tuple(replace(link, source=uids[link.source], target=uids[link.target]) for link in plan.links)
    return Plan(plan.properties, made, links)


def test_links_of_two_types_between_two_items_are_two_edges() -> None:
    found = nx.read_graphml(io.BytesIO(as_graphml(TOWN)))
    assert {key for source, target, key in found.edges(keys=True) if target == "town/M2"} == {
        "INFLUENCES|town/M1|town/M2",
        "SUCCEEDED_BY|town/M1|town/M2",
    }


def test_the_plan_itself_is_told_too() -> None:
    found = nx.read_graphml(io.BytesIO(as_graphml(TOWN)))
    assert found.graph["name"] == found.graph["plan_title"] == "Plan of the town"
    assert nx.read_gexf(io.BytesIO(as_gexf(TOWN))).graph["name"] == "Plan of the town"


def test_a_name_has_one_type() -> None:
    types: dict[str, set[str]] = {}
    for label, kind in LABELS.items():
        for p in kind.properties:
            types.setdefault(attribute(label, p.name), set()).add(p.type)
    assert all(len(found) == 1 for found in types.values())
