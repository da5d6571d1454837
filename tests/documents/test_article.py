"""The page of an article: what it is, who says what, and where its organizations stand."""

import re
from html import unescape

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.catalog.catalog import build_catalog
from dashboard.charts.palette import LIGHT
from dashboard.dataset.package import read_package
from dashboard.documents import article

LISTED, UNDATED = "2022-01-31-alpha-listed", "undated-beta-decided"


def page(catalog, identifier):
    return article.document(catalog, Address(options=(("id", identifier),)), LIGHT).markup


def words(markup):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def box(catalog, identifier):
    return words(re.search(r'(?s)<dl class="ur-facts">.*?</dl>', page(catalog, identifier))[0])


def test_the_box_says_who_published_when_in_what_language_and_of_which_kind(tiny_catalog):
    assert box(tiny_catalog, LISTED) == (
        "Publisher Alpha News Latvia · Independent Published 31 January 2022 Language English "
        "Kind News report Source alpha.example ↗"
    )


def test_an_unknown_date_and_address_are_said_in_words(tiny_catalog):
    found = box(tiny_catalog, UNDATED)
    assert "undated the page shows no date" in found
    assert "Source address not recorded" in found


def test_a_date_known_to_the_month_says_so(editor, tiny_package):
    editor.change("articles", 3, "published", "2024-05-01")
    editor.change("articles", 3, "published_precision", "month")
    found = box(build_catalog(read_package(tiny_package)), UNDATED)
    assert "May 2024 day unknown" in found


def test_a_publisher_that_is_itself_listed_is_said_to_be_with_its_date(tiny_catalog):
    text = words(page(tiny_catalog, LISTED))
    assert "itself “undesirable” in Russia: Alpha Media , listed 30 January 2022." in text
    assert "itself “undesirable”" not in words(page(tiny_catalog, UNDATED))


def test_a_date_in_russian_ends_a_sentence_with_one_full_stop(tiny_catalog):
    with locale.using("ru"):
        text = words(page(tiny_catalog, LISTED))
    assert "30 января 2022" in text
    assert ".." not in text


def test_a_title_of_ours_is_tagged_and_not_put_in_brackets(tiny_catalog):
    heading = re.search(r"(?s)<h1>.*?</h1>", page(tiny_catalog, UNDATED))[0]
    assert words(heading) == "Decision on Beta title ours"
    assert "title ours" not in re.search(r"(?s)<h1>.*?</h1>", page(tiny_catalog, LISTED))[0]


def test_organizations_have_their_status_and_its_date(editor, tiny_package):
    editor.change("designations", 2, "delisted_date", "2024-02-03")
    catalog = build_catalog(read_package(tiny_package))
    alpha = page(catalog, LISTED).split("Organizations mentioned")[1].split("</li>")[0]
    assert 'ur-badge ur-delisted">removed from the register 3 February 2024<' in alpha
    beta = page(catalog, UNDATED).split("Organizations mentioned")[1].split("</li>")[0]
    assert 'ur-badge ur-announced">announced 2 May 2024<' in beta


def test_an_outlet_is_named_in_russian_on_russian_pages_only(editor, tiny_package):
    editor.change("publishers", 3, "name_ru", "Держава")
    catalog = build_catalog(read_package(tiny_package))
    row = catalog.row("articles", UNDATED)
    assert "Publisher The State" in box(catalog, UNDATED)
    assert article.card(row, drawable=True).facts[0] == "The State"
    with locale.using("ru"):
        assert "Издание Держава" in box(catalog, UNDATED)
        assert article.card(row, drawable=True).facts[0] == "Держава"
        meta = article.meta(catalog, "https://register.example", row)
        assert meta.description.startswith("Держава, ")
        assert meta.data["mainEntity"]["publisher"]["name"] == "Держава"
        listed = article.meta(catalog, "https://register.example", catalog.row("articles", LISTED))
        assert ".." not in listed.description
        # One without a Russian name keeps its own.
        assert "Издание Alpha News" in box(catalog, LISTED)
