"""Cache the matcher of each catalog, for as long as the catalog exists."""

from dashboard.catalog.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.names.matching import Matcher


@remembered(1)
def matcher(catalog: Catalog) -> Matcher:
    """Return the matcher of a catalog, built once."""
    return Matcher(catalog)
