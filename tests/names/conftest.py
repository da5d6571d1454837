import pytest

from dashboard.catalog import load_catalog
from dashboard.names import Matcher, matcher


@pytest.fixture(scope="session")
def checker() -> Matcher:
    return matcher(load_catalog())
