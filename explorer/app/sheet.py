"""The sheet beside the picture: everything about the selected item, link or band, and where to go from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from explorer import words
from explorer.app import session
from explorer.app.pages import path_of
from explorer.app.text import plain, title_of
from explorer.i18n import _, _n
from explorer.model import LABELS, Link, Node, Plan
from explorer.picture.palette import look
from explorer.picture.relations import about, relations
from explorer.picture.scene import Scene
from explorer.picture.views import KIND

#: Linked items of one group that are listed at once; the rest is behind one click.
_AT_ONCE = 8
_MOST = 200
_HEAD = ("code", "title", "title_en", "description", "certainty", "source_url", "source_year")

Go = Callable[[str], None]


def sheet(plan: Plan, scene: Scene, id_: str, *, english: bool, focus: Go, select: Go) -> None:
    """Show what ``id_`` is: an item of the plan, a link, or a band or group and the measures it stands for.

    ``focus`` puts an item into the middle of the picture, ``select`` only selects it.
    """
    if id_ in plan.nodes:
        _item(plan, scene, plan.nodes[id_], english=english, focus=focus, select=select)
        return
    link = next((link for link in plan.links if f"{link.type}|{link.source}|{link.target}" == id_), None)
    if link is not None:
        _link(plan, link, english=english, select=select)
        return
    tie, item = scene.tie(id_), scene.item(id_)
    members = tie.uids if tie else item.uids if item else ()
    if tie or item:
        _group(plan, id_, (tie.hint if tie else item.title if item else ""), members, english, focus, select)


def _item(plan: Plan, scene: Scene, node: Node, *, english: bool, focus: Go, select: Go) -> None:
    symbol = look(KIND[node.label]).symbol
    number = f" {node.text('number')}" if node.label == "StrategicGoal" else ""
    st.caption(
        f"{symbol} {words.kind(node.label)}{number} · {plain(node.code)} · {_certainty(node.text('certainty'))}"
    )
    st.markdown(f"##### {plain(title_of(plan, node.uid, english=english))}")
    if scene.centre != node.uid:
        st.button(
            _("Put into the middle"),
            key=f"focus {node.uid}",
            on_click=focus,
            args=(node.uid,),
            icon=":material/center_focus_strong:",
            width="stretch",
        )
    _page_of(node)
    if node.text("description"):
        st.markdown(plain(node.text("description")))
    _properties(node)
    _source(node.text("source_url"), node.text("source_year"))
    found = relations(plan, node.uid)
    for relation in found:
        _listed(
            plan,
            relation.heading,
            [(uid, about(link)) for uid, link in relation.others],
            f"{node.uid} {relation.type} {relation.outgoing}",
            english=english,
            select=select,
        )
    if not found:
        st.info(_("Nothing is linked to this item in this year and with these filters."))


def _page_of(node: Node) -> None:
    """The way to the page that a measure or a department has of its own."""
    pages = {"Measure": ("measure", _("Measure sheet")), "Department": ("department", _("Page of this unit"))}
    if node.label in pages:
        file, label = pages[node.label]
        st.page_link(
            path_of(file),
            label=label,
            icon=":material/description:",
            query_params={**session.common_params(), "of": node.code},
        )


def _link(plan: Plan, link: Link, *, english: bool, select: Go) -> None:
    word = _("Link")
    st.caption(f"{word} · {_certainty(link.certainty)}")
    st.markdown(f"##### {plain(words.link(link.type))}")
    _listed(plan, _("from"), [(link.source, "")], f"{link.key} from", english=english, select=select)
    _listed(plan, _("to"), [(link.target, "")], f"{link.key} to", english=english, select=select)
    for name in ("role", "contribution", "score", "intensity", "reason", "note", "since", "until"):
        text = words.value(name, link.properties.get(name))
        if text:
            st.markdown(f"**{words.property_name(name)}:** {plain(text)}")
    _source(link.text("source_url"), "")


def _group(
    plan: Plan, id_: str, title: str, members: Sequence[str], english: bool, focus: Go, select: Go
) -> None:
    st.caption(_n("{count} measure", "{count} measures", len(members)))
    st.markdown(f"##### {plain(title)}")
    st.button(
        _("Show exactly these"),
        key=f"open {id_}",
        on_click=focus,
        args=(id_,),
        icon=":material/center_focus_strong:",
        width="stretch",
    )
    _listed(
        plan, "", [(uid, "") for uid in members], f"group {id_}", english=english, select=select, at_once=20
    )


def _listed(
    plan: Plan,
    heading: str,
    rows: Sequence[tuple[str, str]],
    key: str,
    *,
    english: bool,
    select: Go,
    at_once: int = _AT_ONCE,
) -> None:
    if heading:
        st.markdown(f"**{plain(heading)}**")

    def lines(part: Sequence[tuple[str, str]], start: int) -> None:
        for n, (uid, said) in enumerate(part, start):
            symbol = look(KIND[plan.nodes[uid].label]).symbol
            text = f"{symbol} {plain(title_of(plan, uid, english=english))}"
            st.button(
                f"{text} :gray[{plain(said)}]" if said else text,
                key=f"{key} {n}",
                on_click=select,
                args=(uid,),
                type="tertiary",
            )

    with st.container(gap=None):
        lines(rows[:at_once], 0)
    if len(rows) > at_once:
        with st.expander(_n("{count} more", "{count} more", len(rows) - at_once)), st.container(gap=None):
            lines(rows[at_once:_MOST], at_once)


def _properties(node: Node) -> None:
    own = [p.name for p in LABELS[node.label].properties if p.name not in _HEAD and p.name != "number"]
    lines = [
        f"**{words.property_name(name)}:** {plain(text)}"
        for name in own
        if (text := words.value(name, node.properties.get(name)))
    ]
    if lines:
        st.markdown("  \n".join(lines))


def _source(url: str, year: str) -> None:
    word = words.property_name("source_url")
    if url.startswith(("https://", "http://")):
        host = url.split("/")[2].removeprefix("www.")
        # A link for a browser that has internet; nothing is fetched by showing it.
        label = f"{host}, {year}" if year else host
        safe = url.replace(">", "%3E").replace("<", "%3C")
        st.markdown(f"**{word}:** [{plain(label)}](<{safe}>)")
    elif year:
        st.markdown(f"**{word}:** {plain(year)}")


def _certainty(value: str) -> str:
    return words.code(value or "documented")
