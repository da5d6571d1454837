"""Cells as people keep them: numbers, notes, several names, slips; and what must not be certain."""

import pytest

from dashboard.names import Way
from dashboard.names.answer import SURE


def ids(answer):
    return [each.designation_id for each in answer.each]


@pytest.mark.parametrize(
    "cell",
    [
        "17) Freedom House", "1.1. Freedom House", "IV. Freedom House", "№ 5 Freedom House",
        "Название: Freedom House", "Получатель гранта: Freedom House, 2019", "бывший Freedom House",
        "a.k.a. Freedom House", "f/k/a Freedom House", "так называемый «Freedom House»",
        "Freedom&nbsp;House", "<b>Freedom</b> House", "**Freedom House**", "- [ ] Freedom House",
        "[Freedom House](https://example.org)", "Freedom House_x000D_", "Freedom House[3]",
        "Freedom House, Washington, D.C., USA", "Freedom House (до 2022)", "MA, Freedom House, 2019",
        "Freedom House info@example.org", "Freedom House, ул. Ленина, д. 5, офис 12",
        "Freedom House, ИНН 7701234567", "Freedom House / США / 08.04.2020",
        "Freedom House, признана нежелательной 7 мая 2024 г.", "Представительство Freedom House в РФ",
        "Международная неправительственная организация «Freedom House» (США)",
        "правозащитная организация Freedom House", "грант от Freedom House",
    ],
)  # fmt: skip
def test_what_stands_beside_a_name_does_not_hide_it(checker, cell):
    answer = checker.check(cell)
    assert answer.match in SURE
    assert ids(answer) == ["freedom-house"]
    assert answer.query == cell


@pytest.mark.parametrize(
    "cell",
    ["Meduza; Freedom House", "Meduza | Freedom House", "Meduza\nFreedom House", "Meduza, Freedom House",
     "Meduza и Freedom House", "Meduza and Freedom House", "Meduza / Freedom House", "Meduza + Freedom House"],
)  # fmt: skip
def test_several_names_in_a_cell_are_all_answered(checker, cell):
    assert ids(checker.check(cell)) == ["meduza", "freedom-house"]


@pytest.mark.parametrize(
    ("cell", "designation"),
    [
        ("Freedom and Democracy Foundation", "freedom-and-democracy-foundation"),
        ("University of California, Berkeley", "university-of-california-berkeley"),
        ("Radio Free Europe/Radio Liberty", "radio-free-europe-radio-liberty"),
        ("Konrad-Adenauer-Stiftung e.V.", "konrad-adenauer-foundation"),
    ],
)
def test_names_that_hold_a_separator_stay_whole(checker, cell, designation):
    answer = checker.check(cell)
    assert (answer.parts, answer.designation_id) == ((), designation)


def test_a_name_beside_another_that_is_not_listed_leaves_both(checker):
    answer = checker.check("Freedom House, ООО «Ромашка»")
    assert [each.verdict for each in answer.parts] == ["listed", "none"]
    assert answer.verdict == "listed"


@pytest.mark.parametrize(
    "cell", ["Amnesty International Magyarország", "British Council Ukraine", "Stanford Law School",
             "Киевское бюро Freedom House", "встреча с юристами Freedom House в четверг"],
)  # fmt: skip
def test_a_name_among_other_words_is_possible(checker, cell):
    assert checker.check(cell).match in (*SURE, "possible")


@pytest.mark.parametrize(
    ("cell", "designation"),
    [
        ("IREX — программа обмена, выпуск 2013", "international-research-and-exchanges-board"),
        ("подписка на базы East View (счёт № 2231)", "east-view-information-services"),
        ("чешский разработчик программ Compelson s.r.o.", "compelson"),
        ("тренинг CEELI Institute, Прага, 5 дней", "ceeli-institute"),
        (
            "Human Rights Foundation (New York) - co-organiser of the seminar",
            "human-rights-foundation",
        ),
        ("17 — Hudson Institute", "hudson-institute"),
    ],
)
def test_a_name_that_stands_for_itself_in_half_a_sentence_is_listed(checker, cell, designation):
    answer = checker.check(cell)
    assert answer.match in SURE
    assert designation in ids(answer)


@pytest.mark.parametrize(
    "cell",
    ["Greenpeace Café", "Баренц-секретариат Лапландии", "ООО НПП «Арктида»", "Amnesty of 2013",
     "Salmon Brothers, Wild Salmon Center of Ghana", "green peace", "важная история", "Compulson AG"],
)  # fmt: skip
def test_a_part_of_another_name_or_phrase_is_not_listed(checker, cell):
    assert checker.check(cell).match not in SURE


@pytest.mark.parametrize(
    ("typed", "designation"),
    [
        ("cntyajhlcrbq eybdthcbntn", "stanford-university"),
        ("Krim-Menschenrechtsgruppe", "crimean-human-rights-group"),
        ("Holenderski Komitet Helsiński", "netherlands-helsinki-committee"),
        ("Açık Toplum Vakfı", "open-society-foundation"),
        ("Բաց հասարակության հիմնադրամ", "open-society-foundation"),
        ("ბრიტანეთის საბჭო", "british-council"),
        ("Атлантычны савет", "atlantic-council"),
        ("Det Europæiske Ungdomsforum", "european-youth-forum"),
    ],
)
def test_names_in_other_languages_and_layouts_are_listed(checker, typed, designation):
    answer = checker.check(typed)
    assert answer.match in SURE
    assert designation in [each.designation_id for each in answer.candidates if each.match in SURE]


@pytest.mark.parametrize(
    "cell",
    ["Meduza (коктейль-бар, Милан)", "Yale (бренд замков)", "Декабристы (ресторан)", "Vuoksi River",
     "Free University of Berlin", "Турецкая Республика", "University of Washington"],
)  # fmt: skip
def test_what_only_bears_the_name_is_not_listed(checker, cell):
    assert checker.check(cell).match not in SURE


@pytest.mark.parametrize(
    "word",
    ["гру", "цели", "Projekt", "Sanford", "Compulsion", "НЕД", "азиатских", "industrial",
     "сайт", "демократы", "хз", "мнение"],
)  # fmt: skip
def test_a_word_of_everyday_speech_is_no_name_because_it_resembles_one(checker, word):
    assert checker.check(word).match in ("none", "unchecked")


@pytest.mark.parametrize("name", ["Amnesty", "Transparency", "Сорос", "«Свидетели Иеговы»"])
def test_what_everybody_calls_it_is_at_least_possible(checker, name):
    assert checker.check(name).match in (*SURE, "possible")


@pytest.mark.parametrize(
    ("typed", "designation", "way"),
    [
        ("Akhbljv Ўфгі", None, None),
        ("Акуувщь Рщгыу", "freedom-house", Way.LAYOUT),
        ("Uhbygbc", "greenpeace-international", Way.LAYOUT),
        ("Freedorn House", "freedom-house", Way.SHAPE),
        ("Hudson lnstitute", "hudson-institute", Way.SHAPE),
        ("Сво6одная Бурятия", "free-buryatia-foundation", Way.SHAPE),
    ],
)
def test_slips_of_the_keyboard_and_of_scanners_are_tried_last(checker, typed, designation, way):
    answer = checker.check(typed)
    assert answer.designation_id == designation
    if way:
        assert way in answer.candidates[0].ways


@pytest.mark.parametrize("address", ["insider.ru", "owen.com", "wise.com", "agora.io", "medusa.ru"])
def test_an_unknown_address_is_never_certain_by_its_likeness(checker, address):
    assert checker.check(address).match not in SURE


@pytest.mark.parametrize(
    "address",
    ["https://meduza.io/feature/2024/01/01/x", "meduza[.]io", "news@meduza.io", "m.meduza.io"],
)
def test_a_known_address_is_its_owner(checker, address):
    answer = checker.check(address)
    assert (answer.verdict, answer.designation_id) == ("listed", "meduza")


def test_an_exact_beginning_comes_before_a_translation(checker):
    candidates = checker.check("Open Society").candidates
    assert candidates[0].matched_name.startswith("Open Society")


def test_utf_8_that_was_read_as_another_encoding_is_read_again(checker):
    broken = "Свободная Бурятия".encode().decode("cp1251", errors="ignore")
    assert checker.check(broken).designation_id == "free-buryatia-foundation"


@pytest.mark.parametrize(
    ("name", "designation"),
    [
        ("Комітет захисту журналістів", "committee-to-protect-journalists"),
        ("Камітэт абароны журналістаў", "committee-to-protect-journalists"),
        ("Komitet Ochrony Dziennikarzy", "committee-to-protect-journalists"),
        ("Výbor na ochranu novinářů", "committee-to-protect-journalists"),
        ("Žurnalistų apsaugos komitetas", "committee-to-protect-journalists"),
        ("Gazetecileri Koruma Komitesi", "committee-to-protect-journalists"),
        ("Středoevropská univerzita", "central-european-university"),
        ("Міжнародна федерація за права людини", "international-federation-for-human-rights"),
        ("Federación Internacional por los Derechos Humanos", "international-federation-for-human-rights"),
        ("Norsk Helsingforskomité", "norwegian-helsinki-committee"),
        ("Стэнфардскі ўніверсітэт", "stanford-university"),
        ("Uniwersytet Stanforda", "stanford-university"),
        ("Nordisk Ministerråd", "nordic-council-of-ministers"),
        ("გრინპისი", "greenpeace-international"),
    ],
)  # fmt: skip
def test_names_are_found_in_other_languages(checker, name, designation):
    answer = checker.check(name)
    assert answer.match in SURE
    assert designation in ids(answer)


@pytest.mark.parametrize(
    "name",
    [
        "Freie Universität Berlin", "Комітет захисту прав людини", "Міжнародна федерація журналістів",
        "Žmogaus teisių stebėjimo institutas", "Consejo de Europa", "Deutsches Institut für Menschenrechte",
        "Королівський інститут архітектури", "Nordiska rådet",
    ],
)  # fmt: skip
def test_other_bodies_of_general_words_are_not_certain_in_other_languages(checker, name):
    assert checker.check(name).match not in SURE


@pytest.mark.parametrize(
    ("name", "designation"),
    [
        ("Азаттык", "radio-free-europe-radio-liberty"),
        ("Carnegie Middle East Center", "carnegie-endowment-for-international-peace"),
    ],
)
def test_parts_are_possible_by_what_tells_them_from_others(checker, name, designation):
    answer = checker.check(name)
    assert (answer.match, answer.designation_id) == ("possible", designation)
    assert Way.MEMBER in answer.candidates[0].ways


@pytest.mark.parametrize(
    "link", ["https://t.me/freedomhouse", "@freedom_house", "tiktok.com/@freedomhouse"]
)
def test_an_unknown_account_called_as_an_organization_is_possible(checker, link):
    answer = checker.check(link)
    assert (answer.match, answer.designation_id) == ("possible", "freedom-house")


@pytest.mark.parametrize("link", ["@insider", "t.me/freedom", "https://t.me/wise"])
def test_an_account_with_an_everyday_name_is_nobodys(checker, link):
    assert checker.check(link).match == "none"


def test_likeness_of_sound_alone_is_possible_and_with_its_letters_likely(checker):
    assert checker.check("Беллингкэт").match == "likely"
    assert checker.check("Белинкот").match != "likely"


@pytest.mark.parametrize(
    "cell",
    ["ООО «Проект»", "ТСЖ «Новое поколение»", "freedom of the house", "Вместе"],
)
def test_a_firm_or_a_phrase_of_everyday_words_is_never_certain(checker, cell):
    assert checker.check(cell).match not in SURE


def test_a_cell_of_two_bodies_of_one_university_names_both(checker):
    answer = checker.check(
        "Harvard Kennedy School + Ukrainian Research Institute at Harvard University"
    )
    assert {each.designation_id for each in answer.each} == {
        "harvard-kennedy-school", "ukrainian-research-institute-at-harvard-university",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "designation"),
    [
        ("Нарвежскага Хельсінкскага камітэта", "norwegian-helsinki-committee"),
        ("Pražského centra občanské společnosti", "prague-civil-society-centre"),
        ("na Uniwersytecie Yale", "yale-university"),
        ("Conseil nordique des ministres", "nordic-council-of-ministers"),
        ("DОХА", "doxa"),
        ("Артец 3Д", "artec-3d"),
        ("Greenpeace lnternational", "greenpeace-international"),
        ("meduza(dot)io", "meduza"),
        ("//meduza.io/feature", "meduza"),
    ],
)
def test_other_languages_scripts_and_forms_are_certain(checker, cell, designation):
    answer = checker.check(cell)
    assert (answer.match in SURE, answer.designation_id) == (True, designation)


@pytest.mark.parametrize(
    ("cell", "designation"),
    [
        ("Yale Law School", "yale-university"),
        ("OCCRP Aleph", "organized-crime-and-corruption-reporting-project"),
        ("IREX-Programm Tbilissi", "international-research-and-exchanges-board"),
    ],
)
def test_a_part_is_possible_by_the_name_it_begins_with(checker, cell, designation):
    answer = checker.check(cell)
    assert (answer.match, answer.designation_id) == ("possible", designation)
