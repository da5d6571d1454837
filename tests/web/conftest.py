"""The HTTP side of the site, without a server."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.asking.address import Site
from dashboard.web import application

PAGES = Site(
    pages=("", "organizations", "articles", "charts", "data"), details=("organization", "article")
)


def whole(site=PAGES):
    """Everything of ours, as the server has it."""
    return Starlette(
        routes=application.routes(site),
        middleware=application.middleware(site),
        exception_handlers=application.HANDLERS,
    )


@pytest.fixture(scope="session")
def client():
    """Return a client of the API; addresses begin with /v1."""
    return TestClient(application.api(Site()))


@pytest.fixture(scope="session")
def site():
    """Return a client of the whole site; addresses begin with /."""
    return TestClient(whole(), raise_server_exceptions=False)
