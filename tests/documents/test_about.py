"""What the page about the law and the site says, and to whom."""

import re
from html import unescape

from dashboard.asking.address import Address
from dashboard.charts.palette import LIGHT
from dashboard.documents import about
from dashboard.documents.concerned import CONCERNED
from dashboard.documents.law import CONSEQUENCES


def page(catalog, address=None):
    return about.document(catalog, address or Address(), LIGHT).markup


def words(markup):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def test_every_anchor_that_a_link_names_is_there_once(tiny_catalog):
    shown = page(tiny_catalog)
    anchors = re.findall(r'\bid="([^"]+)"', shown)
    assert len(anchors) == len({*anchors})
    assert {*re.findall(r'href="/about#([^"]+)"', shown)} <= {*anchors}
    assert {each.anchor for each in CONSEQUENCES} <= {*anchors}
    assert {"concerned", *(group.key for group in CONCERNED)} <= {*anchors}


def test_links_within_the_page_keep_its_language(tiny_catalog):
    shown = page(tiny_catalog, Address(lang="ru"))
    assert 'href="/about?lang=ru#people"' not in shown  # the groups stand below their heading
    assert 'href="/about?lang=ru#concerned"' in shown


def test_each_point_for_a_group_leads_to_the_law(tiny_catalog):
    shown = page(tiny_catalog)
    for group in CONCERNED:
        part = shown.split(f'id="{group.key}"')[1].split("</section>")[0]
        for point in group.points:
            item = next(
                each
                for each in part.split("<li>")
                if point.text.split(":")[0][:40] in unescape(each)
            )
            for key in point.keys:
                assert f"#law-{key}" in item


def test_who_wants_to_correct_something_gets_the_address_of_whoever_runs_the_site(
    tiny_catalog, monkeypatch
):
    monkeypatch.setenv("DASHBOARD_CONTACT", "mailto:errors@example.org?subject=Error")
    shown = page(tiny_catalog)
    assert 'href="mailto:errors@example.org?subject=Error"' in shown
    assert "errors@example.org" in words(shown)
    assert "You need no account." in words(shown)


def test_without_an_address_the_page_says_so(tiny_catalog, monkeypatch):
    monkeypatch.delenv("DASHBOARD_CONTACT", raising=False)
    text = words(page(tiny_catalog))
    assert "given no address for corrections" in text
    assert "You need no account." not in text


def test_the_operator_is_named_where_there_is_a_name(tiny_catalog, monkeypatch):
    assert "has not given a name here" in words(page(tiny_catalog))
    monkeypatch.setenv("DASHBOARD_OPERATOR", "The <Example> Society")
    text = words(page(tiny_catalog))
    assert "This copy is run by The <Example> Society." in text
    assert "has not given a name here" not in text


def test_what_is_not_found_is_said_in_the_state_of_the_register_that_is_here(tiny_catalog):
    assert "it may still be listed" in words(page(tiny_catalog))
    assert "1 January 2026" in words(page(tiny_catalog))
