"""What the picture shows, as a value that fits into the address bar: parsed and written, without Streamlit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from explorer.model import CERTAINTIES, STATUSES, Plan
from explorer.picture.filters import Filters
from explorer.picture.layout import LAYOUTS
from explorer.picture.palette import COLUMNS

Kind = Literal["overview", "around", "band", "everything"]
_KINDS: tuple[Kind, ...] = ("overview", "around", "band", "everything")

#: The names in the address that belong to a picture.
NAMES = ("view", "item", "of", "opened", "layout", "hide", "fields", "departments", "status", "certainty")


@dataclass(frozen=True)
class View:
    """A picture's view. ``of`` is the centre (uid) or the band's id, ``item`` the selected thing.

    Ids carry codes instead of uids in the address: ``SG3`` instead of ``kreis-soest-2020/SG3``.
    """

    kind: Kind = "overview"
    of: str = ""
    item: str = ""
    opened: tuple[str, ...] = ()
    layout: str = "columns"
    hidden: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)

    @property
    def place(self) -> str:
        """An id of what is drawn: while it stays the same, zoom and dragged positions stay too."""
        return f"{self.kind}|{self.of}|{','.join(self.opened)}|{self.layout}"

    def around(self, uid: str) -> View:
        """The same filters, with ``uid`` in the middle and selected."""
        return replace(self, kind="around", of=uid, item=uid, opened=())

    def toggled(self, uid: str) -> View:
        """``uid`` opened, or folded again."""
        kept = tuple(u for u in self.opened if u != uid)
        return replace(self, opened=kept if uid in self.opened else (*self.opened, uid))


def view_from(params: Mapping[str, str], plan: Plan) -> View:
    """The view in an address; whatever does not fit the plan is dropped, so that an old link still opens."""
    prefix = f"{plan.code}/"

    def uid(code: str) -> str:
        return prefix + code if prefix + code in plan.nodes else ""

    def uids(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(u for u in (uid(c) for c in _list(params, name)) if u))

    kind = params.get("view", "overview")
    of = params.get("of", "")
    chosen: Kind = next((k for k in _KINDS if k == kind), "overview")
    centre = ""
    if chosen == "around":
        centre = uid(of)
    elif chosen == "band":
        centre = _expanded(of, plan)
    if chosen in ("around", "band") and not centre:
        chosen = "overview"
    item = _expanded(params.get("item", ""), plan)
    opened = tuple(i for i in (_expanded(o, plan) for o in _list(params, "opened")) if i)
    layout = params.get("layout", "columns")
    return View(
        kind=chosen,
        of=centre,
        item=item,
        opened=opened if chosen == "around" else (),
        layout=layout if layout in LAYOUTS else "columns",
        hidden=tuple(k for k in _list(params, "hide") if k in COLUMNS),
        filters=Filters(
            fields=frozenset(u for u in uids("fields") if plan.nodes[u].label == "FieldOfAction"),
            departments=frozenset(u for u in uids("departments") if plan.nodes[u].label == "Department"),
            statuses=frozenset(s for s in _list(params, "status") if s in STATUSES),
            certainties=frozenset(c for c in _list(params, "certainty") if c in CERTAINTIES),
        ),
    )


def params_of(view: View, plan: Plan) -> dict[str, str]:
    """The view as names and values for an address; what is default is left out."""
    prefix = f"{plan.code}/"

    def codes(values: object) -> str:
        return ",".join(sorted(str(v) for v in values)).replace(prefix, "")  # type: ignore[attr-defined]

    found = {
        "view": view.kind if view.kind != "overview" else "",
        "of": view.of.replace(prefix, ""),
        "item": view.item.replace(prefix, ""),
        "opened": ",".join(view.opened).replace(prefix, ""),
        "layout": view.layout if view.layout != "columns" else "",
        "hide": ",".join(view.hidden),
        "fields": codes(view.filters.fields),
        "departments": codes(view.filters.departments),
        "status": codes(view.filters.statuses),
        "certainty": codes(view.filters.certainties),
    }
    return {name: value for name, value in found.items() if value}


def _list(params: Mapping[str, str], name: str) -> list[str]:
    return [part for part in params.get(name, "").split(",") if part]


def _expanded(id_: str, plan: Plan) -> str:
    """An id out of an address with codes made uids again; empty if a code is unknown."""
    prefix = f"{plan.code}/"
    if not id_:
        return ""
    head, *parts = id_.split("|")
    if not parts:
        return id_ if head.startswith("fold:") else (prefix + head if prefix + head in plan.nodes else "")
    if head.startswith("fold:"):
        head = "fold:" + _part(head.removeprefix("fold:"), plan)
    whole = [head, *(_part(part, plan) for part in parts)]
    return "|".join(whole) if all(whole) else ""


def _part(part: str, plan: Plan) -> str:
    uid = f"{plan.code}/{part}"
    return uid if uid in plan.nodes else part
