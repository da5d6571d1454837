"""What pages, previews and the feed say of a reason and of a date is the same, with its source."""

import json


def test_feed_previews_and_pages_say_the_same(site, editor, tiny_package, monkeypatch):
    editor.change("designations", 2, "reason_source", "foreign-ministry")
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    sentence = "The Russian Foreign Ministry said, paraphrased: Said to threaten security."
    feed, page = site.get("/feed.xml").text, site.get("/o/alpha").text
    assert sentence in feed
    data = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert sentence in json.loads(data)["description"]
    assert page.count("The Russian Foreign Ministry said, paraphrased") >= 3  # and og:description
    said = page.split("<h2>Accusations</h2>")[1].split("<h2>Responses</h2>")[0]
    assert "The Russian Foreign Ministry said, paraphrased:" in said
    assert "Prosecutor General" not in said
    assert sentence in site.get("/organization?id=alpha").text


def test_an_announcement_is_nowhere_called_a_listing(site, tiny_package, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(tiny_package))
    page = site.get("/o/beta").text
    assert "Announced 2 May 2024" in page
    assert "Listed 2 May 2024" not in page
    assert "announced 2 May 2024" in site.get("/o/").text
    assert "announced 2 May 2024" in site.get("/a/undated-beta-decided").text
    feed = site.get("/feed.xml").text.casefold()
    assert "announced 2 may 2024" in feed
    assert "listed 2 may 2024" not in feed
    assert "listed 30 january 2022" in feed
