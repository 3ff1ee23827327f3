"""The sentence above a matrix: how many gaps, and where most of them are if one column stands out."""

from explorer.coverage import Scope, axis_of, matrix_of
from explorer.survey import headline
from tests.plans import small_plan

PLAN = small_plan(
    "StrategicGoal G1 Health; number=1", "StrategicGoal G2 Jobs; number=2", "Department A Roads",
    "Department B Schools", "Measure M1 Advice; status=running",
)  # fmt: skip


def matrix(*covered, columns="goal"):
    axes = axis_of(PLAN, "department", Scope()), axis_of(PLAN, columns, Scope())
    found = [
        {
            "row": f"town/{row}",
            "column": f"town/{column}",
            "how": "measure",
            "uids": ["town/M1"],
            "reason": "",
        }
        for row, column in covered
    ]
    return matrix_of(found, *axes, Scope())


def test_the_column_with_the_most_gaps_is_named_with_its_n_of_m():
    said = headline(PLAN, matrix(("A", "G1"), ("B", "G1"), ("A", "G2")), "en")
    assert said == "1 of 4 combinations are gaps; most of them (1 of 2) with “Jobs”"
    assert "„Jobs“" in headline(PLAN, matrix(("A", "G1")), "de")


def test_no_column_is_singled_out_when_several_have_as_many_gaps():
    assert headline(PLAN, matrix(), "en") == "4 of 4 combinations are gaps"


def test_a_matrix_without_gaps_and_one_without_cells_say_so():
    full = matrix(*((row, column) for row in "AB" for column in ("G1", "G2")))
    assert headline(PLAN, full, "en") == "None of the 4 combinations is a gap"
    assert headline(PLAN, matrix(columns="field"), "en").startswith("There is nothing to compare")


def test_a_matrix_by_status_counts_measures_and_has_no_gaps():
    assert headline(PLAN, matrix(columns="status"), "en") == "0 measures by status"
