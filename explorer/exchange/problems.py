"""What a check says about a file: where, how serious, what is wrong, what it means, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NoReturn

from explorer.errors import BadPlan
from explorer.i18n import N_, Language, _

#: An error stops the load; a warning says what a load would do that was perhaps not meant; a hint may be ignored.
Severity = Literal["error", "warning", "hint"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")


@dataclass(frozen=True)
class Place:
    """Where something stands in the file as people see it.

    ``where`` is the file or sheet, ``row`` counts as a spreadsheet does (0: the whole table), ``column`` is the
    heading that stands there, ``cell`` the spreadsheet's own name for it (``C7``; empty for text files).
    """

    where: str
    row: int = 0
    column: str = ""
    cell: str = ""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong or worth knowing. All texts are message ids, filled from ``details``.

    ``what`` says what is wrong, ``meaning`` what that leads to (may be empty), ``remedy`` how to mend it.
    """

    where: str
    row: int
    column: str
    what: str
    remedy: str
    details: dict[str, object] = field(default_factory=dict)
    severity: Severity = "error"
    meaning: str = ""
    cell: str = ""

    def told(self, lang: Language | None = None) -> tuple[str, str]:
        """What is wrong and how to mend it, in the current language (or ``lang``)."""
        return _(self.what, lang, **self.details), _(self.remedy, lang, **self.details)

    def means(self, lang: Language | None = None) -> str:
        """What it leads to, in the current language (or ``lang``); may be empty."""
        return _(self.meaning, lang, **self.details)


def problem_at(
    place: Place,
    what: str,
    remedy: str,
    *,
    severity: Severity = "error",
    meaning: str = "",
    **details: object,
) -> Problem:
    """A problem at a place; ``details`` fill the placeholders of all three texts."""
    return Problem(place.where, place.row, place.column, what, remedy, details, severity, meaning, place.cell)


def counts(problems: Iterable[Problem]) -> dict[Severity, int]:
    """How many errors, warnings and hints there are."""
    found = [one.severity for one in problems]
    return {severity: found.count(severity) for severity in SEVERITIES}


def refuse(problems: Iterable[Problem]) -> NoReturn:
    """Raise ``BadPlan`` with these problems, of which at least one is an error."""
    found = tuple(problems)
    raise BadPlan(
        N_("The plan has errors ({count}); nothing was written."),
        N_("Mend the places listed and try again."),
        found,
        count=sum(one.severity == "error" for one in found),
    )


#: Row and column name of a ``Source`` -> where that came from; column "" stands for the whole row.
Places = Mapping[tuple[int, str], Place]
