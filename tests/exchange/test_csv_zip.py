"""A plan as an archive of CSV files: harmless in a spreadsheet, exact on the way back, hostile archives refused."""

import csv
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.errors import BadPlan
from explorer.exchange.formats import archive
from explorer.exchange.formats.archive import packed, unpacked
from explorer.exchange.formats.cells import as_meant, as_written
from explorer.exchange.formats.csv_zip import as_csv_zip, read_csv_zip
from explorer.model import LABELS, Plan
from explorer.resources import bundled
from tests.exchange.whole_plans import NASTY, whole_plans
from tests.plans import small_plan

TOWN = small_plan(
    "StrategicGoal SG1 =cmd|' /C calc'!A0; number=1",
    "Measure M1 Beratung; budget_eur=0.1",
    "M1 SERVES SG1; note=-1 Punkt",
)
RISKY = ("=", "+", "-", "@", "\t", "\r")


def files(data: bytes) -> dict[str, bytes]:
    return unpacked(data, "plan.zip")


def cells(data: bytes, name: str) -> list[list[str]]:
    text = files(data)[name].decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_the_seed_comes_back_the_same(soest_plan: Plan) -> None:
    data = as_csv_zip(soest_plan)
    assert read_csv_zip(data).plan == soest_plan
    assert as_csv_zip(read_csv_zip(data).plan) == data


@settings(max_examples=100, deadline=None)
@given(whole_plans())
def test_every_plan_comes_back_the_same_and_runs_nothing(plan: Plan) -> None:
    data = as_csv_zip(plan)
    assert read_csv_zip(data).plan == plan
    assert as_csv_zip(read_csv_zip(data).plan) == data
    numbers = {p.name for label in LABELS.values() for p in label.properties if p.type != "string"} | {
        "score"
    }
    for name in (*(f"{label.file}.csv" for label in LABELS.values()), "links.csv", "plan.csv"):
        header, *rows = cells(data, name)
        for row in rows:
            texts = [cell for column, cell in zip(header, row, strict=True) if column not in numbers]
            assert not any(cell.lstrip().startswith(RISKY) for cell in texts)


@given(st.one_of(st.sampled_from(NASTY), st.text(st.sampled_from("'=+-@\t\r ab"), max_size=6), st.text()))
def test_every_text_survives_as_a_cell(text: str) -> None:
    written = as_written(text)
    assert as_meant(written) == text
    assert not written.lstrip().startswith(RISKY)


def test_a_cell_that_somebody_typed_keeps_its_own_apostrophe() -> None:
    assert [as_meant(text) for text in ("'s Hertogenbosch", "'", "''", "'=x")] == [
        "'s Hertogenbosch",
        "'",
        "'",
        "=x",
    ]


def test_amounts_are_written_as_people_do() -> None:
    assert [as_written(value) for value in (1200.0, 0.1, 1234567.89, 1e15, None, 2015)] == [
        "1200",
        "0.1",
        "1234567.89",
        "1000000000000000.0",
        "",
        "2015",
    ]


def test_the_columns_are_those_of_the_seed(soest_plan: Plan) -> None:
    data = as_csv_zip(soest_plan)
    for label in LABELS.values():
        path = bundled("seed") / "kreis-soest-2020" / f"{label.file}.csv"
        assert cells(data, path.name)[0] == path.read_text("utf-8").splitlines()[0].split(",")


def test_the_archive_says_what_it_is_in_both_languages() -> None:
    text = files(as_csv_zip(TOWN))["LIESMICH.txt"].decode("utf-8-sig")
    assert text.count("Plan of the town") == 2 and text.count("zielnetz load") == 2


def test_other_files_and_a_folder_in_the_archive_do_no_harm() -> None:
    moved = {f"export/{name}": content for name, content in files(as_csv_zip(TOWN)).items()}
    moved |= {"export/notes.txt": b"x", "__MACOSX/._plan.csv": b"x"}
    incoming = read_csv_zip(packed(moved))
    assert incoming.plan == TOWN
    assert [(note.where, note.severity) for note in incoming.notes] == [("export/notes.txt", "hint")]


def test_a_file_that_is_missing_is_named() -> None:
    found = files(as_csv_zip(TOWN))
    del found["links.csv"]
    with pytest.raises(BadPlan) as refused:
        read_csv_zip(packed(found))
    assert [problem.where for problem in refused.value.problems] == ["links.csv"]  # type: ignore[attr-defined]


def test_text_that_is_not_utf_8_is_told_with_its_row() -> None:
    found = files(as_csv_zip(TOWN)) | {"measures.csv": "code;title\r\nM1;Prüfung\r\n".encode("cp1252")}
    with pytest.raises(BadPlan) as refused:
        read_csv_zip(packed(found))
    assert [(p.where, p.row) for p in refused.value.problems] == [("measures.csv", 2)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "name", ["../plan.csv", "/plan.csv", "a/../../plan.csv", "..\\plan.csv", "C:/plan.csv"]
)
def test_an_entry_that_leads_out_of_the_archive_is_refused(name: str) -> None:
    with pytest.raises(BadPlan, match="leads out"):
        read_csv_zip(packed({name: b"x", **files(as_csv_zip(TOWN))}))


def test_two_entries_of_one_name_are_refused() -> None:
    out = io.BytesIO(as_csv_zip(TOWN))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as more:
        more.writestr("plan.csv", "code;title\r\nother;Other\r\n")
    with pytest.raises(BadPlan, match="two entries"):
        read_csv_zip(out.getvalue())


def test_a_bomb_is_refused_before_it_has_unfolded() -> None:
    bomb = packed({"plan.csv": bytes(40 * 2**20)})
    assert len(bomb) < 100_000
    with pytest.raises(BadPlan, match="unfolds"):
        unpacked(bomb, "plan.zip", 10 * 2**20)
    with pytest.raises(BadPlan, match="unfolds"):
        read_csv_zip(packed({f"{number}.csv": b"" for number in range(archive.MOST_ENTRIES + 1)}))


def test_an_entry_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(packed({"plan.csv": b"x" * 1000}))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (10).to_bytes(4, "little")
    with pytest.raises(BadPlan):
        unpacked(bytes(data), "plan.zip")


def test_an_archive_with_a_password_is_refused() -> None:
    data = bytearray(as_csv_zip(TOWN))
    place = data.index(b"PK\x01\x02") + 8
    data[place] |= 1
    with pytest.raises(BadPlan, match="password"):
        read_csv_zip(bytes(data))


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"PK\x03\x04" + bytes(100), b"code;title", as_csv_zip(TOWN)[:-40]]
)
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(BadPlan, match="damaged"):
        read_csv_zip(data)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_archive_is_the_same_plan_or_refused(data: st.DataObject) -> None:
    whole = bytearray(as_csv_zip(TOWN))
    for _flip in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        read = read_csv_zip(bytes(whole)).plan
    except BadPlan:
        return
    assert read == TOWN
