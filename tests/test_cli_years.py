"""The next year of a plan and two years side by side, on the command line."""

import csv
import io
import json
import zipfile

import pytest

from tests.plans import plan_folder
from tests.test_cli import data, on_neo4j, soest, soest_data, zielnetz  # noqa: F401 - fixtures

TOWN = (
    "StrategicGoal SG1 Gesund leben; number=1",
    "Measure M1 Pflegeberatung; status=running; since=2015",
    "Measure M2 Hausbesuche; status=running; since=2020",
    "Measure M3 Modellversuch; since=2018; until=2020",
    "Department D1 Gesundheit",
    "M1 SERVES SG1; contribution=primary",
    "D1 RESPONSIBLE_FOR M1",
)
DECIDED = ("--reword", "m1=Beratung für alle", "--end", "M2", "--carry", "M3", "--new", "Treffpunkt")


@pytest.fixture
def town(zielnetz, tmp_path):  # noqa: F811
    """Commands on a database that holds the town; in English."""
    assert zielnetz("load", plan_folder(tmp_path / "plan", *TOWN), "--who", "Anna").code == 0
    return lambda *arguments: zielnetz("--lang", "en", *arguments)


def measures(town, year):
    done = town("ask", "measures-by-status-and-year", "--year", year, "-f", "json")
    assert done.code == 0
    found = town("cypher", "MATCH (m:Measure) RETURN m.code, m.title, m.since, m.until", "-f", "json")
    return {
        code: title
        for code, title, since, until in (row.values() for row in json.loads(found.out)["rows"])
        if (since or 0) <= year <= (until or 9999)
    }


def compared(town, *arguments):
    done = town("compare", *arguments, "-f", "json")
    assert done.code == 0
    return json.loads(done.out)


def states(found):
    return {
        f"{one['state']} {one['code_before'] or ''}>{one['code_after'] or ''}"
        for one in found["items"]
        if one["label"] == "Measure"
    }


def test_a_plan_is_carried_on_and_the_whole_year_is_taken_back(town):
    before = measures(town, 2020)
    done = town("year", 2021, *DECIDED, "--new-goal", "Alle erreichen", "--who", "Bert")
    assert done.code == 0
    for text in ("Beratung für alle", "M1 → M1-2021", "Hausbesuche", "Treffpunkt", "Alle erreichen"):
        assert text in done.out
    assert "Revision 2; zielnetz undo 2 takes it back." in done.err
    assert measures(town, 2021) == {"M1-2021": "Beratung für alle", "M3": "Modellversuch", "M4": "Treffpunkt"}
    assert measures(town, 2020) == before
    assert "2 links are to be checked" in town("ask", "suspect-links").out
    assert town("undo").code == 0
    assert measures(town, 2021) == {"M1": "Pflegeberatung", "M2": "Hausbesuche"}


def test_a_dry_run_says_the_same_and_writes_nothing(town):
    tried = town("year", 2021, *DECIDED, "--dry-run")
    assert tried.code == 0 and "dry run" in tried.err
    assert [change["what"] for change in json.loads(town("changes", "-f", "json").out)] == ["load"]
    assert town("year", 2021, *DECIDED).out.startswith(tried.out)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((2020,), "has reached 2020 already"),
        ((2021, "--end", "M9"), "M1 Pflegeberatung"),
        ((2021, "--end", "D1"), "no measure or operative goal with the code D1"),
        ((2021, "--end", "M1", "--reword", "M1=x"), "M1 is named twice"),
        ((2021, "--reword", "M1"), "--reword CODE=TITLE"),
        ((2021, "--reword", "M1="), "without a title"),
        ((2021, "--reword", "M1=Pflegeberatung"), "the wording is the old one"),
        ((2021, "--new", " "), "has no title"),
        ((2021, "--plan", "county"), "no plan called county"),
    ],
    ids=lambda value: " ".join(map(str, value))[:40] if isinstance(value, tuple) else "",
)
def test_what_makes_no_sense_is_refused_with_the_remedy_and_nothing_is_written(town, arguments, said):
    assert town("year", *arguments).is_refused(3, said)
    assert len(json.loads(town("changes", "-f", "json").out)) == 1


def test_a_title_may_hold_an_equals_sign(town):
    town("year", 2021, "--reword", "M1=Pflege = Beratung")
    assert measures(town, 2021)["M1-2021"] == "Pflege = Beratung"


def test_two_years_are_compared_as_table_csv_and_json(town):
    town("year", 2021, *DECIDED)
    told = town("compare", 2020, 2021)
    assert told.out.startswith("From 2020 to 2021")
    assert "≠" in told.out and "Beratung für alle" in told.out and "Modellversuch" not in told.out
    assert "Modellversuch" in town("compare", 2020, 2021, "--all").out
    expected = {"changed M1>M1-2021", "gone M2>", "added >M4", "same M3>M3"}
    assert states(compared(town, 2020, 2021)) == expected
    assert compared(town, 2020, 2021)["links"]["same"] == 2
    rows = list(csv.DictReader(io.StringIO(town("compare", 2020, 2021, "-f", "csv").out)))
    assert {row["state"] for row in rows if row["label"] == "Measure"} == {
        "changed",
        "gone",
        "added",
        "same",
    }
    assert [row["title_after"] for row in rows if row["code_before"] == "M1"] == ["Beratung für alle"]


def test_a_comparison_is_narrowed_to_a_department_and_a_goal(town):
    town("year", 2021, *DECIDED)
    assert states(compared(town, 2020, 2021, "--department", "d1")) == {"changed M1>M1-2021"}
    assert states(compared(town, 2020, 2021, "--goal", "SG1")) == {"changed M1>M1-2021"}
    assert town("compare", 2020, 2021, "--goal", "SG9").is_refused(3, "Nearest: SG1")


def test_a_comparison_is_written_as_a_file(town, tmp_path):
    for ending, start in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("zip", b"PK")):
        path = tmp_path / f"compared.{ending}"
        assert town("compare", 2015, 2020, "-o", path).code == 0
        assert path.read_bytes().startswith(start)
    assert zipfile.ZipFile(tmp_path / "compared.zip").namelist()
    assert town("compare", 2015, 2020, "-o", tmp_path / "x.docx").is_refused(3, ".pdf")
    assert town("compare", 2015, 2020, "-o", tmp_path / "none" / "x.pdf").is_refused(3, "does not exist")


def test_a_year_is_not_compared_with_itself(town):
    assert town("compare", 2020, 2020).is_refused(3, "two different years")
    assert town("compare", 20, 2020).is_refused(2, "1800")


def test_the_shipped_plan_in_2015_and_2022(soest):  # noqa: F811
    found = json.loads(soest("compare", 2015, 2022, "-f", "json").out)
    counts = {
        state: sum(one["state"] == state and one["label"] == "Measure" for one in found["items"])
        for state in ("added", "changed", "gone", "same")
    }
    assert counts == {"added": 27, "changed": 0, "gone": 10, "same": 60}
    back = json.loads(soest("compare", 2022, 2015, "-f", "json").out)
    assert sum(one["state"] == "gone" and one["label"] == "Measure" for one in back["items"]) == 27


def test_the_same_commands_work_on_neo4j(on_neo4j, tmp_path):  # noqa: F811
    on_neo4j("load", plan_folder(tmp_path / "plan", *TOWN))
    assert on_neo4j("year", 2021, *DECIDED).code == 0
    assert states(compared(on_neo4j, 2020, 2021)) == {
        "changed M1>M1-2021",
        "gone M2>",
        "added >M4",
        "same M3>M3",
    }
    assert on_neo4j("undo").code == 0
    assert states(compared(on_neo4j, 2020, 2021)) == {"same M1>M1", "same M2>M2", "gone M3>"}
