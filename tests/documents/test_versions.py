"""Versions of the data, and links that ask for one."""

from dashboard.asking.address import Address
from dashboard.charts.palette import LIGHT
from dashboard.documents import charts_page, versions


def asked(catalog, version):
    return Address.read([("version", version)], catalog, {})


def test_a_link_to_another_version_is_told_which_is_shown(tiny_catalog) -> None:
    (said,) = versions.other_version(tiny_catalog, asked(tiny_catalog, "2025.12.31"))
    assert "2025.12.31" in said
    assert "2026.01.02" in said
    shown = charts_page.document(tiny_catalog, asked(tiny_catalog, "2025.12.31"), LIGHT)
    assert "data-of 2025.12.31" in shown.markup
    assert versions.other_version(tiny_catalog, asked(tiny_catalog, "2026.01.02")) == ()
    assert versions.other_version(tiny_catalog, asked(tiny_catalog, "")) == ()


def test_what_is_no_version_is_dropped_with_a_notice(tiny_catalog) -> None:
    address = asked(tiny_catalog, "<b>")
    assert [each.key for each in address.dropped] == ["version"]
    assert versions.other_version(tiny_catalog, address) == ()


def test_every_recorded_version_is_listed_with_the_command(tiny_catalog) -> None:
    shown = versions.versions(tiny_catalog, Address())
    assert "2026.01.02" in shown
    assert "the version shown here" in shown
