"""The one door for files: each kind is told apart and read, and what is none is refused with a remedy."""

import io

import openpyxl
import pytest

from explorer.errors import BadPlan, Refusal
from explorer.exchange.formats.csv_zip import as_csv_zip
from explorer.exchange.formats.json_file import as_json
from explorer.exchange.incoming import EVERYTHING, merged
from explorer.exchange.mapping import ImportMapping
from explorer.exchange.reading import kept_mapping, mapping_at, read_any, read_file
from explorer.exchange.template.write import write_template
from explorer.model import Plan
from tests.plans import plan_folder, small_plan

TOWN = (
    "StrategicGoal SG1 Gesund leben; number=1",
    "Measure M1 Pflegeberatung; status=running; since=2015",
    "M1 SERVES SG1; contribution=primary",
)
PLAN = small_plan(*TOWN)
MATRIX = [
    ["Nr.", "Maßnahme", "Amt", "Status", "Ziel 1", "Ziel 2"],
    ["M1", "Pflegeberatung", "Gesundheit", "läuft", "x", "(x)"],
]


def workbook(rows=MATRIX, sheet="Matrix"):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.xlsx", write_template(PLAN, "de")),
        ("PLAN.XLSX", write_template(PLAN, "en")),
        ("plan.json", as_json(PLAN)),
        ("plan.zip", as_csv_zip(PLAN)),
    ],
    ids=["German template", "English template", "JSON", "CSV archive"],
)
def test_a_file_that_holds_a_whole_plan_is_that_plan(name, data):
    incoming = read_any(name, data, plan="another", title="Another")
    assert incoming.plan == PLAN and incoming.said == EVERYTHING and incoming.notes == ()


def test_a_folder_speaks_of_the_columns_it_has(tmp_path):
    folder = plan_folder(tmp_path / "plan", *TOWN)
    assert read_any("plan", path=folder).plan == PLAN
    (folder / "measures.csv").write_text("code,title,certainty\nM1,Rat,documented\n", "utf-8")
    incoming = read_any("plan", path=folder)
    assert incoming.said.properties["Measure"] == {"code", "title", "certainty"}
    assert incoming.said.plan == {"code", "title"}
    measure = merged(PLAN, incoming).nodes["town/M1"]
    assert (measure.title, measure.properties["status"], measure.year("since")) == ("Rat", "running", 2015)


def test_a_matrix_goes_into_the_plan_that_is_named_and_keeps_its_mapping():
    incoming = read_any("Matrix.xlsx", workbook(), plan="town", title="Stadt")
    assert incoming.mapping.shape == "matrix" and incoming.plan.code == "town"
    assert incoming.plan.properties["title"] == "Stadt"
    assert [node.title for node in incoming.plan.of("Measure")] == ["Pflegeberatung"]
    # With the plan that is there, its title need not be said again.
    known = {"town": PLAN}
    again = read_any("Matrix.xlsx", workbook(), plan="town", known=known.get)
    assert again.plan.nodes["town/SG1"].title == "Gesund leben"


@pytest.mark.parametrize(
    ("plan", "title", "what"),
    [("", "", "does not say which plan"), ("new", "", "does not say what it is called")],
)
def test_a_matrix_without_a_plan_is_refused(plan, title, what):
    with pytest.raises(Refusal, match=what) as caught:
        read_any("Matrix.xlsx", workbook(), plan=plan, title=title)
    assert "--title" in caught.value.remedy


def test_a_mapping_is_followed_and_that_of_an_earlier_file_helps():
    first = read_any("a.xlsx", workbook(), plan="town", title="Stadt").mapping
    columns = [
        c.model_copy(update={"meaning": "", "item": "", "guessed": False}) if c.heading == "Amt" else c
        for c in first.columns
    ]
    mine = first.model_copy(update={"columns": tuple(columns)})
    for how in ("mapping", "saved"):
        incoming = read_any("b.xlsx", workbook(), plan="town", title="Stadt", **{how: mine})
        assert incoming.plan.of("Department") == [] and incoming.mapping == mine
    # Next year there is a column more, and those of last year stand elsewhere.
    later = [["Jahr", *MATRIX[0]], [2026, *MATRIX[1]]]
    incoming = read_any("c.xlsx", workbook(later), plan="town", title="Stadt", saved=mine)
    assert incoming.plan.of("Department") == [] and len(incoming.plan.links) == 2


def test_what_was_noticed_while_opening_is_told_with_the_errors_first():
    data = workbook([*MATRIX, ["M2", "Rat", "Amt", "#REF!", "vielleicht", ""]])
    with pytest.raises(BadPlan) as caught:
        read_any("Matrix.xlsx", data, plan="town", title="Stadt")
    severities = [problem.severity for problem in caught.value.problems]
    assert severities == sorted(severities, key=("error", "warning", "hint").index)
    assert {"error", "warning"} <= set(severities)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.xlsx", b"code;title\nM1;Rat\n"),
        ("plan.csv", workbook()),
        ("plan.pdf", b"%PDF-1.7 ..."),
        ("plan.xlsx", workbook()[:200]),
        ("plan.json", b"{"),
        ("plan.zip", b"PK\x05\x06" + b"\0" * 18),
        ("plan", b""),
        ("", b"\0\0"),
    ],
)
def test_what_is_no_plan_is_refused_with_a_remedy(name, data):
    with pytest.raises(Refusal) as caught:
        read_any(name, data, plan="town", title="Stadt")
    assert caught.value.remedy


def test_a_path_that_cannot_be_read_is_refused(tmp_path):
    with pytest.raises(Refusal, match="There is no file or folder"):
        read_file(tmp_path / "nowhere.xlsx")
    with pytest.raises(Refusal, match="cannot be read"):
        read_file(tmp_path)


def test_a_file_that_is_far_too_large_is_not_even_read(tmp_path):
    path = tmp_path / "huge.xlsx"
    with path.open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(Refusal, match="larger than"):
        read_any(path.name, path=path)


def test_a_mapping_in_a_file_is_read_and_anything_else_refused(tmp_path):
    path = tmp_path / "mapping.json"
    mapping = ImportMapping(shape="matrix", sheet="Matrix")
    path.write_text(mapping.model_dump_json(), "utf-8")
    assert mapping_at(path) == mapping
    path.write_text('{"shape": "cube"}', "utf-8")
    with pytest.raises(Refusal, match="no mapping of columns"):
        mapping_at(path)


def test_the_mapping_kept_with_a_plan_is_found_unless_it_is_of_another_kind():
    mapping = ImportMapping(shape="list", sheet="Liste")

    def plan(kept):
        return Plan({**PLAN.properties, "mapping": kept})

    assert kept_mapping(plan(mapping.model_dump_json())) == mapping
    assert kept_mapping(plan("")) is kept_mapping(plan("{}")) is kept_mapping(None) is None
