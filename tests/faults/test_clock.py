"""A computer whose clock is wrong: nothing that a reader sees depends on it but what must."""

import html
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dashboard import cli
from dashboard.catalog import clock, load_catalog
from dashboard.editing import draft
from tests.support.pages import MAIN, open_page, open_site, text
from tests.web.conftest import whole

LONG_AGO, FAR_OFF = date(1970, 1, 1), date(2199, 12, 31)


class Day(date):
    """The day that the clock shows."""

    shown = LONG_AGO

    @classmethod
    def today(cls) -> date:  # type: ignore[override]
        return cls.shown


@pytest.fixture
def wrong(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Set the clock of everything that asks what day it is."""

    def set_to(day: date) -> None:
        monkeypatch.setattr(Day, "shown", day)
        for module in ("catalog.clock", "cli.add_article", "cli.add_designation", "cli.update", "register.export"):  # fmt: skip
            monkeypatch.setattr(f"dashboard.{module}.date", Day)

    return set_to


def test_only_listed_modules_read_the_system_date() -> None:
    asking = sorted(
        str(path.relative_to(MAIN.parent))
        for path in MAIN.parent.rglob("*.py")
        if "date.today()" in path.read_text(encoding="utf-8")
    )
    assert asking == [
        "catalog/clock.py", "cli/add_article.py", "cli/add_designation.py", "cli/update.py",
        "register/export.py", "register/watching.py",
    ]  # fmt: skip


def test_the_day_is_never_before_that_of_the_data(wrong: Any) -> None:
    catalog = load_catalog()
    wrong(LONG_AGO)
    assert (clock.today(catalog), clock.age(catalog)) == (catalog.as_of, 0)
    wrong(FAR_OFF)
    # No age is said rather than a wrong one.
    assert (clock.today(catalog), clock.age(catalog)) == (FAR_OFF, 0)
    wrong(date.fromordinal(catalog.as_of.toordinal() + 3))
    assert clock.age(catalog) == 3


ADDRESSES = (
    "/feed.xml", "/feed.xml?of=changes", "/sitemap.xml", "/readyz", "/api/v1/designations.csv",
    "/api/v1/charts/timeline.csv?period=month", "/api/v1/charts/growth.csv", "/api/v1/counts?by=year",
    "/o/meridian",
)  # fmt: skip
PAGES = (("organization", {"id": "meridian"}), ("data", {}))


@pytest.mark.parametrize("day", [LONG_AGO, FAR_OFF])
def test_the_served_content_is_the_same(wrong: Any, day: date) -> None:
    site = TestClient(whole())
    right = {address: site.get(address).content for address in ADDRESSES}
    wrong(day)
    assert {address: site.get(address).content for address in ADDRESSES} == right
    frame = html.unescape(text(open_site()))
    if day is LONG_AGO:
        assert "1970" not in frame
    catalog = load_catalog()
    for page, params in PAGES:
        app = open_page(page, **params)
        shown = html.unescape(text(app))
        assert "1970" not in shown
        assert "-20" not in shown.split("Register followed to")[-1][:80]
        assert "days ago" not in shown
        quoted = " ".join(re.findall(r"(?s)<pre[^>]*>(.*?)</pre>", shown))
        assert "1970" not in quoted
        assert catalog.version in quoted


def test_a_version_made_then_is_still_the_newest(
    wrong: Any, tiny_package: Path, editor: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong(LONG_AGO)
    words = [
        "add-article", "https://example.org/new", "--title", "New", "--publisher", "the-state",
        "--published", "2025-10-01", "--language", "en", "--kind", "news", "--topics", "reaction",
        "--summary", "Tells of it.", "--about", "alpha", "--data", str(tiny_package),
    ]  # fmt: skip
    assert cli.main(words) == 0, capsys.readouterr().err
    catalog = load_catalog(tiny_package)
    assert catalog.version == "2026.01.02.1"
    assert set(catalog["changes"]["date"].dt.strftime("%Y-%m-%d")) == {"2026-01-02"}
    assert catalog.as_of == date(2026, 1, 1)
    assert draft.next_version(catalog.version, LONG_AGO) == "2026.01.02.2"
