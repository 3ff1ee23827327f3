"""Step four of reading in: what a load would do to the plan, as counts, list and picture; and the load itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from explorer.app import notices, session
from explorer.app.data_session import Work, forget
from explorer.app.data_view import (
    STATE_SYMBOLS,
    Changes,
    Rows,
    change_headings,
    count_rows,
    headline,
    plan_changes,
    total,
)
from explorer.app.data_work import Looked, with_all_checked
from explorer.app.editing import editor_name, may_edit, read_only_note, remember, undo_bar
from explorer.app.pages import path_of
from explorer.app.panel import picture
from explorer.app.tables import downloads
from explorer.app.text import plain
from explorer.errors import BadPlan, Refusal
from explorer.i18n import _, _n, language, number, told
from explorer.model import Plan
from explorer.picture.changes import state_word
from explorer.store import save_plan
from explorer.store.edits import changes
from explorer.years.compare import STATES, Comparison, State

_DONE, _FAILED = "data loaded", "data load failed"
_AT_ONCE, _MORE = 15, 60
_COLOURS: dict[State, str] = {"added": "green", "changed": "orange", "gone": "red", "same": "gray"}


@dataclass(frozen=True)
class Done:
    """A load that was made: of which plan, to which revision, what it did, and whether it can be taken back."""

    code: str
    revision: int
    counts: Mapping[State, int]
    undoable: bool


def load(now: Work, looked: Looked) -> None:
    """What would be new, changed, removed and left alone; and the button that does it."""
    failed = notices.kept(_FAILED)
    if isinstance(failed, Refusal):
        _refused(failed)
    after, comparison = _chosen(now, looked)
    counts = total(comparison)
    own = plan_changes(looked.known, after)
    touched = counts["added"] + counts["changed"] + counts["gone"] + len(own)
    left, right = st.columns([4, 7], gap="large")
    with left:
        _counts(comparison)
        if own:
            st.markdown("**" + _("The plan itself") + "**  \n" + "  \n".join(map(plain, own)))
        _removal(now, looked)
        _button(now, looked, after, touched)
    with right:
        if touched > len(own):
            _what(now, comparison)
        elif not own:
            st.info(
                _("The file says the same as the plan: there is nothing to load."), icon=":material/task_alt:"
            )


def result() -> bool:
    """Show what this browser loaded last, how to take it back and where to look at it; whether there is such a load.

    It goes when somebody closes it, takes it back or changes the plan otherwise.
    """
    done = st.session_state.get(_DONE)
    plan = session.whole_plan()
    if not isinstance(done, Done) or (done.code, done.revision) != (plan.code, plan.revision):
        st.session_state.pop(_DONE, None)
        return False
    with st.container(border=True, key="zn-loaded", gap="small"):
        if done.undoable:
            undo_bar()
        else:
            title = str(
                (plan.properties.get("title_en") if session.english() else "") or plan.properties["title"]
            )
            head = _("Loaded into {title}:", title=plain(title))
            st.markdown(f":material/check_circle: **{head}** {plain(headline(done.counts))}")
        st.page_link(
            path_of("explore"),
            label=_("Look at it in the picture"),
            icon=":material/hub:",
            query_params=session.common_params(),
        )
    return True


def _chosen(now: Work, looked: Looked) -> tuple[Plan, Comparison]:
    """What the plan becomes and how that differs, with or without removal."""
    assert looked.after is not None
    if now.remove and looked.known is not None:
        found = looked.removing
        if not isinstance(found, BadPlan):
            return found
        _refused(found)
    return looked.after, looked.comparison


def _counts(comparison: Comparison) -> None:
    """A table: a row a kind, a column a state, as text of ours only."""
    all_ = total(comparison)
    states = [state for state in STATES if all_[state]]
    heads = [f"{STATE_SYMBOLS[state]} {state_word(state, years=False)}" for state in states]
    lines = [f"| | {' | '.join(heads)} |", f"|---|{'--:|' * len(states)}"]
    same = []
    for kind, found in count_rows(comparison):
        if sum(found.values()) == found["same"]:
            same.append(f"{number(found['same'])} {kind}")
            continue
        cells = [
            f":{_COLOURS[state]}[**{number(found[state])}**]" if found[state] and state != "same"
            else number(found[state]) if found[state] else "·"
            for state in states
        ]  # fmt: skip
        lines.append(f"| {plain(kind)} | {' | '.join(cells)} |")
    with st.container(key="zn-load-counts", gap="xsmall"):
        if len(lines) > 2:
            st.markdown("\n".join(lines))
        if same:
            st.caption(_("Unchanged: {what}", what=plain(", ".join(same))))


def _removal(now: Work, looked: Looked) -> None:
    if looked.known is None:
        st.caption(_("A new plan: nothing that is there is touched."))
        return
    found = looked.removing
    gone = 0 if isinstance(found, BadPlan) else total(found[1])["gone"]
    key = f"data remove {now.remove} {now.round} {session.language()}"
    st.toggle(
        _n(
            "Remove what the file does not list ({count})",
            "Remove what the file does not list ({count})",
            gone,
        ),
        value=now.remove and bool(gone),
        disabled=not gone,
        key=key,
        on_change=_removing,
        args=(now, key),
        help=_("Off: items and links of the plan that the file does not list stay as they are."),
    )


def _button(now: Work, looked: Looked, after: Plan, touched: int) -> None:
    if not may_edit():
        st.caption(read_only_note())
        return
    if not touched:
        return
    who = editor_name("data name")
    label = _("Create the plan") if looked.known is None else _("Load now")
    if st.button(label, type="primary", key="data load", icon=":material/save:"):
        _load(now, looked, after, touched, who)


def _load(now: Work, looked: Looked, after: Plan, touched: int, who: str) -> None:
    """Write it, with a bar; then the whole page again, since the list of plans on top may have grown."""
    bar = st.progress(0.0, _("Writing ..."))
    written = 0

    def progress(_name: str, rows: int) -> None:
        nonlocal written
        written += rows
        bar.progress(
            min(written / max(touched, 1), 1.0),
            _("Writing: {done} of {all}", done=number(min(written, touched)), all=number(touched)),
        )

    mapping = looked.mapping or (looked.incoming.mapping if looked.incoming else None)
    try:
        save_plan(
            session.store(),
            after,
            who=who,
            progress=progress,
            expected=looked.known.revision if looked.known else 0,
            # Whoever loads stands by what was guessed: next year nobody is asked again.
            mapping=with_all_checked(mapping).model_dump_json() if mapping else None,
        )
    except Refusal as refusal:
        notices.put(_FAILED, refusal)
        st.rerun()
    last = changes(session.store(), after.code, 1)[0]
    if last.can_be_undone:
        remember(last.uid)
    counts = total(_chosen(now, looked)[1])
    st.session_state[_DONE] = Done(after.code, last.revision, counts, last.can_be_undone)
    if after.code != session.plan_code():
        session.open_plan(after.code)
    forget()
    st.rerun()


def _what(now: Work, comparison: Comparison) -> None:
    shown = st.segmented_control(
        _("Show as"),
        ["list", "picture"],
        format_func=lambda name: _("List") if name == "list" else _("Picture"),
        default="list",
        required=True,
        key=f"data changes as {session.language()}",
        label_visibility="collapsed",
    )
    if shown == "picture":
        with st.spinner(_("Drawing the picture ...")):
            scene = now.scene(comparison, english=session.english())
        picture(
            scene,
            key="data canvas",
            place=f"data {now.round} {now.remove}",
            on_click=_nothing,
            on_open=_nothing,
            height=520,
        )
        return
    _list(now, comparison)


def _list(now: Work, comparison: Comparison) -> None:
    counts = total(comparison)
    there: list[State] = [state for state in ("changed", "gone", "added") if counts[state]]
    if len(there) > 1:
        picked = st.segmented_control(
            _("Show"),
            there,
            selection_mode="multi",
            format_func=lambda state: (
                f"{STATE_SYMBOLS[state]} {number(counts[state])} {state_word(state, years=False)}"
            ),
            default=there,
            key=f"data states {there} {now.round} {session.language()}",
            label_visibility="collapsed",
        )
        there = [state for state in there if state in picked] or there
    told_changes = Changes(comparison, english=session.english())
    found = [one for state in there for one in told_changes.of([state])]
    key = f"data changes shown {now.round}"
    most = int(st.session_state.get(key, _AT_ONCE))
    _rows([told_changes.row(one) for one in found[:most]], [one.state for one in found[:most]])
    if len(found) > most:
        st.button(
            _n("{count} more", "{count} more", len(found) - most),
            key=f"{key} more {most}",
            icon=":material/expand_more:",
            on_click=st.session_state.__setitem__,
            args=(key, most + _MORE),
        )
    downloads(change_headings(), Rows(told_changes, found, language()), "vergleich")


def _rows(rows: Sequence[Sequence[str]], states: Sequence[State]) -> None:
    with st.container(key="zn-changes", gap=None):
        for (state, kind, code, title, change), of in zip(rows, states, strict=True):
            head = f":{_COLOURS[of]}[**{plain(state)}**] {plain(kind)} {plain(code)} **{plain(title)}**"
            st.markdown(head + (f"  \n:gray[{plain(change)}]" if change else ""))


def _refused(refusal: Refusal) -> None:
    what, remedy = told(refusal)
    st.error(f"**{plain(what)}**  \n{plain(remedy)}", icon=":material/error:")


def _removing(now: Work, key: str) -> None:
    now.remove = bool(st.session_state[key])


def _nothing(_id: str) -> None:
    """A picture of what is not yet loaded leads nowhere."""
