import pytest

from dashboard.catalog import load_catalog
from dashboard.catalog.matching import Matcher, matcher


@pytest.fixture(scope="session")
def checker() -> Matcher:
    return matcher(load_catalog())
