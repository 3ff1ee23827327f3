"""Rows into a transaction in batches: the path that both engines share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from explorer.catalogue import Statement, statement
from explorer.model import LABELS, LINK_TYPES, Link, Property

if TYPE_CHECKING:
    from explorer.store.protocol import Row, Rule, Thing, Transaction

#: Rows a statement; large enough to be fast, small enough that a server's transaction memory is not the limit.
BATCH = 2000
_CASTS = {"string": "toString", "integer": "toInteger", "float": "toFloat"}


def put_in_batches(transaction: Transaction, kind: Mapping[str, str], rows: Sequence[Row]) -> None:
    """Create or rewrite rows of one label or link type (see ``Transaction.put_new`` for ``kind``)."""
    made = put_statement(kind)
    for batch in batches(rows):
        transaction.run(made, rows=batch)


def put_statement(kind: Mapping[str, str]) -> Statement:
    """``edit/put_nodes`` or ``edit/put_links`` filled for one label or link type."""
    if "label" in kind:
        assignments = _assignments("n", LABELS[kind["label"]].stored)
        return statement("edit/put_nodes").filled(label=kind["label"], assignments=assignments)
    assignments = _assignments("r", LINK_TYPES[kind["type"]].stored)
    return statement("edit/put_links").filled(assignments=assignments, **kind)


def whole_rows(things: Iterable[Thing], rule: Rule) -> list[Row]:
    """The rows of items as they are, those of links with the columns ``source`` and ``target``."""
    return [
        {"source": one.source, "target": one.target, **rule.link(one)}
        if isinstance(one, Link)
        else rule.node(one)
        for one in things
    ]


def returned(variable: str, properties: Iterable[Property]) -> str:
    """``n.uid AS uid, n.plan AS plan, ...`` for the properties of the model."""
    return ", ".join(f"{variable}.{p.name} AS {p.name}" for p in properties)


def batches(rows: Sequence[Any], size: int = BATCH) -> Iterator[list[Any]]:
    """The rows in lists of at most ``size``; none for no rows, since an empty batch is an error on one engine."""
    for start in range(0, len(rows), size):
        yield list(rows[start : start + size])


def _assignments(variable: str, properties: Iterable[Property]) -> str:
    # The casts give a column that is empty in a whole batch its type; the key itself must not be set again.
    return ", ".join(
        f"{variable}.{p.name} = {_CASTS[p.type]}(row.{p.name})" for p in properties if p.name != "uid"
    )
