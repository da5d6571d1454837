"""What every title obeys, whatever the chart, the selection and the language."""

import re
from datetime import date

import pytest

from dashboard import locale
from dashboard.asking.filters import OPEN, Filters
from dashboard.asking.selection import article_rows, select_designations
from dashboard.charts.chart import Panel
from dashboard.charts.palette import LIGHT
from dashboard.charts.registry import CHARTS, OF_ORGANIZATION
from dashboard.charts.sentences import LONGEST
from tests.support.sample import ARCHIVE, large_sample

CATALOG = large_sample()
YEAR = CATALOG.as_of.year
LAST = YEAR if CATALOG.as_of == date(YEAR, 12, 31) else YEAR - 1
SELECTIONS = {
    "everything": Filters(),
    "one year": Filters(year=(LAST, LAST)),
    "the year under way": Filters(year=(YEAR, YEAR)),
    "since a year": Filters(year=(LAST - 2, OPEN)),
    "a category": Filters(category=("media",), year=(LAST - 2, LAST)),
    "a country": Filters(country=("LV",)),
    "by decision": Filters(basis="decision"),
    "few": Filters(category=("press-freedom",), country=("DE", "US")),
}


def panels(filters):
    of_organization = {each.key for each in OF_ORGANIZATION}
    for key, chart in CHARTS.items():
        asked = Filters(org=(ARCHIVE,)) if key in of_organization else filters
        drawn = chart.draw(CATALOG, asked.within(chart.scope), chart.defaults(), LIGHT)
        if isinstance(drawn, Panel):
            yield key, chart, drawn


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", SELECTIONS)
def test_a_title_is_one_phrase_without_percentages_of_any_number(name, language):
    with locale.using(language):
        for key, _chart, panel in panels(SELECTIONS[name]):
            title = panel.title
            assert "%" not in title, key
            assert not re.search(r"[{}]|\bnan\b|\bNone\b|\b9999\b", title), key
            assert title[0] == title[0].upper(), key
            assert not title.endswith((".", ";", ":", ",")), key
            assert len(title) <= LONGEST, (key, title)
            if language == "ru":
                words = re.sub(r"[«“].*?[»”]", "", title)
                assert re.search(r"[а-яё]", words, re.IGNORECASE), key


@pytest.mark.parametrize("name", SELECTIONS)
def test_numbers_of_a_title_are_of_its_selection(name):
    filters = SELECTIONS[name]
    most = {
        "designations": len(select_designations(CATALOG, filters.within("designations"))),
        "articles": len(article_rows(CATALOG, filters)),
    }
    for key, chart, panel in panels(filters):
        for total in re.findall(r"\([\d,]+ (?:each )?of ([\d,]+)", panel.title):
            assert int(total.replace(",", "")) <= most[chart.scope], (key, panel.title)


@pytest.mark.parametrize("name", SELECTIONS)
def test_the_year_under_way_is_never_named_without_its_last_day(name):
    day = locale.day_of_year(CATALOG.as_of)
    for key, chart, panel in panels(SELECTIONS[name]):
        if chart.scope == "designations" and re.search(rf"\b(in|of) {YEAR}\b", panel.title):
            assert day in panel.title, (key, panel.title)


@pytest.mark.parametrize(("language", "country"), [("en", "Russia"), ("ru", "Росси")])
@pytest.mark.parametrize("name", SELECTIONS)
def test_a_title_stands_alone(name, language, country):
    with locale.using(language):
        for key, _chart, panel in panels(SELECTIONS[name]):
            assert country in panel.title, (key, panel.title)
            assert "“undesirable”" in panel.title or "«нежелательн" in panel.title.lower(), key


def test_few_make_no_finding():
    few = Filters(country=("LV",), year=(LAST, LAST))
    for key, chart, panel in panels(few):
        if chart.scope == "articles":
            continue  # of articles there are more
        assert not re.search(r"\bof \d|most|up from|down from", panel.title), (key, panel.title)
