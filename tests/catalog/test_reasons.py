"""A reason always comes with who gave it."""

import pytest

from dashboard import locale
from dashboard.bulk.entities import entities
from dashboard.catalog.catalog import build_catalog
from dashboard.catalog.reasons import reason
from dashboard.dataset.package import read_package


@pytest.fixture
def said(tiny_package, editor):
    """Return the reason of the first designation of a package, with other cells."""

    def make(text, source, *, language="en"):
        editor.change("designations", 2, "stated_reason", text)
        editor.change("designations", 2, "reason_source", source)
        catalog = build_catalog(read_package(tiny_package))
        with locale.using(language):
            found = reason(catalog, catalog.designations.loc["alpha"])
            return found, str(found)

    return make


@pytest.mark.parametrize(
    ("source", "english", "russian"),
    [
        ("prosecutor-general", "The Prosecutor General's Office said", "Генпрокуратура заявила"),
        ("duma-commission", "A commission or member of the State Duma said", "Госдумы заявили"),
        ("federation-council", "of the Federation Council said", "Совета Федерации заявили"),
        ("foreign-ministry", "The Russian Foreign Ministry said", "МИД России заявил"),
        ("minjust", "The Ministry of Justice said", "Минюст заявил"),
        ("other-authority", "A Russian authority said", "ведомство заявило"),
        ("", "A report that does not say whose words these are", "не сказано, чьи это слова"),
    ],
)
def test_a_reason_names_its_source(said, source, english, russian):
    found, prose = said("Accused of spying.", source)
    assert english in prose
    assert prose.endswith(": Accused of spying.")
    assert found.given
    assert not found.formula
    if source != "prosecutor-general":
        assert "Prosecutor" not in prose
    assert russian in said("Accused of spying.", source, language="ru")[1]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The Prosecutor General's Office accused it of spying.", "prosecutor-general"),
        (
            "State Duma member A, who had asked for the ban, accused it of spying.",
            "duma-commission",
        ),
        ("Senator B said that it spies.", "federation-council"),
        ("The Foreign Ministry said that it spies.", "foreign-ministry"),
        ("The Ministry of Justice said that it spies.", "minjust"),
        ("Russian authorities accused it of spying.", "other-authority"),
    ],
)
def test_a_reason_that_names_its_speaker_is_not_introduced_by_them_again(said, text, source):
    assert said(text, source)[1] == f"Stated reason, paraphrased: {text}"
    assert (
        said(text, source, language="ru")[1] == f"Названная причина, пересказ на английском: {text}"
    )


def test_another_speaker_in_the_words_is_not_their_source(said):
    _found, prose = said("Called a front of the State Duma's critics.", "prosecutor-general")
    assert prose.startswith("The Prosecutor General's Office said, paraphrased: ")


def test_a_reason_that_was_not_made_public_has_no_speaker(said, editor):
    found, prose = said("No reason was made public.", "none-made-public")
    assert prose == "No reason was made public."
    assert not found.given
    rows = editor.rows("evidence")
    rows.append(
        {"designation_id": "alpha", "url": "https://www.example.com/x", "supports": "stated_reason"}
    )
    editor.write("evidence", rows)
    text = "No reason was made public: the ministry did not explain the entry."
    assert said(text, "none-made-public")[1] == (
        "No reason was made public (source: example.com). The ministry did not explain the entry."
    )
    assert (
        "Причину не обнародовали (источник: example.com)"
        in said("No reason was made public.", "none-made-public", language="ru")[1]
    )


@pytest.mark.parametrize(
    "text",
    [
        "The Prosecutor General's Office said that its activities threaten the foundations of "
        "Russia's constitutional order and the country's security.",
        "Its activities threaten the foundations of Russia's constitutional order and the security "
        "of the state.",
    ],
)
def test_the_words_of_the_law_are_called_that(said, text):
    found, prose = said(text, "prosecutor-general")
    assert found.formula
    assert "no more than the words of the law" in prose
    assert "формулировку закона" in said(text, "prosecutor-general", language="ru")[1]


def test_more_than_the_words_of_the_law_is_a_reason(said):
    found, prose = said(
        "The Prosecutor General's Office said that its activities threaten the foundations of "
        "Russia's constitutional order and the country's security. It paid for protests.",
        "prosecutor-general",
    )
    assert not found.formula
    assert "It paid for protests." in prose


def test_without_a_reason_nothing_is_said(tiny_catalog):
    assert reason(tiny_catalog, tiny_catalog.designations.loc["beta"]) is None


def test_an_export_without_a_field_for_the_speaker_names_them_in_the_words(tiny_catalog):
    listing = next(
        each
        for each in entities(tiny_catalog)
        if each.schema == "Sanction" and each.id.endswith("alpha")
    )
    assert listing.properties["reason"] == [
        "The Prosecutor General's Office said, paraphrased: Said to threaten security."
    ]


def test_a_reason_is_in_the_readers_language_and_says_where_it_is_not(said, editor):
    found, prose = said("It spied.", "minjust", language="ru")
    assert (found.language, prose) == (
        "en",
        "Минюст заявил (в пересказе), на английском: It spied.",
    )
    editor.change("designations", 2, "stated_reason_ru", "Это шпионаж.")
    found, prose = said("It spied.", "minjust", language="ru")
    assert (found.language, prose) == ("ru", "Минюст заявил (в пересказе): Это шпионаж.")
    assert said("It spied.", "minjust")[0].language == "en"


def test_that_no_reason_was_made_public_is_not_repeated(said, editor):
    editor.change(
        "designations", 2, "stated_reason_ru", "Причину не обнародовали: ведомство промолчало."
    )
    english = "No reason was made public: the ministry kept silent."
    assert said(english, "none-made-public", language="ru")[1] == (
        "Причину не обнародовали. Ведомство промолчало."
    )


def test_a_sentence_about_a_missing_reason_stays_whole(said):
    text = "The office kept silent, and no reason was made public."
    assert said(text, "none-made-public")[1] == f"No reason was made public. {text}"
