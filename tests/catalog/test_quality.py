from pathlib import Path
from typing import Any

import pytest

from dashboard.catalog.catalog import Catalog, build_catalog
from dashboard.catalog.quality import Filled, Order, Tally, as_markdown, assess, report, tallies
from dashboard.dataset.package import read_package
from dashboard.dataset.tables import TABLES


def test_rows_and_filled_fields_are_counted(tiny_catalog: Catalog) -> None:
    quality = assess(tiny_catalog)
    assert quality.rows["designations"] == 3
    assert list(quality.rows) == [table.name for table in TABLES]
    filled = {(each.table, each.field): each for each in quality.filled}
    assert filled["designations", "aliases"] == Filled("designations", "aliases", 1, 3)
    assert filled["articles", "published"].share == 0.5
    assert len(filled) == sum(len(table.fields) for table in TABLES)
    assert Filled("articles", "id", 0, 0).share == 0


def test_designations_are_counted_by_year(tiny_catalog: Catalog) -> None:
    quality = assess(tiny_catalog)
    assert quality.listed_by_year == {2022: 1}
    assert quality.decided_by_year == {2022: 1, 2024: 1}


def test_gaps_are_counted(tiny_catalog: Catalog) -> None:
    quality = assess(tiny_catalog)
    assert (quality.undated, quality.without_listing_date, quality.without_decision_date) == (
        1,
        2,
        1,
    )
    assert quality.undated_entries == 0
    assert quality.uncovered == {"gamma": "Gamma"}
    assert (quality.undated_articles, quality.supplied_titles) == (1, 1)
    assert quality.without_russian_name == ("gamma",)
    assert (quality.publishers_without_country, quality.publishers_without_ownership) == (1, 1)


def test_shares_say_how_far_the_dataset_has_come(tiny_catalog: Catalog) -> None:
    quality = assess(tiny_catalog)
    assert [(share.part, share.whole) for share in quality.shares] == [
        (1, 3),  # a reason: Alpha
        (2, 3),  # an article: Alpha and Beta
        (1, 2),  # a date of publication
        (2, 3),  # a decision: Alpha and Beta
        (2, 3),  # an announcement or a publication: the same
        (1, 3),  # a listing: Alpha
    ]
    assert quality.bases == {"order": 1, "publication": 0, "report": 0}
    assert (
        "A stated reason: 1 of 3 (33%), of which 0 say that none was made public, and 0 only repeat the "
        "words of the law; to reach: 90%." in report(quality)
    )


def test_a_delay_is_counted_only_to_an_order(tiny_package: Path, editor: Any) -> None:
    editor.change("designations", 2, "listed_date_basis", "report")
    catalog = build_catalog(read_package(tiny_package))
    assert catalog.designations["days_to_listing"].isna().all()
    assert assess(catalog).median_days is None


def test_days_and_order_of_dates_are_measured(tiny_catalog: Catalog) -> None:
    quality = assess(tiny_catalog)
    assert (quality.median_days, quality.longest_days) == (20, 20)
    assert quality.orders[0] == Order("decision_date", "announced_date", 2, 0)


def test_published_counts_stand_beside_ours_for_the_same_period(tiny_catalog: Catalog) -> None:
    own = {(tally.period, tally.what): count for tally, count in assess(tiny_catalog).tallies}
    assert own["2022", "listed"] == 1
    assert own["2024-01-01 to 2024-12-24", "decided"] == 1
    assert own["2024", "listed"] == 0
    # What is only announced is not in the register.
    assert own["to 2025-12-31", "registered"] == 1


def test_a_delisted_designation_is_not_in_the_register(tiny_package: Path, editor: Any) -> None:
    editor.change("designations", 2, "delisted_date", "2023-01-01")
    quality = assess(build_catalog(read_package(tiny_package)))
    assert [own for tally, own in quality.tallies if not tally.first] == [0]


def test_the_announcement_replaces_an_unknown_decision_date(
    tiny_package: Path, editor: Any
) -> None:
    editor.change("designations", 3, "decision_date", "")
    quality = assess(build_catalog(read_package(tiny_package)))
    assert [own for tally, own in quality.tallies if tally.what == "decided"] == [1]


def test_published_counts_come_from_the_package(tiny_catalog: Catalog) -> None:
    assert tallies(tiny_catalog) == (
        Tally("2022-01-01", "2022-12-31", "listed", 2, "A newsroom", "Редакция"),
        Tally("2024-01-01", "2024-12-31", "listed", 3, "A newsroom"),
        Tally("2024-01-01", "2024-12-24", "decided", 4),
        Tally("", "2025-12-31", "registered", 5, "Prosecutor General", "", "Without duplicates."),
    )


@pytest.mark.parametrize("write", [report, as_markdown])
def test_the_figures_are_put_in_words(tiny_catalog: Catalog, write: Any) -> None:
    text = write(assess(tiny_catalog))
    assert "Designations without any date: 1 of 3 (33%)" in text
    assert "Articles without a date: 1 of 2 (50%)" in text
    assert "median 20, longest 20" in text
    assert "Gamma (" in text
    assert "Prosecutor General" in text
    assert text == text.strip()


def test_an_empty_dataset_has_figures_too(tiny_package: Path, editor: Any) -> None:
    for table in TABLES:
        editor.write(table.name, [])
    quality = assess(build_catalog(read_package(tiny_package)))
    assert (quality.median_days, quality.longest_days) == (None, None)
    assert "not known" in report(quality)
    assert "0 of 0 (0%)" in as_markdown(quality)


def test_names_are_escaped_in_markdown(tiny_package: Path, editor: Any) -> None:
    editor.change("designations", 4, "name", "G*mm[a](x) <b> | _z_")
    text = as_markdown(assess(build_catalog(read_package(tiny_package))))
    assert r"G\*mm\[a\](x) \<b\> \| \_z\_" in text


def test_the_grids_of_the_markdown_are_regular(tiny_catalog: Catalog) -> None:
    for block in as_markdown(assess(tiny_catalog)).split("\n\n"):
        if block.startswith("|"):
            assert len({line.count("|") for line in block.splitlines()}) == 1


def test_texts_without_a_russian_translation_are_listed(tiny_catalog: Catalog) -> None:
    found = {(each.table, each.field): each for each in assess(tiny_catalog).english_only}
    assert found["statements", "text"].keys == ("alpha-reason", "alpha-answer", "law-passed")
    assert found["statements", "text"].whole == 4
    assert found["claims", "note"].keys == ("2022-01-31-alpha-listed|1",)
    # Only titles of ours are to be put into Russian, and names are no text of ours.
    assert found["articles", "title"].keys == ("undated-beta-decided",)
    assert ("designations", "name") not in found
    assert "In English only: text of statements" in report(assess(tiny_catalog))
