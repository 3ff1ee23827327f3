"""What a single cell of somebody's table says: its text, an amount, a mark."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from typing import Generic, TypeVar

from explorer.exchange.book import CellValue
from explorer.exchange.problems import Place, Problem, Severity, problem_at
from explorer.i18n import N_, number

T = TypeVar("T")


@dataclass(frozen=True)
class Complaint:
    """What is odd about a cell, without its place; all texts are message ids."""

    severity: Severity
    what: str
    remedy: str
    meaning: str = ""
    details: Mapping[str, object] = field(default_factory=dict)

    def at(self, place: Place, **details: object) -> Problem:
        """The problem that this is at a place."""
        return problem_at(
            place,
            self.what,
            self.remedy,
            severity=self.severity,
            meaning=self.meaning,
            **{**self.details, **details},
        )


@dataclass(frozen=True)
class Reading(Generic[T]):
    """What a cell was read as (None: it says nothing, or is an error), and what is to be said about that."""

    value: T | None = None
    complaint: Complaint | None = None


_NO_BUDGET = N_("The measure would be without a budget.")


def text_of(cell: CellValue) -> str:
    """A cell as people see it: 51.0 is 51, a date is 01.03.2015, line breaks stay, blanks around it go."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, float):
        return str(int(cell)) if math.isfinite(cell) and cell == int(cell) else repr(cell)
    if isinstance(cell, datetime | date):
        return cell.strftime("%d.%m.%Y")
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    return _clean(str(cell))


@lru_cache(maxsize=1 << 15)
def _clean(cell: str) -> str:
    text = unicodedata.normalize("NFC", cell).replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"[\u200b\ufeff\u00ad]", "", text).replace("\u00a0", " ").replace("\u202f", " ")
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def _listed(line: str, separator: str | None = None) -> frozenset[str]:
    return frozenset(line.split(separator))


_NOTHING = _listed(
    ".|-|–|—|--|/|?|k.a.|ka|n.n.|nn|n.a.|na|n/a|offen|noch offen|keine angabe|keine angaben|unbekannt|tbd|"
    "entfällt|s.u.",
    "|",
)
_FREE = frozenset({"keine", "kostenneutral", "haushaltsneutral", "kostenfrei", "ohne", "none"})
_UNITS = (
    (re.compile(r"(mrd|milliarden?|billion|bn)\.?"), 1_000_000_000),
    (re.compile(r"(mio|mill|millionen|million|m)\.?"), 1_000_000),
    (re.compile(r"(tsd|tausend|thousand|t|k|te)\.?"), 1_000),
)
_ABOUT = re.compile(
    r"^(ca\.?|circa|rd\.?|rund|etwa|ungefähr|geschätzt|gesch\.|~|≈|über|mehr als|mindestens|mind\.|bis zu|"
    r"max\.?|maximal|höchstens|about|approx\.?|up to)\s*"
)
_YEARLY = re.compile(r"\s*(/\s*(jahr|a|j\.)|p\.\s?a\.?|pro jahr|je jahr|jährlich|jhrl\.?|a year|per year)$")
_CURRENCY = re.compile(r"€|\beuro?s?\b|(?<=\bt)eur?\b|(?<=\bk)eur\b")
_AMOUNT_LIKE = re.compile(r"[+−–-]?\d[\d.,'’ ]*")


def amount(cell: CellValue, factor: int = 1) -> Reading[float]:
    """An amount in euros: ``1.234.567,89 €``, ``1,2 Mio. €``, ``120 T€``, ``ca. 5.000``; never below zero.

    ``1.234`` is one thousand two hundred thirty-four, as a German writes it. ``factor`` is what the column's
    heading says about numbers without a unit: 1000 for "Kosten in T€".
    """
    if isinstance(cell, bool):
        return Reading(None, _no_amount(str(cell)))
    if isinstance(cell, int | float):
        return _not_negative(float(cell) * factor, text_of(cell))
    if isinstance(cell, datetime | date | time):
        return Reading(
            None,
            Complaint(
                "error",
                N_("A date stands here ({value}), not an amount."),
                N_("Format the cell as a number in Excel and write the amount again."),
                _NO_BUDGET,
                details={"value": text_of(cell)},
            ),
        )
    shown = text_of(cell)
    text = re.sub(r"\s+", " ", shown.casefold())
    if _nothing(text):
        return Reading()
    if text in _FREE:
        return Reading(
            0.0, _hint(N_("“{value}” was read as 0 €."), N_("Empty the cell if no budget is known."), shown)
        )
    plain = _CURRENCY.sub(" ", text).strip()
    yearly = _YEARLY.search(plain)
    plain = _YEARLY.sub("", plain).strip()
    about = _ABOUT.match(plain)
    plain = _ABOUT.sub("", plain).strip()
    plain = re.sub(r",[-–—]{1,2}$", "", plain)
    if len(_AMOUNT_LIKE.findall(re.sub(r"^[-−–]", "", plain))) > 1:
        return Reading(
            None,
            Complaint(
                "error",
                N_("“{value}” names several amounts; a measure has one budget."),
                N_("Write one amount, e.g. 7500, and put the rest into the description."),
                _NO_BUDGET,
                details={"value": shown},
            ),
        )
    read = _number_with_unit(plain, factor)
    if read is None:
        return Reading(None, _no_amount(shown))
    value, odd = read
    if value < 0 or math.isinf(value):
        return _not_negative(value, shown)
    if yearly:
        return Reading(
            value,
            Complaint(
                "warning",
                N_("“{value}” is an amount a year; {read} € were taken as the budget."),
                N_("Write the whole amount if the budget is meant for the whole time."),
                N_("Sums of budgets add it up as the amount for the whole time."),
                details={"value": shown, "read": number(value)},
            ),
        )
    if about:
        return Reading(
            value,
            _hint(
                N_("“{value}” was taken as {read} €."),
                N_("Write the exact amount if it is known."),
                shown,
                value,
            ),
        )
    if odd and re.search(r"\d,\d{3}(?!\d)", plain):
        # No amount has three digits of cents: an English thousand is as likely, and a thousand times as much.
        return Reading(
            None,
            Complaint(
                "error",
                N_("“{value}” can be {read} € or a thousand times as much."),
                N_(
                    "Write the amount without a mark, e.g. 1234, or with two digits behind the comma, e.g. 1234,50."
                ),
                _NO_BUDGET,
                {"value": shown, "read": number(value)},
            ),
        )
    if odd:
        return Reading(
            value,
            _hint(
                N_("“{value}” was read as {read} €: a comma is the decimal mark, a dot divides thousands."),
                N_("Write it without a mark if another amount is meant, e.g. 1234."),
                shown,
                value,
            ),
        )
    return Reading(value)


Mark = str

_PRIMARY = _listed(
    "x xx xxx x! xx! ✓ ✔ ☑ ☒ ✗ ✘ ✕ × ● • ⬤ ■ ◆ ♦ ★ * + ++ +++ 1 ja yes j y wahr true p primär primary haupt "
    "hauptziel direkt stark hoch voll erfüllt"
)
_SECONDARY = _listed(
    "(x) [x] (xx) (✓) (✔) (●) (•) (1) (+) (ja) o ○ ◦ ◯ ◐ ◑ ◇ ☆ 2 3 teilweise teilw. teilw teils tw. tw z.t. bedingt "
    "indirekt sekundär secondary s neben nebenziel mittel gering schwach partly"
)
_NO_MARK = _listed("0 nein no n false falsch ☐ □ nicht kein keine ohne leer")
#: What says nothing, but may have been meant to say something one day.
_UNDECIDED = _listed("? offen unbekannt tbd")
_FOOTNOTE = re.compile(r"(?<=[x✓✔●•○o)!])\s*(\*+|[¹²³⁴⁵⁶⁷⁸⁹]+|\d\))$")


def mark(cell: CellValue, answers: Mapping[str, str] | None = None) -> Reading[Mark]:
    """``primary`` for x, ✓, ●, 1, ja and the like, ``secondary`` for (x), o, ○, 2, 3, teilweise; else nothing.

    A number is a rank: 1 comes first, 2 and 3 come after it. ``answers`` may say otherwise for single texts
    (text -> ``primary``, ``secondary`` or empty for nothing).
    """
    shown = text_of(cell)
    if answers and shown in answers:
        return Reading(answers[shown] or None)
    text = re.sub(r"\s+", "", _FOOTNOTE.sub("", shown.casefold()))
    text = text.replace("╳", "x").replace("х", "x")  # the last one is Cyrillic, and looks the same
    if _nothing(text) or text in _NO_MARK:
        return Reading(None, _undecided(shown) if text in _UNDECIDED else None)
    if text in _PRIMARY:
        return Reading("primary")
    if text in _SECONDARY:
        return Reading("secondary")
    return Reading(
        None,
        Complaint(
            "error",
            N_("“{value}” is no mark."),
            N_("Write x (primary), (x) (secondary), or leave the cell empty."),
            N_("A column of a goal only says whether a measure serves it."),
            {"value": shown},
        ),
    )


def _undecided(shown: str) -> Complaint:
    return Complaint(
        "hint",
        N_("“{value}” counts as no mark."),
        N_("Write x (primary) or (x) (secondary) once it is decided."),
        details={"value": shown},
    )


def says_nothing(cell: CellValue) -> bool:
    """Whether a cell is empty, or says that nothing is to be said: a dash, ``k. A.``, ``offen``."""
    return _nothing(text_of(cell).casefold())


def _nothing(text: str) -> bool:
    return not text or text.replace(". ", ".") in _NOTHING


def _hint(what: str, remedy: str, shown: str, read: float | None = None) -> Complaint:
    details: dict[str, object] = {"value": shown}
    if read is not None:
        details["read"] = number(read)
    return Complaint("hint", what, remedy, details=details)


def _no_amount(shown: str) -> Complaint:
    return Complaint(
        "error",
        N_("“{value}” is no amount."),
        N_("Write the amount in euros in digits, e.g. 12500 or 1,2 Mio. €, or empty the cell."),
        _NO_BUDGET,
        details={"value": shown},
    )


def _not_negative(value: float, shown: str) -> Reading[float]:
    if not math.isfinite(value):
        return Reading(None, _no_amount(shown))
    if value < 0:
        return Reading(
            None,
            Complaint(
                "error",
                N_("{value} is below zero; a budget is not."),
                N_(
                    "Write what the measure costs without a minus sign; empty the cell if it only brings money in."
                ),
                N_("It would lower the sum of the other budgets."),
                details={"value": shown},
            ),
        )
    return Reading(value)


def unit_in(heading: str) -> int:
    """What a number below this heading counts in euros: 1000 for "Kosten in T€" and "Budget (TEUR)", else 1."""
    found = re.search(r"\b(T€|TEUR|Tsd|Tausend|k€|kEUR|Mio|Millionen|Mrd)(?!\w)", heading, re.IGNORECASE)
    if not found:
        return 1
    unit = found[1].casefold().rstrip("€").removesuffix("eur")
    return next(size for pattern, size in _UNITS if pattern.fullmatch(unit))


def _number_with_unit(text: str, factor: int) -> tuple[float, bool] | None:
    """The number and whether it could be understood in another way."""
    negative = (
        bool(re.match(r"^[-−–]", text))
        or bool(re.search(r"\d\s*[-−–]$", text))
        or bool(re.fullmatch(r"\(.*\)", text))
    )
    text = text.strip("()+-−– ")
    found = re.fullmatch(r"([\d.,'’ ]*\d)\s*([^\d\s.,][^\d]*)?", text)
    if not found:
        return None
    if found[2]:
        unit = found[2].strip()
        factor = next((size for pattern, size in _UNITS if pattern.fullmatch(unit)), 0)
        if not factor:
            return None
    read = german_number(found[1])
    if read is None:
        return None
    value, odd = read
    if factor > 1:
        # 1.234 Mio. may be a billion and more, or a million and more; 1,234 Mio. is clear.
        odd = (odd and "," not in found[1]) or bool(re.fullmatch(r"\d{1,3}\.\d{3}", found[1].strip()))
    return (-1 if negative else 1) * round(value * factor, 2), odd


def german_number(text: str) -> tuple[float, bool] | None:
    """A number as Germans write it (``1.234,5``), or else as the English do; and whether it could be another."""
    text = re.sub(r"(?<=\d)[ '’](?=\d{3})", "", text.strip())
    if re.fullmatch(r"\d+", text):
        return float(text), False
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", text) and ("," in text or text[:2] != "0."):
        return float(text.replace(".", "").replace(",", ".")), False
    if re.fullmatch(r"\d{1,3}(,\d{3}){2,}(\.\d+)?|\d{1,3}(,\d{3})+\.\d+", text):
        return float(text.replace(",", "")), False
    if re.fullmatch(r"\d+,\d+", text):
        return float(text.replace(",", ".")), bool(re.fullmatch(r"[1-9]\d{0,2},\d{3}", text))
    if re.fullmatch(r"\d+\.\d+", text):
        return float(text), False
    return None
