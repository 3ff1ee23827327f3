"""The Neo4j of the other tests is a real one: it keeps data, asks for its password, and ends when told."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import AuthError

from tests.neo4j.server import CHECKOUT, HOST, Neo4jServer, ServerError, find_missing, is_free

pytestmark = [pytest.mark.neo4j, pytest.mark.timeout(300)]

PARENT = """
import sys, time
from pathlib import Path
from tests.neo4j.server import Neo4jServer
server = Neo4jServer(Path(sys.argv[1]))
server.start()
print(server.port, flush=True)
time.sleep(600)
"""


def connect(server: Neo4jServer) -> Driver:
    return GraphDatabase.driver(server.uri, auth=(server.username, server.password))


def titles(server: Neo4jServer) -> list[str]:
    with connect(server) as driver:
        rows, _, _ = driver.execute_query("MATCH (g:StrategicGoal) RETURN g.title AS title ORDER BY title")
    return [row["title"] for row in rows]


def add(server: Neo4jServer, title: str) -> None:
    with connect(server) as driver:
        driver.execute_query("CREATE (:StrategicGoal {title: $title})", title=title)


def wait_until_free(port: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not is_free(port):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def test_it_is_neo4j_community_5_26_and_keeps_what_is_written(neo4j_uri_empty: Neo4jServer) -> None:
    add(neo4j_uri_empty, "Gut älter werden 🌳")
    assert titles(neo4j_uri_empty) == ["Gut älter werden 🌳"]
    with connect(neo4j_uri_empty) as driver:
        rows, _, _ = driver.execute_query(
            "CALL dbms.components() YIELD versions, edition RETURN versions[0], edition"
        )
    assert [row.values() for row in rows] == [["5.26.30", "community"]]


def test_a_routing_address_leads_to_the_same_server(neo4j_uri_empty: Neo4jServer) -> None:
    add(neo4j_uri_empty, "Bildung")
    routing = neo4j_uri_empty.uri.replace("bolt://", "neo4j://")
    with GraphDatabase.driver(routing, auth=(neo4j_uri_empty.username, neo4j_uri_empty.password)) as driver:
        rows, _, _ = driver.execute_query("MATCH (g:StrategicGoal) RETURN g.title AS title")
    assert [row["title"] for row in rows] == ["Bildung"]


def test_a_wrong_password_is_refused_every_time_and_locks_nobody_out(neo4j_server: Neo4jServer) -> None:
    for _ in range(5):
        with (
            GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.username, "falsch-falsch")) as driver,
            pytest.raises(AuthError, match="Unauthorized"),
        ):
            driver.verify_connectivity()
    with connect(neo4j_server) as driver:
        driver.verify_connectivity()


def test_nobody_gets_in_without_a_password(neo4j_server: Neo4jServer) -> None:
    with GraphDatabase.driver(neo4j_server.uri) as driver, pytest.raises(AuthError):
        driver.verify_connectivity()


def test_wiping_leaves_a_database_like_a_new_one(neo4j_server: Neo4jServer) -> None:
    with connect(neo4j_server) as driver:
        driver.execute_query(
            "CREATE CONSTRAINT `odd``name` IF NOT EXISTS FOR (n:Measure) REQUIRE n.uid IS UNIQUE"
        )
        driver.execute_query("CREATE FULLTEXT INDEX words IF NOT EXISTS FOR (n:Measure) ON EACH [n.title]")
        driver.execute_query(
            "UNWIND range(1, 12000) AS i CREATE (:Measure {uid: i})-[:SERVES]->(:StrategicGoal)"
        )
        neo4j_server.wipe()
        nodes, _, _ = driver.execute_query("MATCH (n) RETURN count(n) AS n")
        constraints, _, _ = driver.execute_query("SHOW CONSTRAINTS")
        indexes, _, _ = driver.execute_query("SHOW INDEXES YIELD type RETURN collect(DISTINCT type) AS types")
    assert (nodes[0]["n"], constraints, indexes[0]["types"]) == (0, [], ["LOOKUP"])


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads /proc")
def test_it_listens_on_the_loopback_interface_and_nowhere_else(neo4j_server: Neo4jServer) -> None:
    sockets = {
        link.readlink().name for link in Path(f"/proc/{neo4j_server.pid}/fd").iterdir() if link.is_symlink()
    }
    listening = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
                address, port = fields[1].split(":")
                listening.add((address, int(port, 16)))
    # 127.0.0.1 as the kernel writes it, and the same as an IPv6 address.
    loopback = {"0100007F", "0000000000000000FFFF00000100007F"}
    assert [port for _, port in listening] == [neo4j_server.port]
    assert {address for address, _ in listening} <= loopback


def test_data_survives_a_kill_a_stop_and_a_wrong_password(neo4j_possible: None, tmp_path: Path) -> None:
    folder = tmp_path / "Büro Soest"
    server = Neo4jServer(folder, password="ein anderes: $x")
    server.start()
    with pytest.raises(ServerError, match="runs already"):
        server.start()
    add(server, "Gesundheit")
    server.kill()
    assert not server.running
    assert is_free(server.port)

    with pytest.raises(ServerError, match="another password"):
        Neo4jServer(folder, port=server.port, password="falsch-falsch").start()
    assert is_free(server.port)

    with server:
        assert titles(server) == ["Gesundheit"]
    assert is_free(server.port)


def test_a_folder_or_a_port_in_use_is_refused_and_its_owner_stays(
    neo4j_server: Neo4jServer, tmp_path: Path
) -> None:
    with pytest.raises(ServerError, match="Lock file has been locked"):
        Neo4jServer(neo4j_server.data_dir, password=neo4j_server.password).start()
    with pytest.raises(ServerError, match=f"port {neo4j_server.port} is taken"):
        Neo4jServer(tmp_path, port=neo4j_server.port).start()
    with connect(neo4j_server) as driver:
        driver.verify_connectivity()


def test_a_password_that_is_too_short_is_refused(neo4j_possible: None, tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="at least 8 characters"):
        Neo4jServer(tmp_path, password="kurz").start()


def test_it_ends_when_the_process_that_started_it_is_killed(neo4j_possible: None, tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    port = int(parent.stdout.readline())
    assert not is_free(port), f"nobody listens at {HOST}:{port}"
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert wait_until_free(port, 25)


def tool(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="the tools here are shell scripts")
def test_a_machine_that_cannot_run_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    cache = tmp_path / "cache"
    assert find_missing(cache) == "Java 17 or newer is missing: no java on PATH or in JAVA_HOME"
    tool(tmp_path, "java", """echo 'openjdk version "11.0.2" 2019-01-15' >&2""")
    assert find_missing(cache) == f"Java 17 or newer is missing: {tmp_path / 'java'} is version 11"
    tool(tmp_path, "java", """echo 'openjdk version "21" 2023-09-19' >&2""")
    assert find_missing(cache) == "Maven is missing: mvn is not on PATH, and it fetches Neo4j the first time"
    tool(tmp_path, "mvn", "echo '[ERROR] Unknown host'; echo '[ERROR] Help'; exit 1")
    assert find_missing(cache) == "the download failed: [ERROR] Unknown host"
    assert [path.name for path in cache.iterdir()] == ["download.lock"]
