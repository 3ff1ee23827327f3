"""Wraps long German titles for a card: hyphenated as German is, never cut inside a word."""

from __future__ import annotations

from functools import cache

import pyphen


def wrap(title: str, width: int = 24, most: int = 3, language: str = "de_DE") -> list[str]:
    """``title`` in at most ``most`` lines of about ``width`` characters.

    A word that does not fit is hyphenated at a syllable; what is left over becomes "…". Line breaks and
    control characters in the title count as spaces. Returns at least one line, possibly empty.
    """
    words = _clean(title).split()
    # Whole words are easier to read; syllables are broken only where the title would not fit otherwise.
    lines, left = _set(words, width, most, language, eager=False)
    if left:
        denser, still_left = _set(words, width, most, language, eager=True)
        if still_left:
            lines[-1] = _shortened(lines[-1], width)
        else:
            lines = denser
    return lines or [""]


def _set(words: list[str], width: int, most: int, language: str, *, eager: bool) -> tuple[list[str], bool]:
    """The lines, and whether something was left over."""
    words, line = list(words), ""
    lines: list[str] = []
    while words and len(lines) < most:
        word = words.pop(0)
        joined = f"{line} {word}" if line else word
        if len(joined) <= width:
            line = joined
            continue
        room = width - (len(line) + 1 if line else 0)
        head, tail = (
            _split(word, room, language) if len(word) > width or (eager and room >= 6) else ("", word)
        )
        if head:
            lines.append(f"{line} {head}" if line else head)
            line, words = "", [tail, *words]
        elif line:
            lines.append(line)
            line, words = "", [word, *words]
        else:  # a word without any syllable to break at, such as a long code
            lines.append(word[:width])
            words = [word[width:], *words] if word[width:] else words
    if line and len(lines) < most:
        lines.append(line)
        line = ""
    return lines, bool(words or line)


def short(title: str, width: int = 24) -> str:
    """One line: the title itself, or its first whole words and "…"."""
    clean = " ".join(_clean(title).split())
    if len(clean) <= width:
        return clean
    cut = clean[:width].rsplit(" ", 1)[0] if " " in clean[:width] else clean[: width - 1]
    return f"{cut.rstrip(' –-,;:')} …"


def _shortened(line: str, width: int) -> str:
    line = line.rstrip("-")
    while len(line) + 2 > width and " " in line:
        line = line.rsplit(" ", 1)[0]
    return f"{line.rstrip(' –-,;:')} …"


def _split(word: str, room: int, language: str) -> tuple[str, str]:
    """The word at its last syllable that fits into ``room`` with a hyphen, or nothing and the whole word."""
    if room < 4:
        return "", word
    if "-" in word[2 : room - 1]:
        at = word.rindex("-", 2, room) + 1
        return word[:at], word[at:]
    fitting = [
        at for at in _hyphenator(language).positions(word) if 3 <= at <= room - 1 and len(word) - at >= 3
    ]
    return (f"{word[: fitting[-1]]}-", word[fitting[-1] :]) if fitting else ("", word)


def _clean(title: str) -> str:
    return "".join(c if c.isprintable() else " " for c in title)


@cache
def _hyphenator(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language)
