"""Small plans of every shape for Hypothesis: what they say can be read as a plan, and written as files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from hypothesis import strategies as st

from explorer.coverage import Scope
from explorer.model import CERTAINTIES, STATUSES, Plan, uid_of
from tests.plans import plan_folder, small_plan

#: Years that plans and scopes have to do with; few, so that they meet.
YEARS = (2010, 2013, 2016)
GOALS, FIELDS, OPERATIVES, MEASURES, UNITS = (
    tuple(f"{letter}{i}" for i in range(1, size + 1))
    for letter, size in (("G", 4), ("F", 3), ("O", 4), ("M", 10), ("U", 6))
)
#: In every plan, so that something is covered deeply: nobody doubts it and it holds in all years.
CHAIN = ("U1 RESPONSIBLE_FOR M1", "M1 IMPLEMENTS O1", "O1 DERIVED_FROM G1")


_NOTHING = st.just("")
_SURE = st.sampled_from(("", "", "; certainty=reading", "; certainty=proposed"))
_SPANS = st.sampled_from(("", "", "", "; since=2013", "; until=2013", "; since=2011; until=2014"))
_STATUSES = st.sampled_from(("", "; status=running", *(f"; status={status}" for status in STATUSES)))
_LEVELS = st.sampled_from(("", "; level=operative_goal", "; level=proposal"))
_ROLES = st.sampled_from(("; role=lead", "; role=lead", "; role=partner"))
_REASONS = st.sampled_from(("; reason=not ours", "; reason=done by the state"))


@dataclass(frozen=True)
class Sketch:
    """A plan as the lines that ``tests.plans`` reads; codes are those of this module."""

    lines: tuple[str, ...]

    def plan(self, code: str) -> Plan:
        """The plan under this code, as a store takes it."""
        return small_plan(*self.lines, code=code)

    def folder(self, path: Path, code: str) -> Path:
        """The same plan as CSV files in a new folder."""
        return plan_folder(path, *self.lines, code=code)

    def and_(self, *lines: str) -> Sketch:
        """The plan with more lines."""
        return Sketch((*self.lines, *lines))

    def changed(self, item: str, old: str, new: str) -> Sketch:
        """The plan with another text in the line of one item."""
        return Sketch(
            tuple(line.replace(old, new) if line.split(" ")[1] == item else line for line in self.lines)
        )

    def has(self, code: str) -> bool:
        """Whether there is an item with this code."""
        return any(line.split(" ")[1] == code for line in self.lines)


def sketches() -> st.SearchStrategy[Sketch]:
    """Plans of up to 4 goals, 3 fields, 4 operative goals, 10 measures and 6 departments, linked at random."""
    return st.builds(Sketch, _lines())


def scopes() -> st.SearchStrategy[Scope]:
    """What may count; its fields are codes until ``scoped`` makes them uids of a plan."""
    return st.builds(
        Scope,
        year=st.sampled_from((0, 0, *YEARS)),
        statuses=st.sampled_from(
            ((), (), ("running",), ("planned", "running"), ("unknown", "ended"), ("completed",))
        ),
        certainty=st.sampled_from(CERTAINTIES),
        fields=st.sampled_from(((), (), ("F1",), ("F1", "F2"))),
        partners=st.booleans(),
    )


def scoped(scope: Scope, code: str) -> Scope:
    """A scope of ``scopes()`` for the plan with this code."""
    return replace(scope, fields=tuple(uid_of(code, field) for field in scope.fields))


@st.composite
def _lines(draw: st.DrawFn) -> tuple[str, ...]:
    goals, fields, operatives, measures, units = (
        codes[: draw(st.integers(least, len(codes)))]
        for codes, least in ((GOALS, 1), (FIELDS, 0), (OPERATIVES, 1), (MEASURES, 1), (UNITS, 1))
    )
    lines = [f"StrategicGoal {code} Goal{draw(_SPANS)}; number={code[1:]}" for code in goals if code != "G1"]
    lines += [f"FieldOfAction {code} Field{draw(_SPANS)}" for code in fields]
    lines += [
        f"OperativeGoal {code} Aim{draw(_SPANS)}{draw(_SURE)}{draw(_LEVELS)}"
        for code in operatives
        if code != "O1"
    ]
    lines += [
        f"Measure {code} Work{draw(_SPANS)}{draw(_SURE)}{draw(_STATUSES)}"
        for code in measures
        if code != "M1"
    ]
    lines += [f"Department {code} Unit; kind=Abteilung{draw(_SPANS)}" for code in units if code != "U1"]
    lines += [
        "StrategicGoal G1 Goal; number=1",
        "OperativeGoal O1 Aim; level=operative_goal",
        "Measure M1 Work; status=running",
        f"Department U1 Unit; kind={draw(st.sampled_from(('Dezernat', 'Dezernat', 'Verwaltung')))}",
        *CHAIN,
    ]

    def some(
        sources: tuple[str, ...],
        type_: str,
        targets: tuple[str, ...],
        most: int,
        own: st.SearchStrategy[str] = _NOTHING,
    ) -> None:
        pairs = [pair for pair in product(sources, targets) if f"{pair[0]} {type_} {pair[1]}" not in CHAIN]
        if pairs:
            size = min(most, len(pairs))
            chosen = draw(st.lists(st.sampled_from(pairs), unique=True, min_size=size // 4, max_size=size))
            lines.extend(
                f"{source} {type_} {target}{draw(_SURE)}{draw(_SPANS)}{draw(own)}"
                for source, target in chosen
            )

    some(measures, "SERVES", goals, 10)
    some(measures, "IMPLEMENTS", operatives, 8)
    some(operatives, "DERIVED_FROM", goals, 6)
    some(units, "RESPONSIBLE_FOR", measures, 14, _ROLES)
    some(units, "RESPONSIBLE_FOR", operatives, 4, _ROLES)
    some(measures, "IN_FIELD", fields, 8)
    some(operatives, "IN_FIELD", fields, 4)
    some(goals, "PURSUED_IN", fields, 3)
    some(units, "NOT_CONCERNED", goals, 4, _REASONS)
    some(operatives, "NOT_CONCERNED", goals, 3, _REASONS)
    # Parts come after what they are part of, so no unit is above itself; two parents are a shared part.
    above = [(below, unit) for i, unit in enumerate(units) for below in units[i + 1 :]]
    if above:
        chosen = draw(st.lists(st.sampled_from(above), unique=True, min_size=len(units) // 3, max_size=7))
        lines.extend(f"{below} PART_OF {unit}{draw(_SURE)}{draw(_SPANS)}" for below, unit in chosen)
    return tuple(lines)
