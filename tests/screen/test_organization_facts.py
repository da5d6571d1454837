"""What an organization's page says besides its names: bases, who spoke, registers, cases."""

import re

import pytest

from dashboard.catalog import load_catalog
from dashboard.dataset.choices import LISTED_DATE_BASES
from dashboard.documents.markup import choice
from tests.support.pages import open_page, text

CATALOG = load_catalog()


def first(mask):
    return CATALOG.designations.index[mask][0]


def test_a_listing_date_says_what_it_is_the_date_of():
    asked = first(CATALOG.designations["listed_date_basis"] == "order")
    assert "date of the order" in text(open_page("organization", id=asked))


@pytest.mark.parametrize(
    ("basis", "words"), [("publication", "date of entry"), ("report", "as reported")]
)
def test_a_listing_date_of_another_basis_says_so_too(basis, words):
    # Since the register itself was taken over, no entry of the data has one.
    assert choice(LISTED_DATE_BASES, basis) == words


def test_a_reason_names_the_body_that_stated_it():
    sources = CATALOG.designations["reason_source"]
    shown = text(open_page("organization", id=first(sources == "duma-commission")))
    assert re.search(r"(?:paraphrased|said)[^<]*:.{0,400}State Duma", shown, re.DOTALL)
    assert "Prosecutor General&#39;s Office said, paraphrased" not in shown
    silent = text(open_page("organization", id=first(sources == "none-made-public")))
    assert "no reason was made public" in silent.lower()
    assert "said, paraphrased" not in silent


def test_other_registers_are_badges_and_cases_a_list():
    case = CATALOG.prosecutions.dropna(subset="designation_id").iloc[0]
    shown = text(open_page("organization", id=case["designation_id"]))
    assert "Cases against people" in shown
    assert "A sample from published reports" in shown
    listed = CATALOG.other_designations.iloc[0]["designation_id"]
    assert "In other registers" in text(open_page("organization", id=listed))
    name = CATALOG.designations.at[listed, "name"]
    assert "ur-also" in text(open_page("organizations", q=name))


def test_an_organization_without_either_has_neither_heading():
    known = {*CATALOG.prosecutions["designation_id"], *CATALOG.other_designations["designation_id"]}
    asked = first(~CATALOG.designations.index.isin(known))
    shown = text(open_page("organization", id=asked))
    assert "Cases against people" not in shown
    assert "In other registers" not in shown
