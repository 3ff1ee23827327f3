"""What holds for the years of every plan, tried on generated ones."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from explorer.years import Decision, NewItem, balance, basis, compare_plans, compare_years, next_year
from tests.survey.generated import MEASURES, OPERATIVES, YEARS, sketches

_CHOICES = st.dictionaries(
    st.sampled_from((*MEASURES, *OPERATIVES)), st.sampled_from(("carry", "end", "reword")), max_size=8
)
_SUCCESSIONS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]),
    unique=True,
    max_size=8,
)
_FROM_TO = st.tuples(st.integers(2009, 2017), st.integers(2009, 2017))


@st.composite
def followed(draw):
    """A plan in which measures follow each other."""
    sketch = draw(sketches())
    pairs = [(MEASURES[a], MEASURES[b]) for a, b in draw(_SUCCESSIONS)]
    lines = [f"{a} SUCCEEDED_BY {b}" for a, b in pairs if sketch.has(a) and sketch.has(b)]
    return sketch.and_(*lines).plan("town")


def test_a_year_is_the_same_as_itself():
    @given(followed(), st.sampled_from(YEARS))
    def holds(plan, year):
        found = compare_years(plan, year, year)
        there = plan.in_year(year)
        assert found.counts() == {"added": 0, "changed": 0, "gone": 0, "same": len(there.nodes)}
        assert {two.state for two in found.links} <= {"same"}

    holds()


def test_read_backwards_what_began_ends():
    @given(followed(), _FROM_TO)
    def holds(plan, years):
        forth, back = compare_years(plan, *years), compare_years(plan, *reversed(years))
        for counts, other in (
            (forth.counts(), back.counts()),
            (forth.link_counts(), back.link_counts()),
        ):
            if years[0] != years[1]:
                assert other == {**counts, "added": counts["gone"], "gone": counts["added"]}
        assert {one.uids[::-1] for one in back.items} == {one.uids for one in forth.items}

    holds()


def test_every_item_and_link_of_either_year_is_told():
    @given(followed(), _FROM_TO)
    def holds(plan, years):
        found = compare_years(plan, *years)
        for year, side in zip(years, ("before", "after"), strict=True):
            there = plan.in_year(year)
            items = [getattr(one, side) for one in found.items]
            assert {node.uid for node in items if node} == set(there.nodes)
            links = [getattr(two, side) for two in found.links]
            assert {link.key for link in links if link} == {
                link.key for link in there.links if link.type != "SUCCEEDED_BY"
            }
        assert sum(found.counts().values()) == len(found.items)
        for one in found.items:
            assert (one.state == "added") == (one.before is None)
            assert (one.state == "gone") == (one.after is None)

    holds()


def test_a_plan_is_the_same_as_itself_and_differs_by_what_was_taken_out():
    @given(followed(), st.data())
    def holds(plan, data):
        assert compare_plans(plan, plan).counts()["same"] == len(plan.nodes)
        out = data.draw(st.sampled_from(sorted(plan.nodes)))
        less = plan.restricted(set(plan.nodes) - {out})
        assert [one.node.uid for one in compare_plans(plan, less).items if one.state == "gone"] == [out]
        assert [one.node.uid for one in compare_plans(less, plan).items if one.state == "added"] == [out]

    holds()


def test_the_next_year_differs_from_the_last_one_by_exactly_what_was_decided():
    @given(followed(), _CHOICES, st.integers(0, 3))
    def holds(plan, choices, begin):
        plan = replace(plan, properties={**plan.properties, "latest_year": 2016})
        start = basis(plan, 2017)
        decisions = {
            node.uid: Decision(choices[node.code], title="Anew" if choices[node.code] == "reword" else None)
            for node in start.items
            if node.code in choices
        }
        new = [NewItem("Measure", f"New {i}") for i in range(begin)]
        after = next_year(plan, 2017, decisions, new)
        found = compare_years(after, 2016, 2017)
        assert after.properties["latest_year"] == 2017
        assert {one.uids[0] for one in found.items if one.state == "changed"} == {
            uid for uid, decision in decisions.items() if decision.choice == "reword"
        }
        ended = {uid for uid, decision in decisions.items() if decision.choice == "end"}
        ended |= start.ending - decisions.keys()
        decided = [one for one in found.items if one.node.label in ("Measure", "OperativeGoal")]
        assert {one.node.uid for one in decided if one.state == "gone"} == ended
        assert sum(one.state == "added" for one in decided) == begin + len(start.coming)
        said = balance(start, decisions, new)
        assert (said.carried, said.ended + said.as_planned, said.reworded, said.new) == tuple(
            sum(one.state == state for one in decided) for state in ("same", "gone", "changed", "added")
        )
        # A successor has the links that its predecessor had, so far as their other ends go on.
        carried = {two.before.key for two in found.links if two.after is not None and two.before is not None}
        going = {uid for one in found.items if one.before and one.after for uid in one.uids}
        for link in plan.in_year(2016).links:
            if link.type != "SUCCEEDED_BY" and {link.source, link.target} <= going:
                assert link.key in carried or link.properties["until"] is not None
        # No year before is another one than it was.
        for year in (2010, 2013, 2016):
            assert plan.in_year(year).nodes.keys() == after.in_year(year).nodes.keys()

    holds()
