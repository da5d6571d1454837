"""The domain: the dataset, and what can be asked of it. Knows no Streamlit."""

from dashboard.catalog.catalog import Catalog, load_catalog
from dashboard.catalog.filters import Filters
from dashboard.catalog.selection import Selection, select
from dashboard.dataset.package import PackageError

__all__ = ["Catalog", "Filters", "PackageError", "Selection", "load_catalog", "select"]
