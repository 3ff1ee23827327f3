"""A view fits into the address bar and comes out of it unchanged; what does not fit the plan is dropped."""

from hypothesis import given
from hypothesis import strategies as st

from explorer.app.view import NAMES, View, params_of, view_from
from explorer.exchange.seed import seed_plan
from explorer.model import CERTAINTIES, STATUSES
from explorer.picture.filters import Filters
from explorer.picture.layout import LAYOUTS
from explorer.picture.palette import COLUMNS

PLAN = seed_plan()
UIDS = sorted(PLAN.nodes)
FIELDS = [n.uid for n in PLAN.of("FieldOfAction")]
UNITS = [n.uid for n in PLAN.of("Department")]

filters = st.builds(
    Filters,
    fields=st.frozensets(st.sampled_from(FIELDS), max_size=3),
    departments=st.frozensets(st.sampled_from(UNITS), max_size=3),
    statuses=st.frozensets(st.sampled_from(STATUSES), max_size=3),
    certainties=st.frozensets(st.sampled_from(CERTAINTIES), max_size=2),
)
common = {
    "item": st.sampled_from(["", *UIDS]),
    "layout": st.sampled_from(LAYOUTS),
    "hidden": st.lists(st.sampled_from(COLUMNS), unique=True, max_size=3).map(tuple),
    "filters": filters,
}
views = st.one_of(
    st.builds(View, kind=st.sampled_from(["overview", "everything"]), **common),
    st.builds(
        View,
        kind=st.just("around"),
        of=st.sampled_from(UIDS),
        opened=st.lists(st.sampled_from([*UIDS, f"fold:{UIDS[3]}|{FIELDS[0]}"]), unique=True, max_size=4).map(
            tuple
        ),
        **common,
    ),
    st.builds(
        View,
        kind=st.just("band"),
        of=st.sampled_from(
            [f"band|{UIDS[0]}|{FIELDS[1]}", f"band|{FIELDS[1]}|fold:without-department", "fold:without-field"]
        ),
        **common,
    ),
)


@given(views)
def test_a_view_survives_the_address_bar(view):
    params = params_of(view, PLAN)
    assert set(params) <= set(NAMES)
    assert view_from(params, PLAN) == view


def test_an_address_carries_codes_and_not_the_plan_in_front_of_each():
    view = View(kind="around", of=f"{PLAN.code}/SG3", item=f"{PLAN.code}/M075")
    assert params_of(view, PLAN) == {"view": "around", "of": "SG3", "item": "M075"}


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=60)))
def test_no_address_breaks_the_page(params):
    view = view_from(params, PLAN)
    assert view.kind in ("overview", "around", "band", "everything")
    assert all(uid in PLAN.nodes for uid in view.filters.fields | view.filters.departments)


def test_an_old_link_to_an_item_that_is_gone_opens_the_overview():
    assert view_from({"view": "around", "of": "M999", "item": "M999"}, PLAN) == View()
