"""What the page of data says about a file, apart from how it is drawn: its target, its problems, its changes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

from explorer import words
from explorer.exchange.problems import SEVERITIES, Problem, Severity
from explorer.i18n import N_, Language, _, _n, speaking
from explorer.model import LABELS, PLAN_PROPERTIES, Link, Node, Plan
from explorer.picture.changes import state_word
from explorer.picture.palette import CHANGES
from explorer.years.compare import STATES, Compared, ComparedLink, Comparison, State

#: Name in the address of the section that is open, and the sections.
PART = "part"
PARTS: dict[str, str] = {
    "in": N_("Load"),
    "out": N_("Export"),
    "plans": N_("Plans"),
    "backup": N_("Back up"),
    "log": N_("Changes"),
}

STATE_SYMBOLS: dict[State, str] = {state: CHANGES["light"][state].symbol for state in STATES}
SEVERITY_SYMBOLS: dict[Severity, str] = {"error": "✕", "warning": "!", "hint": "i"}

#: Properties that only a plan has.
_OF_PLAN = {"description_en": N_("English description"), "latest_year": N_("Latest plan year")}
_LONGEST_CODE = 40
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_PLACES_NAMED = 3


def part_of(params: Mapping[str, str]) -> str:
    """The section that the address asks for; the first one if it asks for none that there is."""
    asked = params.get(PART, "")
    return asked if asked in PARTS else next(iter(PARTS))


def code_from(title: str, taken: Collection[str]) -> str:
    """A code for a plan with this title that none of ``taken`` has: ``Köln 2030`` is ``koeln-2030``."""
    plain = (
        unicodedata.normalize("NFKD", title.lower().translate(_UMLAUTS)).encode("ascii", "ignore").decode()
    )
    code = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_CODE].strip("-") or "plan"
    made, number = code, 1
    while made in taken:
        number += 1
        made = f"{code}-{number}"
    return made


@dataclass(frozen=True)
class Group:
    """One thing that is wrong, and all the problems that say it; people mend it once."""

    severity: Severity
    what: str
    meaning: str
    remedy: str
    problems: tuple[Problem, ...]

    def places(self, most: int = _PLACES_NAMED) -> str:
        """Where it stands: ``Matrix: C7, C9, C12 and 37 more``."""
        wheres = list(dict.fromkeys(one.where for one in self.problems))
        named: dict[str, list[str]] = {}
        for one in self.problems[:most]:
            named.setdefault(one.where, []).append(_within(one))
        said = "; ".join(
            f"{where}: {', '.join(filter(None, some))}" if any(some) else where
            for where, some in named.items()
            if where in wheres
        )
        more = len(self.problems) - most
        return _n("{said} and {count} more", "{said} and {count} more", more, said=said) if more > 0 else said


def grouped(problems: Iterable[Problem]) -> list[Group]:
    """The problems, those that say the same together; errors first, then warnings, then hints."""
    found: dict[tuple[Severity, str, str, str], list[Problem]] = {}
    for one in problems:
        what, remedy = one.told()
        found.setdefault((one.severity, what, one.means(), remedy), []).append(one)
    groups = [Group(*said, tuple(some)) for said, some in found.items()]
    return sorted(groups, key=lambda group: SEVERITIES.index(group.severity))


def severity_word(severity: Severity, count: int) -> str:
    """``3 errors``."""
    if severity == "error":
        return _n("{count} error", "{count} errors", count)
    if severity == "warning":
        return _n("{count} warning", "{count} warnings", count)
    return _n("{count} hint", "{count} hints", count)


def problem_headings() -> list[str]:
    """The headings of the report as a table."""
    return [
        _("Weight"),
        _("Sheet or file"),
        _("Row"),
        _("Cell"),
        _("Column"),
        _("What is wrong"),
        _("What it means"),
        _("How to mend it"),
    ]


def problem_rows(problems: Iterable[Problem], lang: Language | None = None) -> list[list[str]]:
    """The report as a table, a row a problem."""
    names = {"error": _("error", lang), "warning": _("warning", lang), "hint": _("hint", lang)}
    rows = []
    for one in problems:
        what, remedy = one.told(lang)
        row = str(one.row) if one.row else ""
        rows.append(
            [names[one.severity], one.where, row, one.cell, one.column, what, one.means(lang), remedy]
        )
    return rows


def count_rows(comparison: Comparison) -> list[tuple[str, dict[State, int]]]:
    """How many items of each kind, and how many links, a load would add, change, remove and leave alone."""
    rows = [(words.kind(label, 2), comparison.counts(label)) for label in LABELS if comparison.of(label)]
    links = comparison.link_counts()
    return [*rows, (_("Links"), links)] if any(links.values()) else rows


def total(comparison: Comparison) -> dict[State, int]:
    """Items and links together, by state."""
    items, links = comparison.counts(), comparison.link_counts()
    return {state: items[state] + links[state] for state in STATES}


def change_headings() -> list[str]:
    """The headings of the list of changes."""
    return ["", _("What"), _("Code"), _("Title"), _("What changes")]


class Changes:
    """What a load would do, as rows to read: items first, then links, each with what it was and becomes."""

    def __init__(self, comparison: Comparison, *, english: bool = False) -> None:
        self._english = english
        self._comparison = comparison
        self._titles = {
            uid: one.node.title_in(english=english) for one in comparison.items for uid in one.uids
        }

    def of(self, states: Collection[State]) -> list[Compared | ComparedLink]:
        """All that is in one of these states."""
        items = [one for one in self._comparison.items if one.state in states]
        return [*items, *(two for two in self._comparison.links if two.state in states)]

    def row(self, one: Compared | ComparedLink) -> list[str]:
        """One of them as a row under ``change_headings``."""
        state = f"{STATE_SYMBOLS[one.state]} {state_word(one.state, years=False)}"
        if isinstance(one, Compared):
            node = one.node
            title = node.title_in(english=self._english)
            return [state, words.kind(node.label), node.code, title, _item_change(one)]
        link = one.link
        sentence = " ".join([self._title(link.source), words.link(link.type), self._title(link.target)])
        return [state, _("Link"), "", sentence, _link_change(one)]

    def _title(self, uid: str) -> str:
        return _("“{title}”", title=self._titles.get(uid, uid))


class Rows(Sequence[list[str]]):
    """The rows of all these changes, told in ``lang`` when somebody takes them: a large load has many thousands."""

    def __init__(self, told: Changes, found: Sequence[Compared | ComparedLink], lang: Language) -> None:
        self._told, self._found, self._lang = told, found, lang

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, place: int) -> list[str]: ...
    @overload
    def __getitem__(self, place: slice) -> list[list[str]]: ...
    def __getitem__(self, place: int | slice) -> list[str] | list[list[str]]:
        return self._rows[place]

    @cached_property
    def _rows(self) -> list[list[str]]:
        with speaking(self._lang):
            return [self._told.row(one) for one in self._found]


def old_and_new(before: Node | Link, after: Node | Link, names: Iterable[str]) -> str:
    """What becomes of these properties: ``Status: planned → running; Budget: none → €500``."""
    return "; ".join(
        _(
            "{name}: {old} → {new}",
            name=words.property_name(name),
            old=words.value(name, before.properties.get(name)) or _("(empty)"),
            new=words.value(name, after.properties.get(name)) or _("(empty)"),
        )
        for name in names
    )


def plan_changes(known: Plan | None, after: Plan) -> list[str]:
    """What becomes of the plan's own title, description and years: ``Title: Plan → Plan 2030``."""
    if known is None:
        return []
    return [
        _(
            "{name}: {old} → {new}",
            name=_(_OF_PLAN[p.name]) if p.name in _OF_PLAN else words.property_name(p.name),
            old=str(known.properties.get(p.name) or "") or _("(empty)"),
            new=str(after.properties.get(p.name) or "") or _("(empty)"),
        )
        for p in PLAN_PROPERTIES
        if (known.properties.get(p.name) or "") != (after.properties.get(p.name) or "")
    ]


def headline(counts: Mapping[State, int]) -> str:
    """What a load would do in one sentence."""
    said = [
        sentence
        for state, sentence in (
            ("added", _n("{count} new", "{count} new", counts["added"])),
            ("changed", _n("{count} changed", "{count} changed", counts["changed"])),
            ("gone", _n("{count} removed", "{count} removed", counts["gone"])),
        )
        if counts[state]  # type: ignore[index]
    ]
    return ", ".join(said)


def examples(values: Sequence[str], most: int = 3) -> str:
    """The first different values of a column, shortened, in one line."""
    found = list(dict.fromkeys(" ".join(value.split()) for value in values if value.strip()))
    return " · ".join(f"{one[:28]}…" if len(one) > 30 else one for one in found[:most])


def _within(one: Problem) -> str:
    if one.cell:
        return one.cell
    row = _("row {row}", row=one.row) if one.row else ""
    return ", ".join(filter(None, [row, one.column]))


def _item_change(one: Compared) -> str:
    if one.before is None or one.after is None:
        return ""
    return old_and_new(one.before, one.after, one.changed)


def _link_change(one: ComparedLink) -> str:
    if one.before is None or one.after is None:
        return ""
    names = [
        name
        for name, value in one.after.properties.items()
        if name != "confirmed" and (value or None) != (one.before.properties.get(name) or None)
    ]
    return old_and_new(one.before, one.after, names)
