import dataclasses
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.catalog.catalog import Catalog, build_catalog
from dashboard.catalog.loading import load_catalog
from dashboard.dataset.package import PackageError, read_package
from dashboard.dataset.tables import TABLES


def test_tables_have_types(tiny_catalog: Catalog) -> None:
    designations, articles = tiny_catalog.designations, tiny_catalog.articles
    assert designations["listed_date"].dtype.kind == "M"
    assert designations["category"].cat.categories[0] == "media"
    assert designations.at["alpha", "aliases"] == ("Alpha", "A-Media")
    assert designations.at["gamma", "aliases"] == ()
    assert designations["register_number"].dtype == "Int64"
    assert articles["title_supplied"].tolist() == [False, True]


@pytest.mark.parametrize(
    ("identifier", "status", "day"),
    [("alpha", "listed", "2022-01-30"), ("beta", "announced", "2024-05-02")],
)
def test_status_and_date_are_derived(
    tiny_catalog: Catalog, identifier: str, status: str, day: str
) -> None:
    row = tiny_catalog.designations.loc[identifier]
    assert (row["status"], row["date"]) == (status, pd.Timestamp(day))


@pytest.mark.parametrize(("field", "value"), [("register_name", "Gamma"), ("register_number", "9")])
def test_an_entry_without_a_date_is_listed(
    tiny_package: Path, editor: Any, field: str, value: str
) -> None:
    editor.change("designations", 4, field, value)
    row = build_catalog(read_package(tiny_package)).designations.loc["gamma"]
    assert row["status"] == "listed"
    assert pd.isna(row["date"])


def test_a_designation_with_a_date_of_removal_is_delisted(tiny_package: Path, editor: Any) -> None:
    editor.change("designations", 2, "delisted_date", "2023-01-01")
    assert build_catalog(read_package(tiny_package)).designations.at["alpha", "status"] == (
        "delisted"
    )


def test_derived_columns_are_added(tiny_catalog: Catalog) -> None:
    designations, articles = tiny_catalog.designations, tiny_catalog.articles
    assert designations.at["alpha", "days_to_listing"] == 20
    assert designations["days_to_listing"].isna().tolist() == [False, True, True]
    assert designations["articles"].tolist() == [1, 1, 0]  # Gamma is only mentioned
    assert "alfa media" in designations.at["alpha", "text"]
    assert articles["publisher"].tolist() == ["Alpha News", "The State"]
    assert articles["publisher_ru"].isna().all()


def test_an_undated_article_has_no_invented_date_or_year(tiny_catalog: Catalog) -> None:
    articles = tiny_catalog.articles
    assert articles.loc["undated-beta-decided", ["published", "date", "year"]].isna().all()
    assert articles["year"].tolist() == [2022, pd.NA]
    assert tiny_catalog.newest_first["articles"].tolist() == [0, 1]
    assert tiny_catalog.years == (2022, 2024)


def claims_about(catalog: Catalog) -> list[tuple[str, str]]:
    """Return for each designation the statements that count for it, once for each report."""
    return [
        (key, row["statement_id"])
        for key in catalog.designations["id"]
        for row in catalog.claims_about(key)
    ]


def statements_about(catalog: Catalog) -> list[tuple[str, str]]:
    return [
        (key, row["id"])
        for key in catalog.designations["id"]
        for row in catalog.statements_about(key)
    ]


def test_a_claim_counts_for_each_organization_that_it_is_about(tiny_catalog: Catalog) -> None:
    assert claims_about(tiny_catalog) == [
        ("alpha", "alpha-threat"), ("alpha", "alpha-answer"), ("gamma", "alpha-threat"),
    ]  # fmt: skip


def test_a_claim_does_not_count_for_an_organization_that_its_article_does_not_name(
    tiny_package: Path, editor: Any
) -> None:
    rows = [each for each in editor.rows("mentions") if each["designation_id"] != "gamma"]
    editor.write("mentions", rows)
    catalog = build_catalog(read_package(tiny_package))
    assert claims_about(catalog) == [("alpha", "alpha-threat"), ("alpha", "alpha-answer")]
    assert statements_about(catalog) == [
        ("alpha", "alpha-reason"), ("alpha", "alpha-threat"), ("alpha", "alpha-answer"),
        ("gamma", "alpha-threat"),
    ]  # fmt: skip


def test_a_claim_has_the_fields_of_its_statement(tiny_catalog: Catalog) -> None:
    claims, statements = tiny_catalog.claims, tiny_catalog.statements
    assert claims["text"].tolist() == [
        "It is a threat.",
        "It is not.",
        "The law was passed in 2015.",
    ]
    assert claims["stance"].tolist() == ["accusation", "defence", "context"]
    assert statements["reports"].tolist() == [0, 1, 1, 1]
    assert statements["date"].dt.year.astype("Int64").tolist() == [pd.NA, 2022, 2022, pd.NA]


def test_a_designation_has_the_accusations_of_authorities(tiny_package: Path, editor: Any) -> None:
    accused = build_catalog(read_package(tiny_package)).designations["accusations"]
    # The words of the law are left out where something particular was said.
    assert accused.tolist() == [("army", "history"), (), ("army", "history")]
    editor.change("statements", 3, "speaker_type", "media")
    editor.change("designations", 3, "stated_reason", "No reason was made public.")
    editor.change("designations", 3, "reason_source", "none-made-public")
    accused = build_catalog(read_package(tiny_package)).designations["accusations"]
    assert accused.tolist() == [("formula",), ("none-made-public",), ()]


def test_a_caller_cannot_change_the_catalog(tiny_catalog: Catalog) -> None:
    seen = tiny_catalog.designations
    seen["name"] = "changed"
    seen.loc["alpha", "country"] = "XX"
    assert tiny_catalog.designations.at["alpha", "name"] == "Alpha Media"
    assert tiny_catalog.designations.at["alpha", "country"] == "LV"
    with pytest.raises(dataclasses.FrozenInstanceError):
        tiny_catalog.version = "2"  # type: ignore[misc]


def test_a_package_is_loaded_once(tiny_package: Path) -> None:
    assert load_catalog(tiny_package) is load_catalog(tiny_package)


def test_the_setting_names_the_package(tiny_package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    assert load_catalog() is load_catalog(tiny_package)


def test_an_invalid_package_is_not_served(tiny_package: Path, editor: Any) -> None:
    editor.change("designations", 2, "country", "x")
    with pytest.raises(PackageError, match=r"breaks 1 rule.*\n- designations\.csv, row 2, country"):
        load_catalog(tiny_package)


def test_of_many_violations_the_first_are_shown(tiny_package: Path, editor: Any) -> None:
    editor.write("publishers", [{"id": f"X{i}", "name": "x"} for i in range(30)])
    with pytest.raises(PackageError, match=r"… and \d+ more\.\nRun `python -m dashboard validate`"):
        load_catalog(tiny_package)


def test_an_empty_package_makes_an_empty_catalog(tiny_package: Path, editor: Any) -> None:
    for table in TABLES:
        editor.write(table.name, [])
    catalog = load_catalog(tiny_package)
    assert catalog.designations.empty
    assert catalog.years == (2026, 2026)


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ({"relation": "same"}, ("foreign-agent",)),
        ({"relation": "likely-same"}, ("foreign-agent",)),
        ({"relation": "related"}, ()),
        ({"relation": "same", "date_out": "2024-01-01"}, ()),
    ],
)
def test_a_designation_has_the_other_registers_that_list_it(
    tiny_package: Path, editor: Any, cells: dict[str, str], shown: tuple[str, ...]
) -> None:
    rows = editor.rows("other_designations")
    rows = [{**row, **cells} for row in rows]
    rows.append({**rows[0], "name_there": "Another entry"})
    editor.write("other_designations", rows)
    designations = load_catalog(tiny_package).designations
    assert designations["other_registers"].to_dict() == {"alpha": shown, "beta": (), "gamma": ()}


def test_cases_go_with_a_designation(tiny_catalog: Catalog) -> None:
    cases = tiny_catalog.prosecutions
    assert cases["id"].tolist() == ["reader-fined", "editor-charged"]  # the undated one is last
