"""Find out whether words are a part of a longer, other name: “Agora of Athens”, “Yale Locks”, «Медиа-школа»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.names.names import Name
from dashboard.names.surroundings import Piece, Surroundings
from dashboard.words.context import Says, says
from dashboard.words.inflection import is_genitive, is_given_name, is_known, is_verb
from dashboard.words.places import country, country_of
from dashboard.words.scripts import is_cyrillic
from dashboard.words.words import Kind, Word, is_place, word

_OF = re.compile(r"\s(?:of|de|der|des|du|di)\s+(?:the\s+|la\s+)?[A-ZÀ-Ý]")

BARS = -4.0
"""Weight at or below which it is certain that no organization is meant (a street, for example)."""


def hyphenated_away(around: Surroundings, name: Name, first: int, last: int) -> bool:
    """Return whether a hyphen makes it part of another word («Медиа-школа», “Friedrich-Ebert-Straße”)."""
    left, right = around.hyphenated(first, last)
    own = name.text.casefold()
    if right and not (says(right, Says.KIND) or right.casefold() in own):
        return True
    return bool(left) and not (says(left, Says.KIND) or left.casefold() in own)


def in_longer_name(
    around: Surroundings,
    name: Name,
    content: Sequence[Word],
    first: int,
    last: int,
    common: bool,
) -> float | None:
    """Weigh the evidence for a longer, other name (“Agora of Athens”, “Yale Locks”)."""
    pieces = around.pieces
    here = pieces[last]
    titled = around.style(first) != "plain"
    rest = around.text[here.end : here.end + 40]
    if common and not is_cyrillic(here.text) and _OF.match(rest):
        following = around.words_after(last, 1)
        where = bool(following) and is_place(word(following[0].text))
        return -1.5 if where and len(content) > 2 else -2.0
    if around.adjoins(last):
        after = pieces[last + 1]
        same = is_cyrillic(after.text) == is_cyrillic(here.text)
        if not is_cyrillic(after.text) and says(after.text, Says.PLACE) and after.capital:
            return -4.0
        if (
            after.capital
            and not after.text[0].isdigit()
            and not titled
            and not _is_where_or_who(after)
        ):
            if (common and (same or (after.text.isupper() and len(after.text) > 1))) or (
                common and _is_acronym(after)
            ):
                return -3.0
            if (
                same
                and len(content) == 1
                and not says(after.text, Says.KIND)
                and not says(after.text, Says.ACT)
            ):
                return -1.0
        if (
            common and is_cyrillic(after.text) and not after.capital and is_genitive(after.text)
            and is_known(after.text) and not says(after.text, Says.ACT) and not is_verb(after.text)
            and is_cyrillic(here.text)
            and (len(content) == 1 or is_genitive(here.text.casefold()))
        ):  # fmt: skip
            return -2.0
        if common and len(content) == 1 and titled and after.capital and same:
            return -1.0
    if first and around.adjoins(first - 1) and len(content) == 1:
        before = pieces[first - 1]
        same = is_cyrillic(before.text) == is_cyrillic(here.text)
        if (
            before.capital and same and not around.begins(first - 1) and not before.text.isdigit()
            and not says(before.text, Says.KIND) and not says(before.text, Says.TITLE) and not titled
            and word(before.text).kind is not Kind.HEAD
        ):  # fmt: skip
            return -3.0 if common else -1.0
        if says(before.text, Says.PLACE) and is_cyrillic(before.text):
            return -4.0
    if first and is_cyrillic(here.text):
        before = pieces[first - 1]
        if says(before.text, Says.PLACE) and around.adjoins(first - 1):
            return -4.0
    article = around.text[max(0, pieces[first].start - 4) : pieces[first].start]
    abbreviation = here.text.isupper() and len(here.text) > 1
    if (
        common
        and len(content) == 1
        and not abbreviation
        and article in ("the ", " a ", "the\n")
        and not name.text.startswith("The")
    ):
        return -1.5
    definite = around.text[max(0, pieces[first].start - 4) : pieces[first].start] == "The "
    if common and len(content) == 1 and name.text.startswith("The ") and not definite:
        return -1.0
    if (
        common
        and rest[:3] in (" — ", " – ", " - ")
        and around.begins(first)
        and not _is_defined(rest)
    ):
        return -1.0
    return None


def _is_defined(rest: str) -> bool:
    """Return whether a dash is followed by what an organization is («Медуза — издание …»)."""
    following = rest[3:].split()
    if following and says(following[0].strip(",.;"), Says.THING):
        return False
    return any(says(each.strip(",.;"), Says.KIND) for each in following[:3])


def _is_where_or_who(piece: Piece) -> bool:
    """Return whether a capital word after a name is a country or a person («Агора Павла Чикова»)."""
    lowered = piece.text.casefold()
    return (
        country(lowered) is not None
        or country_of(lowered) is not None
        or is_place(word(piece.text))
        or is_given_name(lowered)
        or (len(piece.text) == 1)
    )


def _is_acronym(piece: Piece) -> bool:
    return len(piece.text) > 2 and sum(letter.isupper() for letter in piece.text) > 2
