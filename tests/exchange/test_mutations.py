"""A share of the damaged files; all 10,000 are gone through by ``python -m tests.exchange.mutations 10000``."""

from explorer.exchange.reading import read_any
from tests.exchange.mutations import bases, mutated, run


def test_every_damaged_file_is_read_or_refused_with_a_remedy():
    report = run(range(150))
    assert report.failures == {}
    assert report.outcomes["loaded"] > 10
    assert report.outcomes["refused"] > 10
    assert report.outcomes["problems"] > 10


def test_a_seed_gives_the_same_file_again():
    assert [mutated(seed) for seed in range(20)] == [mutated(seed) for seed in range(20)]


def test_the_files_are_good_before_they_are_damaged():
    good = [base for base in bases() if base.name != "empty.xlsx"]
    codes = set()
    for base in good[:1] + good[-4:]:
        codes.add(read_any(base.name, base.data, plan="town", title="Plan of the town").plan.code)
    assert codes == {"town"}
