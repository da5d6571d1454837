"""What is read of a text, and where it stands in what was sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.text.legible import FOOTNOTE, legible


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("Га\u00adзета", "Газета"),
        ("Ga\u200bzet\u2060te", "Gazette"),
        ("\ufeffGazette", "Gazette"),
        ("Газе-\nта", "Газета"),
        ("Газе-\r\n  та", "Газета"),
        ("Серо-\nБурая", "Серо-Бурая"),
        ("Russian\u2011Speaking", "Russian-Speaking"),
        ("Freedom\u00a0House", "Freedom House"),
        ("<p>«Наша&nbsp;<b>газета</b>»</p>", "\n\n«Наша газета»\n\n"),
        ("&#1043;&#x430;&laquo;", "Га«"),
        ("a < b and c > d, Q&A", "a < b and c > d, Q&A"),
        ("<script>Gazette</script>!", " !"),
        ("Gazette[1] and House³", f"Gazette{FOOTNOTE} and House{FOOTNOTE}"),
        ("**Газета** и *Голос*, «Время»*", "Газета и Голос, «Время»*"),
        ("> Наша\n> газета", "Наша\nгазета"),
        ("и\u0306 е\u0308", "й ё"),
        ("ﬁlm", "film"),
        ("a_x000D_\nb", "a\n\nb"),
        ("", ""),
    ],
)
def test_the_visible_text_is_extracted(sent, read):
    assert legible(sent).text == read


def test_a_word_leads_back_to_the_characters_that_were_sent():
    sent = "<p>Фонд «На\u00adша&nbsp;га-\nзета»</p>"
    read = legible(sent)
    start = read.text.index("Наша")
    begin, end = read.span(start, start + len("Наша газета"))
    assert sent[begin:end] == "На\u00adша&nbsp;га-\nзета"


def test_two_words_with_a_hyphen_between_them_keep_it_at_the_end_of_a_line():
    def two_words(left, right):
        return (left, right) == ("Бард", "колледж")

    assert legible("Бард-\nколледж", two_words).text == "Бард-колледж"
    assert legible("Гар-\nвард", two_words).text == "Гарвард"


@given(st.text(alphabet="аб <>&;#x\u00ad\u200b-\n[1]*_\u0306b/p", max_size=80))
def test_every_character_leads_back_inside_the_text_and_in_its_order(sent):
    read = legible(sent)
    places = [read.span(at, at + 1) for at in range(len(read.text))]
    assert all(0 <= start <= end <= len(sent) for start, end in places)
    assert places == sorted(places)
