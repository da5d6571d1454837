"""How many messages an act sends: each costs the browser a round of rendering."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.session import Session
from dashboard.catalog import load_catalog

MOST = 20
CATALOG = load_catalog()
FRAME = 6
"""The beginning and the end of a run, the navigation, and what the tab of the browser shows."""


def messages(site, path, *, chosen):
    async def counted():
        session = await Session.open(site)
        await session.start()
        shown = await session.go(f"/{path}")
        if chosen:
            shown = await session.choose(*chosen)
        await session.socket.close()
        return shown.messages

    # In a thread of its own: the browser of other tests has an event loop in this one.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, counted()).result()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("", 3),  # above the filters, the filters, below them
        ("charts?show=where", 3),
        ("organizations", 3),
        ("articles", 3),
        (f"organization?id={CATALOG.designations.index[0]}", 1),
        (f"article?id={CATALOG.articles.index[0]}", 1),
        ("changes", 1),
        ("about", 1),
        ("data", 1),
    ],
)
@pytest.mark.parametrize("chosen", [None, ("country", "LV")])
def test_a_page_comes_in_few_messages(site, path, words, chosen):
    came = messages(site, path, chosen=chosen)
    assert len(came) == FRAME + words <= MOST, came


def test_the_page_of_the_check_comes_in_few_messages(site):
    came = messages(site, "check", chosen=None)
    assert len(came) <= MOST, came
