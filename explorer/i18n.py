"""German first, English second: messages, numbers, euros and dates in the reader's language."""

from __future__ import annotations

import gettext
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Literal

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from explorer.errors import Refusal, Said

Language = Literal["de", "en"]
LANGUAGES: dict[Language, str] = {"de": "Deutsch", "en": "English"}
LOCALE = Path(__file__).parent / "locale"

_source: Callable[[], str] = lambda: "de"  # noqa: E731
_spoken: ContextVar[Language | None] = ContextVar("spoken", default=None)


def follow(source: Callable[[], str]) -> None:
    """Take the current language from ``source`` from now on (the app reads it from the browser session)."""
    global _source
    _source = source


@contextmanager
def speaking(lang: Language) -> Iterator[None]:
    """Make ``lang`` the current language of this thread for a while, for files that are made outside of a page run."""
    before = _spoken.set(lang)
    try:
        yield
    finally:
        _spoken.reset(before)


def language() -> Language:
    """The current language, ``de`` unless a known other one was chosen."""
    chosen = _spoken.get() or _source()
    return "en" if chosen == "en" else "de"


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark, translate later"
    """Mark an English message for the catalogue; it is translated where it is shown."""
    return message


def _(message: str, lang: Language | None = None, /, **values: object) -> str:
    """The message in the current language (or ``lang``), its ``{placeholders}`` filled from ``values``."""
    text = _catalogue(lang or language()).gettext(message) if message else ""
    return text.format(**values) if values else text


def _n(one: str, many: str, count: int, lang: Language | None = None, /, **values: object) -> str:
    """As ``_`` for a counted thing; ``{count}`` is written the language's way."""
    chosen = lang or language()
    text = _catalogue(chosen).ngettext(one, many, count)
    return text.format(count=number(count, chosen), **values)


def told(refusal: Refusal, lang: Language | None = None) -> tuple[str, str]:
    """What happened and what to do, both in the current language (or ``lang``)."""
    details = {
        key: _fill(_(value.text, lang), value.details) if isinstance(value, Said) else value
        for key, value in refusal.details.items()
    }
    return _fill(_(refusal.what, lang), details), _fill(_(refusal.remedy, lang), details)


def number(value: float, lang: Language | None = None) -> str:
    """``1234.5`` as ``1.234,5`` or ``1,234.5``."""
    return str(format_decimal(value, locale=lang or language()))


def euros(value: float | None, lang: Language | None = None) -> str:
    """An amount in euros: below a million in full, above in millions (``1,2 Mio. €``); empty for none."""
    if value is None:
        return ""
    chosen = lang or language()
    if abs(value) >= 1_000_000:
        millions = format_decimal(value / 1_000_000, format="#,##0.#", locale=chosen)
        return f"{millions} Mio. €" if chosen == "de" else f"€{millions} m"
    amount = format_decimal(value, format="#,##0.##", locale=chosen)
    return f"{amount} €" if chosen == "de" else f"€{amount}"


def day(iso: str, lang: Language | None = None) -> str:
    """``2015-12-17`` as ``17.12.2015`` or ``17 Dec 2015``; a bare year or anything else stays as it is."""
    from datetime import date

    try:
        parsed = date.fromisoformat(iso)
    except ValueError:
        return iso
    chosen = lang or language()
    return str(format_date(parsed, "dd.MM.yyyy" if chosen == "de" else "d MMM yyyy", locale=chosen))


def _fill(text: str, details: dict[str, object]) -> str:
    return text.format(**details) if details else text


@cache
def _catalogue(lang: Language) -> gettext.NullTranslations:
    if lang == "en":  # message ids are the English text
        return gettext.NullTranslations()
    # Compiled in memory: the text catalogue is the only file, so it can never be out of step with a binary one.
    with (LOCALE / lang / "LC_MESSAGES" / "zielnetz.po").open("rb") as file:
        catalogue = read_po(file, locale=lang)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
