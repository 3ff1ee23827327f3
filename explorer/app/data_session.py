"""What one browser is about to load: the file and what was said about it, kept over reruns and other pages."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from explorer.app import session
from explorer.app.data_view import code_from
from explorer.app.data_work import Asked, Looked, Upload, look_into
from explorer.exchange.mapping import ImportMapping
from explorer.i18n import _
from explorer.model import Plan
from explorer.picture.changes import changes_scene
from explorer.picture.scene import Scene
from explorer.store import plan_codes, read_plan
from explorer.years.compare import Comparison

_WORK = "data work"
#: The steps of the way in, counted as they are shown.
FILE, COLUMNS, REPORT, LOAD = 1, 2, 3, 4
#: Items that the picture of a load shows one by one; the rest is counted.
_IN_PICTURE = 60


@dataclass
class Work:
    """A load on its way. ``step`` 0: the first one that has something to decide."""

    new: bool = False
    title: str = ""
    code: str = ""
    upload: Upload | None = None
    sheet: str = ""
    header_row: int = 0
    mapping: ImportMapping | None = None
    step: int = 0
    remove: bool = False
    #: Uploads so far: the box for files forgets a file only if it becomes another box.
    round: int = 0
    _stamp: object = None
    _looked: Looked | None = None
    _scene: tuple[object, Scene] | None = None

    def take(self, upload: Upload | None) -> None:
        """Start anew with a file, or without one."""
        self.upload, self.mapping, self.sheet, self.header_row = upload, None, "", 0
        self.step, self.remove = 0, False
        self._stamp = self._looked = self._scene = None
        self.round += 1

    def asked(self, taken: dict[str, int]) -> Asked:
        """How the file is to be read; a new plan that nobody named is called as the file."""
        if not self.new:
            plan = session.whole_plan()
            return Asked(plan.code, str(plan.properties["title"]), self.sheet, self.header_row, self.mapping)
        title = self.title or (self.upload.stem if self.upload else "")
        code = self.code or code_from(title, taken)
        return Asked(code, title, self.sheet, self.header_row, self.mapping)

    def looked(self) -> Looked | None:
        """What came out of the file; it is read again only if the file, its reading or the plan changed."""
        if self.upload is None:
            return None
        revisions = {str(row["code"]): int(row["revision"]) for row in plan_codes(session.store())}
        asked = self.asked(revisions)
        stamp = (self.upload.digest, asked, tuple(sorted(revisions.items())))
        if self._looked is None or self._stamp != stamp:
            with st.spinner(_("Reading the file ...")):
                self._looked = look_into(
                    self.upload,
                    asked,
                    lambda code: known_plan(code, revisions),
                    self._looked.book if self._looked else None,
                )
            self._stamp, self._scene = stamp, None
        return self._looked

    def scene(self, comparison: Comparison, *, english: bool) -> Scene:
        """The picture of what a load would change; it is drawn once for each comparison and language."""
        stamp = (self.remove, english)
        if self._scene is None or self._scene[0] != stamp:
            self._scene = (stamp, changes_scene(comparison, english=english, most=_IN_PICTURE))
        return self._scene[1]


def work() -> Work:
    """The load that this browser is about to make."""
    found = st.session_state.get(_WORK)
    if not isinstance(found, Work):
        found = st.session_state[_WORK] = Work()
    return found


def forget() -> None:
    """Start anew, with no file."""
    round_ = work().round
    st.session_state[_WORK] = Work(round=round_ + 1)


def go(step: int) -> None:
    """Open a step. Called in callbacks only."""
    work().step = step


def known_plan(code: str, revisions: dict[str, int]) -> Plan | None:
    """The plan with this code as the store holds it, or None."""
    if code not in revisions:
        return None
    return session.whole_plan() if code == session.plan_code() else read_plan(session.store(), code)
