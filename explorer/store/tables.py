"""Items and links as Arrow tables, column by column: what the embedded engine loads in bulk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from explorer.model import LABELS, LINK_TYPES
from explorer.store.loading import batches, whole_rows
from explorer.store.protocol import RowOf, Thing

_TYPES = {"string": pa.string(), "integer": pa.int64(), "float": pa.float64()}
#: Rows that exist as Python objects at the same time.
_CHUNK = 10_000


def table(kind: Mapping[str, str], things: Sequence[Thing], row_of: RowOf) -> pa.Table:
    """The table of one label or link type (see ``Transaction.put_new``), a link's ends in its first columns."""
    nodes = "label" in kind
    properties = LABELS[kind["label"]].stored if nodes else LINK_TYPES[kind["type"]].stored
    fields = [] if nodes else [("source", pa.string()), ("target", pa.string())]
    schema = pa.schema([*fields, *((p.name, _TYPES[p.type]) for p in properties)])
    chunks = []
    for some in batches(things, _CHUNK):
        rows = whole_rows(some, row_of)
        columns = [pa.array([row[field.name] for row in rows], field.type) for field in schema]
        chunks.append(pa.RecordBatch.from_arrays(columns, schema=schema))
    return pa.Table.from_batches(chunks, schema)
