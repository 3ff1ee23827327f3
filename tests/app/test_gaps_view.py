"""The list of gaps fits into the address bar, and shows for a department what concerns it and its parts."""

from hypothesis import given
from hypothesis import strategies as st

from explorer.app.gaps_view import NAMES, GapsView, by_kind, by_unit, params_of, view_from, wanted
from explorer.coverage import Scope, axis_of
from explorer.exchange.seed import seed_plan
from explorer.gaps import KINDS, Finding

PLAN = seed_plan()
AXIS = axis_of(PLAN, "department", Scope())
UNITS = [node.uid for node in PLAN.of("Department")]
views = st.builds(
    GapsView,
    by=st.sampled_from(["department", "kind"]),
    department=st.sampled_from(["", *UNITS]),
    kinds=st.sets(st.sampled_from(list(KINDS)), max_size=3).map(
        lambda chosen: tuple(kind for kind in KINDS if kind in chosen)
    ),
    parts=st.booleans(),
)


def uid(code):
    return f"{PLAN.code}/{code}"


def gap(unit, goal="SG1", level=0):
    return Finding("department_without_goal", "forward", (uid(unit), uid(goal)), (uid(unit),), level=level)


def unled(measure, *units):
    return Finding("measure_without_goal", "backward", (uid(measure),), tuple(map(uid, units)))


@given(views)
def test_the_view_survives_the_address_bar(view):
    params = params_of(view, PLAN)
    assert set(params) <= set(NAMES)
    assert view_from(params, PLAN) == view


def test_an_address_with_what_the_plan_does_not_have_opens_all_the_same():
    assert view_from({"group": "x", "dept": "SG1", "kinds": "x,y", "level": "1"}, PLAN) == GapsView()


def test_gaps_of_parts_come_when_they_are_asked_for_or_the_part_itself_is():
    found = [gap("DEZ05"), gap("D40", level=1), gap("KI", level=2)]
    assert wanted(found, GapsView(), AXIS) == found[:1]
    assert wanted(found, GapsView(parts=True), AXIS) == found
    assert wanted(found, GapsView(department=uid("D40")), AXIS) == [found[1]]
    assert wanted(found, GapsView(department=uid("D40"), parts=True), AXIS) == found[1:]


def test_a_department_has_what_concerns_its_parts():
    found = [unled("M001", "KI"), unled("M002", "D53"), unled("M003")]
    assert wanted(found, GapsView(department=uid("DEZ05")), AXIS) == found[:1]


def test_what_concerns_nobody_stands_first_and_then_the_unit_with_most_gaps():
    found = [unled("M001", "D53"), gap("DEZ05"), gap("DEZ05", "SG2"), unled("M003")]
    groups = by_unit(found, AXIS)
    assert [unit for unit, _some in groups] == ["", uid("DEZ05"), uid("DEZ04")]


def test_what_concerns_two_units_stands_with_both():
    groups = dict(by_unit([unled("M001", "D20")], AXIS))  # a part of two structures
    assert set(groups) == {uid("DEZ02"), uid("DEZ04-2016")}


def test_kinds_stand_in_order_of_seriousness():
    groups = by_kind([unled("M001"), gap("DEZ05"), unled("M002")])
    assert [(kind, len(some)) for kind, some in groups] == [
        ("department_without_goal", 1),
        ("measure_without_goal", 2),
    ]


def test_one_kind_alone_can_be_asked_for():
    found = [unled("M001"), gap("DEZ05")]
    assert wanted(found, GapsView(kinds=("measure_without_goal",)), AXIS) == found[:1]
