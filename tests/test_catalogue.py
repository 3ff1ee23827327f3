"""A question's file: the one in the docs works, and a header that does not fit names its line and the remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explorer.catalogue import Parameter, question, read_question
from explorer.errors import BadStatement, Refusal
from explorer.i18n import told
from explorer.resources import bundled
from explorer.store.embedded import EmbeddedStore

DOCS = Path(__file__).parents[1] / "docs" / "questions.md"
GOOD = (bundled("cypher") / "questions" / "measures_with_several_goals.cypher").read_text("utf-8")


def written(folder: Path, text: str) -> Path:
    path = folder / "measures_by_status.cypher"
    path.write_text(text, "utf-8")
    return path


def test_the_question_in_the_docs_works(tmp_path: Path, embedded_soest: EmbeddedStore) -> None:
    example = re.search(r"```cypher\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert example
    made = read_question(written(tmp_path, example[1]))
    assert made.name == "measures_by_status"
    rows = embedded_soest.read(made.statement, plan="kreis-soest-2020", year=0, status="running")
    assert rows and set(made.columns) | set(made.returns) <= set(rows[0])


def test_the_docs_name_every_key_and_unit() -> None:
    from explorer.catalogue import UNITS

    text = DOCS.read_text("utf-8")
    assert all(f"`{unit}`" in text for unit in UNITS if unit not in ("", "found"))
    assert all(
        f"`{key}`" in text for key in ("title", "audience", "note", "then", "default", "of", "titles_of")
    )


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("title.en", "titel.en", "does not know the key titel"),
        ('audience = ["analyst"', 'audience = ["everybody"', "audience names an unknown audience"),
        ('lead_uids = "Department"', 'lead_uids = "Dept"', "lead_uids is said to be an unknown label"),
        ('unit = "count"', 'unit = "counts"', "goals has an unknown unit"),
        ('type = "int"', 'type = "integer"', "has no known type"),
        ('de = "Maßnahme", en', 'de = "", en', "title is not said in every language"),
        ("many.de", "manche.de", "sentence.many is not said in every language"),
        ("{first[title]}", "{first[titel]}", "sentence.many names what the answer does not have"),
        ("{first[goals]}", "{sum[title]}", "sentence.many names what the answer does not have"),
        ("{n:# Maßnahme", "{n:# {Maßnahme", "sentence.many names what the answer does not have"),
        (">= $min_goals", ">= 2", "param.min_goals is declared but not used"),
        (">= $min_goals", ">= $least", "$least is used but not declared"),
        ('label.de = "Mindest', 'label.fr = "Mindest', "param.min_goals.label is not said in every language"),
        ('why.de = "', "why.de = ", "the header is not valid TOML"),
    ],
)
def test_a_header_that_does_not_fit_names_file_line_and_remedy(
    tmp_path: Path, right: str, wrong: str, says: str
) -> None:
    assert GOOD.count(right)
    with pytest.raises(BadStatement) as refused:
        read_question(written(tmp_path, GOOD.replace(right, wrong, 1)))
    what, remedy = told(refused.value, "en")
    assert what.startswith("measures_by_status.cypher") and says in what and "questions.md" in remedy


def test_the_line_that_is_named_is_the_one_that_is_wrong(tmp_path: Path) -> None:
    wrong = GOOD.replace('unit = "count"', 'unit = "counts"', 1)
    with pytest.raises(BadStatement) as refused:
        read_question(written(tmp_path, wrong))
    line = next(i for i, text in enumerate(wrong.splitlines(), 1) if '"counts"' in text)
    assert refused.value.details["line"] == line


def test_the_plan_and_the_year_are_no_parameters_that_people_set() -> None:
    asked = question("measures_with_several_goals")
    assert list(asked.parameters) == ["min_goals"]
    assert set(asked.statement.parameters) == {"plan", "year", "min_goals"}


@pytest.mark.parametrize("value", [True, "2", 2.5, None, 1, 21])
def test_a_value_outside_the_limits_is_refused_with_what_fits(value: object) -> None:
    parameter = Parameter("min_goals", "int", 2, 2, 20)
    with pytest.raises(Refusal) as refused:
        parameter.check(value)
    assert told(refused.value, "en")[1] == "Allowed: int >= 2 <= 20."
    assert parameter.check(3) == 3
