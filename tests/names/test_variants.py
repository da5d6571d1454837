"""What never changes the verdict of an exact name, on any name of a third of the register."""

import icu
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dashboard.names import VERDICTS, Way
from dashboard.names.answer import SURE
from dashboard.names.kept import matcher
from dashboard.words.frequent import is_frequent
from dashboard.words.scripts import is_cyrillic
from tests.names.known import known

CHECKER = matcher(known())
NAMES = [
    name for name in CHECKER.index.names
    if not (name.short or name.entire or name.part) and name.forms and name.column != "register_name"
]  # fmt: skip
LATIN_FORMS = ["Inc.", ", Inc", "Ltd.", "Limited", "LLC", "e.V.", "GmbH", "gGmbH", "z.s.", "S.A.",
               "B.V.", "AS", "Corp.", "MTÜ"]  # fmt: skip
CYRILLIC_FORMS = ["ООО", "АНО", "НКО", "ГО", "БФ", "Общественная организация"]
QUOTES = ["«»", "“”", "„“", '""', "‘’", "»«", "()"]
LONG = [
    name for name in NAMES
    if (not any(letter.isdigit() for letter in name.text) and len(name.content) > 1)
    or (len(name.words) == 1 and len(name.content[0].plain) > 6 and name.column != "abbreviation" and not name.text.isupper())
]  # fmt: skip
"""Names that are certain in another script: without a letter beside a digit, as in “3D”."""
SHORT = [
    name for name in NAMES
    if len(name.words) == 1 and (len(name.content[0].plain) < 5 or name.column == "abbreviation")
]  # fmt: skip
"""Names that are not."""
TO_LATIN = ["Russian-Latin/BGN", "Cyrillic-Latin", "Any-Latin; Latin-ASCII"]
SPACES = [" ", "  ", "\u00a0", "\t", "\u2009", " \u200b"]

names = st.sampled_from(NAMES)
quick = settings(max_examples=150, deadline=None)


def is_listed(query, name):
    answer = CHECKER.check(query)
    means = {each.designation_id for each in answer.candidates if each.match in SURE}
    assert answer.match in SURE, (query, name.text, answer)
    assert name.designation_id in means, (query, name.text, answer.candidates)


@quick
@given(names, st.sampled_from(LATIN_FORMS), st.sampled_from(CYRILLIC_FORMS))
def test_a_legal_form_changes_nothing(name, latin, cyrillic):
    is_listed(f"{cyrillic} {name.text}" if is_cyrillic(name.text) else f"{name.text} {latin}", name)


@quick
@given(names, st.sampled_from([str.upper, str.lower, str.title, str.casefold, str.swapcase]))
def test_case_changes_nothing(name, change):
    is_listed(change(name.text), name)


@quick
@given(names, st.sampled_from(QUOTES), st.sampled_from(["", "*", "**", ",", ";"]))
def test_quotation_marks_and_asterisks_change_nothing(name, quotes, end):
    is_listed(f"{quotes[0]}{name.text}{quotes[1]}{end}", name)


@quick
@given(names, st.sampled_from(SPACES), st.sampled_from(SPACES))
def test_white_space_changes_nothing(name, around, between):
    is_listed(around + name.text.replace(" ", between) + around, name)


@quick
@given(st.sampled_from(LONG), st.sampled_from(TO_LATIN), st.booleans())
def test_transliteration_changes_nothing(name, table, lower):
    table = table if is_cyrillic(name.text) else "Latin-Cyrillic"
    made = icu.Transliterator.createInstance(table).transliterate(name.text)
    assume(len(name.words) > 1 or not is_frequent(made.casefold()))  # «декодер» is just a decoder
    is_listed(made.lower() if lower else made, name)


@quick
@given(st.sampled_from(SHORT), st.sampled_from(TO_LATIN))
def test_an_abbreviation_in_another_script_is_not_certain_by_that(name, table):
    table = table if is_cyrillic(name.text) else "Latin-Cyrillic"
    made = icu.Transliterator.createInstance(table).transliterate(name.text)
    answer = CHECKER.check(made)
    own = {each.text for each in NAMES if each.designation_id == answer.designation_id}
    assert answer.match not in SURE or answer.matched_name in own, (made, answer)
    if answer.match in SURE:
        assert not answer.candidates[0].ways & {Way.TRANSLITERATION, Way.SOUND, Way.TYPO}


@quick
@given(st.text(max_size=200))
def test_any_text_has_an_answer(text):
    answer = CHECKER.check(text)
    assert answer.query == text
    assert answer.verdict in VERDICTS
    assert 0 <= answer.score <= 1
    assert answer.reason
    for mention in CHECKER.mentions(text):
        assert text[mention.start : mention.end] == mention.text
