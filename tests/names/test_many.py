"""Many names are answered by several processes as by one."""

import pytest

from dashboard.names.many import check_all

NAMES = ["Freedom House", "nobody at all", "Медуза", "", "Freedom House", "Meduza; Freedom House"]


@pytest.mark.parametrize("processes", [1, 2])
def test_the_answers_come_in_the_order_of_the_names(checker, processes):
    found = check_all(checker, NAMES, processes=processes, least=2)
    assert [each.query for each in found] == NAMES
    assert found == checker.check_many(NAMES)
