"""The dataset in memory. This package imports neither filters nor pages nor Streamlit."""

from dashboard.catalog.catalog import Catalog
from dashboard.catalog.loading import load_catalog
from dashboard.dataset.package import PackageError

__all__ = ["Catalog", "PackageError", "load_catalog"]
