"""The charts as pages show them: what a click opens, what a table says, and when there is no chart."""

import json
import re
from html import unescape

import pytest

from dashboard.asking.filters import Filters
from dashboard.asking.selection import select
from dashboard.catalog import load_catalog
from dashboard.charts.registry import SUBJECTS
from dashboard.dataset.tables import TABLES
from tests.support.pages import open_page, text

COUNTRIES = (
    "DE", "DE", "AT", "BE", "CA", "CZ", "DK", "EE", "ES", "FI", "FR", "GB", "GE", "HU", "IL", "IT", "LT", "LV", "NL", "NO", "PL", "SE",
)  # fmt: skip
"""More than have a bar of their own."""


@pytest.fixture
def listed(editor, monkeypatch):
    """Return what serves designations of these days, categories and countries, and nothing else."""

    def serve(rows):
        for table in TABLES:
            editor.write(table.name, [])
        editor.write(
            "designations",
            [
                {
                    "id": f"body-{n}", "name": f"Body {n}", "register_number": str(n), "register_name": f"Body {n}",
                    "country": country, "category": category, "confidence": "high", "listed_date": day,
                    "listed_date_basis": "order", "order_number": f"{n}-р",
                }
                for n, (day, category, country) in enumerate(rows, 1)
            ],
        )  # fmt: skip
        monkeypatch.setenv("DASHBOARD_DATA", str(editor.directory))

    return serve


def figures(app):
    return [
        json.loads(figure)
        for figure in plots(app, r'<code class="ur-figure" hidden translate="no">(.*?)</code>')
    ]


def alts(app):
    return plots(app, r'<div class="ur-plot"[^>]* role="img" aria-label="([^"]*)"')


def plots(app, pattern):
    return [unescape(found) for found in re.findall(pattern, text(app))]


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda each: each.key)
@pytest.mark.parametrize("params", [{}, {"country": ["DE", "LV"], "year": ["2023", "2024"]}])
def test_every_subject_is_made_with_words_for_each_chart(subject, params):
    app = open_page("charts", show=subject.key, **params)
    assert len(alts(app)) == sum(map(len, subject.rows))
    assert all(alts(app))
    assert text(app).count('ur-source">Source: The Undesirable Register, version') == len(alts(app))


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda each: each.key)
def test_an_empty_selection_has_a_sentence_and_no_axis(subject):
    app = open_page("charts", show=subject.key, q="nothing matches this")
    assert alts(app) == []
    assert "Nothing fits all of these filters." in text(app)


def test_one_designation_is_said_in_a_sentence():
    app = open_page("charts", show="when", q="meridian")
    assert alts(app) == []
    assert "Only one matches: Meridian, listed 7 February 2023." in text(app)


def test_a_bar_opens_its_year_and_closes_it_again():
    (timeline, _growth) = figures(open_page("charts", show="when"))
    hrefs = timeline["data"][0]["meta"]["href"]
    assert hrefs[0] == "/charts?show=when&year=2015"
    (again, _growth) = figures(open_page("charts", show="when", year="2015"))
    assert again["data"][0]["meta"]["href"][0] == "/charts?show=when"
    assert len(again["data"][0]["meta"]["href"]) == len(hrefs)  # its neighbours stay


def test_a_layer_of_a_stacked_bar_opens_its_category():
    timeline = figures(open_page("", by="category"))[0]
    layer = next(trace for trace in timeline["data"] if trace["name"] == "Media")
    assert layer["meta"]["href"][0] == "/?by=category&category=media"


def test_a_country_on_the_map_opens_what_its_bar_opens(listed):
    listed([("2023-02-07", "media", code) for code in COUNTRIES])
    world, bars, *_years = figures(open_page("charts", show="where"))
    of_map = dict(zip(world["data"][0]["locations"], world["data"][0]["meta"]["href"], strict=True))
    of_bars = dict(zip(bars["data"][0]["customdata"], bars["data"][0]["meta"]["href"], strict=True))
    assert of_map["DE"] == of_bars["DE"] == "/charts?show=where&country=DE"
    assert of_bars[""] is None


def test_a_cell_opens_its_category_and_year_and_closes_both(listed):
    listed(
        [
            ("2023-02-07", "media", "DE"),
            ("2023-03-07", "media", "LV"),
            ("2021-02-07", "religion", "LV"),
        ]
    )

    def href(app, category, year):
        (heatmap, *_labels) = figures(app)[0]["data"]
        return next(
            href
            for marks, hrefs in zip(heatmap["customdata"], heatmap["meta"]["href"], strict=True)
            for mark, href in zip(marks, hrefs, strict=True)
            if mark == [category, year]
        )

    opened = href(open_page("charts", show="what"), "media", 2023)
    assert opened == "/charts?show=what&year=2023&category=media"
    app = open_page("charts", show="what", year="2023", category="media")
    assert href(app, "media", 2023) == "/charts?show=what"
    assert href(app, "religion", 2021) == "/charts?show=what&year=2021&category=religion"


def test_a_dot_is_an_organization():
    delays, *_others = figures(open_page("charts", show="delay", country="DE"))
    dots = delays["data"][1]
    place = dots["customdata"].index("lantern-union")
    assert dots["meta"]["href"][place] == "/organization?id=lantern-union&country=DE"


def test_a_day_of_the_calendar_is_the_designations_decided_on_it():
    app = open_page("organizations", day="2020-08-20", basis="decision")
    expected = load_catalog().designations["decision_date"] == "2020-08-20"
    assert f"{expected.sum()} entr" in text(app)
    assert "decided on 20 August 2020" in text(app)


def test_the_table_has_the_numbers_and_the_links_of_the_chart():
    app = open_page("charts", show="where", table="countries")
    shown = text(app)
    counted = load_catalog().designations["country"].value_counts()
    assert f'<td>US</td><td class="ur-number">{counted["US"]}</td>' in shown
    assert (
        '<a href="/charts?show=where&amp;table=countries&amp;country=US">United States</a>' in shown
    )
    assert "Hide the table" in shown


def test_a_filter_narrows_every_chart_of_the_overview_alike():
    app = open_page("", category="media", year=["2022", "2024"])
    selection = select(load_catalog(), Filters(category=("media",), year=(2022, 2024)))
    timeline, world, bars, heatmap = figures(app)
    drawn = [
        y
        for (start, _group), y in zip(
            timeline["data"][0]["customdata"], timeline["data"][0]["y"], strict=True
        )
        if "2022" <= start[:4] <= "2024"
    ]
    assert sum(drawn) == len(selection.designations)
    assert sum(bars["data"][0]["x"]) == len(selection.designations)
    assert len(world["data"][0]["locations"]) == selection.designations["country"].nunique()
    assert heatmap["layout"]["shapes"]


def test_an_organization_with_claims_of_several_months_shows_both_sides_over_time():
    app = open_page("organization", id="rowan-courier")
    assert any("accusations" in alt and "answers" in alt for alt in alts(app))
    quiet = open_page("organization", id="birch-courier")
    assert not any("accusations" in alt for alt in alts(quiet))  # all of one month
