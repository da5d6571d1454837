"""What one state of the tables has that an earlier one had not."""

from typing import Any

import pytest

from dashboard.editing.differences import differences


def brief(rows: list[dict[str, str]]) -> list[tuple[str, ...]]:
    return [
        (row["change"], row["table_name"], row["row_id"], row["field"], row["old"], row["new"])
        for row in rows
    ]


def designation(key: str, **cells: str) -> dict[str, str]:
    return {"id": key, "name": key, "listed_date": "2024-01-01", **cells}


def test_rows_are_added_changed_and_removed() -> None:
    before = {"designations": [designation("a", country="FR"), designation("b")]}
    after = {"designations": [designation("a", country="DE"), designation("c")]}
    assert brief(differences(before, after)) == [
        ("changed", "designations", "a", "country", "FR", "DE"),
        ("added", "designations", "c", "id", "", "c"),
        ("removed", "designations", "b", "id", "", ""),
    ]
    assert differences(after, after) == []


def test_an_earlier_wording_of_prose_is_not_repeated() -> None:
    before = {"designations": [designation("a", note="Ivan Ivanov founded it.", stated_reason="")]}
    after = {"designations": [designation("a", note="A fund.", stated_reason="They said so.")]}
    assert brief(differences(before, after)) == [
        ("changed", "designations", "a", "stated_reason", "", "They said so."),
        ("changed", "designations", "a", "note", "…", "A fund."),
    ]


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [
        ({"listed_date": ""}, {"listed_date": "2024-05-09"}, "listed"),
        ({"listed_date": "", "register_number": "7"}, {"listed_date": "2024-05-09", "register_number": "7"}, "changed"),
        ({"delisted_date": ""}, {"delisted_date": "2025-01-01"}, "delisted"),
    ],
)  # fmt: skip
def test_additions_and_removals_of_the_register_have_their_own_kind(
    was: dict[str, str], now: dict[str, str], kind: str
) -> None:
    (row,) = differences(
        {"designations": [designation("a", **was)]}, {"designations": [designation("a", **now)]}
    )
    assert row["change"] == kind


def test_a_row_that_bears_another_identifier_now_is_the_same_row() -> None:
    def state(key: str) -> dict[str, Any]:
        return {
            "articles": [{"id": key, "language": "en"}],
            "mentions": [{"article_id": key, "designation_id": "a", "role": "subject"}],
        }

    found = differences(
        state("undated-ivan-ivanov"), state("undated-a-man"),
        {("articles", "undated-ivan-ivanov"): "undated-a-man"},
    )  # fmt: skip
    assert brief(found) == [("changed", "articles", "undated-a-man", "id", "…", "undated-a-man")]


def test_a_table_without_identifiers_goes_by_the_key_that_both_states_have() -> None:
    earlier = {"designation_id": "a", "register": "extremist", "date": "2024-01-01", "note": "x"}
    later = {**earlier, "name_there": "A", "relation": "same"}
    found = differences({"other_designations": [earlier]}, {"other_designations": [later]})
    assert brief(found) == [
        ("changed", "other_designations", "a|extremist|2024-01-01|A", "name_there", "", "A"),
        ("changed", "other_designations", "a|extremist|2024-01-01|A", "relation", "", "same"),
    ]


def test_a_change_names_the_page_that_supports_it() -> None:
    page = {"designation_id": "a", "url": "https://example.com/1", "supports": "country|note"}
    article = {"id": "undated-x", "url": "https://example.com/2"}
    found = differences(
        {"designations": [designation("a")], "evidence": [page]},
        {"designations": [designation("a", country="DE")], "evidence": [page], "articles": [article]},
    )  # fmt: skip
    assert [row["source"] for row in found] == ["https://example.com/1", "https://example.com/2"]
