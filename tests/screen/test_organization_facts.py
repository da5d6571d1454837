"""What an organization's page says besides its names: bases, who spoke, registers, cases."""

import pytest

from tests.support.pages import open_page, text
from tests.support.sample import sample_catalog

CATALOG = sample_catalog()


def first(mask):
    return CATALOG.designations.index[mask][0]


@pytest.mark.parametrize(
    ("basis", "words"),
    [("order", "date of the order"), ("publication", "date of entry"), ("report", "as reported")],
)
def test_a_listing_date_says_what_it_is_the_date_of(basis, words):
    asked = first(CATALOG.designations["listed_date_basis"] == basis)
    assert words in text(open_page("organization", id=asked))


def test_a_reason_names_the_body_that_stated_it(editor, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(editor.directory))
    editor.change("designations", 2, "reason_source", "duma-commission")
    editor.change("designations", 3, "stated_reason", "No reason was made public.")
    editor.change("designations", 3, "reason_source", "none-made-public")
    shown = text(open_page("organization", id="alpha"))
    assert "State Duma said, paraphrased:" in shown
    assert "Prosecutor General&#39;s Office said, paraphrased" not in shown
    silent = text(open_page("organization", id="beta"))
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
