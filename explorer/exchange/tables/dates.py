"""Years out of what people write about time: 2015-2018, seit 2012, 01.03.2015, März 2015, Excel's day numbers."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from explorer.exchange.book import CellValue
from explorer.exchange.tables.values import Complaint, Reading, says_nothing, text_of
from explorer.i18n import N_

#: Day 0 as Excel counts, its leap day of 1900 that never was included.
_EXCEL_ZERO = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)
_YEARS = range(1800, 2201)

_OPEN = re.compile(
    r"(fort)?laufend|dauerhaft|daueraufgabe|unbefristet|offen|permanent|fortlaufend|kontinuierlich|ständig|"
    r"dauermaßnahme|ongoing|open|heute|jetzt|sofort|ab sofort"
)
_POINT = re.compile(
    r"(?P<iso>\d{4})-\d{2}-\d{2}(?:[t ]\d{2}:\d{2}(?::\d{2})?)?"
    r"|\d{1,2}\.\s?\d{1,2}\.\s?(?P<day>\d{4}|\d{2})(?!\d)"
    r"|\d{1,2}/\d{1,2}/(?P<slash>\d{4})"
    r"|(?<![\d.])\d{1,2}\s?[./]\s?(?P<month>\d{4})(?!\d)"
    r"|(?P<first>(?:1[89]|2[012])\d{2})\s?[-–—/]\s?(?P<short>\d{2})(?![\d.])"
    r"|(?<!\d)(?P<year>(?:1[89]|2[012])\d{2})(?!\d)"
)
_FROM = re.compile(r"\b(seit|ab|von|vom|beginn|start|since|from)\b")
_UNTIL = re.compile(r"\b(bis|ende|until|to)\b")
_KNOWN_WORDS = re.compile(
    r"\b(seit|ab|von|vom|bis|zum|zu|ende|anfang|mitte|frühjahr|sommer|herbst|winter|beginn|start|since|from|until|to|"
    r"and|und|the|jahr|jahre|im|in|ff|f|ca|circa|etwa|rund|voraussichtlich|vorauss|geplant|spätestens|frühestens|"
    r"quartal|q|i|ii|iii|iv|hj|halbjahr|hälfte|januar|jänner|februar|märz|maerz|april|mai|juni|juli|august|"
    r"september|oktober|november|dezember|january|february|march|may|june|july|october|december|"
    r"jan|feb|mrz|mär|mar|apr|jun|jul|aug|sep|sept|okt|oct|nov|dez|dec|(fort)?laufend|offen|dauerhaft|heute|uhr)\b"
)


def year(cell: CellValue, *, last: bool = False) -> Reading[int]:
    """The year of a cell that holds one; of a period the first, or the last if ``last``."""
    direct = _direct(cell)
    if direct is not None:
        return direct
    found = period(cell)
    if found.value is None:
        return Reading(None, found.complaint)
    since, until = found.value
    taken = (until or since) if last else (since or until)
    if since and until and since != until:
        return Reading(
            taken,
            Complaint(
                "hint",
                N_("“{value}” is a period; {year} was taken."),
                N_("Write one year, or call the column “Laufzeit”."),
                details={"value": text_of(cell), "year": taken},
            ),
        )
    return Reading(taken, found.complaint)


def period(cell: CellValue) -> Reading[tuple[int | None, int | None]]:
    """The first and the last year (None: open) of a period: ``2015-2018``, ``seit 2012``, ``bis 2020``, ``2015``."""
    direct = _direct(cell)
    if direct is not None:
        one = direct.value
        return Reading((one, one) if one else None, direct.complaint)
    shown = text_of(cell)
    text = shown.casefold()
    if says_nothing(cell) or _OPEN.fullmatch(text.strip(" .")):
        return Reading()
    years: list[int] = []
    for point in _POINT.finditer(text):
        years += _years_of(point)
    if not years or len(years) > 2:
        return Reading(None, _no_year(shown, several=len(years) > 2))
    since, until = _ends(text, years)
    return Reading((since, until), _about(text, shown, since, until))


def _direct(cell: CellValue) -> Reading[int] | None:
    """A year that stands there as a number or a date; None if it is text."""
    if isinstance(cell, bool | time):
        return Reading(None, _no_year(text_of(cell)))
    if isinstance(cell, datetime | date):
        return Reading(cell.year)
    if isinstance(cell, str) and re.fullmatch(r"\s*\d{5}(\.0)?\s*", cell):
        cell = float(cell)
    if not isinstance(cell, int | float):
        return None
    shown = text_of(cell)
    if cell != cell or abs(cell) > 1e9:
        return Reading(None, _no_year(shown))
    number = int(cell)
    if number == cell and number in _YEARS:
        return Reading(number)
    if number in _SERIALS:
        day = _EXCEL_ZERO + timedelta(days=number)
        return Reading(
            day.year,
            Complaint(
                "hint",
                N_("{value} is Excel's number for {day}; {year} was taken."),
                N_("Format the cell as a date, or write the year."),
                details={"value": shown, "day": day.strftime("%d.%m.%Y"), "year": day.year},
            ),
        )
    if number == 0:
        return Reading()
    return Reading(None, _no_year(shown))


def _years_of(point: re.Match[str]) -> list[int]:
    if point["short"]:
        first = int(point["first"])
        second = first // 100 * 100 + int(point["short"])
        # 2015-03 is a month, 2010-12 are three years: nobody writes a period backwards.
        return [first, second] if second > first else [first]
    text = next(group for group in (point[n] for n in ("iso", "day", "slash", "month", "year")) if group)
    if len(text) == 2:
        return [2000 + int(text) if int(text) < 70 else 1900 + int(text)]
    return [int(text)]


def _ends(text: str, years: list[int]) -> tuple[int | None, int | None]:
    if len(years) == 2:
        return years[0], years[1]
    only = years[0]
    before, _year, after = text.rpartition(str(only)[-2:])
    if re.match(r"\s*(ff\b|f\b|[-–—]\s*$|[-–—]?\s*(bis\s+)?(auf weiteres|" + _OPEN.pattern + "))", after):
        return only, None
    if re.match(r"^\s*[-–—]", text) or (_UNTIL.search(before) and not re.search(r"\bende\b", before)):
        return None, only
    if re.search(r"\bbis\b", before):
        return None, only
    if _FROM.search(before):
        return only, None
    return only, only


def _about(text: str, shown: str, since: int | None, until: int | None) -> Complaint | None:
    """A hint if the cell says more than years."""
    rest = _KNOWN_WORDS.sub(" ", _POINT.sub(" ", text))
    if not re.search(r"[^\W\d_]{2,}", rest) and not re.search(
        r"\b(ca|circa|etwa|rund|voraussichtlich)\b", text
    ):
        return None
    read = " - ".join(str(end) for end in dict.fromkeys((since, until)) if end)
    return Complaint(
        "hint",
        N_("Of “{value}” only {read} was taken."),
        N_("Put what else is to be kept into the description."),
        details={"value": shown, "read": read},
    )


def _no_year(shown: str, *, several: bool = False) -> Complaint:
    return Complaint(
        "error",
        N_("“{value}” names several years.") if several else N_("“{value}” is no year."),
        N_("Write a year such as 2015, a period such as 2015-2018, or empty the cell."),
        N_("Without a year the measure would count in every year of the plan."),
        details={"value": shown},
    )
