"""Texts in somebody's file that nobody understood for sure, what they may stand for, and what people said."""

from __future__ import annotations

from dataclasses import dataclass

from explorer import words
from explorer.app.data_meanings import LABEL_OF
from explorer.app.data_view import Group
from explorer.app.data_work import Looked
from explorer.exchange.mapping import MARK, NEW
from explorer.exchange.problems import Problem
from explorer.exchange.tables.names import Names, alike
from explorer.i18n import _
from explorer.model import LABELS, Plan

#: Meaning -> the codes that a text under it may stand for, where these are not items of the plan.
_CODES = {
    MARK: ("primary", "secondary", ""),
    **{p.name: p.choices for p in LABELS["Measure"].properties if p.choices},
}
#: What names items: the meanings of columns, and the title of a measure itself.
_LABELS = {**LABEL_OF, "title": "Measure"}


@dataclass(frozen=True)
class Unknown:
    """A text under columns of one meaning: where it stands, the codes it may stand for, what is chosen (or None).

    ``names`` are the offered items as the report names them; they may be new in the file. ``near``: whether the
    first one is so like the text that it is probably meant.
    """

    meaning: str
    text: str
    places: str = ""
    offered: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    near: bool = False
    chosen: str | None = None


def unknown_values(looked: Looked) -> list[Unknown]:
    """What is to be asked: texts that the report complains about, errors first, and those answered before."""
    mapping = looked.mapping
    if mapping is None:
        return []
    found: dict[tuple[str, str], list[Problem]] = {}
    for one in looked.problems:
        meaning, text = str(one.details.get("meaning_of") or ""), str(one.details.get("text") or "")
        if text and (meaning in _LABELS or meaning in _CODES):
            found.setdefault((meaning, text), []).append(one)
    asked = []
    for (meaning, text), some in found.items():
        places = Group("error", "", "", "", tuple(some)).places()
        offers = some[0].details.get("offers") or ()
        offered = tuple(str(code) for code in offers) if isinstance(offers, tuple) else ()
        names = tuple(str(some[0].details.get("near") or "").split("; "))
        near = bool(offered) and _is_near(text, _LABELS.get(meaning, ""), offered[0], names[0], looked.known)
        # What is only warned of becomes a new item unless somebody says otherwise.
        usual = NEW if meaning in _LABELS and all(p.severity != "error" for p in some) else None
        asked.append(
            Unknown(
                meaning,
                text,
                places,
                offered,
                names,
                near,
                mapping.values.get(meaning, {}).get(text, usual),
            )
        )
    answered = [
        Unknown(meaning, text, chosen=code)
        for meaning, some_values in mapping.values.items()
        for text, code in some_values.items()
        if (meaning, text) not in found and (meaning in _LABELS or meaning in _CODES)
    ]
    return [*asked, *answered]


def choices(one: Unknown, known: Plan | None) -> list[str]:
    """What a text may stand for: the nearest items, a new one, all others by title; or the codes of its meaning."""
    if one.meaning in _CODES:
        return list(_CODES[one.meaning])
    nodes = sorted(
        known.of(_LABELS[one.meaning]) if known else [], key=lambda node: (node.title.lower(), node.code)
    )
    return list(dict.fromkeys([*one.offered, NEW, *(node.code for node in nodes)]))


def choice_word(one: Unknown, code: str, known: Plan | None, *, english: bool = False) -> str:
    """How the list names one of the ``choices``."""
    if one.meaning in _CODES:
        return words.code(code) if code else _("nothing: leave the cell out")
    if code == NEW:
        return _("+ a new one, called so")
    node = known.nodes.get(f"{known.code}/{code}") if known else None
    named = next((name for name in one.names if name.split(" ")[0] == code), code)
    title = f"{node.title_in(english=english)} ({code})" if node else named
    return _("{title} (nearest)", title=title) if one.near and code == one.offered[0] else title


def _is_near(text: str, label: str, code: str, name: str, known: Plan | None) -> bool:
    """Whether an offered item is like the text, and not just one of all that there are."""
    if label and known:
        return code in {item.code for item in Names(label, known.of(label)).near(text)}
    return alike(name.removeprefix(code), text)
