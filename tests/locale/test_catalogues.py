"""Every string that a reader sees is there in every language, and as the sources have it."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from dashboard import locale

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "dashboard" / "locale"
LANGUAGES = sorted(path.parent.parent.name for path in FOLDER.glob("*/LC_MESSAGES/*.po"))
MEND = "Run `make messages`, and translate what is empty."


def catalogue(path, code=None):
    with path.open("rb") as file:
        return read_po(file, locale=code)


def keys(messages):
    return {message.id for message in messages if message.id}


def translations(code):
    po = FOLDER / code / "LC_MESSAGES" / "dashboard.po"
    return [message for message in catalogue(po, code) if message.id]


def forms(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def test_russian_is_there_and_offered():
    assert "ru" in LANGUAGES
    assert set(locale.languages()) == {"en", *LANGUAGES}


def test_the_template_has_the_strings_of_the_sources(tmp_path, monkeypatch):
    # The same words as in the Makefile's target.
    target = re.search(r"-q extract (.*?)-o ", (ROOT / "Makefile").read_text(), re.DOTALL)
    options = target[1].replace("\\\n", " ").split()
    monkeypatch.chdir(ROOT)
    found = tmp_path / "found.pot"
    CommandLineInterface().run(
        ["pybabel", "-q", "extract", *options, "-o", str(found), "dashboard"]
    )
    assert keys(catalogue(found)) == keys(catalogue(FOLDER / "dashboard.pot")), MEND


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_is_untranslated_fuzzy_or_left_over(code):
    messages = translations(code)
    assert {m.id for m in messages} == keys(catalogue(FOLDER / "dashboard.pot")), MEND
    assert [m.id for m in messages if not all(forms(m))] == [], MEND
    assert [m.id for m in messages if m.fuzzy] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_translation_has_the_places_of_its_original(code):
    place = re.compile(r"\{\w+\}|%\(\w+\)[sd]")
    for message in translations(code):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        wanted = {each for text in ids for each in place.findall(text)}
        for text in forms(message):
            assert set(place.findall(text)) == wanted, message.id


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_text(code):
    po = FOLDER / code / "LC_MESSAGES" / "dashboard.po"
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(po, code))
    assert compiled.getvalue() == po.with_suffix(".mo").read_bytes(), MEND


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", "ru"),
        ("de-DE,de;q=0.9,ru;q=0.5,en;q=0.4", "ru"),
        ("en-US,en;q=0.9,ru;q=0.8", "en"),
        ("ru;q=0,en", "en"),
        ("RU", "ru"),
        ("de", "en"),
        ("", "en"),
        ("*", "en"),
        ("ru;q=nonsense, ;;,", "en"),
    ],
)
def test_the_browsers_languages_are_tried_in_their_order(header, code):
    assert locale.negotiate(header) == code


def test_russian_has_its_plurals_numbers_dates_and_countries():
    with locale.using("ru"):
        assert [
            locale.ngettext("{n} article", "{n} articles", n) for n in (1, 2, 5, 21, 112, 1646)
        ] == [
            "1 публикация", "2 публикации", "5 публикаций", "21 публикация", "112 публикаций",
            "1\xa0646 публикаций",
        ]  # fmt: skip
        assert locale.country("DE") == "Германия"
        assert locale.own_name("ru") == "Русский"
    assert locale.own_name("en") == "English"


def test_what_was_written_in_one_language_is_not_repeated_in_another():
    for _again in range(2):
        assert (locale.number(1234.5), locale.day(date(2025, 5, 19))) == ("1,234.5", "19 May 2025")
        with locale.using("ru"):
            assert locale.number(1234.5) == "1\xa0234,5"
            assert locale.day(date(2025, 5, 19)) == "19 мая 2025\u202fг."
            assert locale.day(date(2025, 5, 19), "short") == "19.05.2025"


def test_quotation_marks_within_others_are_those_of_the_second_rank():
    assert locale.nested("Fund “Open Archive”") == "Fund ‘Open Archive’"
    with locale.using("ru"):
        assert locale.nested("Фонд «Открытый архив»") == "Фонд „Открытый архив“"
