"""Names inside prose."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.names.kept import matcher
from dashboard.text.passages import passages


def named(checker, text):
    return [(each.text, each.designation_id) for each in checker.mentions(text)]


@pytest.mark.parametrize(
    ("text", "surface", "designation"),
    [
        ("Грант дал Фонд имени Генриха Бёлля.", "Фонд имени Генриха Бёлля", "heinrich-boell-foundation"),
        ("Об этом написал Беллингкэт.", "Беллингкэт", "stichting-bellingcat"),
        ("Журналистка «Медузы» уехала.", "Медузы", "meduza"),
        ("Er las bei der Deutschen Welle.", "Deutschen Welle", "deutsche-welle"),
        ("Звіт Харківської правозахисної групи.", "Харківської правозахисної групи",
         "kharkiv-human-rights-protection-group"),
        ("В школе Нормана Патерсона", None, None),
        ("WWF replied.", "WWF", "world-wide-fund-for-nature"),
        ("Według Komitetu Ochrony Dziennikarzy siedzą.", "Komitetu Ochrony Dziennikarzy",
         "committee-to-protect-journalists"),
        ("Selon le Comité pour la protection des journalistes, vingt procès.",
         "Comité pour la protection des journalistes", "committee-to-protect-journalists"),
        ("Grant dał Niemiecki Fundusz Marshalla.", "Niemiecki Fundusz Marshalla",
         "german-marshall-fund-of-the-united-states"),
        ("Studenci Uniwersytetu Środkowoeuropejskiego protestują.",
         "Uniwersytetu Środkowoeuropejskiego", "central-european-university"),
        ("Une lectrice l'a dit à The Insider, sur la plage.", "The Insider", "the-insider"),
        ("У Стэнфорда отозвали лицензию, сообщил Минюст.", "Стэнфорда", "stanford-university"),
    ],
)  # fmt: skip
def test_names_are_found_in_any_case_and_language(checker, text, surface, designation):
    expected = [(surface, designation)] if surface else []
    assert named(checker, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Весь день шёл дождь, а к вечеру медузы ушли на глубину.",
        "Это наш проект, и он открытый.",
        "The riddle was an open one; an insider knew it.",
        "Konrad-Adenauer-Platz und Friedrich-Ebert-Straße sind gesperrt.",
        "Он открыл счёт в банке «Возрождение».",
        "Heinrich Böll wrote it; Boris Nemtsov read it.",
        "Article 19 of the Constitution says so.",
        "Le comité protège les journalistes stagiaires.",
        "Committee members protect journalists' parking spaces.",
        "",
        "\x00\x01\ufffd",
    ],
)
def test_ordinary_words_are_no_mentions(checker, text):
    assert named(checker, text) == []


def test_the_words_before_tell_namesakes_apart(checker):
    mention = checker.mentions("связи с латвийской церковью «Новое поколение»")[0]
    assert mention.designation_id == "new-generation-evangelical-christian-church"
    assert mention.others


def test_no_two_mentions_overlap_and_each_stands_where_it_says(sample_catalog):
    prose = " ".join(sample_catalog.articles["summary"])
    mentions = matcher(sample_catalog).mentions(prose)
    assert len(mentions) > 50
    for one, two in pairwise(mentions):
        assert one.end <= two.start
    assert all(prose[each.start : each.end] == each.text for each in mentions)


@given(st.text(alphabet="аб. \n", max_size=300), st.integers(min_value=2, max_value=50))
def test_passages_make_up_the_text(text, size):
    parts = list(passages(text, size))
    assert "".join(part for _start, part in parts) == text
    assert all(text[start : start + len(part)] == part for start, part in parts)
    assert all(len(part) <= size for _start, part in parts)


@pytest.mark.parametrize(
    ("text", "surface", "designation"),
    [
        ("A Carnegie scholar testified.", "Carnegie", "carnegie-endowment-for-international-peace"),
        ("Эксперт Карнеги пояснил это.", "Карнеги", "carnegie-endowment-for-international-peace"),
        ("L'université Tufts ne commente pas.", "Tufts", "tufts-university"),
    ],
)
def test_what_everybody_calls_it_needs_a_word_of_kind(checker, text, surface, designation):
    assert named(checker, text) == [(surface, designation)]


@pytest.mark.parametrize(
    "text",
    [
        "Дейл Карнеги писал о друзьях.",
        "A Carnegie Mellon engineer testified.",
        "Carnegie Hall is closed.",
        "Сеть кофеен «Медуза» открыла точку.",
        "They funded a project for open press in small towns.",
    ],
)
def test_a_namesake_of_what_everybody_calls_it_is_nobody(checker, text):
    assert named(checker, text) == []


def test_the_lines_of_a_list_are_not_one_name(checker):
    text = "Доноры фонда: Freedom House\nKonrad Adenauer Foundation\nФонд Тимченко"
    assert named(checker, text) == [
        ("Freedom House", "freedom-house"),
        ("Konrad Adenauer Foundation", "konrad-adenauer-foundation"),
    ]


def test_addresses_divided_by_a_mark_alone_are_both_found(checker):
    text = "https://meduza.io/a;https://www.deutschewelle.example,https://theins.ru/b"
    assert [owner for _text, owner in named(checker, text)] == ["meduza", "the-insider"]


def test_a_nickname_beside_a_word_of_kind_alone_is_never_certain(checker):
    mention = checker.mentions("В детском центре «Прометей» откроют кружки.")[0]
    assert (mention.designation_id, mention.certainty) == (
        "prometheus-security-environment-research-center", "possible",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "designation"),
    [
        ("медуза пишет что границу закроют, верить??", "meduza"),
        ("опять медуза выпустила ролик", "meduza"),
        ("у дождя вышел эфир про мобилизацию, гляньте", "tv-rain"),
        ("Аналітик Джеймстаунської фундації виступив у Києві.", "jamestown-foundation"),
        ("Міжнародная амністыя заклікала вызваліць зняволеных.", "amnesty-international"),
        ("Wie der DW mitgeteilt wurde, kam niemand.", "deutsche-welle"),
        ("Yale's Humanitarian Research Lab tracked the children.", "yale-university"),
    ],
)
def test_who_writes_in_small_letters_or_another_language_is_understood(checker, text, designation):
    found = {
        owner for each in checker.mentions(text) for owner in (each.designation_id, *each.others)
    }
    assert designation in found


@pytest.mark.parametrize(
    "text",
    [
        "медуза в аквариуме выросла", "проект опубликовал Минфин", "дождь вышел за норму осадков",
        "«Нет войне», «Мир всем», «Долой!» — было написано на плакатах.",
        "Гражданский совет при губернаторе соберётся в четверг.", "Доктор Бард Иванов приехал.",
    ],
)  # fmt: skip
def test_slogans_councils_and_common_words_are_nobodys(checker, text):
    assert not checker.mentions(text)
