"""Two wordings of a text, word by word: which words went and which came."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

#: A piece of text, and whether it differs from the other wording.
Piece = tuple[str, bool]

_WORDS = re.compile(r"\s+|[^\s]+")
#: Texts longer than this are not compared word by word: that takes time with the square of the length.
_MOST_WORDS = 2000


def pieces(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both wordings in pieces that are the same and pieces that are not; joined they are the texts again."""
    one, other = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(one), len(other)) > _MOST_WORDS:
        return ((old, old != new),) if old else (), ((new, old != new),) if new else ()
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        for found, words in ((left, one[a:b]), (right, other[c:d])):
            if words:
                found.append(("".join(words), tag != "equal"))
    return _joined(left), _joined(right)


def _joined(found: Sequence[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one kind as one piece, and a blank between two different words as different too."""
    made: list[Piece] = []
    for place, (text, differs) in enumerate(found):
        between = not text.strip() and 0 < place < len(found) - 1
        if between and found[place - 1][1] and found[place + 1][1]:
            differs = True
        if made and made[-1][1] == differs:
            made[-1] = (made[-1][0] + text, differs)
        else:
            made.append((text, differs))
    return tuple(made)
