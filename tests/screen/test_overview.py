"""The first page says what can be quoted: of what, of when, and how certain."""

import pytest

from dashboard.dataset.coverage import Coverage
from dashboard.dataset.package import write_descriptor
from dashboard.dataset.tables import TABLES
from tests.conftest import AS_OF, VERSION
from tests.screen.test_pages import open_page, text


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
    assert "entries · bodies" in shown
    assert "30 · 29" in shown
    assert "2024 · 2025 · 2026 to 1 January" in shown
    assert "20 · 8 · 2" in shown
    assert "checked against the register of" in shown
    assert "more than any other year" not in shown


def test_key_figures_follow_the_filter(package):
    shown = text(open_page("", country="LV", year=["2024", "2025"]))
    assert "Designations in Latvia, 2024–2025: Russia has declared 14 organizations" in shown
    assert "2024 · 2025</dt><dd>10 · 4" in shown
    assert "2026 to" not in shown


def test_decisions_that_are_not_known_are_not_compared(package):
    shown = text(open_page("", basis="decision"))
    assert "<h2>Prosecutors found at least 20 organizations “undesirable” in 2024</h2>" in shown
    assert "down from" not in shown
    assert "2024</dt><dd>20" in shown  # and nothing of 2025 and 2026, whose decisions are unknown
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
