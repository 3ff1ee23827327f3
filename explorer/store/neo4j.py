"""The Neo4j store: the official driver, managed transactions, reads that follow the last write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import neo4j
from neo4j import exceptions, graph

from explorer.catalogue import Engine, Statement, schema, statement
from explorer.errors import BadStatement, ForeignData, Refusal, TooMuch, Unreachable
from explorer.i18n import N_
from explorer.store.guard import check_typed_query
from explorer.store.loading import batches, put_in_batches, whole_rows
from explorer.store.protocol import SCHEMA_VERSION, Answer, Row, Rule, T, Thing, Transaction

#: The driver knows more, but not without further packages.
_SCHEMES = {f"{name}{secure}" for name in ("neo4j", "bolt") for secure in ("", "+s", "+ssc")}
#: Seconds to wait for a server before it counts as unreachable.
_CONNECT_SECONDS = 5.0


class Neo4jStore:
    """A plan store in a Neo4j database (5.26 LTS or later, any edition, a cluster or Aura too)."""

    engine: Engine = "neo4j"

    def __init__(
        self, uri: str, username: str, password: str, database: str = "", *, read_only: bool = False
    ) -> None:
        self.read_only = read_only
        self._uri = uri
        self._database = database or None
        self._auth = (username, password)
        with self._told():
            if uri.partition("://")[0].lower() not in _SCHEMES:
                raise ValueError(uri)
            self._driver = neo4j.GraphDatabase.driver(
                uri,
                auth=self._auth,
                connection_timeout=_CONNECT_SECONDS,
                connection_acquisition_timeout=2 * _CONNECT_SECONDS,
                max_transaction_retry_time=2 * _CONNECT_SECONDS,
                # A hint about an index is for developers; it must not reach a person's terminal.
                notifications_min_severity="OFF",
                telemetry_disabled=True,
                user_agent="zielnetz",
            )
        try:
            with self._told():
                self._driver.verify_connectivity()
            self._version = self._server_version()
            self._prepare()
        except BaseException:
            self.close()
            raise

    @property
    def place(self) -> str:
        return f"{self._version} · {self._uri}" + (f" · {self._database}" if self._database else "")

    def read(self, statement: Statement, /, **parameters: Any) -> list[Row]:
        checked = statement.checked(parameters)
        with self._told():
            result = self._driver.execute_query(
                statement.text,
                checked,
                routing_=neo4j.RoutingControl.READ,
                database_=self._database,
            )
        return [{k: _plain(v) for k, v in dict(record).items()} for record in result.records]

    def write(self, work: Callable[[Transaction], T]) -> T:
        if self.read_only:
            raise Refusal(
                N_("The database was opened for reading only."), N_("Open it for writing, then try again.")
            )
        with self._told(), self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(lambda tx: work(_Neo4jTransaction(tx)))

    def ask(self, text: str, *, seconds: float, most: int) -> Answer:
        check_typed_query(text, self.engine)
        with (
            self._told(seconds),
            self._session(neo4j.READ_ACCESS) as session,
            session.begin_transaction(timeout=seconds) as tx,
        ):
            # The server's own judgement, on top of ours, before anything runs.
            kind = tx.run(f"EXPLAIN {text}").consume().query_type
            if kind != "r":
                raise BadStatement(
                    N_("The console only reads; this query would change something or call a procedure."),
                    N_("Use MATCH ... RETURN. Changes are made on the pages for editing."),
                )
            result = tx.run(text)
            columns = list(result.keys())
            uids: dict[str, None] = {}
            rows: list[Row] = []
            for record in result:
                if len(rows) == most:
                    return Answer(columns, rows, tuple(uids), cut=True)
                rows.append({key: _plain(value, uids) for key, value in dict(record).items()})
            return Answer(columns, rows, tuple(uids))

    def close(self) -> None:
        driver = getattr(self, "_driver", None)
        if driver is not None:
            driver.close()

    def _session(self, mode: str) -> neo4j.Session:
        return self._driver.session(
            database=self._database,
            default_access_mode=mode,
            # Shared with execute_query, so that a read after this write sees it on any member of a cluster.
            bookmark_manager=self._driver.execute_query_bookmark_manager,
        )

    def _server_version(self) -> str:
        found = self.read(statement("explore/version", self.engine))
        kernel = next((row for row in found if "Kernel" in row["name"]), found[0])
        return f"Neo4j {kernel['version']} {str(kernel['edition']).capitalize()}"

    def _prepare(self) -> None:
        marks = self.read(statement("explore/schema_version"))
        if marks and marks[0]["version"] > SCHEMA_VERSION:
            raise ForeignData(
                N_(
                    "The database {path} was written by a newer Zielnetz (model {found}, this one knows {known})."
                ),
                N_("Update Zielnetz, or set NEO4J_DATABASE to another database."),
                path=self.place,
                found=marks[0]["version"],
                known=SCHEMA_VERSION,
            )
        if marks:
            # There are no tables to widen: what an older version did not write is null.
            if marks[0]["version"] < SCHEMA_VERSION and not self.read_only:
                self._lay_schema()
            return
        nodes = self.read(statement("explore/any_node", self.engine))[0]["nodes"]
        if nodes:
            raise ForeignData(
                N_("The Neo4j database at {path} holds {nodes} nodes that Zielnetz did not write."),
                N_(
                    "Set NEO4J_DATABASE to an empty database, or NEO4J_URI to another server; "
                    "nothing in this one was changed."
                ),
                path=self.place,
                nodes=nodes,
            )
        if self.read_only:
            return
        self._lay_schema()

    def _lay_schema(self) -> None:
        with self._told(), self._session(neo4j.WRITE_ACCESS) as session:
            for text in schema(self.engine):
                session.run(text).consume()
        self.write(lambda tx: tx.run(statement("edit/mark_schema"), version=SCHEMA_VERSION))

    @contextmanager
    def _told(self, seconds: float = 0) -> Iterator[None]:
        """Turn the driver's errors into refusals that name the remedy."""
        try:
            yield
        except exceptions.AuthError as error:
            raise Unreachable(
                N_("Neo4j at {uri} does not accept the user name {user} with this password."),
                N_("Check NEO4J_USERNAME and NEO4J_PASSWORD, then start again."),
                uri=self._uri,
                user=self._auth[0],
            ) from error
        except (exceptions.ConfigurationError, ValueError) as error:
            raise Unreachable(
                N_("NEO4J_URI is not an address that Neo4j understands: {uri}."),
                N_("It looks like neo4j://server:7687, neo4j+s://server:7687 or bolt://server:7687."),
                uri=self._uri,
            ) from error
        except (exceptions.ServiceUnavailable, exceptions.SessionExpired, OSError) as error:
            raise Unreachable(
                N_("No Neo4j answers at {uri}."),
                N_(
                    "Start the server or correct NEO4J_URI. Without NEO4J_URI, Zielnetz uses its own "
                    "embedded database."
                ),
                uri=self._uri,
            ) from error
        except exceptions.Neo4jError as error:
            raise _refusal(error, self._database or "", seconds) from error


class _Neo4jTransaction:
    def __init__(self, transaction: neo4j.ManagedTransaction) -> None:
        self._transaction = transaction

    def run(self, statement: Statement, /, **parameters: Any) -> list[Row]:
        result = self._transaction.run(statement.text, statement.checked(parameters))
        return [{key: _plain(value) for key, value in dict(record).items()} for record in result]

    def put_new(
        self, kind: Mapping[str, str], things: Sequence[Thing], rule: Rule, never_there: bool
    ) -> None:
        if not never_there:
            for some in batches(things):
                put_in_batches(self, kind, whole_rows(some, rule))
            return
        # Nothing has to be looked for, so the server may simply create.
        nodes = "label" in kind
        made = statement("edit/add_nodes" if nodes else "edit/add_links", "neo4j").filled(**kind)
        for some in batches(things):
            rows = whole_rows(some, rule) if nodes else [_link_row(link, rule) for link in some]
            self._transaction.run(made.text, made.checked({"rows": rows})).consume()


def _link_row(link: Any, rule: Rule) -> Row:
    return {"source": link.source, "target": link.target, "properties": rule.link(link)}


def _refusal(error: exceptions.Neo4jError, database: str, seconds: float) -> Exception:
    code = error.code or ""
    if error.is_retryable() and not seconds:
        return error  # the driver has given up retrying a managed transaction; nothing was written
    if "DatabaseNotFound" in code:
        return Unreachable(
            N_("The server has no database called {database}."),
            N_("Correct NEO4J_DATABASE, or remove it to use the server's default database."),
            database=database,
        )
    if "TransactionTimedOut" in code or "Terminated" in code:
        return TooMuch(
            N_("The query was stopped after {seconds} seconds."),
            N_("Narrow it down: name labels and relationship types, add WHERE or LIMIT."),
            seconds=f"{seconds:g}",
        )
    if "MemoryPool" in code or "OutOfMemory" in code or "TransactionOutOfMemory" in code:
        return TooMuch(
            N_("The query needs more memory than it may use."),
            N_("Narrow it down: name labels and relationship types, add WHERE or LIMIT."),
        )
    if seconds:
        return BadStatement(
            N_("The database does not understand the query: {why}"),
            N_("Correct it and run it again; the help beside the input lists labels, types and properties."),
            why=(error.message or code).strip(),
        )
    return error


def _plain(value: Any, uids: dict[str, None] | None = None) -> Any:
    """The driver's nodes, links, paths and dates as plain dicts and text, as the embedded store gives them."""
    if isinstance(value, graph.Node):
        properties = dict(value)
        if uids is not None and isinstance(properties.get("uid"), str):
            uids[properties["uid"]] = None
        return {"label": next(iter(sorted(value.labels)), ""), **properties}
    if isinstance(value, graph.Relationship):
        return {"label": value.type, **dict(value)}
    if isinstance(value, graph.Path):
        return {
            "nodes": [_plain(n, uids) for n in value.nodes],
            "links": [_plain(r) for r in value.relationships],
        }
    if isinstance(value, list | tuple):
        return [_plain(item, uids) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item, uids) for key, item in value.items()}
    if hasattr(value, "iso_format"):
        return value.iso_format()
    return value
