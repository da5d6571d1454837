"""A page is made within a turn of its reader's network, and the turn is given back."""

from contextlib import contextmanager

import pytest

from dashboard.names import turns
from dashboard.screen.pages import SHOWN
from tests.support.pages import open_site


@pytest.fixture
def seen(monkeypatch):
    """Return what happens to the turns of this process, in order."""
    happened = []

    class Watched(turns.Turns):
        @contextmanager
        def taken(self, address):
            with super().taken(address):
                happened.append("taken")
                yield
            happened.append("given back")

    monkeypatch.setattr(turns, "TURNS", Watched())
    return happened


def test_a_page_is_made_within_a_turn(seen, monkeypatch):
    monkeypatch.setitem(SHOWN, "", lambda context: seen.append("made"))
    assert not open_site().exception
    assert seen == ["taken", "made", "given back"]


def test_a_page_that_fails_gives_its_turn_back(seen, monkeypatch):
    def fail(context):
        raise ValueError

    monkeypatch.setitem(SHOWN, "", fail)
    open_site()
    assert seen == ["taken", "given back"]
