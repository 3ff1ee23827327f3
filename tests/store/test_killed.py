"""A few of the killed loads of ``benchmarks/killed.py``, on each store."""

import random

import pytest

from benchmarks.killed import EmbeddedPlace, Neo4jPlace, killed_loads


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def place(request, tmp_path):
    if request.param == "embedded":
        return EmbeddedPlace(tmp_path)
    return Neo4jPlace(request.getfixturevalue("neo4j_server"))


def test_a_killed_load_leaves_the_old_plan_or_the_new_one(place):
    found = list(killed_loads(place, 3, random.Random(4)))
    assert [held for held, _left, _part in found] == ["nothing", "old", "nothing"]
    assert all(left in (held, "new") for held, left, _part in found)
