"""A plan as one JSON file: written the same for the same plan, read strictly, every fault told with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from rapidfuzz import process

from explorer.errors import BadPlan
from explorer.exchange.check import Source, checked_plan
from explorer.exchange.formats.json_model import FORMAT, LONGEST_TEXT, VERSION, json_schema, plan_document
from explorer.exchange.formats.order import in_order, said
from explorer.exchange.problems import Place, Problem, problem_at, refuse
from explorer.i18n import N_
from explorer.model import LABELS, LINK_COLUMNS, LINK_PROPERTIES, LINK_TYPES, PLAN_PROPERTIES, Plan, code_of

__all__ = ["as_json", "json_schema", "read_json", "record_of"]

#: Bytes that such a file may have.
MOST_BYTES = 300 * 2**20
#: Where the errors of pydantic are, as people find them in the file: part, number of the entry, property.
_Loc = tuple[int | str, ...]
_SHORT = 60


def as_json(plan: Plan) -> bytes:
    """The plan in UTF-8 with a line end at its end; what has no value is left out, and nothing depends on the store."""
    record = _record(plan)
    lists = {name: record.pop(name) for name in ("items", "links")}
    # Entry by entry: the whole of a large plan as one tree of values would take several times its memory.
    parts = [_text(record).removesuffix("\n}")]
    for name, entries in lists.items():
        listed = ",\n".join("    " + _text(entry).replace("\n", "\n    ") for entry in entries)
        parts.append(f',\n  "{name}": [\n{listed}\n  ]' if listed else f',\n  "{name}": []')
    return "".join([*parts, "\n}\n"]).encode()


def record_of(plan: Plan) -> dict[str, Any]:
    """The same as plain values, before they become text."""
    record = _record(plan)
    return {**record, "items": list(record["items"]), "links": list(record["links"])}


def read_json(data: bytes, name: str = "JSON") -> Plan:
    """The checked plan in such a file; ``name`` is what people call it.

    Raises ``BadPlan`` for text that is not UTF-8 or no JSON, for everything that does not fit the schema, and for
    everything that ``explorer.exchange.check`` finds; places are the part of the file and the number of the entry.
    """
    if len(data) > MOST_BYTES:
        raise BadPlan(
            N_("{name} is far larger than a plan can be; it was not read."),
            N_("Check where the file comes from; a plan's files are a few megabytes."),
            name=name,
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        place = Place(name, line)
        refuse([problem_at(place, N_("This is not UTF-8 text."), N_("Save the file in UTF-8."))])
    try:
        tables = _tables(plan_document().model_validate_json(text))
    except ValidationError as error:
        refuse(_problem(one, name) for one in error.errors(include_url=False))
    doubled = list(_doubled(text, name))
    if doubled:
        refuse(doubled)
    return checked_plan(*tables)


def _tables(document: Any) -> tuple[Source, dict[str, Source], Source]:
    """What the shared checks take: the plan, a table a label, the links; rows are the numbers of the entries."""
    rows: dict[str, list[tuple[int, dict[str, str]]]] = {name: [] for name in LABELS}
    for number, item in enumerate(document.items, 1):
        rows[item.label].append((number, _cells(item)))
    nodes = {
        name: Source("items", [p.name for p in label.properties], rows[name])
        for name, label in LABELS.items()
    }
    header = [*LINK_COLUMNS, *(p.name for p in LINK_PROPERTIES)]
    links = Source("links", header, [(number, _cells(link)) for number, link in enumerate(document.links, 1)])
    plan = Source("plan", [p.name for p in PLAN_PROPERTIES], [(1, _cells(document.plan))])
    return plan, nodes, links


def _record(plan: Plan) -> dict[str, Any]:
    made = in_order(plan)
    return {
        "format": FORMAT,
        "version": VERSION,
        "plan": said(made),
        "items": ({"label": node.label, **said(node)} for node in made.nodes.values()),
        "links": (
            {"type": link.type, "from": code_of(link.source), "to": code_of(link.target), **said(link)}
            for link in made.links
        ),
    }


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _cells(entry: Iterable[tuple[str, Any]]) -> dict[str, str]:
    return {
        name: repr(value) if isinstance(value, float) else str(value)
        for name, value in entry
        if value is not None
    }


def _doubled(text: str, name: str) -> Iterator[Problem]:
    """Properties that stand twice in one entry: the parser would keep the last one without a word."""
    found: list[tuple[str, str]] = []

    def look(pairs: list[tuple[str, Any]]) -> str:
        names = [key for key, _value in pairs]
        if len(set(names)) < len(names):
            code = next((str(value) for key, value in pairs if key in ("code", "from")), "")
            found.extend((key, code) for key in dict.fromkeys(names) if names.count(key) > 1)
        return ""

    json.loads(text, object_pairs_hook=look)
    for key, code in found:
        what = N_("The property {column} stands twice in one entry ({code}).")
        yield problem_at(Place(name, 0, key), what, N_("Take one of the two out."), column=key, code=code)


def _problem(error: Mapping[str, Any], name: str) -> Problem:
    kind, loc, found = str(error["type"]), error["loc"], error.get("input")
    place, context = _place(loc, name), error.get("ctx", {})
    details: dict[str, Any] = {"column": place.column, "value": _shown(found)}
    if kind == "json_invalid":
        why = str(context.get("error", error["msg"]))
        line = re.search(r"at line (\d+)", why)
        place = Place(name, int(line[1]) if line else 0)
        remedy = N_("Correct it at that place, or export the plan again.")
        return problem_at(place, N_("This is no valid JSON: {why}."), remedy, why=why)
    if loc in (("format",), ("version",)):
        return problem_at(
            place,
            N_("This is no plan of Zielnetz in a version that is known here (“format” and “version”)."),
            N_("A plan begins with “format”: “{format}”, “version”: {version}. Or update Zielnetz."),
            format=FORMAT,
            version=VERSION,
        )
    if kind == "missing":
        return problem_at(place, N_("The property {column} is missing."), N_("Add it."), **details)
    if kind in ("extra_forbidden", "union_tag_invalid", "union_tag_not_found", "literal_error"):
        return _unknown(kind, loc, place, found, details)
    what, remedy, more = _MISFITS.get(kind, _ANY_MISFIT)
    if what == _NO_NUMBER[0] and isinstance(found, str):
        details["value"] = f'"{details["value"]}"'
    limits = [f"{sign} {context[name]}" for name, sign in (("ge", ">="), ("le", "<=")) if name in context]
    return problem_at(place, what, remedy, **details, **more, allowed=" ".join(limits))


def _unknown(kind: str, loc: _Loc, place: Place, found: Any, details: dict[str, Any]) -> Problem:
    """A name that nothing is called by: of a property, a label, a link type or a choice, with the nearest ones."""
    of_links = loc[0] == "links"
    known: Iterable[str] = LINK_TYPES if of_links else LABELS
    if kind == "literal_error":
        what, known = N_("The value {value} is not known here."), _choices(loc)
    elif kind == "extra_forbidden":
        what, known = N_("There is no property {column}."), _properties(loc)
    elif kind == "union_tag_not_found":
        what = N_("The property {column} is missing.")
    else:
        what = N_("There is no link type {value}.") if of_links else N_("There is no label {value}.")
    if kind.startswith("union_tag"):
        details["column"] = "type" if of_links else "label"
        found = found.get(details["column"]) if isinstance(found, dict) else found
        details["value"] = _shown(found)
        place = Place(place.where, place.row, details["column"])
    names = list(known)
    text = str(loc[-1]) if kind == "extra_forbidden" else str(found)
    near = [match[0] for match in process.extract(text[:200], names, limit=3, score_cutoff=50)]
    return problem_at(place, what, N_("Nearest: {near}."), **details, near=", ".join(near or names[:8]))


def _place(loc: _Loc, name: str) -> Place:
    """``("items", 3, "Measure", "status")`` is the property ``status`` of the 4th entry of ``items``."""
    where = str(loc[0]) if loc else name
    row = next((part + 1 for part in loc if isinstance(part, int)), 1 if where == "plan" else 0)
    last = loc[-1] if loc else ""
    is_entry = isinstance(last, int) or last in LABELS or last in LINK_TYPES
    return Place(where, row, "" if is_entry else str(last))


def _properties(loc: _Loc) -> list[str]:
    if loc[0] == "items" and len(loc) > 3:
        return ["label", *(p.name for p in LABELS[str(loc[2])].properties)]
    if loc[0] == "links" and len(loc) > 3:
        return [*LINK_COLUMNS, *(p.name for p in LINK_TYPES[str(loc[2])].properties)]
    return [p.name for p in PLAN_PROPERTIES] if loc[0] == "plan" else ["plan", "items", "links"]


def _choices(loc: _Loc) -> tuple[str, ...]:
    kind = (LABELS if loc[0] == "items" else LINK_TYPES)[str(loc[2])]
    return next((p.choices for p in kind.properties if p.name == loc[-1]), ())


def _shown(found: Any) -> str:
    text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False, default=str)
    return text if len(text) <= _SHORT else text[:_SHORT] + "…"


_NO_NUMBER = (N_("{value} is not a number."), N_("Write digits only, e.g. 2015 or 1200.50."))
_OUT_OF_RANGE = (N_("{value} is out of range."), N_("Allowed: {allowed}."), dict[str, Any]())
_ANY_MISFIT = (
    N_("{value} is not what belongs here."),
    N_("Compare it with the schema: zielnetz export --schema."),
    dict[str, Any](),
)
#: What pydantic calls a fault -> what is wrong, the remedy, and what fills them.
_MISFITS: Mapping[str, tuple[str, str, dict[str, Any]]] = {
    "string_type": (N_("{value} is not a text."), N_("Put it into double quotes."), {}),
    "string_too_short": (N_("{column} is empty."), N_("Fill it in."), {}),
    "string_too_long": (
        N_("{column} is longer than {most} characters."),
        N_("Shorten it."),
        {"most": LONGEST_TEXT},
    ),
    "greater_than_equal": _OUT_OF_RANGE,
    "less_than_equal": _OUT_OF_RANGE,
    **{
        kind: (*_NO_NUMBER, {})
        for kind in (
            "int_type",
            "int_from_float",
            "int_parsing",
            "float_type",
            "finite_number",
            "int_parsing_size",
        )
    },
}
