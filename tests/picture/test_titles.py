"""Long German titles wrap, never overlap, and are never cut inside a word."""

import re

from hypothesis import given
from hypothesis import strategies as st

from explorer.picture.titles import short, wrap


def test_a_short_title_stays_on_one_line():
    assert wrap("Pflege-Atlas") == ["Pflege-Atlas"]


def test_a_long_title_is_broken_between_words():
    assert wrap("Den Wirtschaftsstandort Kreis Soest vernetzen und stärken") == [
        "Den Wirtschaftsstandort",
        "Kreis Soest vernetzen",
        "und stärken",
    ]


def test_a_word_longer_than_a_line_is_hyphenated_at_a_syllable():
    lines = wrap("Rettungsdienstbedarfsplanfortschreibung")
    assert (
        lines[0].endswith("-")
        and "".join(lines).replace("-", "") == "Rettungsdienstbedarfsplanfortschreibung"
    )


def test_a_title_with_too_many_words_ends_after_a_whole_word():
    title = "Wissen für ein lebenslanges Lernen entwickeln, fördern und bewahren"
    lines = wrap(title)
    assert len(lines) == 3 and lines[-1].endswith(" …")
    said = " ".join(lines).removesuffix(" …")
    assert title.startswith(said) and re.match(r"\W", title[len(said) :])


def test_a_short_form_is_cut_between_words():
    assert short("Fortführung der Landschaftsplanung im Kreis") == "Fortführung der …"


def test_control_characters_and_line_breaks_in_a_title_do_not_break_a_card():
    assert wrap("Ein\nTitel\x00mit\u202eallem") == ["Ein Titel mit allem"]


@given(st.text(max_size=400), st.integers(min_value=1, max_value=4))
def test_no_card_gets_more_lines_than_it_has_room_for_nor_lines_much_wider(title, most):
    lines = wrap(title, width=24, most=most)
    assert 1 <= len(lines) <= most
    assert all(len(line) <= 26 and line.isprintable() for line in lines)
