"""The embedded store: one Ladybug database file, one process that writes, readers that never wait."""

from __future__ import annotations

import os
import queue
import re
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import ladybug

from explorer.catalogue import Engine, Statement, schema, statement
from explorer.errors import BadStatement, ForeignData, InUse, Refusal, TooMuch
from explorer.i18n import N_
from explorer.model import LABELS, LINK_TYPES
from explorer.store.bulk import is_noted, lost_plans, note_of, put_notes, take_away
from explorer.store.guard import check_typed_query
from explorer.store.loading import batches, put_in_batches, whole_rows
from explorer.store.protocol import SCHEMA_VERSION, Answer, Row, Rule, T, Thing, Transaction

_READERS = 4
#: Rows from which a bulk load is worth it: what it takes of the buffer pool it keeps until the file is closed.
_COPY_FROM = 2_000
#: What a process that reads may meet while another one writes its log; it has passed a moment later.
_MOMENT = re.compile(r"\bwal\b|checkpoint recovery is pending", re.IGNORECASE)
_TRIES, _PAUSE = 25, 0.2
warnings.filterwarnings("ignore", "The use of separate prepare", DeprecationWarning)


class EmbeddedStore:
    """A plan store in one file. Use ``open_embedded``: the engine must be opened once per file and process."""

    engine: Engine = "embedded"

    def __init__(self, path: Path, *, read_only: bool, memory_mib: int) -> None:
        self.path = path
        self.read_only = read_only
        self._memory = memory_mib * 2**20
        self._writing = threading.RLock()
        self._copy_is_safe = True
        self._closed = False
        self._database = self._open()
        self._writer = ladybug.Connection(self._database)
        self._readers: queue.LifoQueue[ladybug.Connection] = queue.LifoQueue()
        for _number in range(_READERS):
            self._readers.put(ladybug.Connection(self._database))
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    @property
    def place(self) -> str:
        return f"Ladybug {ladybug.__version__} · {self.path}"

    def read(self, statement: Statement, /, **parameters: Any) -> list[Row]:
        checked = statement.checked(parameters)
        with self._reader() as connection:
            return _rows(_run(connection, statement.text, checked))

    def write(self, work: Callable[[Transaction], T]) -> T:
        if self.read_only:
            raise Refusal(
                N_("The database was opened for reading only, because another process is using it."),
                N_("Close the other Zielnetz window or command, then try again."),
            )
        with self._writing:
            _run(self._writer, "BEGIN TRANSACTION", {})
            transaction = _EmbeddedTransaction(self._writer, copy=self._copy_is_safe)
            try:
                result = work(transaction)
                put_notes(transaction, transaction.copied)
                _run(self._writer, "COMMIT", {})
            except BaseException:
                # The engine crashes on a bulk load that follows a rolled back one (0.22.0); row-wise loads are fine.
                self._copy_is_safe = self._copy_is_safe and not transaction.copied
                _rollback(self._writer)
                raise
            if transaction.copied:
                # The commit has come back, so the rows are in the file for good.
                _run(self._writer, statement("edit/unmark_bulk", self.engine).text, {}).close()
            return result

    def ask(self, text: str, *, seconds: float, most: int) -> Answer:
        check_typed_query(text, self.engine)
        # A connection of its own: after a query that ran out of memory the engine keeps that memory with it.
        connection = ladybug.Connection(self._database)
        try:
            connection.set_query_timeout(max(1, int(seconds * 1000)))
            _run(connection, "BEGIN TRANSACTION READ ONLY", {})
            try:
                # A parameter makes the engine prepare the text, and it refuses to prepare several statements.
                guard = {"zielnetz": 1}
                _run(connection, f"EXPLAIN {text}", guard).close()
                return _answer(_run(connection, text, guard), most)
            finally:
                _rollback(connection)
        except RuntimeError as error:
            raise _typed_refusal(error, seconds) from error
        finally:
            connection.close()

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            with self._writing:
                while not self._readers.empty():
                    self._readers.get_nowait().close()
                self._writer.close()
                self._database.close()
        _forget(self)

    @contextmanager
    def _reader(self) -> Iterator[ladybug.Connection]:
        connection = self._readers.get()
        try:
            yield connection
        finally:
            self._readers.put(connection)

    def _open(self) -> ladybug.Database:
        tries = _TRIES if self.read_only else 1
        for left in reversed(range(tries)):
            try:
                return ladybug.Database(
                    str(self.path),
                    read_only=self.read_only,
                    buffer_pool_size=self._memory,
                    # A log cut short by a crash is replayed up to its last whole transaction, not refused.
                    throw_on_wal_replay_failure=False,
                )
            except RuntimeError as error:
                if not left or not _MOMENT.search(str(error)):
                    raise _open_refusal(self.path, error) from error
                time.sleep(_PAUSE)
        raise AssertionError("the last try returns or raises")

    def _prepare(self) -> None:
        version = self._schema_version()
        if version is None and self.read_only:
            raise _nothing_there(self.path)
        if version is None:
            for text in schema(self.engine):
                self._create(text)
            # An older Zielnetz may have begun this file: its tables are there, but without the newer columns.
            self._upgrade(1)
        elif version > SCHEMA_VERSION:
            raise ForeignData(
                N_(
                    "The database {path} was written by a newer Zielnetz (model {found}, this one knows {known})."
                ),
                N_("Update Zielnetz, or point ZIELNETZ_DATA at another folder."),
                path=self.path,
                found=version,
                known=SCHEMA_VERSION,
            )
        elif version < SCHEMA_VERSION and self.read_only:
            raise Refusal(
                N_("The database {path} is of an older Zielnetz and must be brought up to date once."),
                N_("Close every Zielnetz window, start zielnetz serve once, then try again."),
                path=self.path,
            )
        elif version < SCHEMA_VERSION:
            self._upgrade(version)
        if is_noted(self.read):
            self._finish_bulk()

    def _finish_bulk(self) -> None:
        if not self.read_only:
            self.write(lambda tx: take_away(tx, datetime.now(UTC).isoformat(timespec="seconds")))
        elif lost_plans(self.read):
            raise Refusal(
                N_("A load into the database {path} is not finished, or was cut short."),
                N_("Wait a moment and try again. If that does not help, start zielnetz serve once."),
                path=self.path,
            )

    def _upgrade(self, version: int) -> None:
        # The mark comes last and every step may be repeated: an upgrade that was cut short is simply done again.
        for step in range(version + 1, SCHEMA_VERSION + 1):
            for text in schema(self.engine, step):
                _run(self._writer, text, {})
        self.write(lambda tx: tx.run(statement("edit/mark_schema"), version=SCHEMA_VERSION))

    def _schema_version(self) -> int | None:
        tables = {row["name"] for row in self.read(statement("explore/tables", self.engine))}
        if "Zielnetz" not in tables:
            if tables - set(LABELS) - set(LINK_TYPES) - {"Plan", "Change"}:
                raise ForeignData(
                    N_("The file {path} is a database that Zielnetz did not write (tables: {tables})."),
                    N_("Point ZIELNETZ_DATA at another folder; nothing in this file was changed."),
                    path=self.path,
                    tables=", ".join(sorted(tables)[:5]),
                )
            return None
        found = self.read(statement("explore/schema_version"))
        return int(found[0]["version"]) if found else None

    def _create(self, text: str) -> None:
        try:
            _run(self._writer, text, {})
        except RuntimeError as error:
            # A start that was cut short has left some functions behind; they cannot be created "if not exists".
            if "already exists" not in str(error):
                raise


class _EmbeddedTransaction:
    def __init__(self, connection: ladybug.Connection, *, copy: bool) -> None:
        self._connection = connection
        self._copy = copy
        #: Notes of the bulk loads, and how many rows each brings.
        self.copied: dict[str, int] = {}

    def run(self, statement: Statement, /, **parameters: Any) -> list[Row]:
        return _rows(_run(self._connection, statement.text, statement.checked(parameters)))

    def put_new(
        self, kind: Mapping[str, str], things: Sequence[Thing], rule: Rule, never_there: bool
    ) -> None:
        if not (never_there and self._copy) or len(things) < _COPY_FROM:
            for some in batches(things):
                put_in_batches(self, kind, whole_rows(some, rule))
        else:
            from explorer.store.tables import (
                table,  # brings pyarrow, slow to import, and only loading needs it
            )

            self.copied[note_of(kind, things)] = len(things)
            name = "edit/copy_nodes" if "label" in kind else "edit/copy_links"
            copy = statement(name, "embedded").filled(**kind)
            _run(self._connection, copy.text, {"rows": table(kind, things, rule)})


_open: dict[Path, tuple[EmbeddedStore, int]] = {}
_opening = threading.Lock()


def open_embedded(path: Path, *, read_only: bool = False, memory_mib: int = 512) -> EmbeddedStore:
    """Open the database file, or share it if this process has it open already.

    Two engine objects on one file in one process lose writes, so this registry hands out one per real path.
    Raises ``InUse`` (another process writes to it), ``ForeignData``, or a ``Refusal`` for a damaged file.
    """
    with _opening:
        if not read_only:
            _make_folder(path.parent)
        real = Path(os.path.realpath(path))
        if real in _open:
            store, users = _open[real]
            _open[real] = (store, users + 1)
            return store
        if read_only and not real.exists():
            raise _nothing_there(real)
        store = EmbeddedStore(real, read_only=read_only, memory_mib=memory_mib)
        _open[real] = (store, 1)
        return store


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(
            N_("The data folder {path} cannot be created: {why}."),
            N_("Set ZIELNETZ_DATA to a folder that you may write to."),
            path=path,
            why=error.strerror,
        ) from error


def release(store: EmbeddedStore) -> None:
    """Give back one use of a shared store; the last one closes it."""
    with _opening:
        held, users = _open.get(store.path, (store, 1))
        if held is store and users > 1:
            _open[store.path] = (store, users - 1)
            return
    store.close()


def _forget(store: EmbeddedStore) -> None:
    if _open.get(store.path, (None, 0))[0] is store:
        del _open[store.path]


def _run(connection: ladybug.Connection, text: str, parameters: dict[str, Any]) -> ladybug.QueryResult:
    try:
        if parameters and not text.startswith("COPY"):
            # Given a text, the engine's client keeps its plan for ever, with the memory that it used.
            result = connection.execute(connection.prepare(text, parameters), parameters)
        else:
            result = connection.execute(text, parameters)
    except RuntimeError as error:
        if "Buffer manager" not in str(error):
            raise
        raise TooMuch(
            N_("The embedded database has not enough memory for this."),
            N_("Ask for less at once, or give it more memory with ZIELNETZ_EMBEDDED_MEMORY_MIB."),
        ) from error
    return result[-1] if isinstance(result, list) else result


def _rollback(connection: ladybug.Connection) -> None:
    with suppress(RuntimeError):  # an error while a query ran has already ended the transaction
        _run(connection, "ROLLBACK", {})


def _rows(result: ladybug.QueryResult) -> list[Row]:
    try:
        return [{key: _plain(value) for key, value in dict(row).items()} for row in result.rows_as_dict()]
    finally:
        result.close()


def _answer(result: ladybug.QueryResult, most: int) -> Answer:
    uids: dict[str, None] = {}
    rows: list[Row] = []
    try:
        columns = result.get_column_names()
        while result.has_next() and len(rows) < most:
            values = result.get_next()
            rows.append({name: _plain(v, uids) for name, v in zip(columns, values, strict=True)})
        return Answer(columns, rows, tuple(uids), cut=result.has_next())
    finally:
        result.close()


def _plain(value: Any, uids: dict[str, None] | None = None) -> Any:
    """The engine's nodes, links and paths as plain dicts without its internal ids and foreign empty columns."""
    if isinstance(value, list | tuple):
        return [_plain(item, uids) for item in value]
    if isinstance(value, Decimal):  # the sum of whole numbers
        return int(value) if value == value.to_integral_value() else float(value)
    if not isinstance(value, dict):
        return value
    if "_NODES" in value:
        return {"nodes": _plain(value["_NODES"], uids), "links": _plain(value["_RELS"], uids)}
    if "_LABEL" in value:
        kept = {k: v for k, v in value.items() if not (k.startswith("_") or v is None)}
        if uids is not None and "_SRC" not in value and isinstance(kept.get("uid"), str):
            uids[kept["uid"]] = None
        return {"label": value["_LABEL"], **kept}
    return {key: _plain(item, uids) for key, item in value.items()}


def _nothing_there(path: Path) -> Refusal:
    return Refusal(
        N_("There is no plan in {path} yet."),
        N_("Load one with zielnetz load PATH, or run zielnetz serve, which brings one along."),
        path=path,
    )


def _open_refusal(path: Path, error: RuntimeError) -> Refusal:
    text = str(error)
    holder = re.search(r"held by PID (\d+)", text)
    if "lock" in text.lower():
        return InUse(
            N_("The database {path} is in use by another process (number {pid})."),
            N_(
                "Close the other Zielnetz window or command (process {pid}), or set ZIELNETZ_DATA to another folder."
            ),
            path=path,
            pid=holder.group(1) if holder else "?",
        )
    return Refusal(
        N_("The database {path} cannot be opened: {why}"),
        N_(
            "If the file was damaged, move it away and start again: the plan is loaded anew from its files. "
            "Otherwise set ZIELNETZ_DATA to a folder that you may write to."
        ),
        path=path,
        why=text.splitlines()[0].removeprefix("Runtime exception: ").removeprefix("IO exception: "),
    )


def _typed_refusal(error: RuntimeError, seconds: float) -> Refusal:
    text = str(error)
    if "Interrupted" in text:
        return TooMuch(
            N_("The query was stopped after {seconds} seconds."),
            N_("Narrow it down: name labels and relationship types, add WHERE or LIMIT."),
            seconds=f"{seconds:g}",
        )
    return BadStatement(
        N_("The database does not understand the query: {why}"),
        N_("Correct it and run it again; the help beside the input lists labels, types and properties."),
        why=text.removeprefix("Parser exception: ").removeprefix("Binder exception: ").strip(),
    )
