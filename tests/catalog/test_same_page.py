"""One page has many addresses; two pages never have the same."""

from itertools import combinations

import pytest

from dashboard.catalog.same_page import same_page

PAGE = "https://news.example.org/a/b?id=7"


@pytest.mark.parametrize(
    "address",
    [
        "http://news.example.org/a/b?id=7",
        "news.example.org/a/b?id=7",
        "https://NEWS.Example.ORG./a/b/?id=7#comments",
        "https://news.example.org:443/a/b?id=7",
        "http://news.example.org:80/a//b?id=7",
        "https://www.news.example.org/a/./x/../b?id=7",
        "https://m.news.example.org/a/b?id=7",
        "https://www.m.news.example.org/a/b?id=7",
        "https://amp.news.example.org/a/b?id=7",
        "https://news.example.org/amp/a/b?id=7",
        "https://news.example.org/a/b/amp/?id=7",
        "https://news.example.org/a/b.amp?id=7",
        "https://news.example.org/a/b?amp=1&id=7",
        "https://news.example.org/a/b?id=7&amp",
        "https://news.example.org/a/b?id=7&output=amp",
        "https://news.example.org/a/b?id=7&outputType=AMP",
        "https://news.example.org/a/b?utm_source=x&amp;id=7&amp;utm_medium=y",
        "https://news.example.org/a/b?id=7&ysclid=abc&yclid=1&_openstat=x",
        "https://news.example.org/a/b?id=7&igsh=MXg%3D&igshid=x&mibextid=y&__tn__=z",
        "https://news.example.org/a/b?id=7&from=main&ref_src=twsrc&at_medium=rss&ns_campaign=1",
        "https://news.example.org/a/b;jsessionid=ABC123?id=7",
        "https://news-example-org.cdn.ampproject.org/c/s/news.example.org/a/b?id=7",
        "https://www.google.com/amp/s/news.example.org/a/b?id=7",
        "https://www.google.de/url?sa=t&url=https%3A%2F%2Fnews.example.org%2Fa%2Fb%3Fid%3D7&usg=x",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fnews.example.org%2Fa%2Fb%3Fid%3D7&h=AT0",
        "https://vk.com/away.php?to=https%3A%2F%2Fnews.example.org%2Fa%2Fb%3Fid%3D7",
        "  https://news.example.org/a/b?id=7  ",
    ],
)
def test_forms_of_one_address_are_one_page(address: str) -> None:
    assert same_page(address) == same_page(PAGE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://dw.com/uk/російська", "https://dw.com/uk/%D1%80%D0%BE%D1%81%D1%96%D0%B9%D1%81%D1%8C%D0%BA%D0%B0"),
        ("https://example.org/%D1%81", "https://example.org/%d1%81"),
        ("https://example.org/Край", "https://example.org/Краи\u0306"),
        ("https://example.org/a%7Eb", "https://example.org/a~b"),
        ("https://генпрокуратура.рф/a", "https://xn--80aahizrhhjcbxkd.xn--p1ai/a"),
        ("https://ГЕНПРОКУРАТУРА.рф/a", "http://www.генпрокуратура.рф/a/"),
        ("https://t.me/channel/100", "https://t.me/s/Channel/100?single"),
        ("https://t.me/channel/100", "https://telegram.me/channel/100?comment=5"),
        ("https://x.com/a/status/1", "https://mobile.twitter.com/a/status/1?s=20&t=x"),
        ("https://youtu.be/dQw4w9WgXcQ?si=x", "https://www.youtube.com/watch?t=3s&v=dQw4w9WgXcQ"),
        ("https://youtube.com/shorts/dQw4w9WgXcQ", "https://m.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://en.wikipedia.org/wiki/A", "https://en.m.wikipedia.org/wiki/A#History"),
        ("https://example.org", "https://www.example.org/index.html"),
        ("https://example.org/a?x=1&y=2", "https://example.org/a?y=2&x=1"),
        ("https://meduza.example/a/b", "https://meduza-example.turbopages.org/turbo/meduza.example/s/a/b"),
    ],
)  # fmt: skip
def test_two_ways_of_writing_are_one_page(one: str, other: str) -> None:
    assert same_page(one) == same_page(other)


def test_different_pages_stay_different() -> None:
    pages = [
        "https://a.example/x", "https://a.example/X", "https://a.example/y", "https://b.example/x",
        "https://a.example/x?id=1", "https://a.example/x?id=2", "https://a.example/x?p=1",
        "https://a.example:8443/x", "https://a.example/x/amplitude", "https://a.example/x%2Fy",
        "https://a.example/x/y", "https://a.example/?from=3", "https://a.example/?from=4",
        "https://a.example/x#!/one", "https://a.example/x#!/two", "https://m.org/x", "https://org/x",
        "https://t.me/channel/100", "https://t.me/channel/101", "https://youtu.be/dQw4w9WgXcQ",
        "https://youtu.be/dQw4w9WgXcR", "https://media.a.example/x", "https://a.example/x?lang=en",
        "https://a.example/%D1%81", "https://a.example/%F1", "",
    ]  # fmt: skip
    for one, other in combinations(pages, 2):
        assert same_page(one) != same_page(other), (one, other)


@pytest.mark.parametrize(
    "text", ["https://[::1", "https://a.example:port/x", "mailto:a@b.example", "???", "//", "https://"]
)  # fmt: skip
def test_an_invalid_url_is_compared_unchanged(text: str) -> None:
    assert same_page(text) == same_page(text)
