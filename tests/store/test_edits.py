"""Edits of a plan: gaps that are meant, links that are suspect until they are confirmed, every change undone."""

import threading

import pytest

from explorer.answers import ask
from explorer.catalogue import statement
from explorer.errors import Refusal
from explorer.model import suspect_ends
from explorer.store import plan_codes, read_plan, revision_of, save_plan
from explorer.store.edits import changes, confirm_links, last_change, mark_meant, told_change, undo, unmark
from tests.plans import small_plan
from tests.store.refusals import refused
from tests.store.second import second_hand_on

TOWN = (
    "StrategicGoal SG1 Stay healthy; number=1",
    "StrategicGoal SG2 Learn; number=2; title_en=Learning",
    "FieldOfAction F1 Family",
    "OperativeGoal OG1 Fewer queues; level=operative_goal; target=ten minutes",
    "Measure M1 Advice on care; status=running; since=2015; until=2020",
    "Department D1 Health",
    "Department D2 Roads",
    "M1 SERVES SG1; contribution=primary; certainty=reading",
    "M1 IMPLEMENTS OG1",
    "OG1 DERIVED_FROM SG1",
    "SG2 PURSUED_IN F1; intensity=3",
    "D1 RESPONSIBLE_FOR M1; role=lead",
)
D1, D2, OG1, M1, SG1, SG2 = (f"town/{code}" for code in ("D1", "D2", "OG1", "M1", "SG1", "SG2"))


@pytest.fixture
def store(empty_store):
    """A store of each engine that holds the town."""
    save_plan(empty_store, small_plan(*TOWN, title="Plan of the town"), who="Anna")
    return empty_store


def marks(store):
    """The pairs that are marked as meant, with their reasons."""
    plan = read_plan(store, "town")
    return {
        (plan.nodes[link.source].code, plan.nodes[link.target].code): link.properties["reason"]
        for link in plan.links
        if link.type == "NOT_CONCERNED"
    }


def suspect(store, year=0):
    """The links that are suspect, with the ends that were reworded; the memory and the question say the same."""
    rows = store.read(statement("coverage/suspect_links"), plan="town", year=year)
    plan = read_plan(store, "town")
    found = {
        (row["source"], row["type"], row["target"]): (row["source_reworded"], row["target_reworded"])
        for row in rows
    }
    in_memory = {
        (link.source, link.type, link.target): ends
        for link in plan.in_year(year).links
        if any(ends := suspect_ends(plan, link))
    }
    answer = ask(store, "suspect_links", plan="town", year=year)
    asked = {(row["source_uid"], row["link"], row["target_uid"]): row["reworded_uids"] for row in answer.rows}
    assert found == in_memory
    assert asked == {
        (source, type_, target): [uid for uid, one in zip((source, target), ends, strict=True) if one]
        for (source, type_, target), ends in found.items()
    }
    assert [row["changed"] for row in rows] == [
        row["source"] if row["source_reworded"] else row["target"] for row in rows
    ]
    return {tuple(uid.removeprefix("town/") for uid in key): ends for key, ends in found.items()}


def load(store, old="", new="", who="Bert"):
    """Load the town again, with one line replaced."""
    assert not old or any(line.startswith(old) for line in TOWN)
    lines = [new if old and line.startswith(old) else line for line in TOWN]
    return save_plan(store, small_plan(*lines), who=who)


# Gaps that are meant.


def test_a_gap_that_is_meant_is_a_documented_link_with_its_reason(store):
    mark_meant(store, "town", [(D2, SG1)], "  Roads make nobody healthy. ", who="Anna")
    (link,) = [link for link in read_plan(store, "town").links if link.type == "NOT_CONCERNED"]
    assert link.key == ("NOT_CONCERNED", D2, SG1)
    assert {name: value for name, value in link.properties.items() if value is not None} == {
        "reason": "Roads make nobody healthy.",
        "certainty": "documented",
        "confirmed": 2,
    }


def test_several_pairs_are_one_change_and_one_revision(store):
    uid = mark_meant(store, "town", [(D2, SG1), (D2, SG2), (OG1, SG2), (D2, SG1)], "so agreed", who="Anna")
    assert marks(store) == {
        ("D2", "SG1"): "so agreed",
        ("D2", "SG2"): "so agreed",
        ("OG1", "SG2"): "so agreed",
    }
    assert revision_of(store, "town") == 2
    assert [(change.uid, change.what) for change in changes(store, "town")] == [
        (uid, "mark"),
        ("town/change/00000001", "load"),
    ]


def test_another_reason_replaces_the_first_and_all_that_belonged_to_it(store):
    save_plan(
        store,
        small_plan(*TOWN, "D2 NOT_CONCERNED SG1; reason=old; since=2010; until=2012; note=said in 2010"),
        who="Anna",
    )
    mark_meant(store, "town", [(D2, SG1)], "new", who="Bert")
    (link,) = [link for link in read_plan(store, "town").links if link.type == "NOT_CONCERNED"]
    assert link.properties["reason"] == "new"
    assert [link.properties[name] for name in ("since", "until", "note")] == [None, None, None]


def test_a_mark_can_be_taken_away(store):
    mark_meant(store, "town", [(D2, SG1), (D2, SG2)], "so agreed", who="Anna")
    unmark(store, "town", [(D2, SG1)], who="Bert")
    assert marks(store) == {("D2", "SG2"): "so agreed"}


@pytest.mark.parametrize(
    ("pairs", "reason", "said"),
    [
        ([(D2, SG1)], " \n\t ", "needs a reason"),
        ([(D2, SG1)], "x" * 501, "this one has 501"),
        ([(D2, "town/SG9")], "so agreed", "no item SG9"),
        ([("county/D2", SG1)], "so agreed", "no item D2"),
        ([(M1, SG1)], "so agreed", "NOT_CONCERNED cannot lead from Measure M1 to StrategicGoal SG1"),
        ([(D2, OG1)], "so agreed", "Department -> StrategicGoal"),
        ([(SG1, D2)], "so agreed", "cannot lead"),
        ([(D1, SG2), (D2, SG2)], "so agreed", "D2 is marked as deliberately without SG2 already"),
        ([], "so agreed", "Nothing was chosen"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_mark_that_makes_no_sense_is_refused_and_nothing_is_written(store, pairs, reason, said):
    mark_meant(store, "town", [(D2, SG2)], "so agreed", who="Anna")
    before = read_plan(store, "town")
    assert refused(lambda: mark_meant(store, "town", pairs, reason, who="Anna"), said)
    assert read_plan(store, "town") == before
    assert len(changes(store, "town")) == 2


def test_what_is_not_there_cannot_be_taken_away_or_confirmed(store):
    assert refused(lambda: unmark(store, "town", [(D2, SG1)], who="Anna"), "D2 is not marked")
    keys = [("SERVES", M1, SG1), ("SERVES", M1, SG2)]
    assert refused(
        lambda: confirm_links(store, "town", keys, who="Anna"), "There is no link SERVES from M1 to SG2"
    )
    assert refused(
        lambda: confirm_links(store, "town", [("LIKES", M1, SG1)], who="Anna"), "no link type LIKES"
    )
    assert revision_of(store, "town") == 1


def test_an_edit_of_a_plan_that_is_not_there_makes_none(store):
    assert refused(
        lambda: mark_meant(store, "county", [(D2, SG1)], "so", who="Anna"), "no plan called county"
    )
    assert [row["code"] for row in plan_codes(store)] == ["town"]


def test_the_longest_reason_and_hostile_text_are_kept_as_they_are(store):
    text = ("'}) DETACH DELETE n // \" \\ </script> {x} $plan \u202e😀 " + "ä" * 500)[:500]
    uid = mark_meant(store, "town", [(D2, SG1)], text, who="O'Neill {who} <b>")
    assert marks(store) == {("D2", "SG1"): text}
    assert changes(store, "town")[0].who == "O'Neill {who} <b>"
    assert text in told_change(changes(store, "town")[0], read_plan(store, "town"), "de")
    undo(store, "town", uid, who="")
    assert marks(store) == {}


def test_a_name_of_more_than_100_characters_is_refused(store):
    assert refused(lambda: mark_meant(store, "town", [(D2, SG1)], "so", who="x" * 101), "at most 100")


def test_an_edit_leaves_the_plans_own_texts_and_all_other_items_alone(store):
    before = read_plan(store, "town")
    mark_meant(store, "town", [(D2, SG1)], "so agreed", who="Anna")
    after = read_plan(store, "town")
    assert after.nodes == before.nodes
    assert {link for link in before.links if link not in after.links} == set()
    assert [after.properties[name] for name in ("title", "description")] == ["Plan of the town", ""]
    assert after.revision == before.revision + 1 and after.properties["updated_at"]


# Links that are suspect.


def test_after_a_load_and_after_a_mark_nothing_is_suspect(store):
    mark_meant(store, "town", [(D2, SG1)], "so agreed", who="Anna")
    assert suspect(store) == {}


def test_a_reworded_goal_makes_its_links_suspect_until_somebody_confirms_them(store):
    load(store, "StrategicGoal SG1", "StrategicGoal SG1 Stay fit; number=1")
    assert suspect(store) == {
        ("M1", "SERVES", "SG1"): (False, True),
        ("OG1", "DERIVED_FROM", "SG1"): (False, True),
    }
    confirm_links(store, "town", [("SERVES", M1, SG1)], who="Anna")
    assert suspect(store) == {("OG1", "DERIVED_FROM", "SG1"): (False, True)}
    confirm_links(store, "town", [("DERIVED_FROM", OG1, SG1)], who="Anna")
    assert suspect(store) == {}
    (serves,) = [link for link in read_plan(store, "town").links if link.type == "SERVES"]
    assert (serves.certainty, serves.text("contribution")) == ("reading", "primary")


def test_both_ends_of_a_link_may_have_been_reworded(store):
    load(store, "OperativeGoal OG1", "OperativeGoal OG1 Fewer queues; level=operative_goal; target=5 minutes")
    lines = [line.replace("Stay healthy", "Stay fit").replace("ten minutes", "5 minutes") for line in TOWN]
    save_plan(store, small_plan(*lines), who="Bert")
    assert suspect(store)["OG1", "DERIVED_FROM", "SG1"] == (True, True)
    assert suspect(store)["M1", "IMPLEMENTS", "OG1"] == (False, True)


def test_a_change_of_status_does_not_make_a_link_suspect(store):
    load(store, "Measure M1", "Measure M1 Advice on care; status=completed; since=2015; until=2020")
    assert suspect(store) == {}


def test_a_new_translation_does_not_make_a_link_suspect(store):
    load(store, "StrategicGoal SG2", "StrategicGoal SG2 Learn; number=2; title_en=Education")
    assert suspect(store) == {}


def test_an_edited_link_is_confirmed_by_the_edit(store):
    lines = [line.replace("Stay healthy", "Stay fit").replace("primary", "secondary") for line in TOWN]
    save_plan(store, small_plan(*lines), who="Bert")
    assert suspect(store) == {("OG1", "DERIVED_FROM", "SG1"): (False, True)}


def test_a_gap_that_is_meant_is_suspect_when_its_goal_is_reworded(store):
    mark_meant(store, "town", [(D2, SG2)], "so agreed", who="Anna")
    plan = read_plan(store, "town")
    lines = [line.replace("Learn;", "Learn for life;") for line in TOWN]
    save_plan(store, small_plan(*lines, "D2 NOT_CONCERNED SG2; reason=so agreed"), who="Bert")
    assert suspect(store)["D2", "NOT_CONCERNED", "SG2"] == (False, True)
    assert plan.revision == 2


def test_a_link_that_is_not_in_force_in_a_year_is_not_suspect_in_it(store):
    load(store, "StrategicGoal SG1", "StrategicGoal SG1 Stay fit; number=1")
    assert ("M1", "SERVES", "SG1") in suspect(store, 2018)
    assert suspect(store, 2024) == {("OG1", "DERIVED_FROM", "SG1"): (False, True)}


# Undo.


def test_a_mark_that_is_taken_back_leaves_no_trace_but_in_the_log(store):
    before = read_plan(store, "town")
    uid = mark_meant(store, "town", [(D2, SG1), (D2, SG2)], "so agreed", who="Anna")
    undo(store, "town", uid, who="Bert")
    after = read_plan(store, "town")
    assert (after.nodes, after.links) == (before.nodes, before.links)
    assert after.revision == 3
    assert [(change.what, change.who) for change in changes(store, "town")] == [
        ("undo", "Bert"),
        ("mark", "Anna"),
        ("load", "Anna"),
    ]


def test_a_reason_that_was_replaced_comes_back_with_its_confirmation(store):
    mark_meant(store, "town", [(D2, SG1)], "first", who="Anna")
    before = read_plan(store, "town").links
    uid = mark_meant(store, "town", [(D2, SG1)], "second", who="Bert")
    undo(store, "town", uid, who="Anna")
    assert read_plan(store, "town").links == before


def test_a_confirmation_that_is_taken_back_makes_the_link_suspect_again(store):
    load(store, "StrategicGoal SG1", "StrategicGoal SG1 Stay fit; number=1")
    before = suspect(store)
    uid = confirm_links(store, "town", [("SERVES", M1, SG1), ("DERIVED_FROM", OG1, SG1)], who="Anna")
    assert suspect(store) == {}
    undo(store, "town", uid, who="Anna")
    assert suspect(store) == before


def test_an_undo_can_be_taken_back_and_that_again(store):
    first = mark_meant(store, "town", [(D2, SG1)], "so agreed", who="Anna")
    marked = read_plan(store, "town").links
    second = undo(store, "town", first, who="Anna")
    third = undo(store, "town", second, who="Anna")
    assert read_plan(store, "town").links == marked
    undo(store, "town", third, who="Anna")
    assert marks(store) == {}
    plan = read_plan(store, "town")
    assert [told_change(change, plan, "en") for change in changes(store, "town")][:4] == [
        "Taken back: D2 Roads is deliberately without SG1 Stay healthy: so agreed",
        "Done again: D2 Roads is deliberately without SG1 Stay healthy: so agreed",
        "Taken back: D2 Roads is deliberately without SG1 Stay healthy: so agreed",
        "D2 Roads is deliberately without SG1 Stay healthy: so agreed",
    ]


def test_a_mark_that_was_taken_away_comes_back(store):
    mark_meant(store, "town", [(D2, SG1)], "so agreed", who="Anna")
    undo(store, "town", unmark(store, "town", [(D2, SG1)], who="Bert"), who="Anna")
    assert marks(store) == {("D2", "SG1"): "so agreed"}


def test_a_change_of_which_one_link_was_changed_since_is_not_taken_back_at_all(store):
    uid = mark_meant(store, "town", [(D2, SG1), (D2, SG2)], "so agreed", who="Anna")
    mark_meant(store, "town", [(D2, SG2)], "another reason", who="Bert")
    before = read_plan(store, "town")
    assert refused(
        lambda: undo(store, "town", uid, who="Anna"),
        "The link from D2 to SG2 was changed since, by Bert on ",
        "(revision 3)",
        "town/change/00000003",
    )
    assert read_plan(store, "town") == before


def test_the_load_that_removed_a_mark_is_named_when_the_mark_is_taken_back(store):
    uid = mark_meant(store, "town", [(D2, SG1)], "so agreed", who="Anna")
    load(store, who="Bert")
    assert marks(store) == {}
    assert refused(lambda: undo(store, "town", uid, who="Anna"), "by Bert", "revision 3")


def test_a_link_comes_back_only_between_items_that_are_still_there(store):
    mark_meant(store, "town", [(D2, SG1)], "so agreed", who="Anna")
    uid = unmark(store, "town", [(D2, SG1)], who="Anna")
    save_plan(store, small_plan(*(line for line in TOWN if "D2" not in line)), who="Bert")
    assert refused(lambda: undo(store, "town", uid, who="Anna"), "The plan has no item D2, or no longer")
    assert not changes(store, "town")[1].can_be_undone


def test_a_first_load_cannot_be_taken_back_and_the_remedy_is_to_load_the_former_files(store):
    uid = changes(store, "town")[0].uid
    assert refused(
        lambda: undo(store, "town", uid, who="Anna"), "first load", "zielnetz load PATH", "zielnetz restore"
    )
    assert refused(lambda: undo(store, "town", "town/change/99", who="Anna"), "no change town/change/99")


def test_a_change_of_another_plan_is_not_taken_back(store):
    save_plan(store, small_plan("Department D1 Health", "StrategicGoal G Goal", code="county"), who="Anna")
    uid = mark_meant(store, "county", [("county/D1", "county/G")], "so", who="Anna")
    assert refused(lambda: undo(store, "town", uid, who="Anna"), "There is no change")
    assert [change.what for change in changes(store, "town")] == ["load"]


# The log.


def test_the_log_says_what_can_be_taken_back(store):
    first = mark_meant(store, "town", [(D2, SG1)], "so agreed", who="Anna")
    second = mark_meant(store, "town", [(D2, SG2)], "so agreed", who="Bert")
    third = undo(store, "town", first, who="Anna")
    assert {change.uid: change.can_be_undone for change in changes(store, "town")} == {
        third: True,
        second: True,
        first: False,
        "town/change/00000001": False,
    }
    assert [change.uid for change in changes(store, "town", 2)] == [third, second]


def test_the_log_reads_in_both_languages(store):
    load(store, "StrategicGoal SG2", "StrategicGoal SG2 Learn all life; number=2; title_en=Learning")
    confirm_links(store, "town", [("PURSUED_IN", SG2, "town/F1")], who="Anna")
    mark_meant(store, "town", [(D2, SG1), (OG1, SG2)], "so agreed", who="Anna")
    unmark(store, "town", [(OG1, SG2), (D2, SG1)], who="Anna")
    mark_meant(store, "town", [(D2, SG2)], "so agreed", who="Anna")
    unmark(store, "town", [(D2, SG2)], who="Anna")
    plan = read_plan(store, "town")
    assert [told_change(change, plan, "en") for change in changes(store, "town")] == [
        "D2 Roads is no longer deliberately without SG2 Learning.",
        "D2 Roads is deliberately without SG2 Learning: so agreed",
        "2 gaps are no longer meant.",
        "2 gaps are meant: so agreed",
        "Confirmed: SG2 Learning – pursued in the field – F1 Family",
        "Plan loaded from its files: 0 added, 1 changed, 0 removed.",
        "Plan loaded from its files: 12 added, 0 changed, 0 removed.",
    ]
    assert "SG2 Learn all life" in told_change(changes(store, "town")[0], plan, "de")


def test_what_was_done_last_is_what_was_not_taken_back(store):
    assert last_change(store, "town").what == "load"
    first = mark_meant(store, "town", [(D2, SG1)], "so agreed", who="Anna")
    second = mark_meant(store, "town", [(D2, SG2)], "so agreed", who="Anna")
    assert last_change(store, "town").uid == second
    taken = undo(store, "town", second, who="Anna")
    assert last_change(store, "town").uid == first
    undo(store, "town", taken, who="Anna")
    assert last_change(store, "town").uid == second


# Several editors.


def in_threads(*works):
    """Run all at the same time; what each returned, or the refusal."""
    start, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        start.wait(30)
        try:
            results[place] = work()
        except Refusal as refusal:
            results[place] = refusal

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_editors_at_the_same_time_lose_nothing(store):
    goals = [f"StrategicGoal X{n} Goal {n}" for n in range(12)]
    save_plan(store, small_plan(*TOWN, *goals), who="Anna")

    def editor(name, numbers):
        def work():
            with second_hand_on(store) as own:
                return [mark_meant(own, "town", [(D2, f"town/X{n}")], name, who=name) for n in numbers]

        return work

    uids = in_threads(editor("Anna", range(0, 6)), editor("Bert", range(6, 12)))
    assert marks(store) == {("D2", f"X{n}"): "Anna" if n < 6 else "Bert" for n in range(12)}
    assert revision_of(store, "town") == 2 + 12
    log = changes(store, "town")
    assert [change.revision for change in log] == list(range(14, 0, -1))
    assert {change.uid: change.who for change in log[:12]} == {
        uid: name for name, made in zip(("Anna", "Bert"), uids, strict=True) for uid in made
    }


def test_of_two_who_mark_the_same_pair_the_second_replaces_the_first_and_both_are_in_the_log(store):
    with second_hand_on(store) as other:
        in_threads(
            lambda: mark_meant(store, "town", [(D2, SG1)], "by Anna", who="Anna"),
            lambda: mark_meant(other, "town", [(D2, SG1)], "by Bert", who="Bert"),
        )
    latest, earlier, _load = changes(store, "town")
    assert marks(store) == {("D2", "SG1"): f"by {latest.who}"}
    assert {latest.who, earlier.who} == {"Anna", "Bert"}
    assert latest.before.links[0].properties["reason"] == f"by {earlier.who}"
    assert latest.can_be_undone and not earlier.can_be_undone


def test_of_two_who_take_the_same_change_back_one_is_told_that_it_is_done(store):
    uid = mark_meant(store, "town", [(D2, SG1)], "so agreed", who="Anna")
    with second_hand_on(store) as other:
        results = in_threads(
            lambda: undo(store, "town", uid, who="Anna"), lambda: undo(other, "town", uid, who="Bert")
        )
    assert sorted(type(result).__name__ for result in results) == ["Refusal", "str"]
    assert marks(store) == {} and revision_of(store, "town") == 3


def test_an_edit_and_a_load_at_the_same_time_leave_one_whole_plan(store):
    with second_hand_on(store) as other:
        results = in_threads(
            lambda: mark_meant(store, "town", [(D2, SG1)], "so agreed", who="Anna"),
            lambda: load(other, "Department D1", "Department D1 Public health"),
        )
    refusals = [result for result in results if isinstance(result, Refusal)]
    assert len(changes(store, "town")) == revision_of(store, "town") == 3 - len(refusals)
    assert results[0] not in refusals
