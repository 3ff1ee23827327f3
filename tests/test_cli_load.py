"""`zielnetz load`, `check` and `template` as people use them: Excel in and out, a dry run, nothing lost unasked."""

import json
import os
import sys

import openpyxl
import pytest

from explorer.exchange import read_csv_folder
from explorer.store import read_plan, save_plan
from explorer.store.embedded import open_embedded
from explorer.store.plans import difference
from tests.plans import plan_folder, small_plan
from tests.test_cli import (  # noqa: F401 - fixtures
    TOWN,
    data,
    in_process,
    on_neo4j,
    soest,
    soest_data,
    zielnetz,
)

PLAN = small_plan(*TOWN)
MATRIX = [
    ["Nr.", "Maßnahme", "Amt", "Status", "Ziel 1", "Ziel 2"],
    ["M1", "Pflegeberatung", "Gesundheit", "läuft", "x", "(x)"],
    ["M2", "Radweg", "Straßen", "geplant", "", "x"],
]


def matrix(path, rows=MATRIX):
    book = openpyxl.Workbook()
    book.active.title = "Matrix"
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def edited(path, **cells):
    """The same workbook with other cells; ``Maßnahmen__B2="x"`` names a sheet and a cell."""
    book = openpyxl.load_workbook(path)
    for name, value in cells.items():
        sheet, cell = name.split("__")
        book[sheet][cell] = value
    book.save(path)
    return path


def stored(folder, code="town"):
    store = open_embedded(folder / "zielnetz.lbug", read_only=True)
    try:
        return read_plan(store, code)
    finally:
        store.close()


def rows(text):
    return [line.split() for line in text.splitlines()]


@pytest.fixture
def town(zielnetz, tmp_path):  # noqa: F811
    """Run a command where the plan of the town is loaded."""
    assert zielnetz("load", plan_folder(tmp_path / "town", *TOWN)).code == 0
    return zielnetz


# ------------------------------------------------------------------------------------------- template


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_plan_goes_out_as_a_template_and_comes_back_unchanged(town, data, tmp_path, lang):  # noqa: F811
    path = tmp_path / "plan.xlsx"
    assert str(path) in town("--lang", lang, "template", path, "--from-plan").out
    assert "Nothing changed" in town("--lang", "en", "load", path).out
    assert "Nothing changed" in town("--lang", "en", "load", path, "--remove").out
    again = tmp_path / "again.xlsx"
    town("--lang", lang, "template", again, "--plan", "town")
    assert again.read_bytes() == path.read_bytes()
    assert not difference(PLAN, stored(data))


def test_the_empty_template_needs_no_database_and_cannot_be_loaded_as_it_is(zielnetz, data, tmp_path):  # noqa: F811
    path = tmp_path / "leer.xlsx"
    assert zielnetz("template", path).code == 0 and not data.exists()
    assert (
        zielnetz("--lang", "en", "load", path).is_refused(3, "which plan", "The plan has errors")
        and not data.exists()
    )
    checked = zielnetz("--lang", "en", "check", path)
    assert checked.code == 0 and "0 items and 0 links" in checked.out and "examples" in checked.out
    named = zielnetz("--lang", "en", "load", path, "--plan", "neu", "--title", "Neuer Plan")
    assert named.code == 0 and stored(data, "neu").properties["title"] == "Neuer Plan"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["plan.ods"], "ends in .xlsx"),
        (["nowhere/plan.xlsx"], "does not exist"),
        (["plan.xlsx", "--plan", "village"], "There is no plan called village"),
    ],
)
def test_a_template_that_cannot_be_written_is_refused(town, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    assert town("template", *arguments).is_refused(3, said)
    assert not (tmp_path / "plan.xlsx").exists()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_folder_that_nobody_may_write_to_is_refused(zielnetz, tmp_path):  # noqa: F811
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    assert zielnetz("template", folder / "plan.xlsx").is_refused(3, "cannot be written")


def test_what_is_in_the_way_of_a_file_is_refused(zielnetz, tmp_path):  # noqa: F811
    (tmp_path / "plan.xlsx").mkdir()
    assert zielnetz("template", tmp_path / "plan.xlsx").is_refused(3, "cannot be written")
    assert list(tmp_path.iterdir()) == [tmp_path / "plan.xlsx"]


# ------------------------------------------------------------------------------------- a load and its dry run


def test_a_dry_run_shows_old_and_new_and_writes_nothing(town, data, tmp_path):  # noqa: F811
    path = tmp_path / "plan.xlsx"
    town("template", path, "--from-plan")
    edited(path, Maßnahmen__B2="Pflegeatlas", Maßnahmen__J2="umgesetzt", Handlungsfelder__A2="F1")
    edited(path, Handlungsfelder__B2="Gesundheit", Handlungsfelder__I2="belegt")
    book = openpyxl.load_workbook(path)
    book["Strategische Ziele"].delete_rows(3)
    links = book.worksheets[-2]
    (serves,) = [row for row in range(2, 6) if links.cell(row, 3).value == "SG2"]
    links.delete_rows(serves)
    book.save(path)
    before = stored(data)

    dry = town("--lang", "en", "load", path, "--dry-run")
    assert dry.code == 0 and "The plan town would change" in dry.out and "Nothing was written" in dry.err
    assert ["Measures", "0", "1", "0", "0"] in rows(dry.out)
    assert ["Fields", "of", "action", "1", "0", "0", "0"] in rows(dry.out)
    assert ["≠", "Measure", "M1", "Pflegeatlas", "Title", "Pflegeberatung", "Pflegeatlas"] in rows(dry.out)
    assert ["≠", "Measure", "M1", "Pflegeatlas", "Status", "running", "completed"] in rows(dry.out)
    assert "items 1, links 1. --remove" in dry.out

    dry = town("--lang", "en", "load", path, "--dry-run", "--remove")
    assert ["Strategic", "goals", "0", "0", "1", "1"] in rows(dry.out)
    assert ["−", "Strategic", "goal", "SG2", "Lernen"] in rows(dry.out) and "--remove" not in dry.out
    assert stored(data) == before

    assert town("load", path, "--remove").code == 0
    assert set(stored(data).nodes) == {"town/SG1", "town/F1", "town/M1", "town/D1"}
    assert "Nothing would change" in town("--lang", "en", "load", path, "--remove", "--dry-run").out


def test_a_dry_run_into_nothing_makes_nothing(zielnetz, data, tmp_path):  # noqa: F811
    folder = plan_folder(tmp_path / "plan", *TOWN)
    dry = zielnetz("--lang", "en", "load", folder, "--dry-run")
    assert dry.code == 0 and ["+", "Measure", "M1", "Pflegeberatung"] in rows(dry.out)
    assert not data.exists()


def test_a_long_list_of_changes_is_cut(zielnetz, tmp_path):  # noqa: F811
    lines = [f"Measure M{number} Werk {number}" for number in range(100)]
    dry = zielnetz("--lang", "en", "load", plan_folder(tmp_path / "plan", *lines), "--dry-run")
    assert "... and 70 more." in dry.out and len(dry.out.splitlines()) < 60


def test_a_column_that_the_file_does_not_have_empties_nothing(town, data, tmp_path):  # noqa: F811
    folder = plan_folder(tmp_path / "new", *TOWN)
    (folder / "measures.csv").write_text("code;title;certainty\nM1;Pflegeatlas;documented\n", "utf-8-sig")
    assert town("load", folder).code == 0
    measure = stored(data).nodes["town/M1"].properties
    assert (measure["title"], measure["status"], measure["since"]) == ("Pflegeatlas", "running", 2015)


def test_other_plans_are_not_touched_and_nothing_mixes(town, data, tmp_path):  # noqa: F811
    town("load", plan_folder(tmp_path / "county", *TOWN[:3], code="county"))
    before = stored(data)
    path = tmp_path / "plan.xlsx"
    town("template", path, "--plan", "county")
    edited(path, Maßnahmen__B2="Anders")
    assert town("load", path, "--remove").code == 0
    assert stored(data) == before and stored(data, "county").nodes["county/M1"].title == "Anders"
    assert town("load", path, "--plan", "town").is_refused(3, "holds the plan county, not town")
    assert stored(data) == before


def test_a_zip_and_a_json_of_the_plan_change_nothing(town, tmp_path):
    from explorer.exchange.formats.csv_zip import as_csv_zip
    from explorer.exchange.formats.json_file import as_json

    for name, content in (("plan.zip", as_csv_zip(PLAN)), ("plan.json", as_json(PLAN))):
        (tmp_path / name).write_bytes(content)
        assert town("check", tmp_path / name).code == 0
        assert "Nothing changed" in town("--lang", "en", "load", tmp_path / name, "--remove").out


# ------------------------------------------------------------------------------------------- a matrix


def test_a_matrix_makes_a_new_plan_and_loads_into_it_again(zielnetz, data, tmp_path):  # noqa: F811
    path = matrix(tmp_path / "Matrix.xlsx")
    assert zielnetz("load", path).is_refused(3, "--plan CODE", "--title TEXT") and not data.exists()
    assert zielnetz("load", path, "--plan", "town").is_refused(3, "--title TEXT") and not data.exists()
    done = zielnetz("--lang", "en", "load", path, "--plan", "town", "--title", "Stadt")
    assert done.code == 0 and ["Measures", "2", "0", "0", "0"] in rows(done.out)
    assert json.loads(str(stored(data).properties["mapping"]))["shape"] == "matrix"
    # The only plan need not be named.
    assert "Nothing changed" in zielnetz("--lang", "en", "load", path).out
    done = zielnetz("--lang", "en", "load", matrix(path, MATRIX[:2]), "--remove")
    assert ["Measures", "0", "0", "1", "1"] in rows(done.out)


def test_with_several_plans_a_matrix_needs_the_name_of_one(town, data, tmp_path):  # noqa: F811
    town("load", plan_folder(tmp_path / "county", *TOWN, code="county"))
    path = matrix(tmp_path / "Matrix.xlsx")
    for command in ("load", "check"):
        assert town(command, path).is_refused(3, "county, town", "--plan CODE")
    before = stored(data, "county")
    assert town("load", path, "--plan", "town").code == 0
    assert "town/M2" in stored(data).nodes and stored(data, "county") == before


def test_a_mapping_is_written_and_followed_the_next_time(zielnetz, data, tmp_path):  # noqa: F811
    path, mapping = matrix(tmp_path / "Matrix.xlsx"), tmp_path / "mapping.json"
    named = ("--plan", "town", "--title", "Stadt")
    done = zielnetz("load", path, *named, "--dry-run", "--save-mapping", mapping)
    assert done.code == 0 and str(mapping) in done.err and not data.exists()
    said = json.loads(mapping.read_text("utf-8"))
    (unit,) = [column for column in said["columns"] if column["heading"] == "Amt"]
    unit |= {"meaning": "", "guessed": False}
    mapping.write_text(json.dumps(said), "utf-8")
    assert zielnetz("load", path, *named, "--mapping", mapping).code == 0
    assert stored(data).of("Department") == []
    # What was loaded with a mapping is read in the same way the next time.
    assert "Nothing changed" in zielnetz("--lang", "en", "load", path).out


@pytest.mark.parametrize(
    ("content", "said"), [(None, "There is no file"), ("{}", "no mapping"), ("x", "no mapping")]
)
@pytest.mark.parametrize("command", ["load", "check"])
def test_a_mapping_that_is_none_is_refused(zielnetz, tmp_path, command, content, said):  # noqa: F811
    mapping = tmp_path / "mapping.json"
    if content is not None:
        mapping.write_text(content, "utf-8")
    done = zielnetz(
        command, matrix(tmp_path / "Matrix.xlsx"), "--plan", "x", "--title", "X", "--mapping", mapping
    )
    assert done.is_refused(3, said, "mapping.json")


# ------------------------------------------------------------------------------------------------ check


def test_check_names_sheet_row_cell_meaning_and_remedy_and_marks_a_copy(zielnetz, data, tmp_path):  # noqa: F811
    path = matrix(tmp_path / "Matrix.xlsx", [*MATRIX, ["M3", "Brücke", "Straßen", "irgendwann", "??", "x"]])
    before, copy = path.read_bytes(), tmp_path / "copy.xlsx"
    done = zielnetz("--lang", "en", "check", path, "--marked", copy)
    assert done.code == 1 and "2 problems." in done.err and str(copy) in done.err
    for text in ("Error", "Matrix", "Status (D4)", "Ziel 1 (E4)", "irgendwann", "What it means", "Remedy"):
        assert text in done.out
    assert path.read_bytes() == before and not data.exists()
    sheet = openpyxl.load_workbook(copy)["Matrix"]
    assert "irgendwann" in sheet["D4"].comment.text and sheet["D4"].value == "irgendwann"
    refused = zielnetz("load", path, "--plan", "x", "--title", "X", "--marked", tmp_path / "other.xlsx")
    assert refused.code == 3 and "irgendwann" in refused.err and refused.out == ""
    assert (tmp_path / "other.xlsx").exists() and not data.exists()


def test_a_template_with_mistakes_is_marked_too(town, tmp_path):
    path, copy = tmp_path / "plan.xlsx", tmp_path / "copy.xlsx"
    town("template", path, "--from-plan")
    edited(path, Maßnahmen__J2="vielleicht morgen")
    assert town("check", path, "--marked", copy).code == 1
    assert "vielleicht morgen" in openpyxl.load_workbook(copy)["Maßnahmen"]["J2"].comment.text


@pytest.mark.parametrize("command", ["check", "load"])
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.xlsx", b"code;title\nM1;Rat\n", "plan.xlsx"),
        ("plan.pdf", b"%PDF-1.7", "PDF"),
        ("plan.json", b"[]", "plan.json"),
        ("plan.zip", b"PK\x05\x06" + b"\0" * 18, ".csv"),
        ("empty.csv", b"", "empty"),
    ],
)
def test_a_file_that_is_no_plan_is_refused(zielnetz, data, tmp_path, command, name, content, said):  # noqa: F811
    (tmp_path / name).write_bytes(content)
    done = zielnetz(command, tmp_path / name, "--plan", "x", "--title", "X")
    assert done.code in (1, 3) and said in done.out + done.err and "Traceback" not in done.err
    assert not data.exists()


def test_a_file_is_checked_against_the_plan_while_the_app_holds_the_database(data, tmp_path):  # noqa: F811
    store = open_embedded(data / "zielnetz.lbug")  # this process is the app
    try:
        folder = plan_folder(tmp_path / "town", *TOWN)
        save_plan(store, read_csv_folder(folder), who="Anna")
        other = plan_folder(tmp_path / "other", "Measure D1 Gesundheit")
        checked = in_process(data, "--lang", "en", "check", other)
        assert checked.code == 1 and "D1 is Measure here and Department in the plan" in checked.out
        assert in_process(data, "--lang", "en", "check", folder).code == 0
        dry = in_process(data, "--lang", "en", "load", folder, "--dry-run")
        assert dry.code == 0 and "Nothing would change" in dry.out
        assert in_process(data, "load", folder).is_refused(3, "in use by another process")
    finally:
        store.close()


def test_a_file_is_checked_for_itself_where_the_database_cannot_be_opened(zielnetz, data, tmp_path):  # noqa: F811
    data.mkdir()
    (data / "zielnetz.lbug").write_bytes(b"garbage\n" * 2000)
    done = zielnetz("--lang", "en", "check", plan_folder(tmp_path / "town", *TOWN))
    assert done.code == 0 and "without the database" in done.err and "No problems" in done.out


def test_a_file_is_checked_for_itself_where_no_server_answers(zielnetz, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:9")
    done = zielnetz("--lang", "en", "check", plan_folder(tmp_path / "town", *TOWN))
    assert done.code == 0 and "No Neo4j answers" in done.err and "No problems" in done.out


def test_a_marked_copy_and_a_mapping_have_their_place(zielnetz, tmp_path):  # noqa: F811
    folder = plan_folder(tmp_path / "town", *TOWN)
    assert zielnetz("check", folder, "--marked", tmp_path / "copy.ods").is_refused(3, "ends in .xlsx")
    assert zielnetz("load", folder, "--save-mapping", tmp_path / "no" / "m.json").is_refused(
        3, "does not exist"
    )
    done = zielnetz("--lang", "en", "check", folder, "--marked", tmp_path / "copy.xlsx")
    assert done.code == 0 and "no copy" in done.err and not (tmp_path / "copy.xlsx").exists()


# ------------------------------------------------------------------------------------------- on Neo4j


@pytest.mark.neo4j
def test_a_template_goes_from_one_store_to_the_other_and_back(
    on_neo4j,  # noqa: F811
    soest_data,  # noqa: F811
    data,  # noqa: F811
    tmp_path,
    monkeypatch,
):
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    assert in_process(soest_data, "template", first, "--from-plan").code == 0
    assert on_neo4j("load", first).code == 0
    assert "Nothing changed" in on_neo4j("--lang", "en", "load", first, "--remove").out
    assert on_neo4j("--lang", "de", "template", second, "--from-plan").code == 0
    assert second.read_bytes() == first.read_bytes()
    monkeypatch.delenv("NEO4J_URI")
    assert on_neo4j("load", second).code == 0
    assert not difference(stored(soest_data, "kreis-soest-2020"), stored(data, "kreis-soest-2020"))
