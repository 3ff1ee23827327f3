"""The next year of a plan: what carries on, ends, is worded anew, is new, and what cannot be."""

from dataclasses import replace

import pytest

from explorer.errors import Refusal
from explorer.years import Balance, Decision, NewItem, balance, basis, compare_years, latest_year, next_year
from tests.plans import small_plan

TOWN = (
    "StrategicGoal SG1 Healthy; number=1",
    "OperativeGoal OG1 Care nearby; year=2020; target=80 %",
    "Department D1 Health",
    "Department D9 Former; until=2024",
    "Measure M001 Advice; since=2015; until=2030; title_en=Counsel; source_url=https://town.example/1",
    "Measure M002 Visits; status=running",
    "Measure M003 Pilot; since=2024; until=2025",
    "Measure M004 Past; until=2019",
    "Measure M005 Planned; since=2026",
    "Decision B1 Yes",
    "OG1 DERIVED_FROM SG1",
    "M001 IMPLEMENTS OG1; since=2016",
    "M002 IMPLEMENTS OG1",
    "M001 SERVES SG1; contribution=primary; note=agreed",
    "M002 SERVES SG1; until=2022",
    "M003 SERVES SG1; until=2025",
    "D1 RESPONSIBLE_FOR M001",
    "D1 RESPONSIBLE_FOR M002",
    "B1 DECIDES M001",
)


def town(*more, latest=2025):
    """The town as a store hands it out: somebody stood by every link at revision 1."""
    plan = small_plan(*TOWN, *more)
    links = tuple(replace(link, properties={**link.properties, "confirmed": 1}) for link in plan.links)
    return replace(plan, properties={**plan.properties, "latest_year": latest}, links=links)


def carried_on(decisions=None, new=(), year=2026, plan=None):
    """The town in the year, decided upon by code."""
    return next_year(plan or town(), year, {f"town/{c}": d for c, d in (decisions or {}).items()}, new)


def item(plan, code):
    return plan.nodes[f"town/{code}"]


def links_of(plan, code, year=0):
    there = plan.in_year(year)
    return {
        " ".join(uid.rpartition("/")[2] for uid in link.key)
        for link in there.links
        if f"town/{code}" in (link.source, link.target)
    }


def refused(decisions=None, new=(), year=2026, plan=None):
    with pytest.raises(Refusal) as caught:
        carried_on(decisions, new, year, plan)
    return f"{caught.value.what} {caught.value.remedy}".format(**caught.value.details)


def test_without_decisions_everything_goes_on_as_it_was_planned():
    before, after = town(), carried_on()
    assert after.nodes == before.nodes and after.links == before.links
    assert after.properties["latest_year"] == 2026
    found = compare_years(after, 2025, 2026)
    assert {one.node.code for one in found.items if one.state == "gone"} == {"M003"}
    assert {one.node.code for one in found.items if one.state == "added"} == {"M005"}


def test_what_there_is_to_decide():
    start = basis(town(), 2026)
    assert [node.code for node in start.items] == ["OG1", "M001", "M002", "M003"]
    assert start.ending == {"town/M003"} and [node.code for node in start.coming] == ["M005"]
    assert (start.previous, start.year) == (2025, 2026)
    decisions = {"town/M001": Decision("reword", title="x"), "town/M002": Decision("end")}
    new = [NewItem("OperativeGoal", "Prevention")]
    assert balance(start, decisions, new) == Balance(carried=1, ended=1, as_planned=1, reworded=1, new=2)
    assert balance(start, decisions, new, "Measure") == Balance(0, 1, 1, 1, 1)


def test_years_may_be_left_out_and_what_only_lay_between_them_is_decided_too():
    start = basis(town(), 2027)
    assert {node.code for node in start.items} == {"OG1", "M001", "M002", "M003", "M005"}
    after = carried_on({"M005": Decision("end")}, year=2027)
    assert item(after, "M005").year("until") == 2026


def test_what_ends_is_in_force_until_the_year_before_and_keeps_its_links():
    after = carried_on({"M001": Decision("end")})
    assert item(after, "M001").year("until") == 2025
    assert links_of(after, "M001") == links_of(town(), "M001")
    assert links_of(after, "M001", 2025) and not links_of(after, "M001", 2026)


def test_what_was_to_end_carries_on_if_somebody_says_so_and_its_links_with_it():
    after = carried_on({"M003": Decision("carry")})
    assert item(after, "M003").properties["until"] is None
    assert links_of(after, "M003", 2026) == {"SERVES M003 SG1"}
    assert item(carried_on({"M001": Decision("carry")}), "M001").year("until") == 2030


def test_an_operative_goal_that_carries_on_keeps_the_year_it_was_set_in():
    after = carried_on({"OG1": Decision("carry")})
    assert item(after, "OG1").year("year") == 2020
    assert item(carried_on({"OG1": Decision("reword", title="Care")}), "OG1-2026").year("year") == 2026


def test_what_is_worded_anew_has_a_successor_with_its_links():
    after = carried_on({"M001": Decision("reword", title=" Advice\n for all ", description="By phone")})
    old, new = item(after, "M001"), item(after, "M001-2026")
    assert (old.title, old.year("until"), old.text("title_en")) == ("Advice", 2025, "Counsel")
    assert (new.title, new.text("description")) == ("Advice for all", "By phone")
    assert (new.year("since"), new.year("until")) == (2026, 2030)
    assert new.text("title_en") == new.text("source_url") == ""
    assert links_of(after, "M001-2026") == {
        "SUCCEEDED_BY M001 M001-2026",
        "IMPLEMENTS M001-2026 OG1",
        "SERVES M001-2026 SG1",
        "RESPONSIBLE_FOR D1 M001-2026",
    }
    assert links_of(after, "M001", 2025) == links_of(town(), "M001", 2025)
    [one] = [one for one in compare_years(after, 2025, 2026).items if one.state == "changed"]
    assert (one.changed[:3], one.certainty) == (("title", "title_en", "description"), "documented")


def test_links_of_a_successor_say_what_they_said_and_nobody_has_stood_by_them_again():
    after = carried_on({"M001": Decision("reword", title="Advice for all")})
    links = {link.type: link.properties for link in after.links if link.source == "town/M001-2026"}
    assert links["SERVES"]["contribution"] == "primary" and links["SERVES"]["note"] == "agreed"
    assert links["SERVES"]["since"] is None and links["IMPLEMENTS"]["since"] == 2026
    assert {one["confirmed"] for one in links.values()} == {1}
    [succession] = [link for link in after.links if link.type == "SUCCEEDED_BY"]
    assert succession.properties["confirmed"] is None


def test_between_two_that_are_worded_anew_the_link_is_that_of_the_new_ones():
    after = carried_on(
        {"M001": Decision("reword", title="Advice for all"), "OG1": Decision("reword", target="90 %")}
    )
    assert item(after, "OG1-2026").text("target") == "90 %"
    assert links_of(after, "M001-2026", 2026) == {
        "IMPLEMENTS M001-2026 OG1-2026",
        "SERVES M001-2026 SG1",
        "RESPONSIBLE_FOR D1 M001-2026",
    }
    assert "IMPLEMENTS M002 OG1-2026" in links_of(after, "OG1-2026", 2026)


def test_a_successor_does_not_get_links_that_were_over_or_lead_to_what_ends():
    after = carried_on({"M002": Decision("reword", title="House calls"), "OG1": Decision("end")})
    assert links_of(after, "M002-2026", 2026) == {"RESPONSIBLE_FOR D1 M002-2026"}


def test_what_was_to_end_and_is_worded_anew_goes_on_openly_with_its_links():
    after = carried_on({"M003": Decision("reword", title="Service")})
    assert item(after, "M003").year("until") == 2025
    assert item(after, "M003-2026").properties["until"] is None
    assert links_of(after, "M003-2026", 2026) == {"SERVES M003-2026 SG1"}


def test_what_is_new_begins_in_the_year_with_the_next_number_and_its_department():
    new = [
        NewItem("Measure", "  Meeting\tplace ", description=" In the hall ", department="town/D1"),
        NewItem("Measure", "Bus"),
        NewItem("OperativeGoal", "Mobility", code="OG-MOB"),
        NewItem("OperativeGoal", "Prevention"),
    ]
    after = carried_on(new=new)
    first = item(after, "M006")
    assert (first.title, first.text("description")) == ("Meeting place", "In the hall")
    assert (first.year("since"), first.text("status"), first.certainty) == (2026, "planned", "documented")
    assert links_of(after, "M006", 2026) == {"RESPONSIBLE_FOR D1 M006"}
    assert item(after, "M007").title == "Bus" and item(after, "OG-MOB").year("year") == 2026
    assert item(after, "OG2").title == "Prevention"


def test_codes_of_successors_are_free_and_do_not_grow():
    plan = town("Measure M002-2026 Taken")
    plan = carried_on({"M002": Decision("reword", title="House calls")}, plan=plan)
    assert item(plan, "M002-2026-2").title == "House calls"
    plan = carried_on({"M001": Decision("reword", title="Second")})
    plan = carried_on({"M001-2026": Decision("reword", title="Third")}, plan=plan, year=2027)
    assert item(plan, "M001-2027").title == "Third"
    assert item(carried_on({"M001": Decision("reword", title="x", code="M900")}), "M900").title == "x"


def test_the_order_is_that_of_a_store():
    after = carried_on({"M001": Decision("reword", title="x")}, [NewItem("OperativeGoal", "Z")])
    assert [n.code for n in after.of("Measure")] == ["M001", "M001-2026", "M002", "M003", "M004", "M005"]
    assert list(after.links) == sorted(after.links, key=lambda link: link.key)
    labels = list(dict.fromkeys(node.label for node in after.nodes.values()))
    assert labels == ["StrategicGoal", "OperativeGoal", "Measure", "Department", "Decision"]


def test_the_latest_year_is_the_one_written_down_or_the_last_in_which_something_began():
    assert latest_year(town()) == 2025
    assert latest_year(small_plan(*TOWN)) == 2026
    assert latest_year(small_plan("Measure M1 Advice; until=2045")) is None
    assert basis(small_plan("Measure M1 Advice; until=2045"), 2020).previous == 2019


@pytest.mark.parametrize(
    ("decisions", "said"),
    [
        ({"M999": Decision("end")}, "no measure or operative goal with the code M999"),
        ({"D1": Decision("end")}, "no measure or operative goal with the code D1"),
        ({"M004": Decision("carry")}, "M004 “Past” is not in force in 2025"),
        ({"M001": Decision("reword")}, "the wording is the old one"),
        ({"M001": Decision("reword", title=" Advice ")}, "Write the new wording"),
        ({"M001": Decision("reword", title=" \n")}, "but without a title"),
        ({"M001": Decision("reword", title="x", code="M002")}, "The code M002 is taken"),
        ({"M001": Decision("reword", title="x", code="M/2")}, "comma, slash and vertical bar"),
    ],
)
def test_decisions_that_make_no_sense_are_refused_with_the_remedy(decisions, said):
    assert said in refused(decisions)


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (NewItem("Measure", " "), "has no title"),
        (NewItem("Decision", "Yes"), "neither measure nor operative goal"),
        (
            NewItem("Measure", "Bus", department="town/D9"),
            "D9, but that is no department of the plan in 2026",
        ),
        (NewItem("Measure", "Bus", department="town/M001"), "Choose a department"),
        (NewItem("Measure", "Bus", code="M004"), "The code M004 is taken"),
    ],
)
def test_new_items_that_make_no_sense_are_refused_with_the_remedy(new, said):
    assert said in refused(new=[new])


@pytest.mark.parametrize(
    ("year", "said"),
    [
        (2025, "has reached 2025 already; 2025 is not after it. Choose 2026 or later"),
        (1999, "1999 is not after it"),
        (1799, "1799 is no year that a plan can have. Choose one from 2026 to 2200."),
        (2201, "2201 is no year"),
    ],
)
def test_a_year_that_cannot_be_is_refused(year, said):
    assert said in refused(year=year)
