"""The dataset itself, as it stands in `data/`."""

import json
from pathlib import Path

import pandas as pd
import pytest

from benchmarks.acting import WORDS
from dashboard import locale
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.history import changelog, history, notes
from dashboard.catalog.loading import load_catalog
from dashboard.catalog.quality import as_markdown, assess
from dashboard.catalog.reasons import reason
from dashboard.dataset import package
from dashboard.dataset.codebook import codebook, update_readme
from dashboard.dataset.tables import TABLES
from dashboard.dataset.validation import validate

DATA = Path(__file__).resolve().parents[2] / "data"
"""The day of the official register from which the first entries come."""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(DATA)


def test_it_keeps_every_rule() -> None:
    assert [str(each) for each in validate(package.read_package(DATA))] == []


def test_frictionless_finds_it_valid() -> None:
    from frictionless import validate as check

    report = check(str(DATA / package.DESCRIPTOR))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:10]


def test_its_description_is_that_of_the_schema(catalog: Catalog) -> None:
    written = json.loads((DATA / package.DESCRIPTOR).read_text(encoding="utf-8"))
    assert written == package.describe(
        version=catalog.version, as_of=catalog.as_of, coverage=catalog.coverage
    )


def test_its_readme_holds_the_codebook_and_the_figures_of_today(catalog: Catalog) -> None:
    text = (DATA / "README.md").read_text(encoding="utf-8")
    assert codebook() in text
    figures = as_markdown(assess(catalog))
    assert figures in text, "run `python -m dashboard document`"
    assert update_readme(text, figures) == text


def test_nothing_was_lost(catalog: Catalog) -> None:
    assert len(catalog.designations) >= 418
    assert len(catalog.articles) >= 1790
    # A statement may go only into another that says the same.
    published = package.read_package(DATA).published
    merged = [each for each in published if each.table == "statements" and each.gone]
    assert all(each.gone.startswith("The same statement as ") for each in merged)
    assert {each.gone.rpartition(" ")[2] for each in merged} <= set(catalog.statements.index)
    assert len(catalog.statements) + len(merged) >= 864
    assert len(catalog.claims) >= 1600
    assert len(catalog.evidence) >= 1872
    assert len(catalog.mentions) >= 3220
    assert len(catalog.publishers) >= 830
    assert len(catalog.sites) >= 89
    assert len(catalog.published_counts) >= 12
    assert len(catalog.milestones) >= 10


def test_its_shares_do_not_fall(catalog: Catalog) -> None:
    reasons, covered, dated, decided, public, listed = assess(catalog).shares
    # In numbers, because the register grows faster than what is known of its entries.
    assert reasons.part >= 243
    assert covered.part >= 311
    assert dated.part / dated.whole >= 0.61
    assert decided.part >= 316
    assert public.part >= 270
    assert listed.part == listed.whole


def test_every_reason_has_a_page_that_states_it(catalog: Catalog) -> None:
    supported = catalog.evidence[catalog.evidence["supports"].map(lambda s: "stated_reason" in s)]
    reasons = catalog.designations["stated_reason"].dropna()
    assert set(reasons.index) <= set(supported["designation_id"])


def test_a_listing_date_by_order_is_not_one_of_a_report(catalog: Catalog) -> None:
    table = catalog.designations
    official = table["register_number"].notna()
    assert (table.loc[official, "listed_date_basis"] == "order").all()
    assert table.loc[table["listed_date_basis"] != "order", "days_to_listing"].isna().all()


def test_no_private_person_is_named_among_the_defendants(catalog: Catalog) -> None:
    unnamed = catalog.prosecutions["defendant"].str.match(r"(a|an|the|two|three|four|members) ")
    # Whoever is named has a public role that the row gives, or is an organization.
    named = catalog.prosecutions.loc[~unnamed, "defendant"]
    bodies = {"Andrey Rylkov Foundation", "European University at St Petersburg"}
    assert [who for who in named if "," not in who and who not in bodies] == [
        "Mikhail Khodorkovsky and other members of the committee",
    ]


def test_cases_and_other_registers_were_recorded(catalog: Catalog) -> None:
    assert len(catalog.prosecutions) >= 52
    registers = catalog.other_designations
    assert len(registers) >= 90
    assert registers["designation_id"].nunique() >= 52
    assert registers["name_there"].notna().sum() >= 89


def test_no_two_organizations_bear_the_same_name(catalog: Catalog) -> None:
    names = catalog.designations["name"].str.casefold()
    assert names[names.duplicated(keep=False)].tolist() == []
    wordings = catalog.designations["register_name"].dropna()
    assert wordings[wordings.duplicated(keep=False)].tolist() == []


def test_no_two_publishers_bear_the_same_name(catalog: Catalog) -> None:
    names = catalog.publishers["name"].str.casefold()
    assert names[names.duplicated(keep=False)].tolist() == []


@pytest.mark.parametrize("brand", ["Bellingcat", "Elton John AIDS Foundation"])
def test_two_legal_entities_of_one_brand_stay_two(catalog: Catalog, brand: str) -> None:
    table = catalog.designations
    found = table[table["name"].str.contains(brand, regex=False)]
    assert len(found) == 2
    assert found["country"].nunique() == 2


def test_every_publisher_has_published_something(catalog: Catalog) -> None:
    assert set(catalog.publishers.index) == set(catalog.articles["publisher_id"])


def test_every_article_names_an_organization_or_tells_of_the_law(catalog: Catalog) -> None:
    articles = catalog.articles
    bare = articles[~articles.index.isin(catalog.mentions["article_id"])]
    assert bare["topics"].map(len).gt(0).all()


@pytest.mark.parametrize(
    "name", ["Meduza", "The Moscow Times", "The Insider", "TV Rain", "Deutsche Welle"]
)
def test_a_publisher_that_is_designated_points_to_its_designation(
    catalog: Catalog, name: str
) -> None:
    publisher = catalog.publishers[catalog.publishers["name"].str.startswith(name)]
    assert publisher["designation_id"].notna().any()


def test_the_laws_and_the_invasion_are_milestones(catalog: Catalog) -> None:
    milestones = catalog.milestones
    days = milestones["date"].dt.strftime("%Y-%m-%d").tolist()
    assert {"2015-05-23", "2022-02-24"} <= set(days)
    laws = milestones[milestones["kind"] == "law"]["date"].dt.year
    assert {2015, 2017, 2021, 2024} <= set(laws)


def test_the_reference_record_is_whole(catalog: Catalog) -> None:
    articles = catalog.articles
    (article,) = articles[
        (articles["publisher"] == "Chas Pravdy")
        & (articles["published"] == pd.Timestamp("2025-05-19"))
    ].to_dict("records")
    assert article["title"].startswith("Russia has declared Amnesty International an undesirable")
    assert article["title_supplied"] is False
    assert (article["language"], article["kind"]) == ("en", "news")
    assert article["topics"] == ("designation", "reaction", "background")
    assert pd.isna(article["url"])
    assert article["note"]
    mentions = catalog.mentions
    named = mentions[mentions["article_id"] == article["id"]]
    assert dict(zip(named["designation_id"], named["role"], strict=True)) == {
        "amnesty-international": "subject"
    }
    claims = catalog.claims[catalog.claims["article_id"] == article["id"]]
    assert claims["position"].tolist() == list(range(1, 10))
    assert claims["stance"].tolist() == [
        *["accusation"] * 4,
        *["context"] * 3,
        *["criticism"] * 2,
    ]
    assert claims["speaker_type"].tolist() == [
        *["authority"] * 4,
        *["media"] * 3,
        "rights-group",
        "expert",
    ]
    about = claims["designation_id"].fillna("").tolist()
    assert about == [*["amnesty-international"] * 6, "", "amnesty-international", ""]


def test_every_choice_of_the_schema_has_a_label() -> None:
    for table in TABLES:
        for field in table.fields:
            assert all(choice.label for choice in field.choices), (table.name, field.name)


def test_the_words_of_the_law_are_written_in_one_way(catalog: Catalog) -> None:
    rows = catalog.designations
    said = [reason(catalog, row) for row in rows.reset_index(drop=True).to_dict("records")]
    bare = [bool(found and found.formula) for found in said]
    assert sum(bare) >= 47
    assert set(rows.loc[bare, "stated_reason"]) == {
        "The Prosecutor General's Office said that its activities threaten the foundations of "
        "Russia's constitutional order and the country's security."
    }


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_reason_names_its_speaker_twice(catalog: Catalog, language: str) -> None:
    with locale.using(language):
        said = [reason(catalog, row) for row in catalog.designations.to_dict("records")]
    given = [found for found in said if found and found.given and found.text]
    assert len(given) >= 153
    # Each text says itself who spoke, so that the lead has no need to.
    assert len({found.lead for found in given}) == 1
    for found in said:
        assert str(found or "").count("reason was made public") <= 1


def test_an_accusation_has_its_subject(catalog: Catalog) -> None:
    given = catalog.designations["stated_reason"].dropna()
    assert given[given.str.match(r"(?i)(?:accuse|says|said|called|described)")].tolist() == []


def test_an_official_statement_is_of_a_russian_authority(catalog: Catalog) -> None:
    of = catalog.publishers.set_index("id")["country"]
    kinds = catalog.articles.set_index("publisher_id")["kind"]
    countries = of.reindex(kinds.index.astype(str)).to_numpy()
    assert set(countries[(kinds == "official-statement").to_numpy()]) == {"RU"}
    assert "RU" not in set(countries[(kinds == "government-statement").to_numpy()])


def test_it_has_a_history_and_notes_on_its_version(catalog: Catalog) -> None:
    assert history(catalog)[0].version == catalog.version
    assert catalog.version in notes(changelog(DATA))


@pytest.mark.parametrize("word", WORDS)
def test_what_readers_of_a_load_test_search_for_is_there(catalog: Catalog, word: str) -> None:
    assert len(select(catalog, Filters(q=word)).designations)
