"""What is reported of a list only once."""

import json
from dataclasses import replace

import pytest

from dashboard.names.kept import matcher
from dashboard.names.watch_list import Seen, StateError, findings, newly_found

NAMES = ["Alpha Media", "Beta Fund", "Nobody at All", "12", ""]


@pytest.fixture
def answers(tiny_catalog):
    return matcher(tiny_catalog).check_many(NAMES)


def test_what_was_reported_is_not_new_again(answers) -> None:
    first = Seen()
    assert first.new(answers) == [0, 1]
    after = Seen.read(first.after(answers).text("1"))
    assert after.new(answers) == []
    fewer = Seen.read(first.after(answers[:1]).text("1"))
    assert fewer.new(answers) == [1]


def test_another_way_to_write_a_name_is_the_same_name(tiny_catalog, answers) -> None:
    after = Seen().after(answers)
    assert after.new(matcher(tiny_catalog).check_many(["ALPHA  media", "«Beta Fund»"])) == []


def test_a_change_of_status_is_new(tiny_catalog, answers) -> None:
    told = json.loads(Seen().after(answers).text("1"))
    told["found"] = {
        key: [each.replace("announced", "listed") for each in found]
        for key, found in told["found"].items()
    }
    assert Seen.read(json.dumps(told)).new(answers) == [1]


def test_the_state_holds_no_name_and_nothing_about_names_that_are_not_found(answers) -> None:
    text = Seen().after(answers).text("2026.01.02")
    assert len(json.loads(text)["found"]) == 2
    for word in ("Alpha", "alpha media", "Beta", "Nobody"):
        assert word not in text
    other = Seen().after(answers)
    assert not set(json.loads(text)["found"]) & set(other.found), "the key is random"


def test_what_could_not_be_checked_keeps_what_was_known_of_it(answers) -> None:
    unchecked = next(each for each in answers if each.verdict == "unchecked")
    before = Seen().after([replace(answers[0], query=unchecked.query)])
    assert "alpha listed" in frozenset().union(*before.found.values())
    assert before.after([unchecked]).found == before.found


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": 1}', '{"format": 1, "salt": "x", "found": {}}', '{"format": 1, "salt": "00", "found": []}'])  # fmt: skip
def test_another_file_is_refused(text) -> None:
    with pytest.raises(StateError, match="not a state file"):
        Seen.read(text)


def test_a_later_format_is_refused() -> None:
    with pytest.raises(StateError, match="format 2"):
        Seen.read('{"format": 2}')


def test_answers_of_two_states_are_compared(tiny_catalog, answers) -> None:
    before = [answers[2], answers[1], answers[2], answers[3], answers[4]]
    assert newly_found(answers, before) == [0]
    assert findings(answers[2]) == frozenset()
