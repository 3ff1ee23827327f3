"""A report as a PDF: our own Typst templates, the data beside them as JSON. Nothing of a plan is ever run as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import pyphen
import typst

from explorer.i18n import Language
from explorer.report.content import Report

#: Runs after which Typst forgets what they did not use again.
_REMEMBERED = 11
_TEMPLATES = Path(__file__).parent / "templates"
#: Letters in a row that the narrowest column of the matrix holds.
_LETTERS = 13
_SOFT_HYPHEN, _NO_BREAK, _MAY_BREAK = "\u00ad", "\u00a0", "\u200b"
_LONG = re.compile(rf"[^\W\d_]{{{_LETTERS + 1},}}")
#: Addresses and codes have no syllables; long ones may break after these signs.
_JOINED = re.compile(rf"\S{{{_LETTERS + 1},}}")
_AFTER = re.compile(r"(?<=\w)([/_.?&=#@:])(?=\w)")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_AMOUNT = re.compile(
    r"(?<=\d) (?=€|Mio\.|%|von \d|of \d)|(?<=\d von) (?=\d)|(?<=\d of) (?=\d)|(?<=Mio\.) (?=€)"
)


def as_pdf(report: Report) -> bytes:
    """The whole report on A4 pages. The same report gives the same pages; no network, no other file is read."""
    return compiled("report.typ", asdict(report), report.lang, report.day)


def sheets_as_pdf(report: Report) -> bytes:
    """The measure sheets of the report alone, without a cover."""
    return compiled("sheets.typ", asdict(report), report.lang, report.day)


def compiled(template: str, data: Mapping[str, Any], lang: Language, day: date) -> bytes:
    """A PDF of one of our templates with ``data`` beside it, in the language and as of the day."""
    given = {**data, "date": [day.year, day.month, day.day]}
    text = json.dumps(_set(given, _hyphenation(lang)), default=str)
    stamp = datetime.combine(day, time(), UTC)

    def run(standards: list[Any]) -> bytes:
        made = typst.compile(
            _TEMPLATES / template,
            root=_TEMPLATES,
            ignore_system_fonts=True,
            sys_inputs={"report": text},
            pdf_standards=standards,
            timestamp=stamp,
        )
        return bytes(made)

    try:
        return run(["ua-1"])
    except typst.TypstError:
        # PDF/UA allows no sign that the fonts do not have, such as an emoji; without it there is still a PDF.
        return run([])
    finally:
        _forget()


def _forget() -> None:
    """Let go of what Typst remembers: it keeps the pages of the last ten runs, 50 MB for each report of 24 pages."""
    for _run in range(_REMEMBERED):
        typst.compile(b"", ignore_system_fonts=True)


def _set(value: Any, hyphens: pyphen.Pyphen) -> Any:
    """All text in ``value`` made ready for setting; everything else as it is."""
    if isinstance(value, str):
        return _ready(value, hyphens)
    if isinstance(value, Mapping):
        return {key: _set(one, hyphens) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_set(one, hyphens) for one in value]
    return value


def _ready(text: str, hyphens: pyphen.Pyphen) -> str:
    """Control characters become spaces, amounts stay together, and no word is too long to be broken."""
    clean = _CONTROL.sub(" ", text.encode("utf-8", "replace").decode("utf-8"))
    clean = _AMOUNT.sub(_NO_BREAK, clean)
    clean = _LONG.sub(lambda found: _broken(found.group(), hyphens), clean)
    return _JOINED.sub(lambda found: _AFTER.sub(rf"\1{_MAY_BREAK}", found.group()), clean)


def _broken(word: str, hyphens: pyphen.Pyphen) -> str:
    """A word with places to break it, if it has syllables that are too long themselves; the rest Typst hyphenates."""
    pieces = hyphens.inserted(word, _SOFT_HYPHEN).split(_SOFT_HYPHEN)
    if max(map(len, pieces)) <= _LETTERS:
        return word
    return _SOFT_HYPHEN.join(
        piece[start : start + _LETTERS] for piece in pieces for start in range(0, len(piece) or 1, _LETTERS)
    )


@cache
def _hyphenation(lang: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="de_DE" if lang == "de" else "en_US")
