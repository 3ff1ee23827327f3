"""Every check before a plan is written: the problem has file, row and column, and names the remedy."""

import pytest

from explorer.errors import BadPlan
from explorer.exchange import Source, checked_plan
from explorer.i18n import LANGUAGES
from explorer.model import LABELS, LINK_COLUMNS, LINK_TYPES
from tests.plans import small_plan

TOWN = (
    "StrategicGoal SG1 Stay healthy; number=1",
    "StrategicGoal SG2 Learn; number=2",
    "FieldOfAction F1 Family",
    "OperativeGoal OG1 Fewer queues",
    "Measure M1 Advice on care",
    "Measure M2 Opening hours",
    "Department D1 Health",
    "Department D2 Social affairs",
    "Decision C1 Yes",
)


def problems(*lines):
    with pytest.raises(BadPlan) as caught:
        small_plan(*TOWN, *lines)
    return caught.value.problems


def only_problem(*lines):
    found = problems(*lines)
    assert len(found) == 1, found
    return found[0]


def place(problem):
    return problem.where, problem.row, problem.column


# The goals of TOWN end in row 3 of their file, the measures in row 3, the departments in row 3; links start in row 2.
@pytest.mark.parametrize(
    ("line", "where", "what", "remedy"),
    [
        ("M1 SERVES SG9", ("links.csv", 2, "to"), "no item with the code SG9", "Nearest: SG1, SG2"),
        ("M9 SERVES SG1", ("links.csv", 2, "from"), "no item with the code M9", "Nearest: M1, M2"),
        ("Measure M1 Again", ("measures.csv", 4, "code"), "first in measures.csv, row 2", "another code"),
        ("Decision SG1 Again", ("decisions.csv", 3, "code"), "first in strategic_goals.csv, row 2", "another code"),
        ("M1 SERVES M2", ("links.csv", 2, "type"), "cannot lead from Measure to Measure", "Measure -> StrategicGoal"),
        ("SG1 SERVES M1", ("links.csv", 2, "type"), "cannot lead from StrategicGoal to Measure", "Allowed"),
        ("M1 SUCCEEDED_BY SG1", ("links.csv", 2, "type"), "cannot lead from Measure", "Measure -> Measure"),
        ("C1 DECIDES C1", ("links.csv", 2, "type"), "cannot lead from Decision to Decision", "Decision -> Measure"),
        ("M1 SERVE SG1", ("links.csv", 2, "type"), "no link type SERVE", "SERVES"),
        ("D1 PART_OF D1", ("links.csv", 2, "to"), "linked to itself", "Correct one of the two ends"),
        ("Measure M3 X; since=2015; until=2010", ("measures.csv", 4, "until"), "ends in 2010", "Exchange"),
        ("M1 SERVES SG1; since=2015; until=2010", ("links.csv", 2, "until"), "ends in 2010", "Exchange"),
        ("Measure M3 X; budget_eur=a lot", ("measures.csv", 4, "budget_eur"), "a lot is not a number", "1200.50"),
        ("Measure M3 X; budget_eur=nan", ("measures.csv", 4, "budget_eur"), "not a number", "digits"),
        ("Measure M3 X; budget_eur=-1", ("measures.csv", 4, "budget_eur"), "out of range", "Allowed: >= 0"),
        ("Measure M3 X; since=2015.5", ("measures.csv", 4, "since"), "not a number", "2015"),
        ("Measure M3 X; since=15", ("measures.csv", 4, "since"), "out of range", "Allowed: >= 1800 <= 2200"),
        ("Measure M3 X; status=runing", ("measures.csv", 4, "status"), "value runing is not known", "running"),
        ("Measure M3 X; certainty=", ("measures.csv", 4, "certainty"), "certainty is empty", "Fill it in"),
        ("Measure M3", ("measures.csv", 4, "title"), "title is empty", "Fill it in"),
        ("OperativeGoal OG2 X; level=goal", ("operative_goals.csv", 3, "level"), "goal is not known", "_goal"),
        ("D1 RESPONSIBLE_FOR M1; role=", ("links.csv", 2, "role"), "role is empty", "Fill it in"),
        ("D1 RESPONSIBLE_FOR M1; role=boss", ("links.csv", 2, "role"), "boss is not known", "lead"),
        ("SG1 PURSUED_IN F1; intensity=4", ("links.csv", 2, "intensity"), "out of range", ">= 1 <= 3"),
        ("M1 INFLUENCES M2; score=4", ("links.csv", 2, "score"), "out of range", ">= -3 <= 3"),
        ("M1 INFLUENCES M2; score=0", ("links.csv", 2, "score"), "no influence", "from -3 to 3"),
        ("M1 INFLUENCES M2; score=", ("links.csv", 2, "score"), "score is empty", "Fill it in"),
        ("D1 NOT_CONCERNED SG1; reason=", ("links.csv", 2, "reason"), "reason is empty", "Fill it in"),
        ("M1 SERVES SG1; role=lead", ("links.csv", 2, "role"), "SERVES has no role", "Empty the cell"),
    ],
)  # fmt: skip
def test_a_problem_has_its_place_and_a_remedy(line, where, what, remedy):
    problem = only_problem(line)
    assert place(problem) == where
    told = problem.told("en")
    assert what in told[0]
    assert remedy in told[1]


def test_a_link_may_stand_there_once():
    problem = only_problem("M1 SERVES SG1", "M2 SERVES SG1", "M1 SERVES SG1; contribution=primary")
    assert place(problem) == ("links.csv", 4, "")
    assert "row 2" in problem.told("en")[0]


@pytest.mark.parametrize("kind", ["PART_OF", "SUCCEEDED_BY"])
def test_a_circle_is_shown_whole(kind):
    problem = only_problem("Department D3 Youth", f"D1 {kind} D2", f"D2 {kind} D3", f"D3 {kind} D1")
    assert place(problem)[0::2] == ("links.csv", "to")
    assert 2 <= problem.row <= 4
    assert f"{kind} runs in a circle: " in problem.told("en")[0]
    assert {"D1", "D2", "D3"} <= set(problem.told("en")[0].rstrip(".").split(" "))


def test_measures_may_influence_each_other_in_a_circle():
    plan = small_plan(*TOWN, "M1 INFLUENCES M2", "M2 INFLUENCES M1; score=-2")
    assert [link.properties["score"] for link in plan.links] == [1, -2]


def test_all_problems_are_told_at_once():
    found = problems("M1 SERVES SG9", "M1 SERVES M2", "Measure M3 X; budget_eur=a lot", "Measure M1 Again")
    assert {place(p) for p in found} == {
        ("links.csv", 2, "to"),
        ("links.csv", 3, "type"),
        ("measures.csv", 4, "budget_eur"),
        ("measures.csv", 5, "code"),
    }


def test_a_plan_has_one_row_and_no_slash_in_its_code():
    problem = only_problem_of(plan=[])
    assert place(problem) == ("plan.csv", 1, "")
    assert "exactly one row here, not 0" in problem.told("en")[0]
    problem = only_problem_of(plan=[(2, {"code": "a", "title": "A"}), (3, {"code": "b", "title": "B"})])
    assert "not 2" in problem.told("en")[0]
    problem = only_problem_of(plan=[(2, {"code": "a/b", "title": "A"})])
    assert place(problem) == ("plan.csv", 2, "code")


def test_a_header_is_checked_by_name():
    unknown, missing = problems_of(measures=["code", "titel", "certainty"])
    assert place(unknown) == ("measures.csv", 1, "titel")
    assert "Nearest: title" in unknown.told("en")[1]
    assert place(missing) == ("measures.csv", 1, "title")
    assert missing.told("en")[0] == "The column title is missing."
    twice = only_problem_of(measures=["code", "title", "title", "certainty"])
    assert place(twice) == ("measures.csv", 1, "title")
    assert [place(p) for p in problems_of(links=["type", "from"])] == [("links.csv", 1, "to")]


def test_spaces_around_a_cell_do_not_matter():
    plan = small_plan(*TOWN, "M1 SERVES  SG1 ", "Measure M3 X; since= 2015 ")
    assert plan.links[0].target == "town/SG1"
    assert plan.nodes["town/M3"].year("since") == 2015


def test_every_allowed_end_of_every_link_type_is_accepted():
    codes = {"StrategicGoal": "SG", "FieldOfAction": "F", "OperativeGoal": "OG", "Measure": "M"}
    codes |= {"Department": "D", "Decision": "C"}
    lines = [f"{label} {code}{i} Title" for label, code in codes.items() for i in (1, 2)]
    lines += [f"{codes[a]}1 {kind.name} {codes[b]}2" for kind in LINK_TYPES.values() for a, b in kind.ends]
    plan = small_plan(*lines)
    assert len(plan.links) == sum(len(kind.ends) for kind in LINK_TYPES.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_problem_is_told_in_every_language(lang):
    for problem in problems("M1 SERVES SG9", "Measure M3 X; since=15; certainty="):
        what, remedy = problem.told(lang)
        assert what and remedy and "{" not in what + remedy


def problems_of(plan=None, measures=None, links=None):
    """The problems of an empty plan with these rows in plan.csv, and these headers."""
    headers = {"measures": measures or ["code", "title", "certainty"], "links": links or LINK_COLUMNS}
    nodes = {
        name: Source(f"{label.file}.csv", headers.get(label.file, ["code", "title"]), [])
        for name, label in LABELS.items()
    }
    rows = [(2, {"code": "town", "title": "Town"})] if plan is None else plan
    with pytest.raises(BadPlan) as caught:
        checked_plan(
            Source("plan.csv", ["code", "title"], rows), nodes, Source("links.csv", headers["links"], [])
        )
    return caught.value.problems


def only_problem_of(**changes):
    found = problems_of(**changes)
    assert len(found) == 1, found
    return found[0]


def test_a_code_has_no_character_that_addresses_need():
    for code in ("M1,M2", "M/1", "M|1"):
        (problem,) = problems(f"Measure {code} X")
        assert place(problem)[2] == "code" and code in problem.told("en")[0]


@pytest.mark.parametrize("code", ["M1,M2", "M/1", "M|1", "M1\u200b", "M1\u00a0b"])
def test_a_code_has_no_sign_that_addresses_need_and_none_that_nobody_sees(code):
    sources = {
        name: Source(f"{label.file}.csv", ["code", "title", "certainty"], [])
        for name, label in LABELS.items()
    }
    row = {"code": code, "title": "Advice", "certainty": "documented"}
    sources["Measure"] = Source("measures.csv", list(row), [(2, row)])
    plan = Source("plan.csv", ["code", "title"], [(2, {"code": "town", "title": "Town"})])
    with pytest.raises(BadPlan) as caught:
        checked_plan(plan, sources, Source("links.csv", list(LINK_COLUMNS), []))
    (problem,) = caught.value.problems
    assert place(problem) == ("measures.csv", 2, "code")
