"""Weigh how certainly words are a name by themselves, without their context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.names.answer import Sign, Way
from dashboard.names.names import Name
from dashboard.names.surroundings import Piece, Surroundings
from dashboard.words import context
from dashboard.words.frequent import is_frequent
from dashboard.words.inflection import is_dictionary_word, is_people, latin_stems
from dashboard.words.scripts import is_cyrillic, plain
from dashboard.words.words import Kind, Word, lemmas, word

CERTAIN = 3.0
POSSIBLE = 2.0
_ON_AIR = frozenset({"radio", "television", "newspaper"})
_STRONG, _MEDIUM, _WEAK = 3.0, 2.0, 1.0


@dataclass(frozen=True)
class Use:
    """How certainly words of a text are used as a name.

    Attributes:
        weight: From `CERTAIN` on a certain name, from `POSSIBLE` on a possible one.
        signs: The evidence.
        common: Whether the name consists of common words.
        barred: Whether nothing else in the text can make it a name (a street).
    """

    weight: float
    signs: frozenset[Sign] = frozenset()
    common: bool = False
    barred: bool = False

    def raised(self, by: float) -> Use:
        """Return it with more weight, without a new sign."""
        return self if self.barred else replace(self, weight=self.weight + by)

    def with_sign(self, sign: Sign, weight: float) -> Use:
        """Return it with one sign more."""
        if self.barred or sign in self.signs:
            return self
        return replace(self, weight=self.weight + weight, signs=self.signs | {sign})


def _is_common(piece: Piece, meant: Word, *, polish: bool) -> bool:
    """Return whether a word has a meaning beside being a name."""
    lowered = piece.text.casefold()
    return (
        bool(meant.ideas or word(piece.text).ideas)
        or context.is_ordinary(meant.plain)
        or context.is_ordinary(plain(lowered), polish=polish)
        or is_dictionary_word(lowered)
        or (meant.cyrillic and is_cyrillic(lowered) and is_dictionary_word(meant.text))
    )


def single(
    around: Surroundings,
    name: Name,
    meant: Word,
    at: int,
    ways: frozenset[Way],
    *,
    place: bool,
) -> Use | None:
    """Weigh a name of one word by itself."""
    piece = around.pieces[at]
    written, read = piece.text, word(piece.text)
    if len(written) < 2 or written.isdigit():
        return None
    own = name.text.strip('«»„“”"').removeprefix("The ").removeprefix("the ")
    if own.isupper() and len(own) <= 6 and own.isalpha():
        return _abbreviation(around, own, at)
    if len(written) < 3:
        return None
    latin = not meant.cyrillic and not read.cyrillic
    same = read.plain == meant.plain or bool(read.spellings & meant.spellings)
    inflected = around.is_polish and latin_stems(read.text) & latin_stems(meant.text)
    if latin and not same and not inflected:
        return None  # “inside” is no form of “Insider”
    if is_dictionary_word(read.text) and meant.cyrillic and not lemmas(read) & lemmas(meant):
        return None  # «вместо» is no form of «Вместе»
    if is_cyrillic(written) != is_cyrillic(own) and len(written) < 6:
        # «ОВЕН» is not OWEN; «Сота» in quotation marks may be SOTA.
        return Use(0.0, common=True) if around.quoted(at, at) else None
    if _lacks_its_kind(around, name, at):
        return None
    common = (
        _is_common(piece, meant, polish=around.is_polish)
        or place
        or meant.kind is Kind.HEAD
        or (around.is_polish and not piece.capital)
        or (latin and Way.TRANSLITERATION in ways and read.plain != meant.plain)
    )
    style, begins = around.style(at), around.begins(at)
    if not piece.capital and not own.islower():
        if around.quoted(at, at) or common:
            weight = _WEAK - 1.0 * (not around.quoted(at, at))
        else:
            weight = _MEDIUM
        return Use(weight, common=common)
    if around.hyphenated(at, at)[1]:
        return Use(_MEDIUM + 0.5, common=True)  # the rest of the name, as `_hyphenated_away` knows
    if not common:
        return Use(_STRONG)
    told = (
        piece.capital
        and not begins
        and not place
        and style == "plain"
        and not is_people(written.casefold())
        and not (around.is_german and latin and is_frequent(written.casefold()))
    )
    return Use(_WEAK + 1.0 * (told and meant.kind is not Kind.HEAD), common=True)


def _lacks_its_kind(around: Surroundings, name: Name, at: int) -> bool:
    """Return whether a common word lacks the kind of body that the name has («Корпорация «Вместе»»)."""
    own = [each for each in name.words if each.kind is Kind.FORM and len(each.text) > 5]
    if not own or not _is_common(around.pieces[at], name.content[0], polish=False):
        return False
    near = around.pieces[max(0, at - 1) : at + 2]
    return not any(word(piece.text).stems & each.stems for piece in near for each in own)


def _abbreviation(around: Surroundings, own: str, at: int) -> Use | None:
    written = around.pieces[at].text
    if written != own:
        return None
    capitals = around.style(at) == "capitals"
    if len(own) < 3 or context.collides(own) or capitals:
        return Use(_WEAK, common=True)
    if (
        len(own) > 3
        and not is_dictionary_word(own.casefold())
        and not context.is_ordinary(own.casefold())
    ):
        return Use(_STRONG)
    return Use(_MEDIUM, common=True)


def several(
    around: Surroundings,
    name: Name,
    content: Sequence[Word],
    first: int,
    last: int,
    rare: Sequence[bool],
    ways: frozenset[Way],
) -> Use | None:
    """Weigh a name of several words by itself."""
    pieces = around.pieces[first : last + 1]
    numbers = [each.is_number for each in content]
    common = [
        _is_common(piece, each, polish=around.is_polish)
        for piece, each in zip(pieces, content, strict=True)
    ]
    headed = any(
        Kind.HEAD in (each.kind, word(piece.text).kind)
        for piece, each in zip(pieces, content, strict=True)
    )
    whole = Way.PART not in ways
    telling = [
        piece for piece, each, few, plain_word, number
        in zip(pieces, content, rare, common, numbers, strict=True)
        if not number and ((few and not plain_word) or (few and headed and not each.ideas
                           and each.kind is not Kind.HEAD and _is_proper(piece)))
    ]  # fmt: skip
    opened = _opens_with_capital(around, name, first)
    capitals = sum(piece.capital for piece in pieces) + opened
    style, begins = around.style(first), around.begins(first)
    if any(piece.capital for piece in telling):
        return Use(_STRONG)
    words = len(pieces) - sum(numbers)
    if telling and capitals == 0:
        spoken = words < 3 and all(is_frequent(each.text.casefold()) for each in pieces)
        return Use(_MEDIUM if words > 1 and not spoken else _WEAK, common=spoken)
    if any(numbers) and words < 2:
        # «Группа 36», «Комитет-2024», “Article 19”.
        informative = pieces[0].capital and not begins and style == "plain"
        return Use(
            _WEAK + (1.5 if informative and not _is_law(around, first, last) else 0.0), common=True
        )
    if not is_cyrillic(pieces[0].text):
        if capitals >= len(pieces):
            weight = _MEDIUM + (1.0 if style == "plain" or words > 2 else 0.0)
            return Use(weight, common=True)
        translated = headed and Way.TRANSLATION in ways
        if words > 2 and whole and (capitals > 1 or (capitals and (translated or not begins))):
            return Use(_MEDIUM + 0.5 * (capitals > 1), common=True)
        if capitals == 0 and words > 2 and whole:
            return Use(_MEDIUM if words > 3 or headed else _WEAK, common=True)
        verbatim = around.text[pieces[0].start : pieces[-1].end] == name.text
        return Use(_MEDIUM + 0.5 if verbatim and capitals else _WEAK, common=True)
    if style == "capitals":
        return Use(_STRONG if words > 2 and headed else _MEDIUM, common=True)
    if not pieces[0].capital and not opened:
        if words > 3 and headed and whole:
            return Use(_STRONG if capitals else _MEDIUM, common=True)
        spoken = around.text[pieces[0].start : pieces[-1].end] == name.text.casefold()
        if spoken and any(each.ideas & _ON_AIR for each in content):
            return Use(_MEDIUM, common=True)  # «радио свобода» is nothing else
        # «радио Свобода»: the sort of body in lower case, then the name.
        if headed and any(piece.capital for piece in pieces):
            return Use(_STRONG if words > 1 and whole else _MEDIUM, common=True)
        return Use(_WEAK if words > 2 and headed else 0.5, common=True)
    if words > 3:
        return Use(_STRONG if headed or not begins or capitals > 1 else _MEDIUM, common=True)
    more = capitals - sum(numbers) > 1
    if headed:
        return Use(_STRONG if not begins or more else _MEDIUM + 0.5 * (words > 2), common=True)
    if more:
        return Use(_STRONG if not begins else _MEDIUM, common=True)
    begin, _opening = around.opening_word(first)
    start = begin if opened else pieces[0].start
    verbatim = words > 2 and around.text[start : pieces[-1].end].casefold() == name.text.casefold()
    return Use(_MEDIUM if not begins or verbatim else _WEAK, common=True)


def _opens_with_capital(around: Surroundings, name: Name, first: int) -> bool:
    """Return whether the preposition that a name begins with is there too («За свободную Россию»)."""
    _start, opening = around.opening_word(first)
    return opening[:1].isupper() and name.text.casefold().startswith(f"{opening.casefold()} ")


def articled(around: Surroundings, name: Name, first: int) -> bool:
    """Return whether the article of a name has its capital within a sentence (“told The Insider”)."""
    start, opening = around.opening_word(first)
    own = opening == "The" and name.text.startswith("The ")
    return own and around.style(first) == "plain" and around.follows_words(start)


def _is_proper(piece: Piece) -> bool:
    """Return whether an adjective is of a place or a person («Йельский»)."""
    return piece.capital and is_cyrillic(piece.text) and piece.text.casefold().endswith(
        ("ский", "ская", "ское", "ского", "ской", "скому", "скую", "ским", "ском", "ська", "ський", "ського", "ської")
    )  # fmt: skip


def _is_law(around: Surroundings, first: int, last: int) -> bool:
    """Return whether a number after “Article” is that of an article of law."""
    after = around.text[around.pieces[last].end :][:40]
    following = around.words_after(last, 2)
    law = ("of the", "of", "de la", "du", "der", "des", ", paragraph", "(", "§")
    stripped = after.lstrip()
    if any(stripped.startswith(f"{each} ") for each in law) or stripped.startswith("("):
        return True
    lawful = ("конституц", "кодекс", "закон", "convention", "constitution", "covenant", "treaty",
              "grundgesetz", "echr", "iccpr", "gdpr", "ук", "коап", "udhr", "directive", "statute")  # fmt: skip
    near = [*following, *around.words_before(first, 5)]
    return any(piece.text.casefold().startswith(lawful) for piece in near if len(piece.text) > 2)
