"""Bulk files, endpoints and examples, for programmers."""

from __future__ import annotations

from typing import Any

from dashboard.asking.address import Address, rooted
from dashboard.asking.crossed import DIMENSIONS
from dashboard.asking.filter_schema import filter_schemas
from dashboard.asking.filters import Filters
from dashboard.asking.views import VIEWS
from dashboard.catalog import Catalog
from dashboard.charts.registry import COUNTED
from dashboard.documents.bulk_files import API, NAMES, TITLES
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _


def machines(catalog: Catalog, address: Address) -> str:
    """Return the section about data for programs.

    Args:
        catalog: The dataset; the examples are of what is in it.
        address: The address of the page.
    """
    return markup(
        "machines.html",
        files=[{"name": name, "title": _(TITLES[name]), "href": rooted(f"{API}/bulk/{name}")} for name in NAMES],
        served=address.served,
        sums=rooted(f"{API}/bulk/SHA256SUMS"),
        listing=rooted(f"{API}/bulk"),
        manifest=rooted(f"{API}/bulk/catalog.json"),
        openapi=rooted(f"{API}/openapi.json"),
        addresses=[
            {
                "path": f"/{API}/{view.name}",
                "href": rooted(f"{API}/{view.name}"),
                "about": _(view.table.description),
                "one": "/".join(f"<{key}>" for key in view.key),
            }
            for view in VIEWS.values()
        ],
        dimensions=DIMENSIONS,
        charts=list(COUNTED),
        parameters=[
            {"name": name, "about": about, "choices": values.get("items", values).get("enum", ())}
            for name, (about, values) in filter_schemas(catalog).items()
        ],
        examples=_examples(catalog, address),
        check=f"curl -H 'Content-Type: application/json' -d '{{\"name\": \"Open Society\"}}' {address.public(rooted(f'{API}/check'))}",
    )  # fmt: skip


def _examples(catalog: Catalog, address: Address) -> list[dict[str, Any]]:
    """Return example URLs that work with any dataset."""
    last = catalog.years[1]
    # The names of categories are the schema's, and so in every dataset.
    category = str(catalog.designations["category"].value_counts().index[0])
    chosen = Filters(year=(max(last - 1, catalog.years[0]), last), category=(category,))
    some = next(iter(catalog.designations.index), "")
    made: tuple[tuple[str, str, Filters, dict[str, str]], ...] = (
        (_("A selection, as JSON"), f"{API}/designations", chosen, {"limit": "5"}),
        (_("The same, whole, as CSV"), f"{API}/designations.csv", chosen, {}),
        (_("Articles, newest first, one object a line"), f"{API}/articles.ndjson", Filters(), {"limit": "10"}),
        (_("How many, by year and category"), f"{API}/counts", Filters(), {"by": "year,category"}),
        (_("One organization with all that refers to it"), f"{API}/designations/{some}", Filters(), {}),
        (_("The numbers of a chart"), f"{API}/charts/timeline.csv", chosen, {"period": "quarter"}),
        (_("A feed of new designations"), "feed.xml", Filters(category=(category,)), {}),
        (_("A feed of new articles"), "feed.xml", Filters(), {"of": "articles"}),
    )  # fmt: skip
    plain = Address(address.filters)
    return [
        {"what": what, "href": href, "whole": address.public(href)}
        for what, path, filters, extra in made
        for href in [plain.to(path, filters, **extra)]
    ]
