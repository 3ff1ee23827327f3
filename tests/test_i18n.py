"""German first, English second: no message is missing, and numbers and dates read as people write them."""

import ast
import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from explorer import words
from explorer.catalogue import questions
from explorer.errors import Refusal, Said
from explorer.i18n import LANGUAGES, LOCALE, N_, _, _n, day, euros, number, told
from explorer.model import CERTAINTIES, LABELS, LEVELS, LINK_COMMON, LINK_TYPES, STATUSES

PACKAGE = Path(__file__).parents[1] / "explorer"
MARKS = {"_": 1, "N_": 1, "_n": 2}


def messages() -> dict[tuple[str, ...], str]:
    """Every marked message in the package with the place where it stands."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
                said = node.args[: MARKS[node.func.id]]
                if all(isinstance(a, ast.Constant) and isinstance(a.value, str) for a in said):
                    found[tuple(a.value for a in said)] = f"{path.name}:{node.lineno}"
    return found


def catalogue():
    with (LOCALE / "de" / "LC_MESSAGES" / "zielnetz.po").open("rb") as file:
        read = read_po(file, locale="de")
    return {
        (tuple(m.id) if isinstance(m.id, tuple | list) else (m.id,)): (
            tuple(m.string) if isinstance(m.string, tuple | list) else (m.string,)
        )
        for m in read
        if m.id
    }


def test_every_message_has_a_german_translation():
    known = catalogue()
    missing = {said: place for said, place in messages().items() if not all(known.get(said, ("",)))}
    assert not missing


def test_the_catalogue_holds_no_message_that_nobody_says():
    assert set(catalogue()) <= set(messages())


def test_a_translation_fills_the_same_places_as_its_message():
    def places(text):
        return {name for _text, name, _spec, _conv in string.Formatter().parse(text) if name}

    for said, german in catalogue().items():
        assert places(said[-1]) == places(german[-1]), said


def test_every_question_speaks_both_languages():
    for question in questions().values():
        for language in LANGUAGES:
            assert question.title[language] and question.why[language]
            assert all(sentence[language] for sentence in question.sentence.values())
            assert all(column.label[language] for column in question.columns.values())


@pytest.mark.parametrize("label", LABELS)
def test_every_label_has_a_german_word_for_one_and_for_many(label):
    assert words.kind(label, 1, "de") != label
    assert words.kind(label, 2, "de") not in (label, words.kind(label, 1, "en"))


def test_every_code_of_the_model_has_a_word():
    codes = {*CERTAINTIES, *STATUSES, *LEVELS, "primary", "secondary", "lead", "partner"}
    assert all(re.search("[a-zäöü]", words.code(c, "de")) and "_" not in words.code(c, "de") for c in codes)
    names = {p.name for label in LABELS.values() for p in label.properties} | {p.name for p in LINK_COMMON}
    assert all(words.property_name(name, "de") != name for name in names)
    for kind in LINK_TYPES:
        assert words.link(kind, lang="de") != words.link(kind, outgoing=False, lang="de") != kind


def test_numbers_euros_and_dates_are_written_the_german_way():
    assert number(1234.5, "de") == "1.234,5" and number(1234.5, "en") == "1,234.5"
    assert euros(1_200_000, "de") == "1,2 Mio. €" and euros(2000, "de") == "2.000 €"
    assert euros(1_200_000, "en") == "€1.2 m" and euros(None) == ""
    assert day("2015-12-17", "de") == "17.12.2015" and day("2010", "de") == "2010"


def test_one_measure_is_not_counted_like_two():
    assert _n("{count} measure", "{count} measures", 1, "de") == "1 Maßnahme"
    assert _n("{count} measure", "{count} measures", 1200, "de") == "1.200 Maßnahmen"


def test_a_refusal_is_told_in_both_languages_and_braces_in_data_do_no_harm():
    refusal = Refusal(
        N_("There is no folder {path}."), N_("Give the folder that holds plan.csv and links.csv."), path="{x}"
    )
    assert told(refusal, "de")[0] == "Es gibt keinen Ordner {x}."
    assert told(refusal, "en")[0] == "There is no folder {x}."


def test_a_message_inside_a_message_is_translated_too():
    refusal = Refusal(
        N_("{file}, line {line}: {why}."),
        N_("Allowed: {allowed}."),
        file="a", line=1, why=Said(N_("the header lacks the key {key}"), {"key": "why"}), allowed="x",
    )  # fmt: skip
    assert told(refusal, "de")[0] == "a, Zeile 1: im Kopf fehlt der Schlüssel why."


def test_an_unknown_message_stays_as_it_is():
    assert _("Something that nobody translated", "de") == "Something that nobody translated"
