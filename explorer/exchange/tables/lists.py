"""Several names in one cell, taken apart: departments, fields and goals as people string them together."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from explorer.exchange.tables.designations import designation, plain
from explorer.exchange.tables.names import Names
from explorer.exchange.tables.values import mark

_HARD = re.compile(r"\s*[;\n|]\s*")
_SOFT = re.compile(r"\s*(?:,|/|&|\+)\s*|\s+(?:und|u\.|sowie|and)\s+")
_LEAD_SIGN = re.compile(
    r"\s*\((?:ff|f|fed\.?|federf\w*|lead)\.?\)|^(?:ff|federführung|federführend)\s*[:.]\s*", re.IGNORECASE
)
_PARTNER_SIGN = re.compile(
    r"\s*\((?:mw|m|mitw\w*\.?|bet\.?|beteil\w*\.?|unterst\w*\.?|partner)\)|^(?:mit|mitwirkung|beteiligt)\s*:\s*",
    re.IGNORECASE,
)
_ALL = frozenset({"alle", "alle ziele", "alle strategischen ziele", "all", "all goals"})
_GOAL_WORDS = re.compile(
    r"\b(?:strategische[sn]?|strat)?\.?\s*(?:ziele?n?|sz|goals?)\b\.?(?:\s*(?:nr|nrn)\b\.?)?", re.IGNORECASE
)
_RANGE = re.compile(r"(\d{1,2})\s*(?:-|–|—|bis)\s*(\d{1,2})")


@dataclass(frozen=True)
class Piece:
    """One of the names in a cell, and what signs beside it say: a role or a contribution, empty for nothing."""

    text: str
    sign: str = ""


def names_in(text: str, names: Names, alone: Container[str] = ()) -> list[Piece]:
    """The names in a cell: whole if it is one name, else at semicolons, line breaks and `` / ``.

    Commas, slashes and "und" stand inside of names too; they divide only if every part is a name of its own:
    one that is known, a number, or (``alone``, as plain texts) one that fills another cell.
    """
    pieces: list[Piece] = []
    for part in [text] if _is_name(text, names) else _HARD.split(text):
        part = re.sub(r"^(?:[-–•*·]\s+)", "", part).strip(" ,;")
        if not part:
            continue
        if _is_name(_bare(part), names):
            pieces.append(_signed(part))
            continue
        for slashed in re.split(r"\s+/\s+", part):
            whole = _bare(slashed)
            parts = [p for p in _SOFT.split(slashed) if p.strip()]
            halves = re.fullmatch(r"(\d{1,3})\.(\d{1,3})", whole)
            if _is_name(whole, names):
                pieces.append(_signed(slashed))
            elif halves and all(names.find(half).item for half in halves.groups()):
                # Excel makes the number 51.53 of "51,53".
                pieces += [Piece(half) for half in halves.groups()]
            elif len(parts) > 1 and all(_stands_alone(_bare(p), names, alone) for p in parts):
                pieces += [_signed(p) for p in parts]
            else:
                pieces.append(_signed(slashed))
    return [piece for piece in pieces if piece.text]


def goals_in(text: str, goals: Names) -> list[Piece]:
    """The strategic goals in a cell: ``1; 4; (6)``, ``Ziel 1 und 4``, ``1-3``, ``alle``, codes or titles.

    What stands in brackets, or is called secondary, is ``secondary``.
    """
    if all_goals(text) and goals.known:
        return [Piece(goal.code) for goal in goals.known]
    if _is_name(text, goals):
        return [Piece(text)]
    pieces: list[Piece] = []
    for part in _HARD.split(text):
        part = re.sub(r"^(?:[-–•*·]\s+)", "", part).strip(" ,;")
        numbers = _numbers(part)
        if not part:
            continue
        if goals.with_code(part):
            pieces.append(Piece(part))
        elif numbers:
            pieces += numbers
        elif _is_name(_unweighted(part), goals):
            pieces.append(_weighted(part))
        else:
            parts = [p.strip() for p in _SOFT.split(part) if p.strip()]
            named = len(parts) > 1 and all(_is_name(_unweighted(p), goals) for p in parts)
            pieces += [_weighted(p) for p in parts] if named else [_weighted(part)]
    return pieces


def all_goals(text: str) -> bool:
    """Whether a cell says "all of them"."""
    return plain(text) in _ALL


def _numbers(text: str) -> list[Piece]:
    """The goals of a cell that holds nothing but their numbers."""
    bare = re.sub(r"\b(?:und|u\.|sowie|and)(?=\s|$)", ";", _GOAL_WORDS.sub(" ", text))
    # Excel makes the number 1.4 of "1,4".
    bare = re.sub(r"(?<=\d)\.(?=\d)", ";", bare).replace(".", " ")
    bare = re.sub(r"\b(?:SZ|Z|SG)\s*(?=\d)", "", bare, flags=re.IGNORECASE)
    bare = _RANGE.sub(lambda found: ";".join(map(str, range(int(found[1]), int(found[2]) + 1)[:20])), bare)
    if not re.fullmatch(r"[\s;,/&+()\d]*\d[\s;,/&+()\d]*", bare) or re.search(r"\d{3}", bare):
        return []
    return [
        Piece(found[2], "secondary" if found[1] else "")
        for found in re.finditer(r"(\(\s*(?:\d{1,2}[\s;,/&+]+)*)?(\d{1,2})", _spread(bare))
    ]


def _spread(text: str) -> str:
    """Brackets around several numbers put around each of them."""
    return re.sub(r"\(([^()]*)\)", lambda found: re.sub(r"(\d{1,2})", r"(\1)", found[1]), text)


def _unweighted(text: str) -> str:
    found = re.fullmatch(r"\((.+)\)", text)
    text = found[1] if found else text
    return re.sub(
        r"\s*\((?:primär|sekundär|neben\w*|haupt\w*|teilweise|indirekt|direkt|[xXnNhHsSpP])\)$", "", text
    ).strip()


def _weighted(text: str) -> Piece:
    bare = _unweighted(text)
    if bare == text:
        return Piece(text)
    sign = text.replace(bare, "", 1).strip(" ()")
    read = mark(sign).value if sign else "secondary"
    return Piece(bare, "secondary" if read == "secondary" or sign.casefold().startswith("n") else "primary")


def _bare(text: str) -> str:
    return _PARTNER_SIGN.sub("", _LEAD_SIGN.sub("", text)).strip()


def _signed(text: str) -> Piece:
    sign = "lead" if _LEAD_SIGN.search(text) else "partner" if _PARTNER_SIGN.search(text) else ""
    return Piece(_bare(text).strip(" ,;"), sign)


def _is_name(text: str, names: Names) -> bool:
    return names.answered(text) or names.find(text).item is not None


def _stands_alone(text: str, names: Names, alone: Container[str]) -> bool:
    if _is_name(text, names) or plain(text) in alone:
        return True
    said = designation(text, names.label)
    if names.label != "Department":
        return False
    return bool(said.number and (said.kind or not said.title)) or bool(re.search(r"\wamt$", text))
