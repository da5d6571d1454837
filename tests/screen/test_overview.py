"""The first page says what can be quoted: of what, of when, and how certain."""

import re

import pytest

from dashboard.dataset.coverage import Coverage
from dashboard.dataset.package import write_descriptor
from dashboard.dataset.tables import TABLES
from tests.conftest import AS_OF, VERSION
from tests.support.pages import open_page, text


@pytest.fixture
def package(tiny_package, editor, monkeypatch):
    """Make a package of thirty entries, 20 of 2024, 8 of 2025 and 2 of the first day of 2026."""
    rows = []
    for number in range(30):
        day = f"2024-01-{number + 1:02}" if number < 20 else f"2025-03-{number - 19:02}"
        rows.append(
            {
                "id": f"body-{number}", "name": f"Body {number}", "country": "LV" if number % 2 else "US",
                "category": "media", "confidence": "high", "register_number": str(number + 1),
                "register_name": f"Body {number}", "body": "pair" if number < 2 else "",
                "listed_date": "2026-01-01" if number >= 28 else day, "listed_date_basis": "order",
                "decision_date": day if number < 20 else "",
            }
        )  # fmt: skip
    for table in TABLES:
        if table.name not in ("designations", "milestones"):
            editor.write(table.name, [])
    editor.write("designations", rows)
    coverage = Coverage(AS_OF, register_entries=30)
    write_descriptor(tiny_package, version=VERSION, as_of=AS_OF, coverage=coverage)
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    return editor


def test_the_first_sentence_is_computed_and_says_until_when(package):
    shown = text(open_page(""))
    assert (
        "Russia has declared 30 foreign organizations “undesirable” since 2024: 2 of them in 2026 "
        "so far, to 1 January." in shown
    )
    assert re.search(r"<dt>entries</dt><dd><a[^>]*>30</a>", shown)
    assert re.search(r"<dt>bodies</dt><dd><a[^>]*>29</a>", shown)
    assert "countries</dt>" in shown
    assert "Register of 1 January 2026" in shown
    assert "more than in any whole year" not in shown


def test_a_record_year_is_called_one_only_if_every_year_is_known(package, tiny_package):
    rows = package.rows("designations")
    for row in rows[:18]:
        row["listed_date"], row["decision_date"] = "2026-01-01", ""
    package.write("designations", rows)
    assert "20 of them in 2026 so far, more than in any whole year before." in text(open_page(""))
    coverage = Coverage(AS_OF, register_entries=45)
    write_descriptor(tiny_package, version=VERSION, as_of=AS_OF, coverage=coverage)
    assert "more than in any whole year" not in text(open_page(""))


def test_key_figures_follow_the_filter(package):
    shown = text(open_page("", country="LV", year=["2024", "2025"]))
    assert "Organizations from Latvia declared “undesirable” in Russia, 2024–2025: 14." in shown
    assert re.search(r"<dt>entries</dt><dd><a[^>]*>14<", shown)
    assert "bodies</dt>" not in shown
    assert re.search(r"<dt>country</dt><dd><a[^>]*>1<", shown)
    for kind, value, left in (
        ("Country", "Latvia", "year=2024"),
        ("Years", "2024–2025", "country=LV"),
    ):
        chip = re.search(rf'href="([^"]*)"[^>]*><span[^>]*>[^<]*{kind}: </span>{value}', shown)
        assert left in chip[1]
        assert value not in chip[1]


@pytest.mark.parametrize("asked", ["Body 13", "body 13"])
def test_one_result_is_the_organization_itself_linked_first(package, asked):
    shown = text(open_page("", q=asked))
    assert re.search(
        r'<h1 class="ur-one"><a href="/organization\?id=body-13[^"]*"><span[^>]*>Body 13<', shown
    )
    assert shown.index("<h1") < shown.index("listed 14 January 2024") < shown.index("ur-figures")


def test_few_results_are_named_above_the_figures(package):
    above, _figures, _below = text(open_page("", year="2025", country="LV")).partition("ur-figures")
    assert re.findall(r"<li><a href=\"/organization\?id=([\w-]+)", above) == [
        "body-27", "body-25", "body-23", "body-21",
    ]  # fmt: skip


def test_a_search_says_how_many_match_it(package):
    shown = text(open_page("", q="body 2"))
    assert re.search(
        r'<h1 class="ur-lead">12 entries of Russia.{1,6}s register match “body 2”\.</h1>', shown
    )
    assert "matches “" not in text(open_page("", q="{n} {0}"))  # nothing, and no failure


def test_decisions_that_are_not_known_are_not_compared(package):
    shown = text(open_page("", basis="decision"))
    assert (
        "<h2>Russian prosecutors found at least 20 organizations “undesirable” in 2024</h2>"
        in shown
    )
    assert "down from" not in shown
    assert "10 without a known decision date" in shown


def test_another_package_speaks_of_its_own_coverage(package, tiny_package):
    write_descriptor(
        tiny_package, version=VERSION, as_of=AS_OF, coverage=Coverage(AS_OF, register_entries=45)
    )
    shown = text(open_page(""))
    assert "of them in 2026 so far" not in shown
    assert "15 entries of the register are not described here" in shown
    assert "up from" not in shown
    assert "418" not in shown
    assert "2024-09-05" not in shown


def test_the_table_shows_the_best_known_date_with_its_kind(tiny_package, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    shown = text(open_page("organizations"))
    assert "announced 2 May 2024" in shown
    assert shown.count("date unknown") == 1
