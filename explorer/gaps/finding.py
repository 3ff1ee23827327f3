"""One finding: what it is about, whom it concerns, and its sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from explorer.gaps.kinds import KINDS, Text
from explorer.i18n import Language, _, language, number
from explorer.model import Plan
from explorer.words import title_of

#: Quotation marks that stand within others, as each language writes them.
_INNER = {"de": str.maketrans("„“”", "‚‘‘"), "en": str.maketrans("„“”", "‘‘’")}


@dataclass(frozen=True)
class Finding:
    """One finding: its kind and group (of ``KINDS`` and ``GROUPS``), and the uids it is about, the subject first.

    ``departments`` are those it concerns, the first one foremost; none: the plan as a whole. ``level`` is 0 for what
    "n of m" counts, and more for parts of a department, whose gaps the department itself need not have. ``pairs`` is
    what can be marked as left out on purpose (a department or operative goal, and a goal), ``reason`` why it was.
    ``link`` is the key of a link. ``values`` are what else the sentences name.
    """

    kind: str
    group: str
    items: tuple[str, ...]
    departments: tuple[str, ...] = ()
    goal: str = ""
    level: int = 0
    link: tuple[str, str, str] | None = None
    pairs: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def subject(self) -> str:
        """The uid of what the finding is about."""
        return self.items[0]

    @property
    def department(self) -> str:
        """The uid of the department that it concerns foremost; empty for the plan as a whole."""
        return self.departments[0] if self.departments else ""

    @property
    def key(self) -> str:
        """What tells it from every other finding, the same on every run."""
        return " ".join((self.kind, *(self.link or self.items)))

    @property
    def is_about_plan(self) -> bool:
        """Whether it says that something in the plan should be otherwise; not so what is unknown or meant."""
        return self.group not in ("knowledge", "meant")

    @property
    def is_gap(self) -> bool:
        """Whether something is missing: a forward or a backward gap."""
        return self.group in ("forward", "backward")

    def why(self, plan: Plan, lang: Language | None = None) -> str:
        """One sentence that says why it is one; titles come from ``plan``."""
        kind = KINDS[self.kind]
        if self.values.get("reading"):
            return (
                self._told(kind.why, plan, lang)
                + " "
                + _("Our reading sees more, but no source says so.", lang)
            )
        unknown = self.group == "knowledge" and kind.missing
        return self._told(kind.missing if unknown else kind.why, plan, lang)

    def remedy(self, plan: Plan, lang: Language | None = None) -> str:
        """One sentence that says what would close it."""
        if self.values.get("reading"):
            return _("Look for a source of what our reading says, and note it.", lang)
        return self._told(KINDS[self.kind].remedy, plan, lang)

    def _told(self, text: Text, plan: Plan, lang: Language | None) -> str:
        said: dict[str, object] = {
            name: quoted(plan, str(self.values[name]), lang)
            for name in ("measure", "other", "changed")
            if name in self.values
        }
        said["item"] = named(plan, self.subject, lang)
        said["goal"] = named(plan, self.goal, lang)
        said["department"] = named(plan, self.department, lang)
        said["reason"] = self.reason
        if "count" in self.values:
            said["count"] = number(self.values["count"], lang)
        if "of" in self.values:
            said["of"] = _("{count} of {all}", lang, count=said["count"], all=number(self.values["of"], lang))
        if isinstance(text, tuple):
            text = text[0] if self.values["count"] == 1 else text[1]
        return _(text, lang, **said)


def named(plan: Plan, uid: str, lang: Language | None = None) -> str:
    """An item as a sentence names it: a goal with its number, a department without quotation marks."""
    node = plan.nodes.get(uid)
    if node is not None and node.label == "Department":
        return title_of(plan, uid, lang)
    if node is not None and node.label == "StrategicGoal" and node.text("number"):
        return _(
            "Goal {number} “{title}”",
            lang,
            number=node.text("number"),
            title=_within(title_of(plan, uid, lang), lang),
        )
    return quoted(plan, uid, lang)


def quoted(plan: Plan, uid: str, lang: Language | None = None) -> str:
    """An item's title in quotation marks."""
    return _("“{title}”", lang, title=_within(title_of(plan, uid, lang), lang))


def _within(text: str, lang: Language | None) -> str:
    """Quotation marks as they are written within quotation marks."""
    return text.translate(_INNER[lang or language()])
