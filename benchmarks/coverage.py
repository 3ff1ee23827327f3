"""How long a large plan takes to open its matrix: the statement alone, the whole matrix, and drawing it.

Run with ``python -m benchmarks.coverage`` in the environment of ``make test``: 300 departments x 20 goals x 20,000
measures, in the embedded store, in a real Neo4j (needs Java, and Maven the first time) and as a networkx graph in
memory. The rounds take turns, so that a noisy machine hits all alike, and all three must agree in every cell.
Streamlit's own work for a page is not in the figures.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from benchmarks import reference
from benchmarks.drawing import Drawing, drawing, missing
from benchmarks.plans import large_plan
from explorer.app.coverage_table import payload_of
from explorer.coverage import Scope
from explorer.model import Plan
from explorer.store import GraphStore, save_plan
from explorer.store.embedded import open_embedded
from explorer.store.neo4j import Neo4jStore
from explorer.survey import coverage, statement_of
from tests.neo4j.server import Neo4jServer, find_missing

T = TypeVar("T")
_SCOPE = Scope()
_SIDES = ("department", "goal")
_VIEWS = ("as it opens", "all unfolded")


def main() -> None:
    """Make the plan, load it, measure, compare cell by cell, print a table of seconds."""
    asked = _arguments()
    plan = large_plan(departments=asked.departments, goals=asked.goals, measures=asked.measures)
    print(
        f"{asked.departments} departments x {asked.goals} goals x {asked.measures} measures:",
        f"{len(plan.nodes)} items, {len(plan.links)} links",
    )
    took = _Taken()
    with ExitStack() as stack:
        stores = dict(_stores(stack, plan, neo4j=not asked.without_neo4j))
        page = stack.enter_context(drawing()) if not missing() else None
        if page is None:
            print(f"Drawing is left out: {missing()}.")
        graph = took.time("graph", "made from the plan", partial(reference.graph_of, plan))
        for _round in range(asked.rounds + 1):
            _measure(took, plan, stores, graph, page)
            if not _round:
                took.forget()  # the first round fills caches
    took.print()
    for name in stores:
        _print_opening(took, name)


def _measure(
    took: _Taken, plan: Plan, stores: dict[str, GraphStore], graph: Any, page: Drawing | None
) -> None:
    """One round of everything."""
    cells = took.time("networkx", "matrix", partial(reference.matrix_of, graph))
    made = statement_of(*_SIDES)
    asked = {"plan": plan.code, **_SCOPE.parameters()}
    given = {key: asked[key] for key in made.parameters}
    for name, store in stores.items():
        took.time(name, "statement", partial(store.read, made, **given))
        matrix = took.time(name, "matrix", partial(coverage, store, plan, *_SIDES, _SCOPE))
        wrong = reference.differences(matrix, cells)
        assert not wrong, f"{name} and networkx differ in {len(wrong)} cells, first {wrong[0]}"
    for view in _VIEWS:
        opened = matrix.rows.items if view == "all unfolded" else ()
        payload = took.time("payload", view, partial(payload_of, plan, matrix, opened=opened))
        if page:
            took.add("drawing", view, page.seconds(payload))


def _print_opening(took: _Taken, name: str) -> None:
    statement = took.median(name, "statement")
    for view in _VIEWS:
        parts = [took.median(name, "matrix") - statement, took.median("payload", view)]
        parts += [took.median("drawing", view)] if took.has("drawing", view) else []
        whole = statement + sum(parts)
        print(
            f"{name}, {view}: {whole:.2f} s = the statement's {statement:.2f} s and {sum(parts):.2f} s more,",
            f"{whole / statement:.2f} times the statement",
        )


@contextmanager
def _neo4j(folder: Path) -> Iterator[GraphStore]:
    with Neo4jServer(folder, quick=False, heap_mib=2048) as server:
        store = Neo4jStore(server.uri, server.username, server.password)
        yield store
        store.close()


@contextmanager
def _embedded(folder: Path) -> Iterator[GraphStore]:
    store = open_embedded(folder / "zielnetz.lbug")
    yield store
    store.close()


def _stores(stack: ExitStack, plan: Plan, *, neo4j: bool) -> Iterator[tuple[str, GraphStore]]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    opened = {"embedded": stack.enter_context(_embedded(folder))}
    lacking = find_missing() if neo4j else "not wanted"
    if lacking:
        print(f"Neo4j is left out: {lacking}.")
    else:
        opened["Neo4j"] = stack.enter_context(_neo4j(folder / "neo4j"))
    for name, store in opened.items():
        started = time.perf_counter()
        save_plan(store, plan, who="benchmark")
        print(f"{name}: loaded in {time.perf_counter() - started:.1f} s", flush=True)
        yield name, store


class _Taken:
    """Seconds by what was measured."""

    def __init__(self) -> None:
        self._seconds: dict[tuple[str, str], list[float]] = defaultdict(list)

    def time(self, who: str, what: str, work: Callable[[], T]) -> T:
        started = time.perf_counter()
        result = work()
        self.add(who, what, time.perf_counter() - started)
        return result

    def add(self, who: str, what: str, seconds: float) -> None:
        self._seconds[who, what].append(seconds)

    def forget(self) -> None:
        """Forget all that is measured in every round."""
        for key in [key for key in self._seconds if key[0] != "graph"]:
            del self._seconds[key]

    def has(self, who: str, what: str) -> bool:
        return (who, what) in self._seconds

    def median(self, who: str, what: str) -> float:
        return statistics.median(self._seconds[who, what])

    def print(self) -> None:
        print(f"{'':30}  median     min     max   (seconds)")
        for (who, what), seconds in self._seconds.items():
            name = f"{who}, {what}"
            print(
                f"{name:30} {statistics.median(seconds):7.3f} {min(seconds):7.3f} {max(seconds):7.3f}",
                f"  of {len(seconds)}",
            )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.coverage", description=__doc__)
    for name, default in (("departments", 300), ("goals", 20), ("measures", 20_000), ("rounds", 7)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--without-neo4j", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
