"""Start and stop a real Neo4j Community server on the loopback interface, from Maven artifacts."""

from __future__ import annotations

import hashlib
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent.parent
CACHE_DIR = CHECKOUT / ".neo4j"
POM = HERE / "pom.xml"

HOST = "127.0.0.1"
USERNAME = "neo4j"
DEFAULT_PASSWORD = "zielnetz-local"
OLDEST_JAVA = 17
START_SECONDS = 90.0
STOP_SECONDS = 30.0
DOWNLOAD_SECONDS = 1200.0

# What Neo4j's own start script passes; serial collection because it needs the least memory and time.
JAVA_OPTIONS = [
    "-Xms64m",
    "-XX:+UseSerialGC",
    "-Dfile.encoding=UTF-8",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
]
# Half the processor time of a start; queries that run for long are slower.
QUICK_START = ["-XX:TieredStopAtLevel=1"]

# Attempts are unlimited because three wrong passwords in a test would lock out the other tests for 5 s,
# and the quiet period because the two of 5 s at the end begin only after everything is on disk.
SETTINGS = """\
server.default_listen_address={host}
server.bolt.listen_address={host}:{port}
server.bolt.advertised_address={host}:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=64m
dbms.security.auth_enabled=true
dbms.security.auth_max_failed_attempts=0
dbms.usage_report.enabled=false
# Tests load and empty this server all the time; planning each statement anew after that takes longer than they do.
dbms.cypher.min_replan_interval=1h
client.allow_telemetry=false
db.tx_log.preallocate=false
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
"""


class ServerError(RuntimeError):
    """The server cannot be fetched, started or reached; the message says why."""


def find_missing(cache_dir: Path = CACHE_DIR) -> str | None:
    """Say in one line what this machine lacks to run the server, or None when it can run.

    Downloads the jars into `cache_dir` when they are not there yet.
    """
    java = _find_java()
    if java is None:
        return f"Java {OLDEST_JAVA} or newer is missing: no java on PATH or in JAVA_HOME"
    version = _java_version(java)
    if version < OLDEST_JAVA:
        return f"Java {OLDEST_JAVA} or newer is missing: {java} is version {version or 'unknown'}"
    try:
        ensure_jars(cache_dir)
    except ServerError as error:
        return str(error).splitlines()[0]
    return None


def ensure_jars(cache_dir: Path = CACHE_DIR) -> Path:
    """Fetch the server's jars with Maven, once for each content of pom.xml, and return their folder.

    Raises ServerError when Maven is missing or fails. Several processes may call it at the same time.
    """
    stamp = hashlib.sha256(POM.read_bytes()).hexdigest()[:12]
    jars = cache_dir / f"jars-{stamp}"
    if jars.is_dir():
        return jars
    maven = shutil.which("mvn")
    if maven is None:
        raise ServerError("Maven is missing: mvn is not on PATH, and it fetches Neo4j the first time")
    cache_dir.mkdir(parents=True, exist_ok=True)
    with _locked(cache_dir / "download.lock"):
        if not jars.is_dir():
            _download(maven, jars)
    return jars


class Neo4jServer:
    """One Neo4j Community server with its own data folder, Bolt on 127.0.0.1 only and a password.

    Use it as a context manager, or call `start` and `stop`. It can be started again after `stop` and
    `kill`, with the same data, password and port. It ends when the Python process that started it ends.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        port: int = 0,
        password: str = DEFAULT_PASSWORD,
        quick: bool = True,
        heap_mib: int = 512,
        cache_dir: Path = CACHE_DIR,
    ) -> None:
        """Port 0 stands for a free one, chosen at once. The password needs 8 characters.

        `quick` spares the processor while the server starts, at the cost of heavy queries: not for timings.
        A load is one transaction, so a large plan needs a larger heap.
        """
        self.data_dir = data_dir.resolve()
        self.port = port or find_free_port()
        self.password = password
        self._java_options = [*JAVA_OPTIONS, f"-Xmx{heap_mib}m", *(QUICK_START if quick else [])]
        self._cache_dir = cache_dir
        self._guard: subprocess.Popen[bytes] | None = None
        self._pid = 0
        self._log_start = 0

    @property
    def uri(self) -> str:
        """The Bolt address, for example `bolt://127.0.0.1:7687`."""
        return f"bolt://{HOST}:{self.port}"

    @property
    def username(self) -> str:
        """The name that goes with the password."""
        return USERNAME

    @property
    def pid(self) -> int:
        """Process id of the Java process of the latest start; 0 before the first."""
        return self._pid

    @property
    def log_file(self) -> Path:
        """Where the server's output goes, over all its starts."""
        return self.data_dir / "server.log"

    @property
    def running(self) -> bool:
        """Whether the process runs; after `start` this means that it answers, too."""
        return self._guard is not None and self._guard.poll() is None

    def start(self) -> None:
        """Start the server and return when it answers a query.

        Raises ServerError with the end of its log when it has not after START_SECONDS, or ended before.
        """
        if self.running:
            raise ServerError(f"this server runs already, at {self.uri}")
        # Else the one that listens there would be taken for ours.
        if not is_free(self.port):
            raise ServerError(f"port {self.port} is taken")
        java = _find_java()
        if java is None:
            raise ServerError(f"Java {OLDEST_JAVA} or newer is missing: no java on PATH or in JAVA_HOME")
        run = [java, *self._java_options, "-cp", f"{ensure_jars(self._cache_dir)}{os.sep}*"]
        (self.data_dir / "conf").mkdir(parents=True, exist_ok=True)
        settings = SETTINGS.format(host=HOST, port=self.port)
        (self.data_dir / "conf" / "neo4j.conf").write_text(settings, encoding="utf-8")
        if not (self.data_dir / "data").exists():
            self._set_first_password(run)
        self._launch(run)
        try:
            self._wait_until_it_answers()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End the server cleanly, with all data on disk; does nothing when it does not run."""
        self._end(kill=False)

    def kill(self) -> None:
        """End the server at once, like a power cut."""
        self._end(kill=True)

    def wait(self) -> int:
        """Wait until the server ends by itself or by somebody else, and return its exit code."""
        if self._guard is None:
            raise ServerError("this server was not started")
        return self._guard.wait()

    def wipe(self) -> None:
        """Delete all nodes, relationships, constraints and indexes, so that the database is like new."""
        with (
            GraphDatabase.driver(self.uri, auth=(self.username, self.password)) as driver,
            driver.session(database="neo4j") as session,
        ):
            # Deleting in batches has to manage its own transactions, which execute_query does not allow.
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
            for name in session.run("SHOW CONSTRAINTS YIELD name").value("name"):
                session.run(f"DROP CONSTRAINT {_quoted(name)} IF EXISTS").consume()
            # The two lookup indexes belong to every new database.
            for name in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").value("name"):
                session.run(f"DROP INDEX {_quoted(name)} IF EXISTS").consume()

    def __enter__(self) -> Neo4jServer:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _set_first_password(self, run: list[str]) -> None:
        home = {"NEO4J_HOME": str(self.data_dir), "NEO4J_CONF": str(self.data_dir / "conf")}
        result = subprocess.run(
            [*run, "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", "--", self.password],
            env=os.environ | home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if result.returncode != 0:
            raise ServerError(f"Neo4j did not take the password: {(result.stderr or result.stdout).strip()}")

    def _launch(self, run: list[str]) -> None:
        home = [f"--home-dir={self.data_dir}", f"--config-dir={self.data_dir / 'conf'}", "--console-mode"]
        guard = [sys.executable, "-I", "-S", str(HERE / "guard.py")]
        with self.log_file.open("ab") as log:
            self._log_start = log.tell()
            # A session of its own, so that Ctrl-C in the terminal reaches only us, and we stop it in order.
            self._guard = subprocess.Popen(
                [*guard, *run, "org.neo4j.server.CommunityEntryPoint", *home],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        assert self._guard.stdout is not None
        self._pid = int(self._guard.stdout.readline() or 0)

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if not self.running:
                raise ServerError(f"Neo4j ended while it started:\n{self._log_tail()}")
            if self._answers():
                return
            time.sleep(0.1)
        raise ServerError(f"Neo4j did not answer within {START_SECONDS:.0f} s:\n{self._log_tail()}")

    def _answers(self) -> bool:
        try:
            socket.create_connection((HOST, self.port), timeout=1).close()
            with (
                GraphDatabase.driver(self.uri, auth=(self.username, self.password)) as driver,
                driver.session(database="neo4j") as session,
            ):
                session.run("RETURN 1").consume()
        except AuthError as error:
            raise ServerError(f"the data in {self.data_dir} has another password") from error
        except (OSError, DriverError, Neo4jError):
            return False
        return True

    def _end(self, *, kill: bool) -> None:
        guard = self._guard
        if guard is None:
            return
        assert guard.stdin is not None and guard.stdout is not None
        try:
            if kill:
                guard.stdin.write(b"k")
            guard.stdin.close()
        except BrokenPipeError:
            pass
        guard.stdout.close()
        try:
            guard.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            guard.kill()
            guard.wait()
            raise ServerError(f"Neo4j (process {self._pid}) did not end:\n{self._log_tail()}") from None
        finally:
            self._guard = None

    def _log_tail(self, lines: int = 30) -> str:
        with self.log_file.open("rb") as log:
            log.seek(self._log_start)
            return "\n".join(log.read().decode("utf-8", "replace").splitlines()[-lines:])


def find_free_port() -> int:
    """Return a port on which nobody listens, below those that the system gives to outgoing connections."""
    for port in random.sample(range(20000, 30000), 50):
        if is_free(port):
            return port
    raise ServerError("no free port between 20000 and 30000")


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of the loopback interface."""
    with socket.socket() as probe:
        if os.name == "posix":
            # As the server does; otherwise a connection that just ended makes the port look taken.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _find_java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return (shutil.which("java", path=str(Path(home) / "bin")) if home else None) or shutil.which("java")


def _java_version(java: str) -> int:
    # "17.0.15", "21", "22-ea"; up to Java 8 "1.8.0_292".
    result = subprocess.run([java, "-version"], capture_output=True, text=True, errors="replace", check=False)
    found = re.search(r'version "(?:1\.)?(\d+)', result.stderr)
    return int(found[1]) if found else 0


def _download(maven: str, jars: Path) -> None:
    # Into a folder with another name first: one that has the final name is complete.
    with tempfile.TemporaryDirectory(dir=jars.parent, prefix="download-") as folder:
        pom = shutil.copy(POM, folder)
        fresh = Path(folder) / "jars"
        goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={fresh}"]
        try:
            result = subprocess.run(
                [maven, "-q", "-B", "-f", pom, *goal],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=DOWNLOAD_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ServerError(f"the download failed: Maven took over {DOWNLOAD_SECONDS:.0f} s") from None
        if result.returncode != 0 or not any(fresh.glob("neo4j-*.jar")):
            said = (result.stdout + result.stderr).strip() or "Maven fetched nothing"
            raise ServerError(f"the download failed: {said}")
        fresh.rename(jars)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as handle:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
