"""Which years can be compared with others."""

import pandas as pd

from dashboard.charts.certainty import is_sure, sure_years


def rows(*listed, decided=None, undated=0):
    """Make designations listed in years; the first ones have a date of decision too."""
    days = [pd.Timestamp(year, 6, 1) for year in listed] + [pd.NaT] * undated
    known = len(days) if decided is None else decided
    return pd.DataFrame(
        {
            "date": pd.to_datetime(days),
            "decision_date": pd.to_datetime(days[:known] + [pd.NaT] * (len(days) - known)),
        }
    )


def test_a_year_is_sure_where_nine_tenths_of_its_rows_carry_the_date():
    table = rows(*[2024] * 20, *[2025] * 10, *[2026] * 10, decided=31)
    assert sure_years(table) == {2024, 2025, 2026}
    assert sure_years(table, column="decision_date") == {2024, 2025}
    assert is_sure(table)
    assert not is_sure(table, column="decision_date")


def test_what_has_no_date_and_what_is_absent_may_be_of_any_year():
    table = rows(*[2024] * 20, *[2025] * 9, undated=1)
    assert sure_years(table) == {2024, 2025}
    assert sure_years(table, absent=1) == {2024}
    assert sure_years(table, absent=2) == set()
    assert sure_years(rows()) == set()


def test_a_year_without_a_row_is_sure_where_nothing_can_be_of_it():
    table = rows(*[2024] * 20)
    assert sure_years(table, years=(2024, 2025)) == {2024, 2025}
    assert sure_years(rows(*[2024] * 20, undated=1), years=(2025,)) == {2024}
