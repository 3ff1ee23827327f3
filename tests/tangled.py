"""Made plans in which nothing is regular: for tests that compare answers, not for ones that count by hand."""

from __future__ import annotations

import random
from itertools import chain

from explorer.model import Plan
from tests.plans import small_plan

_SPANS = ["", "; since=2010", "; until=2016", "; since=2008; until=2012", "; since=2012; until=2020",
          "; since=2015; until=2015"]  # fmt: skip
_SURE = ["documented", "reading", "reading", "proposed"]
_AMOUNTS = ["", "; budget_eur=0", "; budget_eur=1000", "; budget_eur=1234.56", "; budget_eur=99999.99",
            "; budget_eur=0.1"]  # fmt: skip


def tangled_plan(seed: int, code: str = "tangled", *, measures: int = 30) -> Plan:
    """Every kind of item and link, years on all of them, parents in several lines, proposals, missing values.

    The codes are G1..5, F1..3, O1..8, U1..9 (departments), M1.., B1..4 (decisions); the same for the same ``seed``.
    """
    dice = random.Random(seed)
    lines: list[str] = []
    goals, fields, operatives, units, works, decisions = (
        [f"{letter}{i}" for i in range(1, size + 1)]
        for letter, size in (("G", 5), ("F", 3), ("O", 8), ("U", 9), ("M", measures), ("B", 4))
    )

    def item(label: str, name: str, *said: str) -> None:
        sure = dice.choice(_SURE) if label in ("OperativeGoal", "Measure") else "documented"
        lines.append(f"{label} {name} {label} {name}; certainty={sure}{dice.choice(_SPANS)}{''.join(said)}")

    def link(source: str, type_: str, target: str, said: str = "") -> None:
        lines.append(f"{source} {type_} {target}; certainty={dice.choice(_SURE)}{dice.choice(_SPANS)}{said}")

    def some(codes: list[str], most: int) -> list[str]:
        return dice.sample(codes, dice.randint(0, min(most, len(codes))))

    def role() -> str:
        return dice.choice(["; role=lead", "; role=partner"])

    for i, name in enumerate(goals):
        item("StrategicGoal", name, "" if i == 3 else f"; number={i + 1}; title_en=Goal {name}")
    for name in fields:
        item("FieldOfAction", name)
    for name in operatives:
        item("OperativeGoal", name, dice.choice(["; level=operative_goal", "; level=programme_goal", ""]))
    item("OperativeGoal", "O0", "; level=proposal")
    operatives.append("O0")
    for name in units:
        item("Department", name, "; kind=Abteilung")
    for name in works:
        status = dice.choice(["; status=running", "; status=completed", "; status=planned", ""])
        item("Measure", name, dice.choice(_AMOUNTS), status)
    for name in decisions:
        item("Decision", name, dice.choice(["; date=2012", "; date=2015-12-17", ""]))
    for name in goals:
        for field in some(fields, 2):
            link(name, "PURSUED_IN", field, dice.choice(["; intensity=1", "; intensity=3", ""]))
    for name in operatives:
        for goal in some(goals, 2):
            link(name, "DERIVED_FROM", goal)
    for name in works:
        for goal in some(goals, 3):
            link(
                name, "SERVES", goal, dice.choice(["; contribution=primary", "; contribution=secondary", ""])
            )
        for operative in some(operatives, 2):
            link(name, "IMPLEMENTS", operative)
        for other in some([w for w in works if w != name] + goals + operatives, 1):
            link(name, "INFLUENCES", other, dice.choice(["; score=-3", "; score=1"]))
    for name in chain(operatives, works):
        for field in some(fields, 2):
            link(name, "IN_FIELD", field)
        for unit in some(units, 2):
            link(unit, "RESPONSIBLE_FOR", name, role())
    for i, unit in enumerate(units[1:], 1):
        for parent in some(units[:i], 2):
            link(unit, "PART_OF", parent)
        for goal in some(goals, 1):
            link(unit, "NOT_CONCERNED", goal)
    for codes in (goals, operatives, works, units):
        for before, after in zip(codes[::3], codes[1::3], strict=False):
            link(before, "SUCCEEDED_BY", after, dice.choice(["", "; note=renamed"]))
    for name in decisions:
        for target in some([*goals, *fields, *operatives, *works, *units], 4):
            link(name, "DECIDES", target)
    return small_plan(*lines, code=code)
