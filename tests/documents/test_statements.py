"""What is said about an organization or in an article, by side and speaker."""

import pytest

from dashboard import locale
from dashboard.catalog.catalog import Catalog, build_catalog
from dashboard.catalog.wording import Wording
from dashboard.dataset.package import read_package
from dashboard.documents.statements import Statement, Voices, statements_about, statements_in

ARTICLE = "2022-01-31-alpha-listed"


def statement(identifier: str, speaker_type: str, stance: str, *accusations: str) -> Statement:
    said = Wording("Said.", "en")
    return Statement(identifier, said, speaker_type, stance, said, accusations, ())


def test_the_answer_of_the_organization_comes_first() -> None:
    voices = Voices.of(
        [
            statement("expert", "expert", "criticism"),
            statement("state", "government", "criticism"),
            statement("own", "organisation", "defence"),
            statement("rights", "rights-group", "criticism"),
            statement("somebody", "individual", "defence"),
        ]
    )
    assert [each.id for each in voices.answers] == ["own", "state", "rights", "expert", "somebody"]
    assert voices.own[0].id == "own"
    assert len(voices) == 5


def test_what_is_particular_is_told_from_the_words_of_the_law() -> None:
    voices = Voices.of(
        [
            statement("outlet", "media", "accusation", "other"),
            statement("law", "authority", "accusation", "formula"),
            statement("reason", "authority", "accusation", "army"),
            statement("further", "authority", "accusation", "history"),
        ],
        "reason",
    )
    assert voices.reason is not None
    assert voices.reason.id == "reason"
    assert [each.id for each in voices.accusations] == ["further", "outlet"]
    assert [each.id for each in voices.formulas] == ["law"]


def test_an_organization_has_its_statements_with_their_reports(tiny_catalog: Catalog) -> None:
    voices = statements_about(tiny_catalog, "alpha")
    assert voices.reason is not None
    assert voices.reason.reports == ()
    (threat,) = voices.accusations
    assert threat.text == ("It is a threat.", "en")
    (report,) = threat.reports
    assert report.article_id == ARTICLE
    assert report.note.text == "Without its history."
    assert report.article["publisher_designation"] == "alpha"


def test_a_report_says_in_which_language_its_publisher_is_named(tiny_catalog: Catalog) -> None:
    (threat,) = statements_about(tiny_catalog, "alpha").accusations
    assert '<span translate="no">Alpha News</span>' in threat.reports[0].cited(str)
    with locale.using("ru"):
        assert '<span translate="no" lang="en">Alpha News</span>' in threat.reports[0].cited(str)


@pytest.mark.parametrize(("language", "text", "speaker"), [("en", "It is a threat.", "Prosecutors"), ("ru", "Она угрожает.", "Прокуратура")])  # fmt: skip
def test_a_statement_is_in_the_language_of_the_reader(
    tiny_catalog: Catalog, language: str, text: str, speaker: str
) -> None:
    with locale.using(language):
        (threat,) = statements_about(tiny_catalog, "gamma").accusations
    assert threat.text == (text, language)
    assert threat.speaker.text == speaker


def test_an_article_has_its_statements_with_the_other_reports(
    tiny_package: object, editor: object
) -> None:
    rows = editor.rows("claims")  # type: ignore[attr-defined]
    further = {
        "article_id": "undated-beta-decided",
        "position": "2",
        "statement_id": "alpha-threat",
    }
    editor.write("claims", [*rows, further])  # type: ignore[attr-defined]
    catalog = build_catalog(read_package(tiny_package))  # type: ignore[arg-type]
    voices = statements_in(catalog, ARTICLE)
    (threat,) = voices.accusations
    assert [each.article_id for each in threat.reports] == [ARTICLE, "undated-beta-decided"]
    assert threat.report_in("undated-beta-decided").note.text == ""  # type: ignore[union-attr]
    assert threat.about == ("alpha", "gamma")
    # The other article does not name Alpha, and so is no report about it.
    (about,) = statements_about(catalog, "alpha").accusations
    assert [each.article_id for each in about.reports] == [ARTICLE]
