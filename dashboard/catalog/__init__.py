"""The dataset in memory. Knows no filter, no page and no Streamlit."""

from dashboard.catalog.catalog import Catalog
from dashboard.catalog.loading import load_catalog
from dashboard.dataset.package import PackageError

__all__ = ["Catalog", "PackageError", "load_catalog"]
