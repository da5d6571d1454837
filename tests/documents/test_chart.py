"""A chart as it stands on a page: links are of the address given, colours an argument."""

import json
import re
from html import unescape

import pytest

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.charts.palette import DARK, LIGHT
from dashboard.charts.registry import CHARTS
from dashboard.documents.chart import chart
from dashboard.documents.markup import unbroken

FIGURE = re.compile(r'<code class="ur-figure"[^>]*>(.*?)</code>', re.DOTALL)


def shown(catalog, key, address, page="charts", colours=LIGHT, **about):
    return chart(CHARTS[key], catalog, address, colours, page, **about)


def figure(shown):
    (text,) = FIGURE.findall(shown)
    return json.loads(unescape(text))


def test_a_mark_opens_the_page_of_the_address_with_another_selection(tiny_catalog):
    address = Address(Filters(category=("media", "human-rights")), (("by", "country"),), "ru")
    drawn = figure(shown(tiny_catalog, "timeline", address, "somewhere"))
    # The words of a chart lead nowhere.
    linked = [trace for trace in drawn["data"] if "meta" in trace]
    hrefs = {href for trace in linked for href in trace["meta"]["href"]}
    rest = "category=media&category=human-rights&lang=ru"
    assert hrefs == {
        f"/somewhere?by=country&country=LV&{rest}",
        f"/somewhere?by=country&country=DE&{rest}",
    }


def test_a_switch_keeps_the_rest_of_the_address_and_marks_what_is_chosen(tiny_catalog):
    made = shown(tiny_catalog, "timeline", Address(options=(("period", "month"), ("show", "when"))))
    assert '<a href="/charts?period=month&amp;show=when" aria-current="true">Month</a>' in made
    assert '<a href="/charts?show=when">Year</a>' in made


def test_the_file_is_of_the_selection_and_of_the_options_that_change_the_numbers(tiny_catalog):
    address = Address(Filters(category=("media", "human-rights")), (("map", "europe"),))
    made = shown(tiny_catalog, "map", address)
    assert (
        'href="/api/v1/charts/countries.csv?category=media&amp;category=human-rights&amp;lang=en"'
        in (made)
    )


def test_alone_in_a_frame_no_mark_is_a_link_and_the_foot_leads_to_the_whole(tiny_catalog):
    address = Address(options=(("chart", "countries"),), origin="https://a.example", embedded=True)
    made = shown(tiny_catalog, "countries", address)
    assert "meta" not in figure(made)["data"][0]
    assert "ur-source" in made
    assert "Data (CSV)" not in made


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_figure_and_image_have_the_colours_given(tiny_catalog, colours):
    made = shown(tiny_catalog, "countries", Address(), colours=colours)
    assert figure(made)["layout"]["font"]["color"] == colours.ink
    assert f'"paper":"{colours.paper}"' in unescape(made)


def test_a_chart_with_one_thing_to_show_is_a_sentence_and_with_nothing_is_none(tiny_catalog):
    one = shown(tiny_catalog, "timeline", Address(Filters(country=("LV",))))
    assert "Only one matches: Alpha Media" in one
    assert 'id="chart-timeline"' in one
    assert not FIGURE.search(one)
    assert shown(tiny_catalog, "strip", Address()) == ""


def test_a_chart_of_an_organization_is_of_the_one_that_the_page_names(tiny_catalog):
    address = Address(Filters(org=("beta",)), (("id", "alpha"),))
    made = shown(tiny_catalog, "strip", address, "organization", filters=Filters(org=("alpha",)))
    assert "Time strip of Alpha Media" in made
    assert "/organization?id=alpha&amp;table=strip&amp;org=beta" in made


def test_a_frame_says_so_where_it_was_made_for_another_version(tiny_catalog):
    def framed(version):
        options = (("chart", "countries"), ("version", version))
        address = Address(options=options, origin="https://a.example", embedded=True)
        return shown(tiny_catalog, "countries", address)

    assert "made for version 2025.1.1 of the data" in framed("2025.1.1")
    assert "made for version" not in framed(tiny_catalog.version)


@pytest.mark.parametrize(("colours", "theme"), [(LIGHT, "light"), (DARK, "dark")])
def test_the_markup_of_a_frame_names_language_and_colours(tiny_catalog, colours, theme):
    with locale.using("ru"):
        made = unescape(unescape(shown(tiny_catalog, "countries", Address(), colours=colours)))
    source = re.search(r'<iframe src="([^"]*)"', made)[1]
    assert f"theme={theme}" in source
    assert "lang=ru" in source


def test_what_is_dark_on_the_screen_knows_its_colours_on_paper(tiny_catalog):
    dark = unescape(shown(tiny_catalog, "countries", Address(), colours=DARK))
    assert json.loads(re.search(r"data-light='({.*?})'", dark)[1])[DARK.ink] == LIGHT.ink
    assert "data-light" not in shown(tiny_catalog, "countries", Address())


def test_no_line_of_a_title_breaks_within_years_or_before_a_dash():
    made = unbroken("Организации <в> России в 2015–2026 годах: чаще всего — из США")
    assert '&lt;в&gt; России в\xa0<span class="ur-unbroken">2015–2026</span> годах' in made
    assert "чаще всего\xa0— из США" in made
