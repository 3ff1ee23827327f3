"""The comparison of two years on paper and in files: the same finding, the same bytes every time."""

from datetime import date

import pytest

from explorer.errors import Refusal
from explorer.model import Plan
from explorer.report.compared import Narrowed
from explorer.report.comparison import report_of, write_comparison
from explorer.report.wording import pieces
from tests.report.reading import pages_of

DAY = date(2026, 11, 23)


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "zip"])
def test_a_file_is_the_same_whenever_it_is_written_and_whichever_year_is_named_first(
    soest_plan: Plan, ending: str
) -> None:
    made = write_comparison(ending, soest_plan, 2015, 2020, "en", DAY)
    assert made == write_comparison(ending, soest_plan, 2020, 2015, "en", DAY)


def test_the_report_says_what_became_of_the_measures(soest_plan: Plan) -> None:
    said = "From 2015 to 2020: 20 measures new, 9 ended, 61 continued; Operative goals: 1 new, 6 ended, 13 continued"
    assert report_of(soest_plan, 2015, 2020, "en", DAY).finding == said
    pages = pages_of(write_comparison("pdf", soest_plan, 2015, 2020, "en", DAY))
    assert "20 measures new, 9 ended" in pages[0]


def test_a_report_on_one_goal_counts_what_its_table_says(soest_plan: Plan) -> None:
    goal = f"{soest_plan.code}/SG6"
    report = report_of(soest_plan, 2015, 2020, "en", DAY, Narrowed(goal=goal))
    assert "4 measures new, 5 ended, 20 continued" in report.finding
    row = next(row for row in report.goals.rows if row[0].startswith("6 "))
    assert row[1:] == (5, 0, 9, 28)


def test_a_year_with_itself_and_an_unknown_ending_are_refused(soest_plan: Plan) -> None:
    with pytest.raises(Refusal):
        report_of(soest_plan, 2015, 2015, "de", DAY)
    with pytest.raises(Refusal):
        write_comparison("docx", soest_plan, 2015, 2020, "de", DAY)


def test_two_wordings_differ_in_the_words_that_changed() -> None:
    old, new = pieces("Energie sparen bis 2015", "Energie sparen bis 2020")
    assert [text for text, differs in old if differs] == ["2015"]
    assert [text for text, differs in new if differs] == ["2020"]
    assert "".join(text for text, _differs in new) == "Energie sparen bis 2020"
