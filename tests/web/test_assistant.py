"""What assistants are answered, and how a question that cannot be answered is refused."""

import pytest

from dashboard.web.assistant import AskedError, Assistant


@pytest.fixture
def assistant(tiny_catalog):
    return Assistant(tiny_catalog)


def test_every_answer_names_the_register_the_sources_and_is_no_advice(assistant) -> None:
    for told in (
        assistant.check_names(["Alpha Media"]),
        assistant.check_text("Alpha Media"),
        assistant.find({}),
        assistant.organization("alpha"),
        assistant.count([], {}),
    ):
        assert told["version"] == "2026.01.02"
        assert told["register"]
        assert "legal advice" in told["notice"]
        assert told["sources"]


def test_names_are_in_the_reader_language(tiny_catalog) -> None:
    told = Assistant(tiny_catalog, "ru").find({"status": ["announced"]})
    assert told["results"][0]["title"] == "Фонд «Бета»"
    assert told["total"] == 2


def test_several_names_in_one_have_an_answer_each(assistant) -> None:
    (told,) = assistant.check_names(["Alpha Media; Beta Fund"])["results"]
    assert {each["organization"]["id"] for each in told["parts"]} == {"alpha", "beta"}


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda a: a.check_names([]), "1 to 200"),
        (lambda a: a.check_names(["x" * 501]), "as a text"),
        (lambda a: a.check_text(" "), "1 to"),
        (lambda a: a.find({"category": ["radio"]}), "media"),
        (lambda a: a.find({"year": ["soon"]}), "year=soon"),
        (lambda a: a.find({}, 0), "1 to 50"),
        (lambda a: a.count(["year", "year"], {}), "each once"),
        (lambda a: a.count([], {}, "people"), "designations"),
        (lambda a: a.organization("nobody"), "no organization"),
    ],
)
def test_a_question_that_cannot_be_answered_says_how_to_ask(assistant, ask, said) -> None:
    with pytest.raises(AskedError, match=said):
        ask(assistant)
