"""Loads that are killed: whatever the moment, the store holds the old plan or the new one, never a mixture.

Run with ``python -m benchmarks.killed --times 50`` in the environment of ``make test``. Each time a process of its own
loads a plan and is killed (SIGKILL) at a random moment of the load, on the embedded store and on a real Neo4j (needs
Java, and Maven the first time), by turns into an empty store and over another state of the plan. Then the store must
hold exactly what it held before or exactly what was loaded, its log must fit, and the same load must go through.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Protocol

from neo4j import GraphDatabase

from explorer.catalogue import statement
from explorer.model import LINK_TYPES, Plan
from explorer.store import GraphStore, Transaction, plan_codes, read_plan, save_plan
from explorer.store.difference import difference
from explorer.store.edits import changes
from explorer.store.embedded import open_embedded
from explorer.store.neo4j import Neo4jStore
from tests.neo4j.server import Neo4jServer, find_missing
from tests.plans import small_plan

ROOT = Path(__file__).parents[1]
#: Measures: for the embedded engine enough for its bulk load. A server is slower, and has one way to load.
_EMBEDDED, _NEO4J = 2_050, 700


@cache
def state(name: str, measures: int) -> Plan:
    """The plan in one of two states, ``old`` and ``new``; they share items, but hardly a text."""
    number = {"old": 0, "new": 1}[name]
    goals = [f"StrategicGoal SG{i} Goal {i} {name}" for i in range(1, 8)]
    codes = [f"M{i}" for i in range(number * 100, measures + number * 100)]
    items = [f"Measure {code} Measure {code} {name}" for code in codes]
    links = [f"{code} SERVES SG{1 + i % 7}" for i, code in enumerate(codes)]
    links += [f"{code} SERVES SG{1 + (i + 3) % 7}" for i, code in enumerate(codes) if i % 3 == number]
    departments = [f"Department D{i} Unit {name}" for i in range(20)]
    links += [f"D{i % 20} RESPONSIBLE_FOR {code}; note={name}" for i, code in enumerate(codes)]
    return small_plan(*goals, *items, *departments, *links, title=f"Plan of the town, {name}")


@cache
def neighbour(measures: int) -> Plan:
    """Another plan in the same store, which no load may touch."""
    return small_plan(*(f"Measure M{i} Measure {i}" for i in range(measures)), code="county")


class Place(Protocol):
    """Where a load is killed: a store that can be put back to how it was."""

    #: What the child is told, so that it opens the same store.
    told: list[str]
    measures: int

    def reset(self, held: str) -> None:
        """Let the store hold another plan, and the state (``nothing``: none), with nobody connected."""
        ...

    def open(self) -> GraphStore:
        """Open the store after a kill."""
        ...


class EmbeddedPlace:
    """A database file."""

    measures = _EMBEDDED

    def __init__(self, folder: Path) -> None:
        self._file = folder / "work" / "zielnetz.lbug"
        self._kept = {held: folder / f"{held}.lbug" for held in ("nothing", "old")}
        self.told = ["--file", str(self._file)]
        for held, path in self._kept.items():
            store = open_embedded(path)
            save_plan(store, neighbour(self.measures), who="first")
            if held == "old":
                save_plan(store, state("old", self.measures), who="first")
            store.close()

    def reset(self, held: str) -> None:
        """Put a copy of a closed file there."""
        shutil.rmtree(self._file.parent, ignore_errors=True)
        self._file.parent.mkdir()
        shutil.copy(self._kept[held], self._file)

    def open(self) -> GraphStore:
        """Open the file, which replays its log."""
        return open_embedded(self._file)


class Neo4jPlace:
    """A database on a real server; it is the client that is killed."""

    measures = _NEO4J

    def __init__(self, server: Neo4jServer) -> None:
        self._server = server
        self.told = ["--uri", server.uri, "--password", server.password]

    def reset(self, held: str) -> None:
        """Take everything away but the mark of the schema, and load the state."""
        server = self._server
        with GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
            driver.execute_query("MATCH (n) WHERE NOT n:Zielnetz DETACH DELETE n")
        store = self.open()
        save_plan(store, neighbour(self.measures), who="first")
        if held == "old":
            save_plan(store, state("old", self.measures), who="first")
        store.close()

    def open(self) -> GraphStore:
        """Connect, and wait until the server has done with the killed client's transaction."""
        server = self._server
        store = Neo4jStore(server.uri, server.username, server.password)

        def claim(tx: Transaction) -> None:
            tx.run(statement("edit/claim_plan"), plan="town")
            raise _DoneError

        with suppress(_DoneError):
            store.write(claim)
        return store


class _DoneError(Exception):
    """Ends a transaction that only waited."""


def killed_loads(place: Place, times: int, dice: random.Random) -> Iterator[tuple[str, str, float]]:
    """Kill so many loads; for each what was held before, what is held after, and the part of its time it had.

    Raises ``AssertionError`` for a mixture, a log that does not fit, or a store that cannot go on.
    """
    # The first try warms caches up.
    usual = {held: min(_usual_seconds(place, held) for _try in range(2)) for held in ("nothing", "old")}
    for number in range(times):
        held = ("nothing", "old")[number % 2]
        place.reset(held)
        part = dice.uniform(0, 1.1)
        with _loading(place) as process:
            time.sleep(part * usual[held])
            process.kill()
        store = place.open()
        try:
            yield held, _what_is_there(store, held, place.measures), part
            save_plan(store, state("new", place.measures), who="after")
            assert _what_is_there(store, held, place.measures) == "new", (
                "the load after the kill did not go through"
            )
        finally:
            store.close()


def _what_is_there(store: GraphStore, held: str, measures: int) -> str:
    """Which state the store holds, with a log that fits."""
    # What was taken away after a load that was cut short says so in the log.
    others, codes = neighbour(measures), [row["code"] for row in plan_codes(store)]
    assert not difference(read_plan(store, "county"), others), "another plan was touched"
    log = [change for change in changes(store, "town") if change.what != "remove"]
    begun = 1 + any(change.what == "remove" for change in changes(store, "town"))
    assert [change.revision for change in log] == [begun + i for i in reversed(range(len(log)))], (
        "the log has a hole"
    )
    if "town" not in codes:
        assert not log, "a change of a plan that is not there"
        left = [
            row["source"]
            for type_, kind in LINK_TYPES.items()
            for start, end in kind.ends
            for row in store.read(
                statement("explore/links").filled(
                    **{"type": type_, "from": start, "to": end, "properties": "r.certainty AS certainty"}
                ),
                plan="town",
            )
        ]
        assert not left, "links of a plan that is not there"
        return "nothing"
    plan = read_plan(store, "town")
    found = next((name for name in ("old", "new") if not difference(plan, state(name, measures))), "")
    assert found, "a mixture of old and new"
    assert plan.revision == begun + len(log) - 1, "the log does not fit the plan"
    first = ["first"] * (held == "old")
    assert [change.who for change in reversed(log)] in (
        (first,) if found == "old" else ([*first, "killed"], [*first, "after"])
    ), "the log tells of something else"
    return found


def _usual_seconds(place: Place, held: str) -> float:
    place.reset(held)
    with _loading(place) as process:
        started = time.perf_counter()
        assert process.stdout is not None and process.stdout.readline() == "done\n"
        return time.perf_counter() - started


@contextmanager
def _loading(place: Place) -> Iterator[subprocess.Popen[str]]:
    """A process that has opened the store and loads the new state now."""
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.killed", "--child", *place.told]
    command += ["--measures", str(place.measures)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n", process.communicate()
        yield process
    finally:
        process.kill()
        process.communicate()


def _child(asked: argparse.Namespace) -> None:
    plan = state("new", asked.measures)
    store: GraphStore
    store = open_embedded(Path(asked.file)) if asked.file else Neo4jStore(asked.uri, "neo4j", asked.password)
    print("open", flush=True)
    save_plan(store, plan, who="killed")
    print("done", flush=True)
    time.sleep(60)  # to be killed


def main() -> None:
    """Kill so many loads on each store and print what was left."""
    asked = _arguments()
    if asked.child:
        _child(asked)
        return
    dice = random.Random(asked.seed)
    with tempfile.TemporaryDirectory(prefix="killed-") as folder:
        if "embedded" in asked.stores:
            _report("embedded", lambda: EmbeddedPlace(Path(folder)), asked.times, dice)
        lacking = find_missing() if "neo4j" in asked.stores else "not wanted"
        if lacking:
            print(f"Neo4j is left out: {lacking}.")
            return
        with Neo4jServer(Path(folder) / "neo4j") as server:
            _report("Neo4j", lambda: Neo4jPlace(server), asked.times, dice)


def _report(name: str, place: Callable[[], Place], times: int, dice: random.Random) -> None:
    found: Counter[tuple[str, str]] = Counter()
    started = time.perf_counter()
    for held, left, _part in killed_loads(place(), times, dice):
        found[held, left] += 1
    assert found.total() == times
    print(f"{name}: {times} loads killed in {time.perf_counter() - started:.0f} s, 0 mixtures")
    for (held, left), count in sorted(found.items()):
        print(f"  {held} before: {count} times {left} after", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.killed", description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=2020)
    parser.add_argument("--stores", nargs="+", choices=("embedded", "neo4j"), default=("embedded", "neo4j"))
    parser.add_argument("--measures", type=int, default=_EMBEDDED, help=argparse.SUPPRESS)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    for name in ("file", "uri", "password"):
        parser.add_argument(f"--{name}", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
