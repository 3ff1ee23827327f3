"""Cut a typed query into tokens, and refuse every text that two engines could cut differently."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NoReturn

from explorer.errors import BadStatement
from explorer.i18n import N_

Kind = Literal["name", "quoted", "string", "number", "mark"]

_MARKS = ("..", "<>", "<=", ">=", "=~", "||", *"()[]{},.:|=<>+-*/%^&!")
_NUMBER = re.compile(r"\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
_STRING = {
    quote: re.compile(rf"{quote}(?:[^{quote}\\]|\\[\\'\"nrtbf])*{quote}") for quote in ("'", '"')
}  # only escapes that both engines know
_BLANKS = " \t\n\r"
#: Control characters, line ends of other scripts, lone surrogates: nowhere, not even in a text.
_NEVER = {"Cc", "Zl", "Zp", "Cs"}
#: Invisible marks and other blanks: in a text only, where they are data.
_IN_TEXT_ONLY = {"Cf", "Zs"}


@dataclass(frozen=True)
class Token:
    """One token with its place in the text; ``line`` and ``column`` count from 1."""

    kind: Kind
    text: str
    line: int
    column: int

    @property
    def word(self) -> str:
        """A bare name in capitals, as keywords are compared; empty for everything else."""
        return self.text.upper() if self.kind == "name" and self.text.isascii() else ""

    @property
    def mark(self) -> str:
        """The punctuation, empty for everything else."""
        return self.text if self.kind == "mark" else ""


def refuse(at: Token, what: str, remedy: str, **details: object) -> NoReturn:
    """Refuse a query; ``line`` and ``column`` of the token fill both messages beside ``details``."""
    raise BadStatement(what, remedy, line=at.line, column=at.column, **details)


def tokens(text: str) -> list[Token]:
    """The tokens of ``text`` without blanks and comments.

    Raises ``BadStatement`` for what does not end (texts, names, comments), for escapes that Neo4j resolves
    before it reads the query, for characters that nobody sees, and for a second statement.
    """
    _check_characters(text)
    return list(_cut(text))


def _cut(text: str) -> Iterator[Token]:
    place = 0
    while place < len(text):
        char = text[place]
        if char in _BLANKS:
            place += 1
            continue
        if text.startswith(("//", "/*"), place):
            place = _after_comment(text, place)
            continue
        end, kind = _next(text, place)
        yield _token(kind, text, place, end)
        place = end


def _next(text: str, place: int) -> tuple[int, Kind]:
    char = text[place]
    if char in _STRING:
        return _end_of_string(text, place), "string"
    if char == "`":
        return _end_of_quoted(text, place), "quoted"
    if char.isdigit() and char.isascii():
        return _end_of_number(text, place), "number"
    if _in_name(char):
        end = place
        while end < len(text) and (_in_name(text[end]) or text[end] in "0123456789"):
            end += 1
        return end, "name"
    for mark in _MARKS:
        if text.startswith(mark, place):
            return place + len(mark), "mark"
    _refuse_character(text, place)


def _in_name(char: str) -> bool:
    return char == "_" or (
        char.isalpha() and (char.isascii() or unicodedata.category(char) in ("Lu", "Ll", "Lo"))
    )


def _after_comment(text: str, place: int) -> int:
    line = text.startswith("//", place)
    end = text.find("\n" if line else "*/", place + 2)
    if end < 0 and not line:
        refuse(
            _token("mark", text, place, place + 2),
            N_("A comment has no end (line {line}, column {column})."),
            N_("Close it with */."),
        )
    end = len(text) if end < 0 else end + (1 if line else 2)
    _check_visible(text, place, end)
    return end


def _end_of_string(text: str, place: int) -> int:
    quote = text[place]
    found = _STRING[quote].match(text, place)
    if found is None:
        refuse(
            _token("string", text, place, place + 1),
            N_("A text has no end or holds an unknown escape (line {line}, column {column})."),
            N_("Close it with {quote}. A backslash in a text is written twice."),
            quote=quote,
        )
    return found.end()


def _end_of_quoted(text: str, place: int) -> int:
    end = text.find("`", place + 1)
    # A doubled backtick or an empty name is where engines disagree about the end of the name.
    if end <= place + 1 or text.startswith("`", end + 1):
        refuse(
            _token("quoted", text, place, place + 1),
            N_(
                "A name in backticks has no end, is empty or holds a backtick (line {line}, column {column})."
            ),
            N_("Choose a name without backticks and close it with one."),
        )
    _check_visible(text, place, end)
    return end + 1


def _end_of_number(text: str, place: int) -> int:
    found = _NUMBER.match(text, place)
    end = found.end() if found else place
    follows = text[end : end + 2]
    if follows and (_in_name(follows[0]) or (follows[0] == "." and follows != "..")):
        refuse(
            _token("number", text, place, end + 1),
            N_("A number is written in an unusual way (line {line}, column {column})."),
            N_("Write it like 12, 0.5 or 1e3, with a blank before the next word."),
        )
    return end


def _check_characters(text: str) -> None:
    escape = re.search(r"\\[uU]", text)
    if escape:
        refuse(
            _token("mark", text, escape.start(), escape.end()),
            N_("Escapes with \\u are not allowed (line {line}, column {column})."),
            N_("Type the character itself."),
        )
    for place, char in enumerate(text):
        if char in "\n\t" or (char == "\r" and text.startswith("\n", place + 1)):
            continue
        if unicodedata.category(char) in _NEVER:
            _refuse_invisible(text, place)


def _check_visible(text: str, start: int, end: int) -> None:
    for place in range(start, end):
        if text[place] not in _BLANKS and unicodedata.category(text[place]) in _IN_TEXT_ONLY:
            _refuse_invisible(text, place)


def _refuse_character(text: str, place: int) -> NoReturn:
    char = text[place]
    at = _token("mark", text, place, place + 1)
    if unicodedata.category(char) in _IN_TEXT_ONLY:
        _refuse_invisible(text, place)
    if char == ";":
        refuse(
            at,
            N_("The console runs one statement; a semicolon is not allowed (line {line}, column {column})."),
            N_("Leave the semicolon out and run one statement after the other."),
        )
    if char == "$":
        refuse(
            at,
            N_("Parameters cannot be filled in the console (line {line}, column {column})."),
            N_("Write the value itself: a text in quotes, or a number."),
        )
    refuse(
        at,
        N_("The character {character} has no meaning here (line {line}, column {column})."),
        N_("Leave it out. A name with special characters is written in backticks, a text in quotes."),
        character=char,
    )


def _refuse_invisible(text: str, place: int) -> NoReturn:
    refuse(
        _token("mark", text, place, place + 1),
        N_("There is a character that nobody sees, {code} (line {line}, column {column})."),
        N_("Delete it and type an ordinary blank; it often comes along when a query is copied."),
        code=f"U+{ord(text[place]):04X}",
    )


def _token(kind: Kind, text: str, start: int, end: int) -> Token:
    before = text[:start]
    return Token(kind, text[start:end], before.count("\n") + 1, start - before.rfind("\n"))
