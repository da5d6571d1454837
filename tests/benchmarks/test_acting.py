"""Readers act when and as planned, each time the same."""

from collections import Counter
from itertools import pairwise

import pytest

from benchmarks.acting import CYCLE, choices, plan, ramp
from tests.support.sample import sample_catalog

CATALOG = sample_catalog()


def test_readers_arrive_one_after_the_other_and_repeat_the_cycle():
    for reader in range(40):
        acts = plan(reader, 60)
        assert [act.kind for act in acts] == [CYCLE[turn % 4] for turn in range(len(acts))]
        assert [act.at for act in acts] == sorted(act.at for act in acts)
        assert 0 <= acts[0].at < ramp()
        assert 74 < acts[-1].at < 80
    begins = [plan(reader, 60)[0].at for reader in range(200)]
    assert [sum(each // 5 == part for each in begins) > 35 for part in range(4)] == [True] * 4


def test_at_any_time_readers_do_different_things():
    acts = [act for reader in range(200) for act in plan(reader, 60)]
    for second in range(int(ramp()), 75, 5):
        kinds = Counter(act.kind for act in acts if second <= act.at < second + 5)
        assert all(kinds[kind] > 30 for kind in CYCLE)


def test_pauses_are_five_seconds_give_or_take_a_fifth():
    for reader in range(40):
        times = [act.at for act in plan(reader, 120)]
        pauses = [b - a for a, b in pairwise(times)]
        assert all(3 <= pause <= 7 for pause in pauses)
        assert sum(pauses) / len(pauses) == pytest.approx(5, abs=0.2)


def test_the_same_seed_gives_the_same_plan_and_each_reader_another():
    assert plan(1, 60, seed=4) == plan(1, 60, seed=4)
    assert plan(1, 60, seed=4) != plan(1, 60, seed=5)
    assert len({plan(reader, 60)[0].at for reader in range(100)}) == 100


def test_readers_choose_values_that_are_offered_as_often_as_the_register_has_them():
    known = choices(CATALOG)
    table = CATALOG.designations
    germany = int((table["country"] == "DE").sum())
    assert germany > 5
    assert known["country"].count(("country", "DE")) == germany
    assert len(known["category"]) == len(table)
