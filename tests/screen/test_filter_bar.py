"""What the widgets of the filters write to the address."""

import pytest

from dashboard.asking.filters import OPEN, Filters
from dashboard.screen import filter_bar


@pytest.mark.parametrize(
    ("before", "first", "last", "moved", "after"),
    [
        (None, 2020, None, "from", (2020, OPEN)),
        (None, None, 2020, "to", (2015, 2020)),
        ((2018, 2020), 2022, 2020, "from", (2022, 2022)),
        ((2018, 2020), 2018, 2016, "to", (2016, 2016)),
        ((2018, 2020), None, 2020, "from", None),
        ((2018, 2020), 2018, None, "to", (2018, OPEN)),
        # Only a client that is no browser sends these.
        ((2018, 2020), "no year", 2020, "from", None),
        ((2018, 2020), 2018, "<b>", "to", (2018, OPEN)),
        (None, "no year", None, "from", None),
    ],
)
def test_years_that_are_chosen(monkeypatch, before, first, last, moved, after):
    written = []
    monkeypatch.setattr(filter_bar, "show", written.append)
    monkeypatch.setattr(
        filter_bar.st, "session_state", {"filter_from": first, "filter_to": last}, raising=False
    )
    filter_bar.changed_years(Filters(year=before), (2015, 2026), moved)
    assert [filters.year for filters in written] == [after]
