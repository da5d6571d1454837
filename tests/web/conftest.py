"""The HTTP side of the site, without a server."""

import pytest
from starlette.testclient import TestClient

from dashboard.web.application import api
from dashboard.web.site import Site


@pytest.fixture(scope="session")
def client():
    """Asks the API; addresses begin with /v1."""
    return TestClient(api(Site()))
