"""What there is to decide for the next year of a plan, the decisions, and what they come to in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from explorer.errors import Refusal
from explorer.i18n import N_
from explorer.model import Node, Plan

Choice = Literal["carry", "end", "reword"]
#: What is decided about from year to year; goals, fields and departments stay until somebody edits them.
DECIDED = ("OperativeGoal", "Measure")

#: The years that a plan may have.
FIRST_YEAR, LAST_YEAR = 1800, 2200


@dataclass(frozen=True)
class Decision:
    """What becomes of one operative goal or measure; the wording and the code are those of its successor.

    What is None of the wording stays as it was; without a ``code`` the successor gets the old one with the year.
    """

    choice: Choice = "carry"
    title: str | None = None
    description: str | None = None
    target: str | None = None
    code: str = ""


@dataclass(frozen=True)
class NewItem:
    """A measure or operative goal that begins in the year; ``department`` (a uid) leads it, if one is named."""

    label: str
    title: str
    description: str = ""
    department: str = ""
    code: str = ""


@dataclass(frozen=True)
class Basis:
    """What there is to decide for a year.

    ``items`` are the operative goals and measures that the last year (``previous``; 0: none is known) hands on, in
    plan order; ``ending`` the uids of those that end before ``year`` anyway; ``coming`` what begins in it anyway.
    """

    year: int
    previous: int
    items: tuple[Node, ...]
    ending: frozenset[str]
    coming: tuple[Node, ...]


@dataclass(frozen=True)
class Balance:
    """How many operative goals and measures carry on, end, end as planned, are worded anew, and are new."""

    carried: int = 0
    ended: int = 0
    as_planned: int = 0
    reworded: int = 0
    new: int = 0


def latest_year(plan: Plan) -> int | None:
    """The year that a whole plan was last carried on to; else the last one that something began in, if any did."""
    known = plan.properties.get("latest_year")
    if isinstance(known, int) and known:
        return known
    return max((y for label in DECIDED for n in plan.of(label) if (y := n.year("since"))), default=None)


def basis(plan: Plan, year: int) -> Basis:
    """What there is to decide when a whole plan is carried on to ``year``; a ``Refusal`` for a year that cannot be."""
    latest = latest_year(plan)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal(
            N_("{year} is no year that a plan can have."),
            N_("Choose one from {first} to {last}."),
            year=year,
            first=FIRST_YEAR if latest is None else min(latest + 1, LAST_YEAR),
            last=LAST_YEAR,
        )
    if latest is not None and year <= latest:
        raise Refusal(
            N_("The plan has reached {latest} already; {year} is not after it."),
            N_("Choose {next} or later. To do {latest} over, take that change back first."),
            latest=latest,
            year=year,
            next=latest + 1,
        )
    previous = year - 1 if latest is None else latest
    nodes = [node for label in DECIDED for node in plan.of(label)]
    # Something may begin and end in years between the last one and this.
    items = [n for n in nodes if (n.year("until") or LAST_YEAR) >= previous and (n.year("since") or 0) < year]
    return Basis(
        year=year,
        previous=previous,
        items=tuple(items),
        ending=frozenset(n.uid for n in items if (n.year("until") or LAST_YEAR) < year),
        coming=tuple(n for n in nodes if n.year("since") == year),
    )


def balance(
    basis_: Basis, decisions: Mapping[str, Decision], new: Sequence[NewItem] = (), label: str = ""
) -> Balance:
    """What the decisions come to, of one label or of all; nothing is checked."""
    found: Counter[str] = Counter()
    for node in basis_.items:
        if not label or node.label == label:
            decision = decisions.get(node.uid)
            ends = node.uid in basis_.ending and (decision is None or decision.choice == "end")
            found["planned" if ends else decision.choice if decision else "carry"] += 1
    begin = [*(n.label for n in basis_.coming), *(item.label for item in new)]
    return Balance(
        carried=found["carry"],
        ended=found["end"],
        as_planned=found["planned"],
        reworded=found["reword"],
        new=sum(not label or one == label for one in begin),
    )
