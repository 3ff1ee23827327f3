"""One item of a comparison: what became of it, its wording then and now, its links that came and went."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from explorer import words
from explorer.app import session
from explorer.app.compare_view import CompareView
from explorer.app.pages import path_of
from explorer.app.parts import name_of, period_of
from explorer.app.text import plain
from explorer.i18n import _, _n, language
from explorer.model import Node, Plan, code_of, holds_in
from explorer.picture.changes import state_word
from explorer.picture.palette import CHANGES, look
from explorer.picture.scene import Item
from explorer.picture.views import KIND
from explorer.report.compared import differs, links_of, wordings
from explorer.report.wording import Piece
from explorer.years.compare import Compared, ComparedLink, Comparison

#: Links that are shown at once.
_MOST = 12
_MANY = 25


def compare_sheet(
    plan: Plan,
    comparison: Comparison,
    view: CompareView,
    group: Item | None,
    select: Callable[[str], None],
    open_: Callable[[str], None],
) -> None:
    """The sheet of the selected item, every pair of it where it was split or merged; or that of a ``group``."""
    if group is not None and group.kind == "fold":
        _members(plan, group, select, open_)
        return
    pairs = [one for one in comparison.items if view.item in one.uids]
    if not pairs:
        st.info(
            _("This item does not exist in either of the two years."),
            icon=":material/event_busy:",
        )
        return
    first = pairs[0]
    mark = CHANGES["light"][first.state].symbol
    st.caption(
        f"{look(KIND[first.node.label]).symbol} {words.kind(first.node.label)} · "
        f"{mark} {state_word(first.state, years=True)}"
    )
    st.markdown(f"##### {plain(first.node.title_in(english=session.english()))}")
    for n, one in enumerate(pairs):
        _pair(one, view, n)
        _links(plan, links_of(comparison, one), f"compare link {n}", select)


def _members(plan: Plan, group: Item, select: Callable[[str], None], open_: Callable[[str], None]) -> None:
    st.markdown(f"##### {CHANGES['light'][group.change].symbol} {plain(group.title)}")
    st.button(
        _("Show exactly these"),
        key="compare open group",
        on_click=open_,
        args=(group.id,),
        icon=":material/center_focus_strong:",
        width="stretch",
    )
    uids = [uid for uid in group.uids if uid in plan.nodes]
    with st.container(gap=None):
        for n, uid in enumerate(uids[:_MANY]):
            st.button(
                name_of(plan, uid), key=f"compare member {n}", type="tertiary", on_click=select, args=(uid,)
            )
    if len(uids) > _MANY:
        st.caption(_n("{count} more", "{count} more", len(uids) - _MANY))


def _pair(one: Compared, view: CompareView, n: int) -> None:
    lang = language()
    if one.state == "changed" and one.before is not None and one.after is not None:
        said = differs(one, lang)
        if said:
            st.markdown(f"**{_('What differs')}:** {plain(said)}")
        for name, old, new in wordings(one, lang):
            then = f":gray[{view.first}] {_told(old, '~~')}"
            now = f":gray[{view.second}] {_told(new, '**')}"
            st.markdown(f"**{plain(name)}**  \n{then}  \n{now}")
    for year, node in ((view.first, one.before), (view.second, one.after)):
        if node is not None and (one.before is not one.after or year == view.second):
            _opens(node, f"{n} {year}", view)


def _told(found: Sequence[Piece], sign: str) -> str:
    """A wording with the words that differ marked: struck through then, strong now."""
    said = []
    for text, differs_ in found:
        inner = plain(text)
        space = [" " if text[:1].isspace() else "", " " if text[-1:].isspace() else ""]
        said.append(
            f"{space[0]}{sign}{inner}{sign}{space[1]}"
            if differs_ and inner
            else f"{space[0]}{inner}{space[1]}"
        )
    return "".join(said) or "–"


def _opens(node: Node, key: str, view: CompareView) -> None:
    """An item's code and period, and the ways to it; in a year that it exists in."""
    code = code_of(node.uid)
    st.caption(" · ".join(filter(None, [plain(code), plain(period_of(node))])))
    common = session.common_params()
    if not holds_in(node.properties, session.year()):
        common = {**common, session.YEAR: "0"}  # the year at the top would hide it
    st.page_link(
        path_of("explore"),
        label=_("Open in Explore"),
        icon=":material/hub:",
        query_params={**common, "view": "around", "of": code, "item": code},
    )
    pages = {"Measure": ("measure", _("Measure sheet")), "Department": ("department", _("Page of this unit"))}
    if node.label in pages:
        file, label = pages[node.label]
        st.page_link(
            path_of(file), label=label, icon=":material/description:", query_params={**common, "of": code}
        )


def _links(plan: Plan, found: Sequence[ComparedLink], key: str, select: Callable[[str], None]) -> None:
    if not found:
        return
    st.markdown(f"**{_('Links that changed')}**")
    with st.container(gap=None):
        for n, two in enumerate(found[:_MOST]):
            link, mark = two.link, CHANGES["light"][two.state].symbol
            st.button(
                f"{plain(mark)} {name_of(plan, link.source, 40)} :gray[{plain(words.link(link.type))}] "
                f"{name_of(plan, link.target, 40)}",
                key=f"{key} {n}",
                type="tertiary",
                on_click=select,
                args=(link.target,),
            )
    if len(found) > _MOST:
        st.caption(_n("{count} more", "{count} more", len(found) - _MOST))
