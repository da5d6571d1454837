"""Countries year by year."""

from dashboard.asking.filters import Filters
from dashboard.charts import country_years
from dashboard.charts.palette import LIGHT

CHART = country_years.CHART


def title(catalog, filters=None):
    return CHART.draw(catalog, filters or Filters(), CHART.defaults(), LIGHT).title


def test_the_title_names_who_led_in_the_last_year_that_is_over(made):
    catalog = made(
        {
            ("2024-01-01", "US", "media"): 30,
            ("2025-01-01", "DE", "media"): 12,
            ("2025-02-01", "GB", "media"): 9,
            ("2025-02-01", "FR", "media"): 9,
            ("2026-01-01", "US", "media"): 40,
        }
    )
    assert (
        title(catalog)
        == "Organizations declared “undesirable” in Russia: in 2025 most often from Germany (12 of 30)"
    )
    assert title(catalog, Filters(country=("DE",))) == (
        "Organizations from Germany declared “undesirable” in Russia, 2024–2026: countries year by year"
    )


def test_the_table_has_the_numbers_of_each_year_with_codes(made):
    catalog = made({("2024-01-01", "US", "media"): 2, ("2025-01-01", "DE", "media"): 1})
    counted = CHART.count(catalog, Filters(), {})
    table = CHART.table(catalog, counted, {})
    assert list(table.columns) == ["Country", "Code", "2024", "2025", "All"]
    assert table.to_numpy().tolist() == [
        ["United States", "US", 2, 0, 2],
        ["Germany", "DE", 0, 1, 1],
    ]
