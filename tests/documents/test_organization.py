"""The page of an organization answers first, and says where each answer comes from."""

import re
from html import unescape

import pytest

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.catalog.catalog import build_catalog
from dashboard.charts.palette import LIGHT
from dashboard.dataset.package import read_package
from dashboard.documents import organization
from dashboard.documents.concerned import CONCERNED
from dashboard.documents.law import PROHIBITIONS
from dashboard.documents.plain import PlainAddress


def page(catalog, identifier, **options):
    address = Address(options=(("id", identifier), *options.items()))
    return organization.document(catalog, address, LIGHT).markup


def words(markup):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def test_status_order_and_prohibitions_stand_before_every_other_part(tiny_catalog):
    shown = page(tiny_catalog, "alpha")
    head = shown[: shown.index("<h2>")]
    text = words(head)
    assert "Listed since 30 January 2022, by order 12-r of the Ministry of Justice." in text
    assert "In Russia you may not:" in text
    for each in PROHIBITIONS:
        assert each.text in text
        assert f'href="/about#{each.consequence.anchor}"' in head
    assert "Reading is not punished, lawyers" in text
    for group in CONCERNED:
        assert f'href="/about#{group.key}"' in head


def test_the_parts_stand_in_the_order_in_which_a_reader_asks(tiny_catalog):
    shown = page(tiny_catalog, "alpha")
    parts = [
        'class="ur-may-not ur-listed"', "Facts", "Accusations", "Cases against people", "In other registers",
        "Addresses", "Articles", "Sources", 'data-panel="strip"',
    ]  # fmt: skip
    places = [shown.index(part if "=" in part else f">{part}") for part in parts]
    assert places == sorted(places)


def test_a_copied_link_carries_the_language_of_who_copies_it(tiny_catalog):
    with locale.using("ru"):
        assert 'data-copy-link="/organization?id=alpha&amp;lang=ru"' in page(tiny_catalog, "alpha")
    assert 'data-copy-link="/organization?id=alpha&amp;lang=en"' in page(tiny_catalog, "alpha")


def test_an_announced_organization_is_nowhere_said_to_be_listed(tiny_catalog):
    text = words(page(tiny_catalog, "beta"))
    assert "Announced 2 May 2024" in text
    assert "Once it is in the register, in Russia you may not:" in text
    assert "Listed since" not in text
    assert "In Russia you may not:" not in text


def test_an_organization_of_which_almost_nothing_is_known_is_shown_without_a_bare_unknown(
    tiny_catalog,
):
    text = words(page(tiny_catalog, "gamma"))
    assert "Announced, day unknown" in text
    assert "date not known" not in text
    assert "We have found no stated reason." in text
    assert "We have found no response." in text


def test_a_removed_organization_says_when_and_what_held_until_then(editor, tiny_package):
    editor.change("designations", 2, "delisted_date", "2024-02-03")
    text = words(page(build_catalog(read_package(tiny_package)), "alpha"))
    assert "Removed from the register 3 February 2024" in text
    assert "While it was in the register, in Russia you could not:" in text
    assert "Listed since" not in text


def test_each_counting_of_articles_is_named_for_what_it_counts(tiny_catalog):
    text = words(page(tiny_catalog, "gamma"))
    assert "We have found no article about it." in text
    assert "1 article names it" in text
    assert "1 article is found by the words “Gamma”" in text


def test_articles_without_a_date_are_counted(tiny_catalog):
    assert "newest first, the 1 without a date last" in words(page(tiny_catalog, "beta"))


def test_its_own_answer_stands_before_anybody_elses(editor, tiny_package):
    def answer(name, speaker_type):
        return {
            "id": name, "speaker": name, "speaker_type": speaker_type, "stance": "defence",
            "text": f"An answer of {name}.", "designation_id": "alpha",
        }  # fmt: skip

    statements = editor.rows("statements")
    editor.write("statements", [answer("london", "government"), *statements])
    claims = editor.rows("claims")
    article = claims[0]["article_id"]
    added = {"article_id": article, "position": "3", "statement_id": "london"}
    editor.write("claims", [*claims[:2], added, *claims[2:]])
    shown = page(build_catalog(read_package(tiny_package)), "alpha")
    answers = words(shown.split("<h2>Responses</h2>")[1].split("<h2>")[0])
    assert answers.index("It is not.") < answers.index("An answer of london.")
    assert "We have found no answer of its own." not in answers


def test_answers_of_others_are_not_taken_for_its_own(editor, tiny_package):
    rows = editor.rows("statements")
    place = next(n for n, row in enumerate(rows) if row["id"] == "alpha-answer")
    editor.change("statements", place + 2, "speaker_type", "government")
    text = words(page(build_catalog(read_package(tiny_package)), "alpha"))
    assert "We have found no answer of its own. Other governments It is not." in text


def test_a_reason_stands_with_its_source(editor, tiny_package):
    (evidence,) = editor.rows("evidence")
    reason = {"url": "https://news.example/reason", "supports": "stated_reason"}
    editor.write("evidence", [evidence, evidence | reason])
    shown = page(build_catalog(read_package(tiny_package)), "alpha")
    accusations = shown.split("<h2>Accusations</h2>")[1].split("<h2>")[0]
    assert 'href="https://news.example/reason"' in accusations
    assert "example.org" not in words(accusations)


def test_addresses_are_named_with_their_source_and_not_linked(tiny_catalog):
    shown = page(tiny_catalog, "alpha")
    assert 'href="https://alpha.example/contact"' in shown
    assert re.search(r"<span translate=\"no\">alpha\.example</span>", shown)
    assert 'href="https://alpha.example"' not in shown


def test_an_address_with_two_sources_stands_once(editor, tiny_package):
    (site,) = editor.rows("sites")
    editor.write("sites", [site, site | {"source": "https://example.org/list"}])
    shown = page(build_catalog(read_package(tiny_package)), "alpha")
    (item,) = re.findall(r'(?s)<ul class="ur-addresses">(.*?)</ul>', shown)
    assert words(item) == "Website alpha.example alpha.example ↗ , example.org ↗"


def test_legal_entities_of_one_body_name_each_other(editor, tiny_package):
    for row in (2, 3):
        editor.change("designations", row, "body", "alphabet")
    catalog = build_catalog(read_package(tiny_package))
    section = page(catalog, "alpha").split("<h2>Same body")[1].split("<h2>")[0]
    assert 'href="/organization?id=beta"' in section
    assert "Announced 2 May 2024".lower() in words(section).lower()
    assert "gamma" not in section
    assert "Same body" not in page(catalog, "gamma")


def test_what_nobody_has_looked_at_is_said(editor, tiny_package):
    editor.change("designations", 2, "review", "The category is a guess.")
    catalog = build_catalog(read_package(tiny_package))
    assert "Not looked at by anybody yet: The category is a guess." in words(page(catalog, "alpha"))
    editor.change("designations", 2, "review_ru", "Категория предположена.")
    with locale.using("ru"):
        said = words(page(build_catalog(read_package(tiny_package)), "alpha"))
    assert "Категория предположена." in said
    assert "The category is a guess." not in said


def test_the_plain_page_has_the_same_words_and_leads_to_plain_pages(tiny_catalog):
    plain = organization.plain(tiny_catalog, PlainAddress(), "alpha").markup
    full = page(tiny_catalog, "alpha")
    for part in (
        "of the Ministry of Justice", "take part in its work", "Number of the Ministry",
        "Fined 5,000 roubles for a link.", "alpha.example",
    ):  # fmt: skip
        assert part in plain
        assert part in full
    assert "by order 12-r of the Ministry of Justice" in words(plain)
    assert 'href="/a/2022-01-31-alpha-listed"' in plain


def test_a_plain_page_fetches_no_image(editor, tiny_package):
    for row in (2, 3):
        editor.change("designations", row, "body", "alphabet")
        editor.change("designations", row, "country", "LV")
        editor.change("designations", row, "category", "media")
    plain = organization.plain(build_catalog(read_package(tiny_package)), PlainAddress(), "alpha")
    assert "Same body" in plain.markup
    assert "Other media outlets from Latvia" in plain.markup
    assert "<img" not in plain.markup


@pytest.mark.parametrize("asked", ["nobody", ""])
def test_an_unknown_organization_is_said_to_be_unknown(tiny_catalog, asked):
    text = words(page(tiny_catalog, asked))
    assert "There is no organization at this address." in text
    assert "Browse all" in text


def test_a_record_in_an_open_catalog_is_a_link_that_tells_nothing_of_the_reader(tiny_catalog):
    shown = page(tiny_catalog, "alpha")
    assert (
        '<a href="https://www.wikidata.org/wiki/Q42" target="_blank" '
        'rel="noreferrer noopener nofollow">Q42'
    ) in shown


def test_only_own_records_are_said_to_be_the_same(tiny_catalog):
    def about(identifier):
        row = tiny_catalog.designations.loc[identifier]
        return organization.meta(tiny_catalog, "https://site.example", row).data["about"]

    assert about("alpha")["sameAs"] == [
        "https://www.wikidata.org/wiki/Q42",
        "https://www.opensanctions.org/entities/NK-A2BcDeFgHiJkLmNoPqRsTu/",
    ]
    assert "sameAs" not in about("beta")


def test_hundreds_of_statements_end_in_a_link_to_the_articles(tiny_package, editor):
    answer = next(row for row in editor.rows("statements") if row["id"] == "alpha-answer")
    further = [
        answer | {"id": f"alpha-answer-{number}", "text": f"It is not, {number}."}
        for number in range(70)
    ]
    editor.write("statements", [*editor.rows("statements"), *further])
    claims = [
        {
            "article_id": "2022-01-31-alpha-listed",
            "position": str(number),
            "statement_id": row["id"],
        }
        for number, row in enumerate(further, 10)
    ]
    editor.write("claims", [*editor.rows("claims"), *claims])
    shown = page(build_catalog(read_package(tiny_package)), "alpha")
    assert 50 <= shown.count("It is not, ") < 70
    left = 71 - shown.count("It is not")
    assert f'<a href="/articles?org=alpha">{left} more statements are in the articles</a>' in shown


def test_hundreds_of_reports_of_a_statement_end_in_how_many_more_there_are(tiny_package, editor):
    first = editor.rows("articles")[0]
    articles = [
        first | {"id": f"{first['id']}-{n}", "url": f"{first['url']}/{n}"} for n in range(120)
    ]
    claims = [
        {"article_id": each["id"], "position": "1", "statement_id": "alpha-threat"}
        for each in articles
    ]
    mentions = [
        {"article_id": each["id"], "designation_id": "alpha", "role": "subject"}
        for each in articles
    ]
    for table, rows in (("articles", articles), ("claims", claims), ("mentions", mentions)):
        editor.write(table, [*editor.rows(table), *rows])
    shown = page(build_catalog(read_package(tiny_package)), "alpha")
    assert "121 reports" in words(shown)
    assert "<li>21 more</li>" in shown
