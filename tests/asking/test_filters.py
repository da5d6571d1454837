"""One object translates between URL, widgets and a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import locale
from dashboard.asking.facets import FACETS, from_countries, offered
from dashboard.asking.filters import OPEN, Dropped, Filters, words_asked
from dashboard.asking.selection import select_articles, select_designations
from dashboard.catalog.catalog import build_catalog
from dashboard.dataset.package import read_package
from tests.support.sample import sample_catalog


def read(**params: list[str]) -> tuple[Filters, list[str]]:
    filters, dropped = Filters.from_params(params, sample_catalog())
    return filters, [str(each) for each in dropped]


def test_years_are_a_range_in_any_order():
    assert read(year=["2024", "2022"])[0].year == (2022, 2024)


def test_one_year_stands_alone():
    filters, _ = read(year=["2022"])
    assert filters.year == (2022, 2022)
    assert filters.to_params() == [("year", "2022")]


@pytest.mark.parametrize("value", ["abc", "20222", "1066", "-2022", "２０２２", ""])
def test_an_impossible_year_is_dropped_and_named(value):
    filters, dropped = read(year=[value])
    assert filters.year is None
    assert dropped == [f"year={value}"]


def test_what_is_known_stays_when_a_neighbour_is_dropped():
    filters, dropped = read(country=["LV", "XX"], basis=["guess"])
    assert filters == Filters(country=("LV",))
    assert dropped == ["basis=guess", "country=XX"]


def test_parameters_that_are_no_filters_are_passed_over():
    assert read(id=["open-archive"]) == (Filters(), [])


def test_repeated_values_count_once():
    assert read(category=["media", "media"])[0].category == ("media",)


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        (Filters(), "All organizations"),
        (
            Filters(category=("media",), country=("LV", "DE"), year=(2022, 2024)),
            "Media outlets from Latvia and Germany, 2022–2024",
        ),
        (Filters(country=("US",), year=(2025, 2025)), "Organizations from the United States, 2025"),
        (Filters(q="amnesty"), "Organizations, matching “amnesty”"),
        (Filters(year=(2022, 2022), basis="decision"), "Organizations, decided 2022"),
        (Filters(country=("unknown",)), "Organizations from an unknown country"),
        (
            Filters(register=("foreign-agent", "terrorist"), year=(2023, 2023)),
            "Organizations also in another Russian register as foreign agent or terrorist, 2023",
        ),
    ],
)
def test_the_selection_is_a_sentence(filters, sentence):
    assert filters.sentence(sample_catalog(), "designations") == sentence


def test_a_sentence_about_articles_names_their_organization_and_publisher():
    filters = Filters(org=("open-archive",), publisher=("publisher-3",), kind=("news",))
    assert (
        filters.sentence(sample_catalog(), "articles")
        == "News reports that name Open Archive by Newsroom 3"
    )


@pytest.mark.parametrize(
    ("filters", "english", "russian"),
    [
        (
            Filters(category=("media",), country=("LV",), year=(2022, OPEN)),
            "Media outlets from Latvia declared “undesirable” in Russia since 2022",
            "СМИ из Латвии, признанные в России «нежелательными» с 2022 года",
        ),
        (
            Filters(country=("US", "DE"), year=(2022, 2024)),
            "Organizations from the United States and Germany declared “undesirable” in Russia, 2022–2024",
            "Организации из США и Германии, признанные в России «нежелательными» в 2022–2024 годах",
        ),
        (
            Filters(status=("listed",), year=(2024, 2024)),
            "Organizations declared “undesirable” in Russia in 2024, listed",
            "Организации, признанные в России «нежелательными» в 2024 году, включённые в перечень",
        ),
    ],
)
def test_a_subject_stands_alone(filters, english, russian):
    assert filters.subject(sample_catalog(), "designations") == english
    with locale.using("ru"):
        assert filters.subject(sample_catalog(), "designations") == russian


def test_a_country_whose_case_nobody_wrote_down_stands_in_parentheses():
    assert from_countries(["ZW"]) == "from Zimbabwe"
    with locale.using("ru"):
        assert from_countries(["ZW"]) == "(Зимбабве)"
        assert from_countries(["GB", "NL"]) == "из Великобритании и Нидерландов"


def test_filters_of_articles_do_not_bear_on_designations():
    filters = Filters(country=("LV",), language=("en",))
    assert filters.within("designations") == Filters(country=("LV",))
    assert filters.within("articles") == filters


def _values(key: str) -> st.SearchStrategy[tuple[str, ...]]:
    facet = next(each for each in FACETS if each.key == key)
    options = list(facet.options(sample_catalog()))
    return st.lists(st.sampled_from(options), unique=True, max_size=3).map(tuple)


years = st.integers(*sample_catalog().years)


@settings(max_examples=60, deadline=None)
@given(
    year=st.none() | st.tuples(years, years).map(lambda t: tuple(sorted(t))),
    basis=st.sampled_from(["listing", "decision"]),
    q=st.text(max_size=30).map(words_asked),
    facets=st.fixed_dictionaries({each.key: _values(each.key) for each in FACETS}),
)
def test_what_goes_into_a_url_comes_out_of_it(year, basis, q, facets):
    filters = Filters(year=year, basis=basis, q=q, **facets)
    params: dict[str, list[str]] = {}
    for key, value in filters.to_params():
        params.setdefault(key, []).append(value)
    assert Filters.from_params(params, sample_catalog()) == (filters, [])


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["year", "basis", "q", *(each.key for each in FACETS)]),
        st.lists(st.text(max_size=300), max_size=4),
    )
)
def test_no_parameter_breaks_the_filters(params):
    filters, dropped = Filters.from_params(params, sample_catalog())
    assert filters.sentence(sample_catalog(), "articles")
    assert all(isinstance(each, Dropped) for each in dropped)


def test_a_day_is_read_written_and_said():
    filters, dropped = read(day=["2023-06-23"], basis=["decision"])
    assert not dropped
    assert ("day", "2023-06-23") in filters.to_params()
    assert filters.sentence(sample_catalog(), "designations").endswith("decided on 23 June 2023")


@pytest.mark.parametrize("value", ["", "soon", "2023-02-30", "23.06.2023", "9" * 500])
def test_an_impossible_day_is_dropped_and_named(value):
    filters, dropped = read(day=[value])
    assert filters.day is None
    assert dropped == [f"day={value[:200]}"]


def test_a_second_click_undoes_the_first():
    filters = Filters(country=("DE",))
    assert filters.toggled("country", "LV").country == ("DE", "LV")
    assert filters.toggled("country", "DE").country == ()
    once = filters.toggled_year(2023)
    assert once.year == (2023, 2023)
    assert once.toggled_year(2023) == filters
    assert once.toggled_year(2024).year == (2024, 2024)


def test_years_without_an_end_stay_without_one_in_links():
    catalog = sample_catalog()
    filters, dropped = Filters.from_params({"year": ["2022-"]}, catalog)
    assert dropped == []
    assert filters.to_params() == [("year", "2022-")]
    assert "since 2022" in filters.sentence(catalog, "designations")
    closed = Filters(year=(2022, catalog.years[1]))
    assert len(select_designations(catalog, filters)) == len(select_designations(catalog, closed))


@pytest.mark.parametrize("value", ["1800-", "-2022", "2022-2024", "2022--"])
def test_what_is_no_year_without_an_end_is_dropped(value):
    filters, dropped = Filters.from_params({"year": [value]}, sample_catalog())
    assert filters.year is None
    assert [each.value for each in dropped] == [value]


def test_publishers_are_offered_and_sorted_by_the_names_that_a_reader_sees(tiny_package, editor):
    editor.change("publishers", 2, "name_ru", "Яхта")
    editor.change("publishers", 3, "name_ru", "Аист")
    catalog = build_catalog(read_package(tiny_package))
    chosen = Filters(publisher=("the-state",))
    assert list(offered(catalog, "publisher").values()) == ["Alpha News", "The State"]
    with locale.using("ru"):
        assert list(offered(catalog, "publisher").values()) == ["Аист", "Яхта"]
        assert "Аист" in chosen.sentence(catalog, "articles")
    assert "The State" in chosen.sentence(catalog, "articles")


@pytest.mark.parametrize("word", ["the state", "держава"])
def test_the_search_knows_an_outlet_by_either_name(tiny_package, editor, word):
    editor.change("publishers", 3, "name_ru", "Держава")
    catalog = build_catalog(read_package(tiny_package))
    assert select_articles(catalog, Filters(q=word)).index.tolist() == ["undated-beta-decided"]
