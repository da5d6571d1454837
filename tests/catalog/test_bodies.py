"""Entries and bodies are counted apart, and named."""

import pandas as pd

from dashboard import locale
from dashboard.catalog.bodies import bodies, entries, entries_label, entries_text


def table(*held, status="listed"):
    return pd.DataFrame({"id": [f"e{n}" for n in range(len(held))], "body": held, "status": status})


def test_entries_that_share_a_body_are_one_body():
    shared = table("bellingcat", "bellingcat", None, None, "tv-rain")
    assert bodies(shared) == 4
    assert (entries(shared), entries_label(shared)) == ([5, 4], "entries · bodies")
    assert entries_text(shared) == "5 entries (4 bodies)"
    with locale.using("ru"):
        assert entries_text(shared) == "5 записей (4 структуры)"


def test_where_each_entry_is_a_body_of_its_own_only_entries_are_named():
    assert entries_text(table(None)) == "1 entry"
    assert entries_label(table(None, None)) == "entries"


def test_an_announced_designation_is_not_an_entry():
    assert entries_text(table(None, None, status="announced")) == "2 designations"
