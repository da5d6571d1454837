"""Each fact of an organization stands beside the pages that support it."""

from dashboard.asking.address import Address
from dashboard.catalog.rows import records
from dashboard.documents.facts import Evidence, facts, unknown
from dashboard.documents.organization import gather


def of(catalog, identifier):
    found = gather(catalog, identifier)
    return {
        fact.label: fact
        for fact in facts(found.row, Evidence.of(found.evidence), Address(), found.elsewhere)
    }


def test_a_fact_has_the_page_that_supports_it_and_no_other(tiny_catalog):
    found = of(tiny_catalog, "alpha")
    order = found["Number of the Ministry's order"]
    assert (order.text, order.detail, order.name) == ("12-r", "in the register: 12-р", True)
    assert [(each.label, each.url) for each in order.sources] == [
        ("example.org", "https://example.org/order")
    ]
    assert found["Decided by prosecutors"].sources == ()
    assert found["Entered in the register by the Ministry of Justice"].detail == "date of the order"


def test_what_is_ours_says_so(tiny_catalog):
    found = of(tiny_catalog, "alpha")
    assert found["Category"].origin == "our classification"
    assert (found["From decision to listing"].text, found["From decision to listing"].origin) == (
        "20 days",
        "our count",
    )


def test_states_of_the_register_come_first_and_are_named_by_their_day(tiny_catalog):
    evidence = tiny_catalog.evidence.iloc[[0, 0]].assign(
        url=["https://www.example.org/news", "https://example.org/copy"], state=[None, "2026-01-05"]
    )
    read = Evidence.of(records(evidence))
    assert [each.label for each in read.supporting("listed_date", "country")] == [
        "register of 5 January 2026",
        "example.org",
    ]
    assert read.supporting("country") == ()


def test_an_unknown_date_is_named_and_has_no_row(tiny_catalog):
    row = tiny_catalog.designations.loc["alpha"]
    assert unknown(row) == "the day on which the Ministry made it public"
    assert "Made public by the Ministry" not in of(tiny_catalog, "alpha")
    # An entry that is not there has no date that could be missing.
    assert unknown(tiny_catalog.designations.loc["beta"]) == ""
    assert unknown(tiny_catalog.designations.loc["gamma"]) == (
        "the day of the decision and the day of the announcement"
    )


def test_country_and_category_lead_to_the_others(tiny_catalog):
    assert of(tiny_catalog, "alpha")["Country"].href == "/organizations?country=LV"
    assert "Country" not in of(tiny_catalog, "gamma")


def test_records_in_open_catalogs_lead_out_and_have_their_source(tiny_catalog):
    own = of(tiny_catalog, "alpha")["Wikidata"]
    assert (own.text, own.href, own.outside) == ("Q42", "https://www.wikidata.org/wiki/Q42", True)
    assert (own.detail, [each.url for each in own.sources]) == ("", ["https://example.org/alpha"])
    related = of(tiny_catalog, "beta")["Wikidata"]
    assert related.detail == "a related body: Alpha Media"
    assert "Wikidata" not in of(tiny_catalog, "gamma")
