"""What the headings of somebody's table mean: the words of the field in German and English, and near misses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from explorer import words
from explorer.exchange.mapping import (
    FIELD,
    GOALS,
    GOALS_PRIMARY,
    GOALS_SECONDARY,
    IGNORED,
    LEAD,
    MARK,
    OPERATIVE,
    PARTNER,
    PERIOD,
)
from explorer.exchange.tables.designations import plain
from explorer.i18n import LANGUAGES, N_, Language, _

#: Between the heading of a group of columns and the heading of one column below it.
BETWEEN = " › "

#: Said of a heading that is no heading at all.
UNKNOWN = "?"

#: Meaning -> headings that are sure; the earlier, the better if two columns claim the same meaning.
_SURE: dict[str, str] = {
    "title": "maßnahme|maßnahmen|bezeichnung der maßnahme|titel der maßnahme|name der maßnahme|maßnahmentitel|"
    "maßnahmenbezeichnung|maßnahmenname|maßnahme titel|einzelmaßnahme|kurztitel|measure|measures|title of the measure",
    "code": "maßnahmennummer|maßnahmen nr|maßnahme nr|maßnahmen nummer|nr der maßnahme|maßnahmencode|code|kennung|id|"
    "kürzel|maßn nr|m nr|measure code|measure no",
    "description": "beschreibung|kurzbeschreibung|erläuterung|erläuterungen|inhalt|maßnahmenbeschreibung|"
    "beschreibung der maßnahme|sachverhalt|bemerkung|bemerkungen|anmerkung|anmerkungen|kommentar|hinweis|hinweise|"
    "notiz|sachstand|begründung|zielsetzung|description|remarks|comment|comments|notes",
    "since": "beginn|start|von|anfang|startjahr|beginn jahr|start jahr|projektbeginn|seit|umsetzung ab|gestartet|"
    "startdatum|beginndatum|begin|start year|from",
    "until": "ende|bis|endjahr|abschluss|projektende|umsetzung bis|fertigstellung|enddatum|zieltermin|termin|frist|"
    "fertig bis|end|end year|to",
    PERIOD: "laufzeit|zeitraum|zeitplan|umsetzungszeitraum|zeit|durchführungszeitraum|zeitrahmen|projektlaufzeit|"
    "von bis|period|duration",
    "status": "status|umsetzungsstand|stand der umsetzung|umsetzungsstatus|bearbeitungsstand|projektstatus|"
    "bearbeitungsstatus|state of implementation",
    "budget_eur": "kosten|budget|mittel|haushaltsmittel|finanzmittel|gesamtkosten|mittelbedarf|finanzbedarf|ansatz|"
    "haushaltsansatz|finanzierung|betrag|kosten in euro|kosten in eur|budget in euro|kosten eur|budget eur|aufwand|"
    "kostenschätzung|volumen|costs|cost|budget in eur",
    "indicator": "kennzahl|kennzahlen|indikator|indikatoren|messgröße|zielwert|erfolgskriterium|erfolgsindikator|"
    "messkriterium|indicator|indicators|kpi",
    "source_url": "quelle|quellen|link|url|fundstelle|internet|source|web",
    "source_year": "jahr der quelle|quellenjahr|year of the source",
    "certainty": "sicherheit|belegt|beleglage|gewissheit|certainty",
    "title_en": "englischer titel|titel englisch|titel en|english title",
    LEAD: "federführung|federführend|federführende stelle|federführendes amt|federführende abteilung|zuständig|"
    "zuständigkeit|zuständige stelle|zuständiges amt|zuständige abteilung|zuständige organisationseinheit|"
    "verantwortlich|verantwortung|verantwortliche stelle|verantwortliche organisationseinheit|verantwortliches amt|"
    "organisationseinheit|oe|ff|lead|lead department|responsible|responsibility",
    PARTNER: "beteiligt|beteiligte|beteiligte stellen|beteiligte ämter|beteiligte abteilungen|mitwirkend|mitwirkung|"
    "mitwirkende|partner|kooperationspartner|beteiligung|weitere beteiligte|unterstützung|zuarbeit|partners|involved",
    FIELD: "handlungsfeld|handlungsfelder|hf|field of action|fields of action|field",
    OPERATIVE: "operatives ziel|operative ziele|operatives teilziel|operative zielsetzung|operational goal",
    GOALS: "strategisches ziel|strategische ziele|strat ziel|strat ziele|sz|ziele des konzepts|zielbezug|zielbeitrag|"
    "beitrag zu ziel|beitrag zu zielen|ziel nr|ziele nr|zielnummer|zielnummern|zuordnung strategische ziele|"
    "zuordnung ziele|bezug zu strategischen zielen|strategic goal|strategic goals|goals",
    GOALS_PRIMARY: "hauptziel|hauptziele|primärziel|primärziele|primäres ziel|primary goal|primary goals",
    GOALS_SECONDARY: "nebenziel|nebenziele|weitere ziele|sekundärziel|sekundärziele|sekundäres ziel|secondary goals|"
    "secondary goal|unterstützte ziele",
    IGNORED: "lfd nr|lfd|laufende nummer|laufende nr|pos|position|zeile|summe|anzahl|gesamt|anzahl ziele|anzahl kreuze|"
    "seite|priorität|prio|ansprechpartner|ansprechpartnerin|ansprechperson|kontakt|telefon|e mail|pflichtig|freiwillig|"
    "pflichtaufgabe|freiwillige aufgabe|pflicht|zielgruppe|produkt|produktnummer|erledigt",
}

#: Meaning -> headings that usually mean that, but are flagged as guessed.
_PERHAPS: dict[str, str] = {
    "title": "projekt|projekte|titel|bezeichnung|vorhaben|aktivität|aktivitäten|aktion|name|projektname|projekttitel|"
    "thema|was|aufgabe|title|project|action|activity",
    "code": "nr|nummer|no|number|projektnummer|projekt nr|ziffer",
    "since": "jahr|year",
    "until": "bis wann|wann|fällig|termin",
    "status": "stand|zustand|ampel|umsetzung|progress",
    "budget_eur": "€|eur|euro|teur|t€|invest|investition",
    "indicator": "messung|ergebnis|wirkung|target",
    LEAD: "amt|ämter|abteilung|abteilungen|fachbereich|fb|fachdienst|fd|sachgebiet|dienststelle|fachamt|stelle|abt|wer|"
    "department|departments|dezernat|dez|geschäftsbereich|bereich|referat|ressort|einheit|org einheit",
    PARTNER: "mit wem|weitere|sonstige",
    FIELD: "themenfeld|themenfelder|themenbereich|handlungsbereich|aufgabenfeld|schwerpunkt|tätigkeitsfeld|politikfeld|"
    "area",
    OPERATIVE: "teilziel|teilziele|unterziel|unterziele|operativ|maßnahmenziel|ziel operativ",
    GOALS: "ziel|ziele|oberziel|leitziel|leitziele|goal|bezug zum ziel",
}

#: Which kind of department a heading speaks of, finest first: the finest one is taken.
UNIT_KINDS: tuple[tuple[str, str], ...] = (
    ("sachgebiet", "sachgebiet"),
    ("abteilung|abteilungen|abt|amt|ämter|fachamt|fachdienst|fd|referat|department|departments", "abteilung"),
    ("fachbereich|fb|bereich|ressort", "fachbereich"),
    ("dezernat|dez|geschäftsbereich", "dezernat"),
)

#: Meanings that may stand in one column only.
SINGLE = frozenset(
    [
        "title",
        "code",
        "since",
        "until",
        "status",
        "budget_eur",
        "indicator",
        "source_url",
        "source_year",
        "certainty",
        "title_en",
        "period",
    ]
)

#: What a word in the group's heading turns a heading below it into.
_GROUPS = (
    (
        r"zeit|laufzeit|dauer|umsetzung|termin",
        {"von": "since", "ab": "since", "bis": "until", "jahr": PERIOD},
    ),
    (
        r"zuständig|verantwort|organisation|federführ|beteilig",
        {
            "haupt": LEAD,
            "intern": LEAD,
            "extern": PARTNER,
            "ff": LEAD,
            "mw": PARTNER,
            "mit": PARTNER,
            "weitere": PARTNER,
            "sonstige": PARTNER,
        },
    ),
    (
        r"ziel",
        {
            "strategisch": GOALS,
            "strategisches": GOALS,
            "strategische": GOALS,
            "operativ": OPERATIVE,
            "operatives": OPERATIVE,
            "operative": OPERATIVE,
            "primär": GOALS_PRIMARY,
            "sekundär": GOALS_SECONDARY,
            "haupt": GOALS_PRIMARY,
            "neben": GOALS_SECONDARY,
        },
    ),
)


#: Meaning -> its word for people, where it is no property.
_NAMES = {
    LEAD: N_("responsible department"),
    PARTNER: N_("contributing departments"),
    FIELD: N_("field of action"),
    OPERATIVE: N_("operative goals"),
    GOALS: N_("strategic goals"),
    GOALS_PRIMARY: N_("strategic goals (primary)"),
    GOALS_SECONDARY: N_("strategic goals (secondary)"),
    MARK: N_("mark for one strategic goal"),
    PERIOD: N_("period (first and last year)"),
    IGNORED: N_("not read"),
    "title": N_("title of the measure"),
    "code": N_("code of the measure"),
}


def meaning_name(meaning: str, lang: Language | None = None) -> str:
    """The word for what a column means."""
    return _(_NAMES[meaning], lang) if meaning in _NAMES else words.property_name(meaning, lang)


@dataclass(frozen=True)
class Meant:
    """What a heading means: how good the guess is (0..100), and whether it is only a guess."""

    meaning: str = UNKNOWN
    score: float = 0
    guessed: bool = False
    #: The earlier a word stands in the list of its meaning, the better.
    order: int = 0


def meant_by(heading: str) -> Meant:
    """What a heading means, with the heading of its group in front (``BETWEEN``) if there is one."""
    group, _between, own = heading.rpartition(BETWEEN)
    if not group:
        return _meant(_simple(own))
    below = _simple(own)
    for pattern, meanings in _GROUPS:
        if re.search(pattern, group.casefold()) and below in {plain(word) for word in meanings}:
            return Meant(next(m for word, m in meanings.items() if plain(word) == below), 100)
    candidates = [_meant(_simple(f"{group} {own}")), _meant(below), _meant(_simple(f"{own} {group}"))]
    return max(candidates, key=lambda meant: meant.score)


def own_part(heading: str) -> str:
    """A heading without that of its group."""
    return heading.rpartition(BETWEEN)[2]


def unit_kind(heading: str) -> str:
    """Which kind of department the heading names (``dezernat``, ``abteilung``, ...); empty for none."""
    own = _simple(own_part(heading))
    return next((kind for line, kind in UNIT_KINDS if own in map(plain, line.split("|"))), "")


def _simple(text: str) -> str:
    """A heading without what stands in brackets, signs of units and hyphenation."""
    text = re.sub(r"(?<=\w)-\s*\n\s*(?=[a-zäöüß])", "", text)
    without = re.sub(r"[(\[].*?[)\]]", " ", text)
    return plain(without) or plain(text)


@cache
def _meant(text: str) -> Meant:
    if not text:
        return Meant()
    known = _vocabulary()
    found = known.get(text)
    if found:
        return Meant(found[0], 100 if not found[1] else 95, found[1], found[2])
    # In "Kosten in T€ 2015-2020" and "Amt / Abteilung" the words that count are there one by one.
    parts = [known[part] for part in re.split(r" (?:und|oder|bzw|in|der|des|je) | ", text) if part in known]
    if len(text) > 3:
        near = process.extractOne(
            text, [word for word in known if len(word) > 3], scorer=fuzz.ratio, score_cutoff=84
        )
        if near:
            return Meant(known[near[0]][0], near[1] - 5, True, known[near[0]][2])
    meanings = {part[0] for part in parts if part[0] != IGNORED}
    if len(meanings) == 1 and len(parts) * 2 >= len(text.split()):
        return Meant(meanings.pop(), 80, True, parts[0][2])
    return Meant()


@cache
def _vocabulary() -> dict[str, tuple[str, bool, int]]:
    """Plain heading -> meaning, whether it is only a guess, and its rank within the meaning."""
    found: dict[str, tuple[str, bool, int]] = {}
    for guessed, lists in ((True, _PERHAPS), (False, _SURE)):
        for meaning, line in lists.items():
            for order, word in enumerate(line.split("|")):
                found[plain(word) or word] = (meaning, guessed, order + 100 * guessed)
    names = ("description", "since", "until", "source_year", "certainty", "status", "budget_eur", "indicator")
    for name in names:
        for lang in LANGUAGES:
            found.setdefault(plain(words.property_name(name, lang)), (name, False, 99))
        found.setdefault(plain(name), (name, False, 99))
    return found
