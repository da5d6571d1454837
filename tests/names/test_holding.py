"""How much lists and texts that are being checked may hold."""

import gc

import pytest

from dashboard.names.holding import FullError, Holding, size_of
from dashboard.sheets.reading import read_lines


class Held:
    pass


def test_what_is_held_is_bounded_for_a_network_and_in_all_until_it_is_freed():
    holding = Holding(most=100, most_of_one=60)
    kept = [Held() for _ in range(3)]
    holding.keep(kept[0], 50, "192.0.2.1")
    with pytest.raises(FullError):
        holding.keep(Held(), 20, "192.0.2.1")
    holding.keep(kept[1], 40, "192.0.2.2")
    with pytest.raises(FullError):
        holding.keep(Held(), 20, "192.0.2.3")
    kept.clear()
    gc.collect()
    holding.keep(Held(), 60, "192.0.2.1")


def test_networks_of_one_customer_share_what_they_may_hold():
    holding = Holding(most=100, most_of_one=60)
    kept = Held()
    holding.keep(kept, 50, "2001:db8::1")
    with pytest.raises(FullError):
        holding.keep(Held(), 20, "2001:db8:0:7::2")
    other = Held()
    holding.keep(other, 20, "2001:db8:1::2")


def test_a_list_is_counted_by_its_cells_and_answers():
    small = size_of(read_lines("Alpha\nBeta\nGamma"))
    wide = size_of(read_lines("\n".join("\t".join(f"cell {n}" for n in range(100)) for _ in range(200))))  # fmt: skip
    long = size_of(read_lines("\n".join("Ж" * 400 for _ in range(1_000))))
    assert small < 3_000
    assert 200 * 100 * 50 < wide < 200 * 100 * 100
    assert long > 1_000 * 800
