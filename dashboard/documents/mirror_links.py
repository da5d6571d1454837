"""Replace the links of a page by links to files of a mirror."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape

from dashboard.documents.mirror_places import Places

_LINK = re.compile(r'<a\b(?P<before>[^>]*?) href="(?P<href>[^"]*)"(?P<after>[^>]*)>(?P<words>.*?)</a>', re.DOTALL)  # fmt: skip
_SOURCE = re.compile(r' src="(/[^"]*)"')
_BUTTON = re.compile(r"<button\b.*?</button>", re.DOTALL)
_NO_ACTIONS = re.compile(r'<p class="ur-actions">\s*</p>')
_ACTIONS = ("data-copy-link", " download", 'target="_blank"')
"""Attributes that mark links whose text is useless without the link."""


def relative(place: str, target: str) -> str:
    """Return the relative link from one file of the mirror to another.

    Args:
        place: The file with the link, from the root of the mirror.
        target: The file to which it leads.
    """
    return "../" * place.count("/") + target


@dataclass(frozen=True)
class Links:
    """Replaces links, and collects their targets.

    Attributes:
        places: The files of the mirror.
        targets: The files to which some link leads.
    """

    places: Places
    targets: set[str] = field(default_factory=set)

    def href(self, place: str, address: str, language: str) -> str | None:
        """Return the link from a file to the mirrored page of a URL; None if there is none.

        Args:
            place: The file with the link.
            address: Path, query and fragment.
            language: The language of the page.
        """
        asked, mark, fragment = address.partition("#")
        if (target := self.places.file(asked, language)) is None:
            return None
        self.targets.add(target)
        return f"{relative(place, target)}{mark}{fragment}"

    def led(self, markup: str, place: str, language: str) -> str:
        """Return the markup of a page with every link of this site led to a file.

        A link to what the mirror has not becomes its words, and is left out where they would say nothing:
        a download, a link to copy. So is every button, which needs a script.

        Args:
            markup: The page.
            place: Its file.
            language: Its language.
        """
        shown = _BUTTON.sub("", markup)
        shown = _LINK.sub(self._link(place, language), shown)
        shown = _SOURCE.sub(lambda found: f' src="{self._source(place, found[1])}"', shown)
        return _NO_ACTIONS.sub("", shown)

    def _source(self, place: str, address: str) -> str:
        target = address.partition("/assets/")[2]
        self.targets.add(f"assets/{target}")
        return relative(place, f"assets/{target}")

    def _link(self, place: str, language: str) -> Callable[[re.Match[str]], str]:
        def replaced(found: re.Match[str]) -> str:
            href, before, after = unescape(found["href"]), found["before"], found["after"]
            if not href.startswith("/"):
                return found[0]
            action = any(each in f"{before}{after}" for each in _ACTIONS)
            led = None if "data-copy-link" in after else self.href(place, href, language)
            if led is None:
                return "" if action else found["words"]
            return f'<a{before} href="{escape(led)}"{after}>{found["words"]}</a>'

        return replaced
