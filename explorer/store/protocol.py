"""What every store can do; the embedded engine and Neo4j both answer to this, with the same results."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from explorer.catalogue import Engine, Statement
from explorer.model import Link, Node, Value

Row = dict[str, Any]
Thing = Node | Link
T = TypeVar("T")

#: Version of the model that a database is prepared for; a newer one is refused, an older one is upgraded.
SCHEMA_VERSION = 3


@dataclass(frozen=True)
class Answer:
    """What a typed query returned: columns in order, rows, the uids of the nodes in it, and whether it was cut."""

    columns: Sequence[str]
    rows: Sequence[Row]
    uids: Sequence[str] = field(default_factory=tuple)
    cut: bool = False


class Rule(Protocol):
    """What to write for an item or a link: every property that a store keeps, without the ends of a link."""

    def node(self, node: Node, old: Node | None = None) -> Row:
        """The row of an item that is new (``old`` None) or becomes another."""
        ...

    def link(self, link: Link, old: Link | None = None) -> Row:
        """The row of a link that is new (``old`` None) or becomes another."""
        ...

    def fixed(self, *, links: bool) -> Mapping[str, Value]:
        """What stands in the row of every new item, or link, whatever it says itself."""
        ...


class Transaction(Protocol):
    """One write transaction: everything in it happens, or nothing."""

    def run(self, statement: Statement, /, **parameters: Any) -> list[Row]:
        """Run one catalogue statement inside the transaction; its rows."""
        ...

    def put_new(
        self, kind: Mapping[str, str], things: Sequence[Thing], rule: Rule, never_there: bool
    ) -> None:
        """Insert things of one label (``{"label": ...}``) or link type (``{"type", "from", "to"}``) in bulk.

        ``rule`` says what the store itself notes on them, ``never_there`` that this database has never held one of
        these uids.
        """
        ...


class GraphStore(Protocol):
    """Where plans live. Reading is always possible; writing only inside ``write``."""

    engine: Engine
    read_only: bool

    @property
    def place(self) -> str:
        """What people see of it: product, version and where it is; never a password."""
        ...

    def read(self, statement: Statement, /, **parameters: Any) -> list[Row]:
        """Run one catalogue statement; its rows as plain dicts.

        Raises ``BadStatement`` for wrong parameters and ``Unreachable`` when the database is gone.
        """
        ...

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run ``work`` in one transaction and return what it returns; an exception undoes all of it.

        A cluster may ask for a repetition, so ``work`` may be called again and must not keep state of its own.
        """
        ...

    def ask(self, text: str, *, seconds: float, most: int) -> Answer:
        """Run a query that a person typed: read only, at most ``seconds`` long and ``most`` rows.

        Raises ``BadStatement`` for anything that is not a single reading statement, ``TooMuch`` on the limits.
        """
        ...

    def close(self) -> None:
        """Give the database back; the store cannot be used afterwards."""
        ...
