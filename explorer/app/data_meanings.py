"""What a column of somebody's file may mean, in the words of the page, and which columns want a second look."""

from __future__ import annotations

from dataclasses import dataclass

from explorer import words
from explorer.exchange.mapping import (
    FIELD,
    GOALS,
    GOALS_PRIMARY,
    GOALS_SECONDARY,
    IGNORED,
    LEAD,
    MARK,
    OPERATIVE,
    PARTNER,
    PERIOD,
    SHAPES,
    Column,
    ImportMapping,
    Shape,
)
from explorer.i18n import N_, _
from explorer.model import LABELS, Plan

_WORDS = {
    IGNORED: N_("– is not read –"),
    LEAD: N_("Department in charge"),
    PARTNER: N_("Departments that take part"),
    FIELD: N_("Field of action"),
    OPERATIVE: N_("Operative goal"),
    GOALS: N_("Strategic goals, several in a cell"),
    GOALS_PRIMARY: N_("Primary goals, several in a cell"),
    GOALS_SECONDARY: N_("Secondary goals, several in a cell"),
    PERIOD: N_("Period (from–to)"),
}
_OF_MEASURE = {"title": N_("Title of the measure"), "code": N_("Code of the measure")}
#: Properties of a measure that a table of somebody's own may hold; certainty is asked for nowhere else.
_PROPERTIES = tuple(p.name for p in LABELS["Measure"].properties)
_SHAPES: dict[str, str] = {
    "matrix": N_("Matrix: a row for each measure, a column for each goal"),
    "list": N_("List: a row for each measure, goals together in one cell"),
    "template": N_("Our template"),
}
#: The label of the items that a meaning names.
LABEL_OF = {
    LEAD: "Department",
    PARTNER: "Department",
    FIELD: "FieldOfAction",
    OPERATIVE: "OperativeGoal",
    GOALS: "StrategicGoal",
    GOALS_PRIMARY: "StrategicGoal",
    GOALS_SECONDARY: "StrategicGoal",
}


@dataclass(frozen=True)
class Meaning:
    """One entry of the list to choose from: a meaning, and for a goal's column which goal."""

    meaning: str
    item: str = ""


def shapes() -> tuple[Shape, ...]:
    """The shapes that people may choose; a template is recognised by itself."""
    return tuple(shape for shape in SHAPES if shape != "template")


def shape_word(shape: str) -> str:
    """What a shape is, in a sentence."""
    return _(_SHAPES[shape])


def meanings(mapping: ImportMapping, known: Plan | None) -> list[Meaning]:
    """All that a column may mean: nothing, the measure itself, what it is linked with, one goal each."""
    goals = sorted(
        known.of("StrategicGoal") if known else [], key=lambda node: (node.year("number") or 0, node.code)
    )
    codes = [node.code for node in goals]
    codes += [c.item for c in mapping.columns if c.meaning == MARK and c.item and c.item not in codes]
    first = [Meaning(name) for name in (IGNORED, "title", LEAD, PARTNER, FIELD, OPERATIVE)]
    marks = [Meaning(MARK, code) for code in (*dict.fromkeys(codes), "")]
    several = [Meaning(name) for name in (GOALS, GOALS_PRIMARY, GOALS_SECONDARY, PERIOD)]
    own = [Meaning(name) for name in _PROPERTIES if name != "title"]
    found = [*first, *marks, *several, *own]
    others = [Meaning(c.meaning, c.item) for c in mapping.columns]
    return list(dict.fromkeys([*found, *others]))


def meaning_of(column: Column) -> Meaning:
    """What a column means now."""
    return Meaning(column.meaning, column.item if column.meaning == MARK else "")


def meaning_word(meaning: Meaning, known: Plan | None, *, english: bool = False) -> str:
    """What people read in the list."""
    if meaning.meaning == MARK:
        if not meaning.item:
            return _("A goal, called as the heading (marked by x)")
        node = known.nodes.get(f"{known.code}/{meaning.item}") if known else None
        title = node.title_in(english=english) if node else meaning.item
        number = node.text("number") if node else ""
        return _("Goal {goal} (marked by x)", goal=" ".join(filter(None, [number, title])))
    text = _WORDS.get(meaning.meaning) or _OF_MEASURE.get(meaning.meaning)
    return _(text) if text else words.property_name(meaning.meaning)


def to_check(mapping: ImportMapping) -> list[Column]:
    """The columns whose meaning was only guessed."""
    return [column for column in mapping.columns if column.guessed]


def certain(mapping: ImportMapping) -> list[Column]:
    """The columns that are read and were no guess."""
    return [column for column in mapping.columns if column.meaning and not column.guessed]


def unread(mapping: ImportMapping) -> list[Column]:
    """The columns that are not read, guessed or not; the empty ones without a heading are left out."""
    return [c for c in mapping.columns if not c.meaning and not c.guessed and c.heading.strip()]
