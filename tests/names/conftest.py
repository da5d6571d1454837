import pytest

from dashboard.names import Matcher
from dashboard.names.kept import matcher
from tests.names.known import known


@pytest.fixture(scope="session")
def checker() -> Matcher:
    """Return the check over a third of the register, as it is by name."""
    return matcher(known())
