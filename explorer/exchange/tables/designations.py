"""What people call items by: kind, number and title taken apart, and texts made comparable."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

#: What people put in front of a number, by label: word -> the word that it is the same as.
_DEPARTMENT_WORDS = {
    **dict.fromkeys(("dez", "dezernat", "geschäftsbereich", "gb"), "dezernat"),
    **dict.fromkeys(("abt", "abteilung", "amt", "fd", "fachdienst", "ref", "referat"), "abteilung"),
    **dict.fromkeys(("fb", "fachbereich", "bereich"), "fachbereich"),
    **dict.fromkeys(("sg", "sachgebiet", "team"), "sachgebiet"),
    **dict.fromkeys(("stabsstelle", "stab", "eb", "eigenbetrieb", "büro", "oe"), "stelle"),
}
_WORDS = {
    "Department": tuple(_DEPARTMENT_WORDS),
    "StrategicGoal": (
        "strategisches ziel",
        "strategische ziele",
        "strat. ziel",
        "strat. ziele",
        "ziel",
        "ziele",
        "ziels",
        "oberziel",
        "leitziel",
        "hauptziel",
        "sz",
        "sg",
        "lz",
        "z",
        "goal",
        "strategic goal",
    ),
    "FieldOfAction": (
        "handlungsfeld",
        "handlungsfelder",
        "hf",
        "themenfeld",
        "tf",
        "feld",
        "field of action",
    ),
    "OperativeGoal": ("operatives ziel", "op. ziel", "oz", "og", "teilziel", "tz", "operative goal"),
    "Measure": ("maßnahme", "maßn.", "m", "measure"),
}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


@dataclass(frozen=True)
class Designation:
    """A text taken apart: ``Abt. 51 Jugend`` is kind ``abteilung``, number 51 and the title ``Jugend``."""

    kind: str = ""
    number: str = ""
    title: str = ""


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """A text as it is compared: lower case, umlauts written out, no punctuation, "&" and "u." as "und"."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("&", " und ").replace("+", " und ")
    for letter, written in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        folded = folded.replace(letter, written)
    folded = re.sub(r"\bu\.", " und ", folded)
    # What is nothing but punctuation is still something.
    return re.sub(r"[\W_]+", " ", folded).strip() or folded.strip()


@lru_cache(maxsize=1 << 14)
def designation(text: str, label: str) -> Designation:
    """The parts of a text that names an item of ``label`` by kind, number and title, as far as they are there."""
    words = "|".join(re.escape(word) for word in sorted(_WORDS[label], key=len, reverse=True))
    line = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip(" .,;:")
    number = r"\d{1,3}(?:\.\d{1,2})*|[IVXivx]{1,4}(?![^\W\d_])"
    found = re.fullmatch(
        rf"(?:(?P<kind>{words})(?![^\W\d_])\.?\s*)?(?:nr\.?\s*)?(?P<number>{number})(?![\w€%])\s*[-–—:.,)/]*\s*(?P<title>.*)",
        line,
        re.IGNORECASE,
    ) or re.fullmatch(
        rf"(?P<title>.+?)[\s,]*(?:[-–—(\[]\s*)(?P<kind>{words})?\.?\s*(?P<number>\d{{1,3}})\s*[)\]]?",
        line,
        re.IGNORECASE,
    )
    if not found:
        kind = re.fullmatch(rf"(?P<kind>{words})\b\.?:?\s*(?P<title>.*)", line, re.IGNORECASE)
        return Designation(kind_named(kind["kind"]), "", kind["title"]) if kind else Designation(title=line)
    written = found["number"].casefold()
    if written in _ROMAN:
        # A lone "I" or "v" in front of words is a number only behind a word such as Dezernat.
        if not found["kind"]:
            return Designation(title=line)
        written = str(_ROMAN[written])
    elif not re.match(r"\d", written):
        return Designation(title=line)
    return Designation(kind_named(found["kind"] or ""), written, found["title"].strip(" -–—:()"))


def kind_named(word: str) -> str:
    """The level that a word for a kind of department stands for (``amt`` is ``abteilung``); empty for none."""
    return _DEPARTMENT_WORDS.get(word.casefold().strip(" ."), "")


def bare(number: str) -> str:
    """A number without leading zeros: 04 is 4."""
    return ".".join(part.lstrip("0") or "0" for part in number.split("."))
