"""A dataset of a few years, made of numbers."""

from collections.abc import Callable

import pytest

from dashboard.catalog.catalog import Catalog, build_catalog
from dashboard.dataset.package import read_package

Made = Callable[[dict[tuple[str, str, str], int]], Catalog]


@pytest.fixture
def made(editor) -> Made:
    """Return what makes a catalog: so many designations of each (day, country, category).

    The tiny package is of 1 January 2026, so 2025 is over and 2026 is not.
    """

    def make(numbers: dict[tuple[str, str, str], int]) -> Catalog:
        rows = []
        for (day, country, category), number in numbers.items():
            for _each in range(number):
                place = len(rows) + 1
                dates = (
                    {"listed_date": day, "listed_date_basis": "order", "order_number": f"{place}-р"}
                    if day
                    else {}
                )
                rows.append(
                    {
                        "id": f"body-{place}",
                        "name": f"Body {place}",
                        "register_number": str(place),
                        "country": country,
                        "category": category,
                        "confidence": "high",
                        **dates,
                    }
                )
        editor.write("designations", rows)
        for table in ("articles", "mentions", "claims", "evidence", "other_designations", "names",
                      "sites", "identifiers_elsewhere", "prosecutions", "publishers"):  # fmt: skip
            editor.write(table, [])
        return build_catalog(read_package(editor.directory))

    return make
