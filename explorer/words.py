"""The words for what the database calls by code names: kinds, link types, statuses, certainties, properties."""

from __future__ import annotations

from explorer.i18n import N_, Language, _, day, euros, language, number
from explorer.model import Plan, Value

#: Label -> one, many.
_KINDS = {
    "StrategicGoal": (N_("Strategic goal"), N_("Strategic goals")),
    "FieldOfAction": (N_("Field of action"), N_("Fields of action")),
    "OperativeGoal": (N_("Operative goal"), N_("Operative goals")),
    "Measure": (N_("Measure"), N_("Measures")),
    "Department": (N_("Department"), N_("Departments")),
    "Decision": (N_("Decision"), N_("Decisions")),
}

#: Link type -> how it reads from its start, and from its end.
_LINKS = {
    "PURSUED_IN": (N_("pursued in the field"), N_("pursues the goal")),
    "IN_FIELD": (N_("belongs to the field"), N_("belongs here")),
    "DERIVED_FROM": (N_("derived from the goal"), N_("operative goals derived from it")),
    "IMPLEMENTS": (N_("implements the operative goal"), N_("implemented by")),
    "SERVES": (N_("serves the goal"), N_("served by")),
    "RESPONSIBLE_FOR": (N_("is responsible for"), N_("responsible")),
    "PART_OF": (N_("is part of"), N_("has the parts")),
    "INFLUENCES": (N_("influences"), N_("is influenced by")),
    "SUCCEEDED_BY": (N_("continued by"), N_("continues")),
    "NOT_CONCERNED": (N_("deliberately without"), N_("deliberately left out by")),
    "DECIDES": (N_("decides on"), N_("decided by")),
}

_CODES = {
    "documented": N_("documented"),
    "reading": N_("our reading"),
    "proposed": N_("proposal"),
    "planned": N_("planned"),
    "deliberated": N_("deliberated"),
    "decided": N_("decided"),
    "running": N_("running"),
    "completed": N_("completed"),
    "ended": N_("ended"),
    "unknown": N_("unknown"),
    "primary": N_("primary"),
    "secondary": N_("secondary"),
    "lead": N_("lead"),
    "partner": N_("partner"),
    "operative_goal": N_("operative goal"),
    "perspective_goal": N_("perspective goal"),
    "end_state": N_("end state"),
    "programme_goal": N_("goal of a programme"),
    "proposal": N_("proposal"),
}

#: The least certainty that still counts -> how a filter says so.
_DOWN_TO = {
    "documented": N_("documented only"),
    "reading": N_("with our reading"),
    "proposed": N_("with proposals"),
}

#: State of a cell in a matrix -> its word, and a sentence about it.
_STATES = {
    "deep": (N_("deep"), N_("The chain closes: goal, operative goal, running measure, lead department.")),
    "shallow": (
        N_("shallow"),
        N_("Something contributes, but the chain down to a running measure does not close."),
    ),
    "gap": (N_("gap"), N_("Nothing contributes here.")),
    "meant": (
        N_("left out on purpose"),
        N_("Nothing contributes here, and that is meant; the reason is noted."),
    ),
    "empty": (N_("none"), N_("No measure is in this status; that is no gap.")),
    "single": (N_("single measure"), N_("It hangs on one measure alone.")),
}

#: Side of a matrix -> its word, one and many.
_DIMENSIONS = {
    "department": (N_("Department"), N_("Departments")),
    "goal": (N_("Strategic goal"), N_("Strategic goals")),
    "field": (N_("Field of action"), N_("Fields of action")),
    "operative": (N_("Operative goal"), N_("Operative goals")),
    "status": (N_("Status"), N_("Status of the measures")),
}

_PROPERTIES = {
    "code": N_("Code"),
    "title": N_("Title"),
    "title_en": N_("English title"),
    "description": N_("Description"),
    "since": N_("Since"),
    "until": N_("Until"),
    "source_url": N_("Source"),
    "source_year": N_("Year of the source"),
    "certainty": N_("Certainty"),
    "number": N_("Number"),
    "level": N_("Level"),
    "year": N_("Year"),
    "target": N_("Target"),
    "baseline_year": N_("Baseline year"),
    "due_year": N_("Due"),
    "status": N_("Status"),
    "budget_eur": N_("Budget"),
    "indicator": N_("Indicator"),
    "kind": N_("Kind"),
    "date": N_("Date"),
    "body": N_("Body"),
    "paper": N_("Paper"),
    "result": N_("Result"),
    "revision": N_("Revision"),
    "updated_at": N_("Last change"),
    "note": N_("Note"),
    "contribution": N_("Contribution"),
    "role": N_("Role"),
    "score": N_("Score"),
    "intensity": N_("Intensity"),
    "reason": N_("Reason"),
}

_YEARLIKE = {"since", "until", "year", "baseline_year", "due_year", "number", "revision"}


def kind(label: str, count: int = 1, lang: Language | None = None) -> str:
    """The word for a label: ``Measure`` is "Maßnahme", and "Maßnahmen" for any count but one."""
    one, many = _KINDS.get(label, (label, label))
    return _(one if count == 1 else many, lang) if label in _KINDS else label


def link(type_: str, *, outgoing: bool = True, lang: Language | None = None) -> str:
    """How a link type reads from its start (``outgoing``) or from its end."""
    forth, back = _LINKS.get(type_, (type_, type_))
    return _(forth if outgoing else back, lang)


def code(value: str, lang: Language | None = None) -> str:
    """The word for a code of the model (a status, a certainty, a role, a level); anything else stays."""
    return _(_CODES[value], lang) if value in _CODES else value


def title_of(plan: Plan, uid: str, lang: Language | None = None) -> str:
    """The title of an item in the language where there is one; the word for a status, anything else as it is."""
    node = plan.nodes.get(uid)
    return code(uid, lang) if node is None else node.title_in(english=(lang or language()) == "en")


def state(name: str, lang: Language | None = None) -> str:
    """The word for a state of a matrix cell (``explorer.coverage.State``, or ``single``)."""
    return _(_STATES[name][0], lang)


def state_meaning(name: str, lang: Language | None = None) -> str:
    """One sentence that says what a state means, for legends."""
    return _(_STATES[name][1], lang)


def dimension(name: str, count: int = 1, lang: Language | None = None) -> str:
    """The word for a side of a matrix (``explorer.coverage.DIMENSIONS``)."""
    one, many = _DIMENSIONS[name]
    return _(one if count == 1 else many, lang)


def down_to(certainty: str, lang: Language | None = None) -> str:
    """How a filter says that links and items count down to this certainty."""
    return _(_DOWN_TO[certainty], lang)


def property_name(name: str, lang: Language | None = None) -> str:
    """The heading for a property."""
    return _(_PROPERTIES[name], lang) if name in _PROPERTIES else name


def value(name: str, given: Value, lang: Language | None = None) -> str:
    """A property's value as people write it; empty for none."""
    if given is None:
        return ""
    if name == "budget_eur" and isinstance(given, int | float):
        return euros(given, lang)
    if name == "date":
        return day(str(given), lang)
    if isinstance(given, int | float):
        return str(given) if name in _YEARLIKE else number(given, lang)
    return code(given, lang) if name in {"status", "certainty", "role", "level", "contribution"} else given
