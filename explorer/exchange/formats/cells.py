"""Cells of CSV files: text that a spreadsheet would run as a formula is made harmless, and comes back exactly."""

from __future__ import annotations

from explorer.model import Value

#: What a spreadsheet takes as the beginning of a formula, and what makes it skip to one.
_RISKY = frozenset("=+-@＝＋－＠\t\r\n")
#: From here on floats are written with an exponent; below, whole amounts as people write them.
_WHOLE = 1e15


def as_written(value: Value) -> str:
    """A property's value as a cell: empty for none, numbers with a decimal point, text behind an apostrophe if risky.

    ``as_meant`` gives back every text that was written so.
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < _WHOLE else repr(value)
    if isinstance(value, int):
        return str(value)
    # A text that begins as if it had been guarded is guarded too, or it would lose its own apostrophe.
    return f"'{value}" if _is_risky(value) or _is_guarded(value) else value


def as_meant(cell: str) -> str:
    """The text of a cell without the one apostrophe that guards it."""
    return cell[1:] if _is_guarded(cell) else cell


def _is_risky(text: str) -> bool:
    return text[:1] in _RISKY or text.lstrip()[:1] in _RISKY


def _is_guarded(text: str) -> bool:
    return text[:1] == "'" and (text[1:2] == "'" or _is_risky(text[1:]))
