"""A backup has everything, is checked as a whole, and a damaged one is refused."""

import io
import json
import random
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from explorer.errors import BadPlan, Refusal
from explorer.exchange.formats.archive import packed, unpacked
from explorer.exchange.formats.json_file import read_json
from explorer.exchange.moving import backup
from explorer.exchange.moving.backup import as_backup, read_backup, sealed
from explorer.exchange.moving.copying import restore_plans
from explorer.store import GraphStore, plan_codes, save_plan
from explorer.store.edits import mark_meant
from explorer.store.embedded import EmbeddedStore
from explorer.store.moving import StoredPlan, read_stored
from tests.plans import small_plan

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)
LINES = (
    "StrategicGoal SG1 Gesund leben; number=1",
    "Measure M1 =Beratung; budget_eur=0.1; since=2015",
    "Department D1 Soziales",
    "M1 SERVES SG1; contribution=primary",
)
Entries = dict[str, bytes]


@pytest.fixture
def lived_in(embedded_store: EmbeddedStore) -> EmbeddedStore:
    """A store with two plans, one of them edited, reworded and so with a suspect link."""
    save_plan(embedded_store, small_plan(*LINES), who="Ada")
    mark_meant(embedded_store, "town", [("town/D1", "town/SG1")], "So vereinbart", who="Ben")
    reworded = [line.replace("Gesund leben", "Gesund bleiben") for line in LINES]
    more = "D1 NOT_CONCERNED SG1; reason=So vereinbart"
    save_plan(embedded_store, small_plan(*reworded, more), who="Ada", mapping='{"shape": "list"}')
    save_plan(embedded_store, small_plan("Measure M1 x", code="county"), who="Ada")
    return embedded_store


def stored(store: GraphStore) -> list[StoredPlan]:
    return [read_stored(store, str(row["code"])) for row in plan_codes(store)]


def remade(data: bytes, change: Callable[[Entries], Any], *, honest: bool = True) -> bytes:
    """The backup with changed entries and a right seal; ``honest``: its manifest knows of the change."""
    entries = unpacked(data, "backup")
    manifest = json.loads(entries.pop("manifest.json"))
    entries = change(entries) or entries
    if honest:
        manifest["entries"] = [
            {"name": name, "sha256": backup._sha256(content)} for name, content in entries.items()
        ]
    entries = {"manifest.json": json.dumps(manifest).encode(), **entries}
    return sealed(packed(entries, comment=bytes(64)))


def edited(name: str, edit: Callable[[Any], Any]) -> Callable[[Entries], Entries]:
    def change(entries: Entries) -> Entries:
        record = json.loads(entries[name])
        edit(record)
        return entries | {name: json.dumps(record).encode()}

    return change


def test_it_has_everything_that_the_store_keeps(lived_in: EmbeddedStore) -> None:
    plans = stored(lived_in)
    found = read_backup(as_backup(plans, NOON), "plans.zielnetz")
    assert list(found.plans) == plans
    assert found.made_at == "2026-02-03T12:00:00+00:00"
    town = found.plans[1]
    assert town.plan.revision == 3 and len(town.changes) == 3
    assert town.plan.properties["mapping"] == '{"shape": "list"}'
    assert {link.type: link.properties["confirmed"] for link in town.plan.links}["SERVES"] == 1


def test_the_same_plans_at_the_same_time_are_the_same_file(lived_in: EmbeddedStore) -> None:
    assert as_backup(stored(lived_in), NOON) == as_backup(stored(lived_in), NOON)


def test_each_plan_in_it_can_be_loaded_without_the_rest(lived_in: EmbeddedStore) -> None:
    entries = unpacked(as_backup(stored(lived_in), NOON), "backup")
    assert read_json(entries["plans/0001.json"]) == small_plan("Measure M1 x", code="county")


def test_an_empty_store_gets_exactly_the_plans(lived_in: EmbeddedStore, tmp_path_factory: Any) -> None:
    from explorer.store.embedded import open_embedded

    plans = read_backup(as_backup(stored(lived_in), NOON)).plans
    other = open_embedded(tmp_path_factory.mktemp("other") / "zielnetz.lbug")
    assert restore_plans(other, plans) == {"county": "written", "town": "written"}
    assert stored(other) == stored(lived_in)
    assert restore_plans(other, plans) == {"county": "there", "town": "there"}
    other.close()


def test_a_plan_that_differs_is_refused_before_anything_is_written(lived_in: EmbeddedStore) -> None:
    plans = read_backup(as_backup(stored(lived_in), NOON)).plans
    save_plan(lived_in, small_plan("Measure M1 y", code="county"), who="Ada")
    save_plan(lived_in, small_plan("Measure M1 z"), who="Cleo")
    before = stored(lived_in)
    with pytest.raises(Refusal, match="another state"):
        restore_plans(lived_in, plans)
    assert stored(lived_in) == before
    restore_plans(lived_in, plans, replace=True)
    assert stored(lived_in) == list(plans)


def test_a_store_that_is_behind_is_brought_forward(lived_in: EmbeddedStore) -> None:
    early = stored(lived_in)
    save_plan(lived_in, small_plan("Measure M1 y", code="county"), who="Ada")
    late = stored(lived_in)
    restore_plans(lived_in, early, replace=True)
    assert restore_plans(lived_in, late) == {"county": "written", "town": "there"}
    assert stored(lived_in) == late


def test_no_byte_of_it_can_change_unnoticed(lived_in: EmbeddedStore) -> None:
    whole = as_backup(stored(lived_in), NOON)
    chance = random.Random(1)
    places = {*range(40), *range(len(whole) - 200, len(whole)), *chance.sample(range(len(whole)), 300)}
    for place in places:
        damaged = bytearray(whole)
        damaged[place] ^= chance.randrange(1, 256)
        with pytest.raises(BadPlan, match="damaged"):
            read_backup(bytes(damaged), "plans.zielnetz")


def test_a_file_that_was_cut_short_or_is_longer_is_refused(lived_in: EmbeddedStore) -> None:
    whole = as_backup(stored(lived_in), NOON)
    for cut in (0, 1, 63, 64, 65, len(whole) // 2, len(whole) - 65, len(whole) - 1):
        with pytest.raises(BadPlan, match="damaged"):
            read_backup(whole[:cut])
    for longer in (whole + b"\0", b"\0" + whole, whole + whole):
        with pytest.raises(BadPlan, match="damaged"):
            read_backup(longer)


@pytest.mark.parametrize(
    "change",
    [
        lambda entries: entries.pop("plans/0001.json") and None,
        lambda entries: entries.pop("plans/0002.kept.json") and None,
        lambda entries: entries | {"plans/0003.json": entries["plans/0001.json"]},
        lambda entries: entries | {"more.txt": b"x"},
        lambda entries: entries | {"plans/0001.json": entries["plans/0002.json"]},
        lambda entries: {"plans/0001.json": b"{}", "plans/0001.kept.json": b"{}"},
        lambda entries: {
            f"plans/000{number}.{part}": entries[f"plans/0001.{part}"]
            for number in (1, 2)
            for part in ("json", "kept.json")
        },
        edited("plans/0002.json", lambda plan: plan["items"].pop()),
        edited("plans/0002.json", lambda plan: plan["items"].append(plan["items"][0])),
        edited("plans/0002.json", lambda plan: plan["links"].append(plan["links"][0])),
        edited("plans/0002.json", lambda plan: plan["links"][0].update(to="SG9")),
        edited("plans/0002.json", lambda plan: plan["links"][1].update(to="D1")),
        edited("plans/0002.json", lambda plan: plan["items"][0].update(number=100)),
        edited("plans/0002.kept.json", lambda kept: kept["items"].pop("M1")),
        edited("plans/0002.kept.json", lambda kept: kept["items"].update(M9=kept["items"]["M1"])),
        edited("plans/0002.kept.json", lambda kept: kept["links"].append(1)),
        edited("plans/0002.kept.json", lambda kept: kept.update(revision="3")),
        edited("plans/0002.kept.json", lambda kept: kept["changes"][0].pop("who")),
        edited("plans/0002.kept.json", lambda kept: kept["changes"][0].update(more=1)),
    ],
    ids=range(19),
)
def test_a_file_that_somebody_put_together_again_must_fit_together(
    lived_in: EmbeddedStore, change: Callable[[Entries], Any]
) -> None:
    whole = as_backup(stored(lived_in), NOON)
    for honest in (True, False):
        with pytest.raises(BadPlan, match="not consistent"):
            read_backup(remade(whole, change, honest=honest), "plans.zielnetz")
    assert read_backup(remade(whole, lambda entries: entries)).plans == tuple(stored(lived_in))


def test_two_entries_of_one_name_are_refused(lived_in: EmbeddedStore) -> None:
    out = io.BytesIO(as_backup(stored(lived_in), NOON))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as more:
        more.writestr("plans/0001.json", "{}")
        more.comment = bytes(64)
    with pytest.raises(BadPlan, match="two entries"):
        read_backup(sealed(out.getvalue()))


@pytest.mark.parametrize(("key", "value"), [("model", 99), ("version", 2)])
def test_a_file_of_a_newer_version_is_refused_with_its_name(
    lived_in: EmbeddedStore, monkeypatch: pytest.MonkeyPatch, key: str, value: int
) -> None:
    name = {"model": "SCHEMA_VERSION", "version": "VERSION"}[key]
    monkeypatch.setattr(backup, name, value)
    newer = as_backup(stored(lived_in), NOON)
    monkeypatch.undo()
    with pytest.raises(BadPlan, match="newer Zielnetz"):
        read_backup(newer, "plans.zielnetz")


def test_another_archive_is_no_backup() -> None:
    other = sealed(packed({"manifest.json": b'{"format": "x"}'}, comment=bytes(64)))
    for data in (b"", b"x" * 100, packed({"plan.csv": b"x"}), other, sealed(packed({}, comment=bytes(64)))):
        with pytest.raises(BadPlan):
            read_backup(data, "plans.zielnetz")
