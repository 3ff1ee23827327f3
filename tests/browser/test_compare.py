"""Two years side by side in a real browser: the finding, the marks in the picture, and years that say nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.app import App, Picture, Screen

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def screen(page: Page, app: App) -> Screen:
    return Screen(page, app)


def test_the_headline_and_the_picture_say_what_became_of_the_measures(screen: Screen) -> None:
    screen.open("/vergleich?from=2015&to=2020&lang=en")
    assert screen.headline().startswith("From 2015 to 2020: 20 measures new, 9 ended, 61 continued")
    picture = Picture(screen, "compare canvas")
    assert picture.ask(".nodes.getIds().filter(id => id.startsWith('fold:')).length") > 0
    cards = sorted(i for i in picture.ids() if not i.startswith("fold:"))
    new = next(i for i in cards if picture.ask(".dataOf(argument).change", i) == "added")
    picture.click(new)
    assert screen.param("item") == new.split("/")[1]
    assert "Open in Explore" in screen.text()


def test_years_in_the_wrong_order_are_exchanged_and_said_so(screen: Screen) -> None:
    screen.open("/vergleich?from=2020&to=2015&lang=en")
    assert screen.headline().startswith("From 2015 to 2020:")
    assert "the years were exchanged" in screen.text()


def test_a_year_with_itself_says_what_to_do(screen: Screen) -> None:
    screen.open("/vergleich?from=2015&to=2015&lang=en")
    assert "Choose another year on the left" in screen.text()


def test_two_years_without_a_difference_say_so(screen: Screen) -> None:
    screen.open("/vergleich?from=2025&to=2026&lang=en")
    assert "nothing changes" in screen.headline()
