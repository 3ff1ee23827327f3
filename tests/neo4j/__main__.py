"""`python -m tests.neo4j`: a local Neo4j in the foreground, its data in the checkout, until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from types import FrameType

from tests.neo4j.server import (
    CACHE_DIR,
    CHECKOUT,
    DEFAULT_PASSWORD,
    Neo4jServer,
    ServerError,
    find_free_port,
    find_missing,
    is_free,
)

USUAL_PORT = 7687


def main(arguments: list[str] | None = None) -> int:
    """Run the server until somebody stops it; 0 after Ctrl-C, 1 with one message when it cannot run."""
    parser = argparse.ArgumentParser(prog="python -m tests.neo4j", description=__doc__)
    parser.add_argument("--port", type=int, help=f"Bolt port; {USUAL_PORT}, or a free one if that is taken")
    port = parser.parse_args(arguments).port
    if port is not None and not is_free(port):
        return _refuse(f"port {port} is taken: leave out --port, or name another")
    if not any(CACHE_DIR.glob("jars-*")):
        print("Fetching Neo4j with Maven, about 125 MB, this one time ...", file=sys.stderr, flush=True)
    missing = find_missing()
    if missing:
        return _refuse(missing)
    signal.signal(signal.SIGTERM, _interrupt)
    server = Neo4jServer(
        CACHE_DIR / "data",
        port=port or (USUAL_PORT if is_free(USUAL_PORT) else find_free_port()),
        password=os.environ.get("NEO4J_PASSWORD") or DEFAULT_PASSWORD,
        quick=False,
    )
    print("Neo4j starts ...", file=sys.stderr, flush=True)
    try:
        with server:
            print(_explain(server), flush=True)
            code = server.wait()
    except KeyboardInterrupt:
        print("Neo4j has stopped.", file=sys.stderr)
        return 0
    except ServerError as error:
        return _refuse(_with_remedy(str(error)))
    return _refuse(f"it ended with code {code}, see {server.log_file}")


def _explain(server: Neo4jServer) -> str:
    # A password of one's own is not repeated on the screen.
    password = "$NEO4J_PASSWORD" if os.environ.get("NEO4J_PASSWORD") else server.password
    return (
        f"Neo4j runs at {server.uri}, data in {server.data_dir.relative_to(CHECKOUT)}; Ctrl-C stops it.\n"
        "Point Zielnetz at it, in another terminal:\n"
        f"  NEO4J_URI={server.uri} NEO4J_USERNAME={server.username} NEO4J_PASSWORD={password} make run"
    )


def _with_remedy(error: str) -> str:
    if "has another password" in error:
        return f"{error}: set NEO4J_PASSWORD to that one, or remove the folder to start over"
    if "store_lock" in error or "Lock file has been locked" in error:
        return f"another Neo4j already uses {CACHE_DIR / 'data'}: stop that one first"
    return error


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _refuse(reason: str) -> int:
    print(f"Neo4j does not run: {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
