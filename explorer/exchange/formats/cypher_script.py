"""A plan as a Cypher script for any Neo4j: the statements of ``cypher/`` with their parameters written into them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from explorer.catalogue import Statement, schema, statement
from explorer.exchange.formats.order import having, in_order
from explorer.model import LABELS, LINK_TYPES, PLAN_PROPERTIES, Link, Node, Plan, Value
from explorer.store.loading import batches, put_statement
from explorer.store.protocol import SCHEMA_VERSION

#: Items or links a statement: few enough that a server parses them at once.
_ROWS = 200
_ESCAPED = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_UNSEEN = "\u0000-\u001f\u007f-\u009f\u2028\u2029"
_SPECIAL = re.compile(rf"[\\'{_UNSEEN}]")
#: Some servers read an escape like \u0027 before they see that its backslash is one itself: the two are kept apart.
_BEFORE_ESCAPE = re.compile(rf"(?<=\\)(?=[uU{_UNSEEN}])")
_APART = "' + '"
#: No text of a plan is in it: what a comment holds could end it.
_ABOUT = (
    "A plan as Zielnetz exports it, for an empty Neo4j database (5.26 or later).",
    "Run it with: cypher-shell -f FILE. Zielnetz then opens that database with NEO4J_URI.",
    "Every statement ends at the end of a line; run again, it changes nothing.",
)


def as_cypher(plan: Plan) -> bytes:
    """The script in UTF-8: constraints, the plan, its items and links, each statement ended by ``;`` and a line end.

    Run in an empty Neo4j database it makes one that Zielnetz opens, with this plan as it was, its revision and
    suspect links included; the log of changes is not part of it.
    """
    lines = [f"// {line}\n" for line in _ABOUT]
    return "".join([*lines, *(f"{text};\n" for text in statements_of(plan))]).encode()


def statements_of(plan: Plan) -> Iterator[str]:
    """The statements of that script in order, without their ends."""
    made = in_order(plan)
    # A plan that comes from a file and not from a store has no revision yet: it is the first.
    revision, moment = made.revision or 1, str(made.properties.get("updated_at") or "")
    yield from schema("neo4j")
    yield _inlined(statement("edit/mark_schema"), {"version": SCHEMA_VERSION})
    own = {
        p.name: made.properties.get(p.name) or ("" if p.type == "string" else 0)
        for p in PLAN_PROPERTIES
        if p.name != "code"
    }
    about = {"plan": made.code, "revision": revision, "updated_at": moment}
    yield _inlined(statement("edit/put_plan"), {**own, **about})
    for label in LABELS:
        rows = [_node_row(node, revision, moment) for node in made.of(label)]
        yield from _put({"label": label}, rows)
    grouped: dict[tuple[str, str, str], list[Link]] = defaultdict(list)
    for link in made.links:
        grouped[link.type, made.nodes[link.source].label, made.nodes[link.target].label].append(link)
    for (type_, start, end), links in grouped.items():
        kind = {"type": type_, "from": start, "to": end}
        yield from _put(kind, [_link_row(link, revision) for link in links])


def _put(kind: Mapping[str, str], rows: list[dict[str, Value]]) -> Iterator[str]:
    made = put_statement(kind)
    for batch in batches(rows, _ROWS):
        yield _inlined(made, {"rows": batch})


def _node_row(node: Node, revision: int, moment: str) -> dict[str, Value]:
    first: dict[str, Value] = {"revision": 1, "updated_at": moment, "reworded": revision}
    return first | having(node.properties, LABELS[node.label].stored)


def _link_row(link: Link, revision: int) -> dict[str, Value]:
    own = having(link.properties, LINK_TYPES[link.type].stored)
    return {"source": link.source, "target": link.target, "confirmed": revision, **own}


def _inlined(made: Statement, values: Mapping[str, Any]) -> str:
    """The statement with literals in place of its parameters."""
    checked = made.checked(values)
    return re.sub(r"\$(\w+)", lambda found: _literal(checked[found[1]]), made.text)


def _literal(value: Any) -> str:
    if isinstance(value, list):
        return "[\n  " + ",\n  ".join(_literal(one) for one in value) + "\n]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_literal(one)}" for name, one in value.items()) + "}"
    if isinstance(value, str):
        parts = _BEFORE_ESCAPE.split(value)
        return "'" + _APART.join(_SPECIAL.sub(lambda found: _escape(found[0]), part) for part in parts) + "'"
    # An exponent has no plus sign in Cypher.
    return json.dumps(value).replace("e+", "e")


def _escape(character: str) -> str:
    return _ESCAPED.get(character) or f"\\u{ord(character):04x}"
