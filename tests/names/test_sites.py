"""Whose an address is."""

import pytest

from dashboard.names.sites import Sites, account, is_address

ROWS = [
    ("gazette", "domain", "gazette.example"),
    ("gazette", "domain", "gzt.example"),
    ("gazette", "telegram", "gazettelive"),
    ("gazette", "youtube", "@gazette"),
    ("gazette", "youtube", "channel/UCabc123"),
    ("gazette", "vk", "gazetteproject"),
    ("gazette", "vk", "club77"),
    ("gazette", "facebook", "thegazette"),
    ("gazette", "x", "gazette_en"),
    ("gazette", "x", "gazette_"),
    ("gazette", "tiktok", "gazette.tok"),
    ("gazette", "instagram", "gazette.pics"),
    ("gazette", "email", "gazette-mail.example"),
    ("gazette", "domain", "газета.рф"),
    ("school", "domain", "university.example/school"),
    ("blog", "domain", "blog.wordpress.com"),
    ("writer", "domain", "medium.com/@writer"),
    ("house-a", "domain", "house.example"),
    ("house-b", "domain", "house.example"),
    ("nobody", "domain", "wordpress.com"),
]
SITES = Sites(ROWS)


@pytest.mark.parametrize(
    "address",
    [
        "gazette.example",
        "GAZETTE.EXAMPLE",
        "www.gazette.example",
        "live.gazette.example",
        "https://gazette.example/feature/2024?utm_source=x#top",
        "https://gazette.example:443/",
        "https://user:word@gazette.example/",
        "gzt.example/aB3",
        "gazette[.]example",
        "gazette(.)example",
        "hxxps://gazette[.]example/x",
        "hxxps[:]//gazette[.]example",
        "<https://gazette.example>",
        "press@gazette.example",
        "press@gazette-mail.example",
        "press[at]gazette.example",
        "газета.рф",
        "https://xn--80aahjj1e.xn--p1ai/a",
        "@gazettelive",
        "t.me/gazettelive/123",
        "https://t.me/s/gazettelive",
        "https://telegram.me/gazettelive",
        "gazettelive.t.me",
        "tg://resolve?domain=gazettelive",
        "https://t.me/iv?url=https%3A%2F%2Fgazette.example%2Fx&rhash=1",
        "https://youtube.com/@Gazette/videos",
        "https://m.youtube.com/channel/UCabc123",
        "https://www.youtube.com/c/gazette",
        "https://vk.com/gazetteproject?w=wall-1_2",
        "https://vk.com/wall-77_1024",
        "https://vk.com/away.php?to=https%3A%2F%2Fgazette.example",
        "https://www.facebook.com/thegazette/posts/1",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fgazette.example",
        "https://mobile.twitter.com/gazette_en/status/12",
        "x.com/gazette_en",
        "https://www.tiktok.com/@gazette.tok/video/1",
        "https://www.instagram.com/gazette.pics/",
        "https://web.archive.org/web/2023/https://gazette.example/a",
        "web.archive.org/web/20230101000000*/gazette.example",
        "https://archive.ph/https://gazette.example/x",
        "https://webcache.googleusercontent.com/search?q=cache:abc:https://gazette.example/x",
        "https://gazette-example.translate.goog/feature?_x_tr_sl=ru",
        "https://translate.google.com/translate?sl=ru&u=https%3A%2F%2Fgazette.example%2F",
        "https://www.google.com/url?q=https://gazette.example/&sa=D",
        "https://www.google.com/amp/s/gazette.example/amp/x",
        "https://gazette-example.cdn.ampproject.org/c/s/gazette.example/x",
        "https://12ft.io/https://gazette.example/x",
    ],
)
def test_an_address_is_known_in_every_form_that_people_paste(address):
    site = SITES.lookup(address)
    assert site is not None
    assert site.designation_ids == ("gazette",)
    assert is_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "gazette.com",
        "notgazette.example",
        "gazette.example.org",
        "https://example.org/gazette.example",
        "https://example.org/?utm_source=gazette.example",
        "https://t.me/gazette",
        "@gazette2",
        "youtube.com",
        "t.me",
        "wordpress.com",
        "other.wordpress.com",
        "https://medium.com/@reader",
        "web.archive.org",
        "https://university.example/",
        "https://university.example/other",
        "editor@gazette.org",
        "https://[::1",
        "http://",
        "gazette",
        "a@b",
        "",
    ],
)
def test_what_only_looks_alike_is_nobodys(address):
    assert SITES.lookup(address) is None


def test_a_path_and_a_subdomain_of_a_shared_host_belong_to_who_writes_there():
    assert SITES.lookup("https://university.example/school/news").designation_ids == ("school",)
    assert SITES.lookup("blog.wordpress.com/2024").designation_ids == ("blog",)
    assert SITES.lookup("https://medium.com/@writer/a-post").designation_ids == ("writer",)


def test_an_address_of_two_bodies_is_of_both():
    assert SITES.lookup("house.example").designation_ids == ("house-a", "house-b")


@pytest.mark.parametrize("text", ["Gazette", "The Gazette.", "gazette example", "5.5", "т.е.", ""])
def test_words_are_no_address(text):
    assert not is_address(text)


def test_addresses_are_found_in_prose_without_the_punctuation_around_them():
    text = "См. gazette.example, t.me/gazettelive/12) и (https://gazette.example/a_(b)). Пишите @gazettelive!"
    found = [text[each.start : each.end] for each in SITES.find(text) if each.site]
    assert found == [
        "gazette.example", "t.me/gazettelive/12", "https://gazette.example/a_(b)", "@gazettelive",
    ]  # fmt: skip


def test_a_name_may_end_in_the_sign_of_emphasis():
    assert SITES.lookup("https://twitter.com/gazette_").value == "gazette_"
    assert SITES.lookup("https://twitter.com/gazette_en_").value == "gazette_en"
    assert SITES.lookup("https://twitter.com/gazette") is None
    text = "*x.com/gazette_en_* and (x.com/gazette_)"
    assert [text[each.start : each.end] for each in SITES.find(text) if each.site] == [
        "x.com/gazette_en", "x.com/gazette_",
    ]  # fmt: skip


def test_the_target_of_a_link_is_found_in_its_tag():
    text = (
        '<a class="x" href="https://gazette.example/1?a=1&amp;b=2">here</a> <a href="/x">there</a>'
    )
    (found,) = SITES.find_linked(text)
    assert text[found.start : found.end] == "https://gazette.example/1?a=1&amp;b=2"


def test_a_host_of_very_many_labels_is_looked_at_from_its_end():
    assert SITES.lookup("a." * 300 + "gazette.example").designation_ids == ("gazette",)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("https://t.me/the_gazette/12", "the_gazette"), ("@the_gazette", "the_gazette"),
        ("facebook.com/TheGazette/posts/1", "TheGazette"), ("https://www.youtube.com/@gazette", "gazette"),
        ("https://gazette.example/a", ""), ("https://t.me/", ""), ("no address", ""),
    ],
)  # fmt: skip
def test_an_account_is_told_from_other_addresses(text, name):
    assert account(text) == name
