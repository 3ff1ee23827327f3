"""How two items hang together: the shortest way, the telling one of several, always the same."""

from __future__ import annotations

import random

from explorer.insight.paths import Tie, shortest_path


def ties(*lines: str) -> list[Tie]:
    """``"M1 SERVES G1"`` or ``"M1 SERVES G1 reading"`` each."""
    return [Tie(*line.split()) for line in lines]


def way(found: list[Tie], start: str, target: str) -> str:
    return " ".join(step.uid for step in shortest_path(found, start, target))


def test_the_fewest_links_win_whatever_their_kind_and_direction() -> None:
    net = ties("D1 LEADS M1", "M1 SERVES G1", "M2 SERVES G1", "D2 LEADS M2", "D2 PART_OF D3", "D1 PART_OF D3")
    assert way(net, "D1", "G1") == "D1 M1 G1"
    assert way(net, "M1", "M2") == "M1 G1 M2"
    assert way(net, "D1", "D2") == "D1 D3 D2"


def test_each_step_says_which_link_leads_to_it_and_which_way_it_runs() -> None:
    steps = shortest_path(ties("D1 LEADS M1", "M1 SERVES G1 reading", "M2 SERVES G1 proposed"), "D1", "M2")
    assert [(step.uid, step.tie and step.tie.type, step.direction) for step in steps] == [
        ("D1", None, None),
        ("M1", "LEADS", "forward"),
        ("G1", "SERVES", "forward"),
        ("M2", "SERVES", "backward"),
    ]
    assert [step.tie.certainty for step in steps if step.tie] == ["documented", "reading", "proposed"]


def test_of_equally_short_ways_the_one_over_a_quiet_item_is_taken() -> None:
    busy = [f"HUB LEADS X{i}" for i in range(30)]
    net = ties("HUB LEADS M1", "HUB LEADS M2", "Z LEADS M1", "Z LEADS M2", *busy)
    assert way(net, "M1", "M2") == "M1 Z M2"


def test_a_busy_item_never_makes_a_longer_way_the_better_one() -> None:
    busy = [f"HUB LEADS X{i}" for i in range(500)]
    net = ties("HUB LEADS M1", "HUB LEADS M2", "M1 SERVES A", "A NEAR B", "M2 SERVES B", *busy)
    assert way(net, "M1", "M2") == "M1 HUB M2"


def test_the_same_way_is_found_whatever_the_order_of_the_links() -> None:
    net = ties(
        *(f"A TO B{i}" for i in range(8)), *(f"B{i} TO C" for i in range(8)), "C TO D reading", "D TO C"
    )
    expected = shortest_path(net, "A", "D")
    for seed in range(20):
        random.Random(seed).shuffle(net)
        assert shortest_path(net, "A", "D") == expected


def test_of_several_links_between_two_items_the_best_documented_is_named() -> None:
    net = ties("M1 SERVES G1 reading", "M1 INFLUENCES G1 documented", "G1 INFLUENCES M1 proposed")
    assert [step.tie.type for step in shortest_path(net, "M1", "G1") if step.tie] == ["INFLUENCES"]


def test_no_way_is_an_empty_answer() -> None:
    net = ties("A TO B", "C TO D", "E TO E")
    assert shortest_path(net, "A", "D") == []
    assert shortest_path(net, "A", "nobody") == []
    assert shortest_path(net, "E", "A") == []
    assert shortest_path([], "A", "B") == []


def test_a_long_chain_and_a_large_star_are_no_trouble() -> None:
    chain = ties(*(f"N{i} TO N{i + 1}" for i in range(3_000)), *(f"N0 TO S{i}" for i in range(20_000)))
    assert len(shortest_path(chain, "S7", "N3000")) == 3_002
