"""What the filters leave."""

from dashboard.asking.filters import Filters
from dashboard.asking.selection import select
from dashboard.catalog import load_catalog


def ids(table):
    return set(table.index)


def test_no_filter_leaves_everything(tiny_catalog):
    selection = select(tiny_catalog, Filters())
    assert ids(selection.designations) == {"alpha", "beta", "gamma"}
    assert len(selection.articles) == len(tiny_catalog.articles)


def test_a_designation_without_a_date_is_last_and_counted(tiny_catalog):
    selection = select(tiny_catalog, Filters())
    assert list(selection.designations.index) == ["beta", "alpha", "gamma"]
    assert selection.undated == 1


def test_asking_for_a_year_leaves_undated_designations_out(tiny_catalog):
    assert ids(select(tiny_catalog, Filters(year=(2015, 2026))).designations) == {"alpha", "beta"}


def test_an_announced_designation_counts_in_the_year_of_its_announcement(tiny_catalog):
    assert ids(select(tiny_catalog, Filters(year=(2024, 2024))).designations) == {"beta"}


def test_basis_decision_counts_by_the_decision(tiny_catalog):
    selection = select(tiny_catalog, Filters(year=(2022, 2022), basis="decision"))
    assert selection.date_column == "decision_date"
    assert ids(selection.designations) == {"alpha"}


def test_an_unknown_country_can_be_asked_for(tiny_catalog):
    assert ids(select(tiny_catalog, Filters(country=("unknown",))).designations) == {"gamma"}


def test_words_are_found_across_scripts_and_in_any_order(tiny_catalog):
    for query in ("фонд бета", "FOND BETA", "beta fund", "fund beta"):
        assert ids(select(tiny_catalog, Filters(q=query)).designations) == {"beta"}, query


def test_articles_follow_the_designations_that_they_name(tiny_catalog):
    latvian = select(tiny_catalog, Filters(country=("LV",))).articles
    assert ids(latvian) == {"2022-01-31-alpha-listed"}
    mentioned = select(tiny_catalog, Filters(org=("gamma",))).articles
    assert ids(mentioned) == {"2022-01-31-alpha-listed"}


def test_an_undated_article_is_of_no_year(tiny_catalog):
    assert ids(select(tiny_catalog, Filters(year=(2024, 2024))).articles) == set()
    assert "undated-beta-decided" in ids(select(tiny_catalog, Filters()).articles)


def test_topics_match_any_of_several(tiny_catalog):
    assert ids(select(tiny_catalog, Filters(topic=("reaction", "law"))).articles) == {
        "2022-01-31-alpha-listed"
    }


def test_a_selection_cannot_change_the_catalog(tiny_catalog):
    selection = select(tiny_catalog, Filters())
    selection.designations.loc["alpha", "name"] = "Changed"
    table = tiny_catalog.designations
    table.loc["alpha", "name"] = "Changed"
    assert tiny_catalog.designations.loc["alpha", "name"] == "Alpha Media"


def test_a_register_keeps_the_organizations_that_stand_in_it_too_and_their_articles(
    tiny_package, editor, tiny_catalog
):
    asked = Filters(register=("foreign-agent", "terrorist"))
    # The entry is that of a related body: nothing is said of the organization itself.
    assert select(tiny_catalog, asked).designations.empty
    editor.change("other_designations", 2, "relation", "same")
    found = select(load_catalog(tiny_package), asked)
    assert ids(found.designations) == {"alpha"}
    assert ids(found.articles) == {"2022-01-31-alpha-listed"}
    none = select(tiny_catalog, Filters(register=("extremist",)))
    assert none.designations.empty
    assert not none.article_rows
