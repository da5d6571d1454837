"""Quantiles and the judgement on memory."""

import random

import pytest

from benchmarks.figures import quantile, trend

MINUTES = [each / 6 for each in range(180)]


@pytest.mark.parametrize(
    ("share", "value"), [(0, 1), (0.5, 3), (1, 5), (0.95, 4.8), (0.25, 2), (0.6, 3.4)]
)
def test_a_quantile_lies_between_its_neighbours_in_proportion(share, value):
    assert quantile([5, 1, 4, 2, 3], share) == pytest.approx(value)


def test_the_quantile_of_one_value_is_that_value():
    assert quantile([7], 0.95) == 7


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1], 1.5), ([1], -0.1)])
def test_there_is_no_quantile_of_nothing_or_beyond_the_ends(values, share):
    with pytest.raises(ValueError, match="no quantile"):
        quantile(values, share)


def noise(seed):
    chance = random.Random(seed)
    return [chance.gauss(0, 8) for _ in MINUTES]


def test_a_cache_that_fills_is_no_leak():
    memory = [300 + 80 * min(1, at / 6) + each for at, each in zip(MINUTES, noise(1), strict=True)]
    found = trend(MINUTES, memory)
    assert not found.grew
    assert found.begin == pytest.approx(380, abs=8)
    assert abs(found.slope) < 20


def test_memory_that_keeps_growing_is_a_leak():
    memory = [300 + 2 * at + each for at, each in zip(MINUTES, noise(2), strict=True)]
    found = trend(MINUTES, memory)
    assert found.grew
    assert found.slope == pytest.approx(120, rel=0.15)


def test_a_single_peak_does_not_count():
    memory = [300.0] * len(MINUTES)
    memory[-8:-3] = [900.0] * 5
    assert trend(MINUTES, memory).slope == 0


def test_a_run_that_was_too_short_is_not_judged():
    with pytest.raises(ValueError, match="samples after warming up"):
        trend(MINUTES[:9], [300.0] * 9)
