"""Items and links as Arrow tables, column by column: what the embedded engine loads in bulk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from explorer.model import LABELS, LINK_TYPES, Link
from explorer.store.protocol import Rule, Thing

_TYPES = {"string": pa.string(), "integer": pa.int64(), "float": pa.float64()}


def table(kind: Mapping[str, str], things: Sequence[Thing], rule: Rule) -> pa.Table:
    """The table of one label or link type (see ``Transaction.put_new``), a link's ends in its first columns."""
    links = "label" not in kind
    properties = LINK_TYPES[kind["type"]].stored if links else LABELS[kind["label"]].stored
    fixed = rule.fixed(links=links)
    columns = {}
    if links:
        columns["source"] = pa.array([one.source for one in things if isinstance(one, Link)], pa.string())
        columns["target"] = pa.array([one.target for one in things if isinstance(one, Link)], pa.string())
    said = [one.properties for one in things]
    for p in properties:
        if p.name in fixed:
            columns[p.name] = pa.repeat(pa.scalar(fixed[p.name], _TYPES[p.type]), len(said))
        else:
            columns[p.name] = pa.array([values.get(p.name) for values in said], _TYPES[p.type])
    return pa.table(columns)
