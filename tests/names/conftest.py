import pytest

from dashboard.names import Matcher, matcher
from tests.names.known import known_catalog


@pytest.fixture(scope="session")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    """Return the check over a third of the register, as it is by name."""
    return matcher(known_catalog(tmp_path_factory.mktemp("known") / "data"))
