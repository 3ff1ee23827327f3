"""Text as it should stand in a cell: without characters that nobody sees, and never with a formula's teeth."""

from __future__ import annotations

import re
import unicodedata

from explorer.errors import Refusal
from explorer.exchange.problems import Place
from explorer.i18n import N_

#: No cell of a plan is longer (a spreadsheet itself holds 32,767 characters).
LONGEST_CELL = 200_000
#: Text of all cells together.
LONGEST_BOOK = 100_000_000

_BLANKS = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "
)
_BREAKS = dict.fromkeys("\v\f\x85\u2028\u2029", "\n")
# Whatever is no letter, digit or mark of everyday texts is looked at one by one.
_ODD = re.compile("[^\n -~\u00a1-\u00ac\u00ae-\u024f\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac]")
# Excel writes characters that XML cannot hold, and its own line break, in this way.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# A formula that starts a program or fetches something; as text it waits for the next one who opens the file.
# Repetitions are bounded: a text of 200,000 characters must not cost more than a look.
_FETCHES = r"\b(?:DDE|DDEAUTO|WEBSERVICE|IMPORT(?:XML|DATA|FEED|HTML|RANGE))\s{0,9}\("
_CALLS = r"\b(?:CALL|EXEC|RTD|REGISTER(?:\.ID)?)\s{0,9}\("
_QUOTED = r"""\w\|\s?(?:'[^']{0,300}'|"[^"]{0,300}")!"""
_PROGRAM = r"""\w\|[^!\s'"]{1,99}![\w$'"]"""
_AS_FORMULA = re.compile(f"{_FETCHES}|{_CALLS}|{_QUOTED}|{_PROGRAM}", re.IGNORECASE)
# A dash also begins a point of a list.
_AS_TEXT = re.compile(f"{_FETCHES}|{_QUOTED}", re.IGNORECASE)


def cleaned(text: str, place: Place, escaped: bool = False) -> str | None:
    """The text without control characters and invisible ones, odd blanks as blanks; None if nothing is left.

    Line breaks and blanks at either end stay. ``escaped``: undo what Excel writes as ``_x000D_``. Refused with
    its ``place``: text over ``LONGEST_CELL`` and formulas that start programs.
    """
    if len(text) > LONGEST_CELL:
        refuse_cell(
            place,
            N_("{where} holds more than {limit} characters in one cell."),
            N_("Shorten the text of the cell, and load the file again."),
            limit=LONGEST_CELL,
        )
    if escaped and "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _ODD.sub(lambda found: _seen(found[0]), text)
    if is_command(text):
        refuse_cell(
            place,
            N_("{where} holds a formula that starts a program or fetches something from elsewhere."),
            N_("Replace the formula by its value, and load again. If it is not yours, ask whose it is."),
        )
    return text if text.strip() else None


def is_command(text: str, formula: bool = False) -> bool:
    """Whether this text, taken as a formula, would start a program or fetch something.

    ``formula``: it is one, written without the sign in front.
    """
    start = "=" if formula else text.lstrip()[:1]
    if start == "=":
        return _AS_FORMULA.search(text) is not None
    return start in ("+", "-", "@") and _AS_TEXT.search(text) is not None


def refuse_cell(place: Place, what: str, remedy: str, **details: object) -> None:
    """Refuse the file because of one cell; ``{where}`` in the texts becomes its sheet and name."""
    where = f"{place.where}!{place.cell or place.row}"
    raise Refusal(what, remedy, where=where, **details)


def _seen(character: str) -> str:
    if character in _BLANKS:
        return " "
    if character in _BREAKS:
        return "\n"
    # Cc, Cf, Cs: control characters, invisible marks of direction and joining, halves of characters.
    hidden = character != "\n" and unicodedata.category(character) in ("Cc", "Cf", "Cs")
    return "" if hidden or character in "\ufffe\uffff" else character
