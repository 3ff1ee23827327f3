"""How long a large plan takes to load, beside what the engines take for the same rows, and how much memory.

Run with ``python -m benchmarks.loading`` in the environment of ``make test``: 50,000 measures with more than 250,000
links. Embedded: ``save_plan`` beside the engine's own bulk COPY of the same rows out of Arrow tables that are there
already, in one transaction. Neo4j (a real server; needs Java, and Maven the first time): ``save_plan`` beside plain
batched UNWIND through the bare driver, its rows made before the clock starts, in one transaction. Every load runs in
a process of its own on an empty database and tells its peak memory; the rounds take turns, so that a noisy machine
hits all alike. Reading and checking the plan from its CSV files is timed apart.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path

import ladybug
from neo4j import GraphDatabase

from benchmarks.plans import large_plan
from explorer.catalogue import schema, statement
from explorer.exchange import read_csv_folder
from explorer.model import LABELS, LINK_COLUMNS, LINK_PROPERTIES, PLAN_PROPERTIES, Link, Plan, code_of
from explorer.store import save_plan
from explorer.store.embedded import open_embedded
from explorer.store.loading import BATCH, batches
from explorer.store.neo4j import Neo4jStore
from explorer.store.tables import table
from explorer.store.writing import Stamp
from tests.neo4j.server import Neo4jServer, find_missing

_MIB = 1024 * 1024
#: Rows a statement of the plain load, and the stamp that makes its rows the same as ours.
_STAMP = Stamp(1, "2026-01-01T00:00:00+00:00")


def main() -> None:
    """Write the plan's files, run every load so many rounds, print medians and ratios."""
    asked = _arguments()
    if asked.child:
        print(json.dumps(_CHILDREN[asked.child](asked)))
        return
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="loading-")))
        plan = large_plan(departments=asked.departments, goals=asked.goals, measures=asked.measures)
        print(f"{asked.measures} measures: {len(plan.nodes)} items, {len(plan.links)} links", flush=True)
        _write_csv(folder / "plan", plan)
        kinds = [
            "embedded, COPY",
            "embedded, save_plan",
            "CSV files, read and checked",
            "embedded, files to store",
        ]
        server = None
        lacking = "not wanted" if asked.without_neo4j else find_missing()
        if lacking:
            print(f"Neo4j is left out: {lacking}.")
        else:
            server = stack.enter_context(Neo4jServer(folder / "neo4j", quick=False, heap_mib=2048))
            kinds += ["Neo4j, plain UNWIND", "Neo4j, save_plan"]
        took: dict[str, list[Mapping[str, float]]] = defaultdict(list)
        for number in range(asked.rounds + 1):
            # Every other round the other way round: who comes second finds warm caches.
            for kind in kinds if number % 2 else reversed(kinds):
                found = _run(kind, asked, folder, server)
                if number:  # the first round warms the server up
                    took[kind].append(found)
                    print(
                        f"{number}: {kind:30} {found['seconds']:6.2f} s, {found['peak']:5.0f} MiB", flush=True
                    )
        _print(took)


def _print(took: Mapping[str, list[Mapping[str, float]]]) -> None:
    print(f"{'':30}  median     min     max s   peak MiB")
    for kind, rounds in took.items():
        seconds = [one["seconds"] for one in rounds]
        peak = max(one["peak"] for one in rounds)
        print(
            f"{kind:30} {statistics.median(seconds):7.2f} {min(seconds):7.2f} {max(seconds):7.2f} {peak:10.0f}"
        )
    for ours, theirs in (
        ("embedded, save_plan", "embedded, COPY"),
        ("Neo4j, save_plan", "Neo4j, plain UNWIND"),
    ):
        if ours in took:
            times = [a["seconds"] / b["seconds"] for a, b in zip(took[ours], took[theirs], strict=True)]
            low, high = min(times), max(times)
            print(f"{ours} takes {statistics.median(times):.2f} times {theirs} ({low:.2f} to {high:.2f})")


def _run(kind: str, asked: argparse.Namespace, folder: Path, server: Neo4jServer | None) -> dict[str, float]:
    """One load in a process of its own; its seconds and its peak memory in MiB."""
    if server and kind.startswith("Neo4j"):
        server.wipe()
        Neo4jStore(server.uri, server.username, server.password).close()  # lays the constraints
    with tempfile.TemporaryDirectory(dir=folder) as own:
        command = [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "benchmarks.loading",
            "--child",
            kind,
            "--folder",
            own,
        ]
        command += ["--csv", str(folder / "plan")]
        command += ["--uri", server.uri, "--password", server.password] if server else []
        for name in ("departments", "goals", "measures"):
            command += [f"--{name}", str(getattr(asked, name))]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return dict(json.loads(done.stdout.splitlines()[-1]))


# What runs in the children.


def _plan(asked: argparse.Namespace) -> Plan:
    return large_plan(departments=asked.departments, goals=asked.goals, measures=asked.measures)


def _result(started: float) -> dict[str, float]:
    status = Path("/proc/self/status").read_text("ascii")
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    return {"seconds": time.perf_counter() - started, "peak": peak * 1024 / _MIB}


def _embedded_save(asked: argparse.Namespace) -> dict[str, float]:
    plan = _plan(asked)
    store = open_embedded(Path(asked.folder) / "zielnetz.lbug")
    started = time.perf_counter()
    save_plan(store, plan, who="benchmark")
    found = _result(started)
    store.close()
    return found


def _embedded_copy(asked: argparse.Namespace) -> dict[str, float]:
    plan = _plan(asked)
    made = {}
    for kind, things in _groups(plan):
        name = "edit/copy_nodes" if "label" in kind else "edit/copy_links"
        copy = statement(name, "embedded").filled(**kind)
        made[copy.text] = table(kind, things, _STAMP)
    database = ladybug.Database(str(Path(asked.folder) / "plain.lbug"), buffer_pool_size=512 * _MIB)
    connection = ladybug.Connection(database)
    for text in schema("embedded"):
        connection.execute(text)
    started = time.perf_counter()
    connection.execute("BEGIN TRANSACTION")
    for text, rows in made.items():
        connection.execute(text, {"rows": rows})
    connection.execute("COMMIT")
    found = _result(started)
    connection.close()
    database.close()
    return found


def _read_files(asked: argparse.Namespace) -> dict[str, float]:
    started = time.perf_counter()
    read_csv_folder(Path(asked.csv))
    return _result(started)


def _files_to_store(asked: argparse.Namespace) -> dict[str, float]:
    started = time.perf_counter()
    plan = read_csv_folder(Path(asked.csv))
    store = open_embedded(Path(asked.folder) / "zielnetz.lbug")
    save_plan(store, plan, who="benchmark")
    found = _result(started)
    store.close()
    return found


def _neo4j_save(asked: argparse.Namespace) -> dict[str, float]:
    plan = _plan(asked)
    store = Neo4jStore(asked.uri, "neo4j", asked.password)
    started = time.perf_counter()
    save_plan(store, plan, who="benchmark")
    found = _result(started)
    store.close()
    return found


def _neo4j_plain(asked: argparse.Namespace) -> dict[str, float]:
    plan = _plan(asked)
    made = []
    for kind, things in _groups(plan):
        nodes = "label" in kind
        add = statement("edit/add_nodes" if nodes else "edit/add_links", "neo4j").filled(**kind)
        rows = [_STAMP.node(one) if nodes else _link_row(one) for one in things]
        made += [(add.text, batch) for batch in batches(rows, BATCH)]
    with (
        GraphDatabase.driver(asked.uri, auth=("neo4j", asked.password)) as driver,
        driver.session() as session,
    ):
        started = time.perf_counter()
        with session.begin_transaction() as tx:
            for text, rows in made:
                tx.run(text, rows=rows).consume()
            tx.commit()
        return _result(started)


def _link_row(link: Link) -> dict[str, object]:
    return {"source": link.source, "target": link.target, "properties": _STAMP.link(link)}


def _groups(plan: Plan) -> Iterable[tuple[dict[str, str], list[object]]]:
    """The plan's rows by what one statement takes."""
    for label in LABELS:
        if plan.of(label):
            yield {"label": label}, list(plan.of(label))
    links: dict[tuple[str, str, str], list[object]] = defaultdict(list)
    for link in plan.links:
        links[link.type, plan.nodes[link.source].label, plan.nodes[link.target].label].append(link)
    for (type_, start, end), some in links.items():
        yield {"type": type_, "from": start, "to": end}, some


_CHILDREN = {
    "embedded, COPY": _embedded_copy,
    "embedded, save_plan": _embedded_save,
    "CSV files, read and checked": _read_files,
    "embedded, files to store": _files_to_store,
    "Neo4j, plain UNWIND": _neo4j_plain,
    "Neo4j, save_plan": _neo4j_save,
}


def _write_csv(folder: Path, plan: Plan) -> None:
    folder.mkdir()

    def write(name: str, header: list[str], rows: Iterable[Mapping[str, object]]) -> None:
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)

    write("plan", [p.name for p in PLAN_PROPERTIES], [plan.properties])
    for name, label in LABELS.items():
        write(label.file, [p.name for p in label.properties], (node.properties for node in plan.of(name)))
    ends = (
        {"type": n.type, "from": code_of(n.source), "to": code_of(n.target), **n.properties}
        for n in plan.links
    )
    write("links", [*LINK_COLUMNS, *(p.name for p in LINK_PROPERTIES)], ends)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loading", description=__doc__)
    for name, default in (("departments", 300), ("goals", 20), ("measures", 50_000), ("rounds", 3)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--without-neo4j", action="store_true")
    for name in ("child", "folder", "csv", "uri", "password"):
        parser.add_argument(f"--{name}", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
