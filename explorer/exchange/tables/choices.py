"""The words that people have for a status, a certainty, a level or a role, and the codes they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from rapidfuzz import process

from explorer import words
from explorer.exchange.book import CellValue
from explorer.exchange.tables.values import Complaint, Reading, says_nothing, text_of
from explorer.i18n import LANGUAGES, N_
from explorer.model import CERTAINTIES, LEVELS, STATUSES

_STATUS_WORDS = {
    "planned": "geplant|in planung|planung|in vorbereitung|vorbereitung|vorgesehen|angedacht|idee|offen|neu|"
    "noch nicht begonnen|nicht begonnen|beabsichtigt|to do|open|not started",
    "deliberated": "beraten|in beratung|beratung|in abstimmung|abstimmung|in diskussion|vorgestellt|in prüfung|prüfung",
    "decided": "beschlossen|beschluss|genehmigt|bewilligt|verabschiedet|beauftragt|approved",
    "running": "laufend|läuft|laeuft|in umsetzung|umsetzung|wird umgesetzt|in arbeit|in bearbeitung|begonnen|"
    "gestartet|aktiv|daueraufgabe|dauerhaft|fortlaufend|kontinuierlich|in durchführung|im gange|ongoing|in progress",
    "completed": "abgeschlossen|erledigt|umgesetzt|fertig|fertiggestellt|realisiert|vollzogen|durchgeführt|erreicht|"
    "ziel erreicht|done|finished",
    "ended": "beendet|eingestellt|abgebrochen|ausgelaufen|verworfen|gestoppt|entfallen|aufgegeben|cancelled|stopped",
    "unknown": "unbekannt|unklar|keine angabe|k.a.|?|n/a",
}
_CERTAINTY_WORDS = {
    "documented": "belegt|dokumentiert|gesichert|sicher|nachgewiesen|ja",
    "reading": "lesart|unsere lesart|auslegung|interpretation|annahme|vermutet|abgeleitet",
    "proposed": "vorschlag|vorgeschlagen|entwurf|idee|angeregt|proposal",
}
_LEVEL_WORDS = {
    "operative_goal": "operatives ziel|operativ|teilziel|unterziel",
    "perspective_goal": "perspektivziel|perspektivisch|langfristziel",
    "end_state": "endzustand|zielzustand|angestrebter endzustand",
    "programme_goal": "programmziel|ziel eines programms",
    "proposal": "vorschlag|vorgeschlagen",
}
_ROLE_WORDS = {
    "lead": "federführend|federführung|ff|zuständig|verantwortlich|leitung|haupt",
    "partner": "mitwirkend|beteiligt|partner|unterstützend|bet.|mw",
}
_CHOICES: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "status": (STATUSES, _STATUS_WORDS),
    "certainty": (CERTAINTIES, _CERTAINTY_WORDS),
    "level": (LEVELS, _LEVEL_WORDS),
    "role": (("lead", "partner"), _ROLE_WORDS),
}


def choice(name: str, cell: CellValue, answers: Mapping[str, str] | None = None) -> Reading[str]:
    """The code that a word stands for, in German or English: ``in Umsetzung`` is the status ``running``.

    ``name`` is ``status``, ``certainty``, ``level`` or ``role``; ``answers`` maps single texts to codes.
    """
    shown = text_of(cell)
    if answers and shown in answers:
        return Reading(answers[shown] or None)
    known = _words_for(name)
    text = re.sub(r"\s+", " ", shown.casefold()).strip(" .!:;,")
    if text in known:
        return Reading(known[text])
    if says_nothing(cell):
        return Reading()
    inside = {
        known[word] for word in known if len(word) > 3 and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    }
    near = process.extractOne(text, list(known), score_cutoff=86) if len(text) > 4 else None
    if re.search(r"\b(nicht|kein\w*|noch)\b", text):
        # "noch nicht abgeschlossen" is everything but that.
        inside, near = set(), None
    guess = next(iter(inside)) if len(inside) == 1 else known[near[0]] if near and not inside else None
    if guess:
        return Reading(
            guess,
            Complaint(
                "hint",
                N_("“{value}” was read as “{read}”."),
                N_("Write “{read}” if that is meant; else one of: {allowed}."),
                details={"value": shown, "read": words.code(guess), "allowed": _allowed(name)},
            ),
        )
    return Reading(
        None,
        Complaint(
            "error",
            N_("“{value}” is not known here."),
            N_("Write one of: {allowed}."),
            N_("What the cell says would be lost."),
            details={"value": shown, "allowed": _allowed(name)},
        ),
    )


@cache
def _words_for(name: str) -> dict[str, str]:
    codes, synonyms = _CHOICES[name]
    found = {word: code for code, line in synonyms.items() for word in line.split("|")}
    for code in codes:
        found |= {code: code} | {words.code(code, lang).casefold(): code for lang in LANGUAGES}
    return found


def _allowed(name: str) -> str:
    return ", ".join(words.code(code) for code in _CHOICES[name][0])
