"""Many names are answered by several processes as by one."""

import pytest

from dashboard.names.many import StoppedError, check_all

NAMES = ["Freedom House", "nobody at all", "Медуза", "", "Freedom House", "Meduza; Freedom House"]


@pytest.mark.parametrize("processes", [1, 2])
def test_the_answers_come_in_the_order_of_the_names(checker, processes):
    found = check_all(checker, NAMES, processes=processes, least=2)
    assert [each.query for each in found] == NAMES
    assert found == checker.check_many(NAMES)


@pytest.mark.parametrize("processes", [1, 2])
def test_the_progress_is_told_to_the_end(checker, processes):
    names, told = [f"Nobody {number}" for number in range(1200)], []
    check_all(checker, names, processes, least=2, progress=lambda *each: told.append(each))
    assert told == [(500, 1200), (1000, 1200), (1200, 1200)]


@pytest.mark.parametrize("processes", [1, 2])
def test_who_stops_it_has_the_answers_so_far(checker, processes):
    def stop(done, _total):
        if done >= 1000:
            raise KeyboardInterrupt

    names = [*(f"Nobody {number}" for number in range(999)), "Meduza", "Freedom House", *NAMES] * 2
    names += [f"Somebody {number}" for number in range(900)]
    with pytest.raises(StoppedError) as stopped:
        check_all(checker, names, processes, least=2, progress=stop)
    answers = stopped.value.answers
    assert [each.query for each in answers] == names[: len(answers)]
    assert 999 < len(answers) < len(names)
