"""Kinds are told apart by colour, symbol and place, and their text can be read."""

import pytest

from explorer.model import LABELS
from explorer.picture.palette import CANVAS, COLUMNS, KINDS, PATTERNS, STATES, contrast

THEMES = ("light", "dark")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", COLUMNS)
def test_text_on_every_card_has_a_contrast_of_at_least_4_5_to_1(theme, kind):
    seen = KINDS[theme][kind]
    assert contrast(seen.ink, seen.fill) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_text_and_links_can_be_seen_on_the_background(theme):
    colours = CANVAS[theme]
    assert contrast(colours["text"], colours["background"]) >= 7
    assert contrast(colours["muted"], colours["background"]) >= 4.5
    assert contrast(colours["strong"], colours["background"]) >= 4.5
    assert contrast(colours["link"], colours["background"]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_no_two_kinds_share_a_symbol_or_a_fill(theme):
    looks = [KINDS[theme][kind] for kind in COLUMNS if kind != "fold"]
    assert len({seen.symbol for seen in looks}) == len(looks)
    assert len({seen.fill for seen in looks}) == len(looks)


def test_every_label_has_a_look_in_both_themes_and_every_certainty_a_line_of_its_own():
    for theme in THEMES:
        assert {label.key for label in LABELS.values()} | {"fold"} == set(KINDS[theme])
    assert len(set(PATTERNS.values())) == len(PATTERNS) == 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("state", STATES["light"])
def test_every_state_of_a_cell_can_be_read_and_its_border_seen(theme, state):
    seen = STATES[theme][state]
    assert contrast(seen.ink, seen.fill) >= 4.5
    assert state == "empty" or contrast(seen.border, CANVAS[theme]["background"]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_no_two_states_share_a_symbol(theme):
    assert len({seen.symbol for seen in STATES[theme].values()}) == len(STATES[theme])


def test_contrast_is_the_one_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
