"""What the pages about one department and one measure share: choosing, links to other pages, sources, handing on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer import words
from explorer.app import session
from explorer.app.pages import path_of
from explorer.app.text import plain, title_of
from explorer.i18n import _
from explorer.model import Node, Plan
from explorer.picture.palette import look
from explorer.picture.titles import short
from explorer.picture.views import KIND

#: The name in the address of the item that a page is about.
OF = "of"
_PAGES = {"Department": "department", "Measure": "measure"}
#: Lines as in the picture, for a link's certainty: they tell it without colour.
_LINES = {"documented": "──", "reading": "╌╌", "proposed": "····"}


def asked_for(plan: Plan, label: str) -> str | None:
    """The uid in the address if the plan has such an item; empty if none is named, None if it is unknown."""
    code = st.query_params.get(OF, "")
    node = plan.nodes.get(f"{plan.code}/{code}")
    if not code:
        return ""
    return node.uid if node is not None and node.label == label else None


def chooser(plan: Plan, label: str, placeholder: str, current: str) -> None:
    """A box to type into that leads to another item of this label on the same page."""
    english = session.english()
    nodes = sorted(plan.of(label), key=lambda n: title_of(plan, n.uid, english=english).lower())
    uids = [node.uid for node in nodes]
    key = f"choose {label} {current} {session.language()} {session.year()}"
    st.selectbox(
        words.kind(label),
        uids,
        index=uids.index(current) if current in uids else None,
        format_func=lambda uid: f"{title_of(plan, uid, english=english)} ({plan.nodes[uid].code})",
        key=key,
        placeholder=placeholder,
        on_change=_chosen,
        args=(key,),
        label_visibility="collapsed",
        filter_mode="contains",
    )


def unknown(label: str) -> None:
    """Say that the plan has no item of the code in the address."""
    what = _(
        "This plan has no {kind} with the code {code}.",
        kind=words.kind(label),
        code=plain(st.query_params.get(OF, "")[:40]),
    )
    st.warning(
        what + " " + _("The link may be about another plan, or the code was changed. Choose one above."),
        icon=":material/link_off:",
    )


def not_in_year(plan: Plan, uid: str) -> None:
    """Say that an item does not exist in the chosen year."""
    st.info(
        _(
            "{title} does not exist in {year}. Choose another year or “all years” at the top.",
            title=plain(title_of(plan, uid, english=session.english())),
            year=session.year(),
        ),
        icon=":material/event_busy:",
    )


def address(plan: Plan, uid: str, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Names and values of a link to the page about an item."""
    return {**session.common_params(), OF: uid.removeprefix(f"{plan.code}/"), **(extra or {})}


def item_link(plan: Plan, uid: str, *, here: str, key: str, before: str = "", after: str = "") -> None:
    """A line that leads to an item: departments and measures to their pages, anything else into the picture.

    ``here`` is the label that this page is about; ``before`` and ``after`` are Markdown beside the item's title.
    """
    label = plan.nodes[uid].label
    text = " ".join(filter(None, [before, name_of(plan, uid), after]))
    if label == here:
        # A link to the page that is open would leave the old address in the browser.
        st.button(text, key=f"{key} {uid}", type="tertiary", on_click=show, args=(uid,))
    elif label in _PAGES:
        st.page_link(path_of(_PAGES[label]), label=text, query_params=address(plan, uid))
    else:
        st.page_link(path_of("explore"), label=text, query_params=session.params_around(uid))


def show(uid: str) -> None:
    """Show another item on the page that is open: write it into the address. Called in callbacks only."""
    st.query_params[OF] = uid.removeprefix(f"{session.plan_code()}/")


def name_of(plan: Plan, uid: str, width: int = 0) -> str:
    """Symbol, number and title of an item, ready for Markdown; the title in ``width`` letters unless that is 0."""
    node = plan.nodes[uid]
    number = f" {node.text('number')}" if node.label == "StrategicGoal" else ""
    title = title_of(plan, uid, english=session.english())
    return f"{look(KIND[node.label]).symbol}{number} {plain(short(title, width) if width else title)}"


def certainty_of(code: str) -> str:
    """A certainty with its line: ``╌╌ our reading``."""
    known = code or "documented"
    return f"{_LINES.get(known, '')} {words.code(known)}"


def source_of(url: str, year: str = "") -> str:
    """A source as host and year, as a link for a browser that has internet; empty where there is none."""
    if not url.startswith(("https://", "http://")):
        return plain(year)
    host = url.split("/")[2].removeprefix("www.")
    # Markdown ends a link at ">" or a space, data must not.
    safe = (
        url.replace(">", "%3E").replace("<", "%3C").replace(" ", "%20").replace("\n", "").replace("\\", "%5C")
    )
    return f"[{plain(f'{host}, {year}' if year else host)}](<{safe}>)"


def period_of(node: Node) -> str:
    """From when to when an item holds, in words that stand alone; empty where neither is known."""
    since, until = node.year("since"), node.year("until")
    if since and until:
        return str(since) if since == until else f"{since}–{until}"
    if since:
        return _("since {year}", year=since)
    return _("until {year}", year=until) if until else ""


def hand_on(parameters: Mapping[str, str]) -> None:
    """The address of this view with a button that copies it."""
    with st.popover(_("Hand on"), icon=":material/link:"):
        st.caption(
            _("This address opens the same page with the same filters for everybody who can reach it:")
        )
        place = str(st.context.url or "").split("?")[0]
        st.code(f"{place}?{urlencode(parameters)}", language=None, wrap_lines=True)


def listed(plan: Plan, uids: Sequence[str], most: int) -> str:
    """Titles of items in one line of Markdown, at most ``most`` of them, then how many more there are."""
    named = ", ".join(name_of(plan, uid, 44) for uid in uids[:most])
    return f"{named} +{len(uids) - most}" if len(uids) > most else named


def row(key: str) -> DeltaGenerator:
    """A row that print does not break; the style sheet knows it by its key."""
    return st.container(gap=None, key=f"zn-row {key}")


def heading(text: str) -> None:
    """A heading that print keeps with what follows."""
    with st.container(key=f"zn-head {text}"):
        st.markdown(f"**{plain(text)}**")


def _chosen(key: str) -> None:
    chosen = st.session_state[key]
    if chosen:
        show(str(chosen))
