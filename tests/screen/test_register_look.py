"""What a look at the register adds to `/data`, to `/check` and to the API, as readers see it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.asking.address import Site
from dashboard.names.awaiting import Look, Undescribed, keep_look
from dashboard.web import application
from tests.screen.test_check import ask, press
from tests.support.pages import open_page, text

MOMENT = datetime(2027, 1, 5, 6, 7, tzinfo=UTC)
ENTRY = Undescribed(
    id="register:crooked-lake-society",
    wording="Crooked Lake Society («Общество «Кривое озеро») (Канада) <b>",
    name="Crooked Lake Society",
    name_ru="Общество «Кривое озеро»",
    country="CA",
    listed=date(2027, 1, 4),
)


@pytest.fixture
def found() -> Iterator[Look]:
    look = Look(looked=MOMENT, day=date(2027, 1, 5), entries=421, undescribed=(ENTRY,))
    keep_look(look)
    yield look
    keep_look(None)


def test_without_a_look_the_page_of_the_data_says_nothing_of_it() -> None:
    assert "The register today" not in text(open_page("data"))


def test_the_page_of_the_data_says_how_many_entries_are_not_described(found: Look) -> None:
    shown = text(open_page("data"))
    assert "The official register of 5 January 2027 has 421 entries. 1 of them is not" in " ".join(
        shown.split()
    )
    assert "Crooked Lake Society («Общество" in shown
    assert "in the register since 4 January 2027" in shown
    assert "(Канада) <b>" not in shown
    assert "could not be looked up" not in shown


def test_a_failed_look_is_said(found: Look) -> None:
    keep_look(Look(failed=MOMENT, reason="https://example.org answered 503."))
    shown = text(open_page("data"))
    assert "newer entries are not known" in shown
    assert "has 0 entries" not in shown
    assert "503" not in shown  # for the log


def test_the_check_answers_for_what_is_not_described(found: Look) -> None:
    shown = text(ask(name="Общество Кривое Озеро"))
    assert "Listed" in shown
    assert "In the register since 4 January 2027, not described here yet." in shown
    assert "#not-described" in shown
    assert "/organization?id=register" not in shown
    listed = press(ask(names="Crooked Lake Society\\nNobody Known Here"), "check-start")
    assert "not described here yet" in listed
    written = press(ask(text="Она писала для Crooked Lake Society."), "check-find")
    assert "not described here yet" in written


def test_the_api_answers_for_it_without_a_page(found: Look) -> None:
    client = TestClient(Starlette(routes=application.routes(Site())))
    answer = client.post("/api/v1/check", json={"name": "Crooked Lake Society"}).json()
    (result,) = answer["results"]
    assert (result["verdict"], result["designation_id"]) == ("listed", ENTRY.id)
    assert result["designation"]["described"] is False
    assert result["designation"]["page"] is None
    assert result["designation"]["listed_date"] == "2027-01-04"
    own = client.post("/api/v1/check", json={"name": "Open Archive"}).json()
    assert own["results"][0]["designation"]["described"] is True
    assert own["results"][0]["designation"]["page"].endswith("/o/open-archive")
    counted = client.get("/api/v1/designations", params={"q": "Crooked Lake"}).json()
    assert counted["total"] == 0  # the check only
