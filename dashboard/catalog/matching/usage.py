"""Is a name used as a name here? Signs for and against, weighed.

«Медуза» is a jellyfish and a newsroom. A name that nothing else is called needs no sign; one that is
made of common words needs one: a word of kind beside it, quotation marks, an asterisk, the words of
the law, a verb of what organizations do. A street, a film or a longer name speaks against it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.catalog.matching import context
from dashboard.catalog.matching.answer import Sign, Way
from dashboard.catalog.matching.context import Says, says
from dashboard.catalog.matching.inflection import (
    is_dictionary_word,
    is_genitive,
    is_given_name,
    is_people,
    is_verb,
)
from dashboard.catalog.matching.names import Name
from dashboard.catalog.matching.places import country, country_of
from dashboard.catalog.matching.scripts import is_cyrillic, plain
from dashboard.catalog.matching.surroundings import Piece, Surroundings
from dashboard.catalog.matching.words import Kind, Word, is_place, lemmas, word


CERTAIN = 3.0
POSSIBLE = 2.0
_BARS = -4.0
_LEGAL_FORM = re.compile(
    r"[»”\"]?,?\s(?:e\.\s?V\.|gGmbH|GmbH|gUG|Ltd\b|Inc\b|LLC\b|z\.\s?s\.|z\.\s?ú\.|s\.\s?r\.\s?o\.|ry\b|r\.y\.|"
    r"MTÜ\b|SIA\b|Sp\. z o\.\s?o\.|AS\b|AISBL\b|ASBL\b|CIC\b|SCE\b)"
)
_STRONG, _MEDIUM, _WEAK = 3.0, 2.0, 1.0


@dataclass(frozen=True)
class Use:
    """How surely words of a text are used as a name.

    Attributes:
        weight: From `CERTAIN` on they surely are, from `POSSIBLE` on perhaps.
        signs: Why.
        common: Whether the name is made of common words.
        barred: Whether nothing else in the text can make it a name (a street).
    """

    weight: float
    signs: frozenset[Sign] = frozenset()
    common: bool = False
    barred: bool = False

    def with_sign(self, sign: Sign, weight: float) -> Use:
        """Return it with one sign more."""
        if self.barred or sign in self.signs:
            return self
        return replace(self, weight=self.weight + weight, signs=self.signs | {sign})


NONE = Use(0.0, barred=True)


def usage(
    around: Surroundings,
    name: Name,
    content: Sequence[Word],
    first: int,
    last: int,
    rare: Sequence[bool],
    ways: frozenset[Way],
) -> Use:
    """Weigh how words of a text are used.

    Args:
        around: The text.
        name: The name that they may be.
        content: Those of its words that are there.
        first: The place of the first word.
        last: The place of the last.
        rare: For each word whether few names have it.
        ways: How the words match the name's.
    """
    pieces = around.pieces[first : last + 1]
    if _hyphenated_away(around, name, first, last):
        return NONE
    if len(pieces) == 1:
        base = _single(around, name, content[0], first, ways)
    else:
        base = _several(around, name, content, first, last, rare, ways)
    if base is None:
        return NONE
    return _signs(around, name, content, first, last, base)


def _hyphenated_away(around: Surroundings, name: Name, first: int, last: int) -> bool:
    """Whether a hyphen makes it part of another word («Медиа-школа», “Friedrich-Ebert-Straße”)."""
    left, right = around.hyphenated(first, last)
    own = name.text.casefold()
    if right and not (says(right, Says.KIND) or right.casefold() in own):
        return True
    return bool(left) and not (says(left, Says.KIND) or left.casefold() in own)


def _is_common(piece: Piece, meant: Word) -> bool:
    """Whether a word has a meaning beside being a name."""
    lowered = piece.text.casefold()
    return (
        bool(meant.ideas)
        or context.is_ordinary(meant.plain)
        or context.is_ordinary(plain(lowered))
        or is_dictionary_word(lowered)
        or (meant.cyrillic and is_dictionary_word(meant.text))
    )


def _single(
    around: Surroundings, name: Name, meant: Word, at: int, ways: frozenset[Way]
) -> Use | None:
    """What a name of one word weighs by itself."""
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
    if latin and read.plain != meant.plain and not read.spellings & meant.spellings:
        return None  # “inside” is no form of “Insider”
    if is_dictionary_word(read.text) and meant.cyrillic and not lemmas(read) & lemmas(meant):
        return None  # «вместо» is no form of «Вместе»
    if is_cyrillic(written) != is_cyrillic(own) and len(written) < 6:
        return None  # «ОВЕН» is not OWEN
    if _lacks_its_kind(around, name, at):
        return None
    common = _is_common(piece, meant) or name.is_school or meant.kind is Kind.HEAD or (latin and Way.TRANSLITERATION in ways)
    style, begins = around.style(at), around.begins(at)
    if not piece.capital and not own.islower():
        if around.quoted(at, at) or common:
            weight = _WEAK - 1.0 * (not around.quoted(at, at))
        else:
            weight = _MEDIUM
        return Use(weight, common=common)
    if not common:
        return Use(_STRONG)
    told = piece.capital and not begins and not name.is_school and style == "plain" and not is_people(written.casefold())
    return Use(_WEAK + 1.0 * (told and meant.kind is not Kind.HEAD), common=True)


def _lacks_its_kind(around: Surroundings, name: Name, at: int) -> bool:
    """Whether a common word lacks the kind of body that the name has («Корпорация «Вместе»»)."""
    own = [each for each in name.words if each.kind is Kind.FORM and len(each.text) > 5]
    if not own or not _is_common(around.pieces[at], name.content[0]):
        return False
    near = around.pieces[max(0, at - 1) : at] + around.pieces[at + 1 : at + 2]
    return not any(word(piece.text).stems & each.stems for piece in near for each in own)


def _abbreviation(around: Surroundings, own: str, at: int) -> Use | None:
    written = around.pieces[at].text
    if written != own:
        return None
    capitals = around.style(at) == "capitals"
    if len(own) < 3 or context.collides(own) or capitals:
        return Use(_WEAK, common=True)
    if len(own) > 3 and not is_dictionary_word(own.casefold()) and not context.is_ordinary(own.casefold()):
        return Use(_STRONG)
    return Use(_MEDIUM, common=True)


def _several(
    around: Surroundings,
    name: Name,
    content: Sequence[Word],
    first: int,
    last: int,
    rare: Sequence[bool],
    ways: frozenset[Way],
) -> Use | None:
    """What a name of several words weighs by itself."""
    pieces = around.pieces[first : last + 1]
    numbers = [each.is_number for each in content]
    common = [_is_common(piece, each) for piece, each in zip(pieces, content, strict=True)]
    headed = any(each.kind is Kind.HEAD for each in content)
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
        return Use(_MEDIUM if words > 1 else _WEAK)
    if any(numbers) and words < 2:
        # «Группа 36», «Комитет-2024», “Article 19”.
        informative = pieces[0].capital and not begins and style == "plain"
        return Use(_WEAK + (1.5 if informative and not _is_law(around, first, last) else 0.0), common=True)
    if not is_cyrillic(pieces[0].text):
        if capitals >= len(pieces):
            weight = _MEDIUM + (1.0 if style == "plain" or words > 2 else 0.0)
            return Use(weight, common=True)
        if capitals and words > 2 and whole:
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
    return Use(_MEDIUM if not begins else _WEAK, common=True)


def _opens_with_capital(around: Surroundings, name: Name, first: int) -> bool:
    """Whether the preposition that a name begins with is there too («За свободную Россию»)."""
    _start, opening = around.opening_word(first)
    return opening[:1].isupper() and name.text.casefold().startswith(f"{opening.casefold()} ")


def _is_proper(piece: Piece) -> bool:
    """Whether an adjective is of a place or a person («Йельский»)."""
    return piece.capital and is_cyrillic(piece.text) and piece.text.casefold().endswith(
        ("ский", "ская", "ское", "ского", "ской", "скому", "скую", "ским", "ском", "ська", "ський", "ського", "ської")
    )  # fmt: skip


def _is_law(around: Surroundings, first: int, last: int) -> bool:
    """Whether a number after “Article” is that of an article of law."""
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


def _signs(
    around: Surroundings,
    name: Name,
    content: Sequence[Word],
    first: int,
    last: int,
    use: Use,
) -> Use:
    """Add what speaks for and against it."""
    weight, signs, barred = use.weight, set(use.signs), False
    common = use.common
    if not common and use.weight >= CERTAIN:
        return _against(around, name, content, first, last, use)
    quoted = around.quoted(first, last)
    before, after = around.before(first), around.after(last)
    headed = any(each.kind is Kind.HEAD for each in content) and len(content) > 1

    def add(sign: Sign, by: float) -> None:
        nonlocal weight
        weight += by
        signs.add(sign)

    if around.starred(last):
        add(Sign.STAR, 3.0)
    if around.labeled(last):
        add(Sign.LABEL, 3.0)
    kind, thing = _beside(around, first, last, before, after)
    if thing and not kind and common and not headed:
        add(Sign.AGAINST, -3.0)
    elif thing and not kind and (common or quoted):
        add(Sign.AGAINST, -1.5)
    elif kind:
        add(Sign.KIND, 2.0)
    if quoted and not thing:
        add(Sign.QUOTED, 2.0)
    if _is_source(around, first):
        add(Sign.SOURCE, 2.0)
    elif _acts(around, first, last, before, after):
        add(Sign.ACT, 1.5)
    if around.is_about(Says.DESIGNATING, first, last):
        add(Sign.LAW, 1.5)
    if _LEGAL_FORM.match(around.text, around.pieces[last].end):
        add(Sign.KIND, 2.0)
    if around.in_longer_quotation(first, last):
        add(Sign.AGAINST, -3.0)
    elif not quoted:
        part = _in_longer_name(around, name, content, first, last, common)
        if part is not None:
            add(Sign.AGAINST, part)
            barred = part <= _BARS
    if common and not {Sign.KIND, Sign.STAR, Sign.LABEL} & signs:
        if around.is_about(Says.TOPIC, first, last):
            add(Sign.AGAINST, -3.0 if not headed else -1.5)
    if weight < CERTAIN and common:
        signs.add(Sign.COMMON)
    return Use(weight, frozenset(signs), common, barred)


def _against(
    around: Surroundings, name: Name, content: Sequence[Word], first: int, last: int, use: Use
) -> Use:
    """What speaks against a name that needs no sign: that it is a part of another."""
    if around.starred(last):
        return replace(use, signs=use.signs | {Sign.STAR})
    quoted = around.quoted(first, last)
    if around.in_longer_quotation(first, last):
        return replace(use, weight=use.weight - 1.0, signs=use.signs | {Sign.AGAINST})
    if not quoted:
        part = _in_longer_name(around, name, content, first, last, common=False)
        if part is not None:
            signs = use.signs | {Sign.AGAINST}
            return replace(use, weight=use.weight + part, signs=signs, barred=part <= _BARS)
    return replace(use, signs=use.signs | {Sign.QUOTED}) if quoted else use


def _beside(
    around: Surroundings, first: int, last: int, before: Piece | None, after: Piece | None
) -> tuple[bool, bool]:
    """Whether the words beside say that it is such a body, and that it is something else."""
    kind = thing = False
    if before is not None:
        if before.text.casefold().startswith(("групп", "гурт", "гурп", "труппа")):
            adjective = around.before(first - 1)
            kind = adjective is not None and says(adjective.text, Says.BODY)
            thing = not kind
        else:
            thing = says(before.text, Says.THING)
            kind = not thing and says(before.text, Says.KIND)
            if before.text.casefold().startswith("проект"):
                adjective = around.before(first - 1)
                thing = adjective is not None and adjective.text.casefold().startswith(("нацио", "федер", "регион"))
                kind = not thing
    if not kind and not thing:
        near = around.before_preposition(first)
        kind = near is not None and says(near.text, Says.KIND)
    if not kind and not thing and not is_cyrillic(around.pieces[last].text):
        following = around.words_after(last, 3)
        if after is not None and following:
            for number, piece in enumerate(following):
                if not around.adjoins(last + number):
                    break
                if number == 0 and says(piece.text, Says.PLACE):
                    thing = True
                    break
                if says(piece.text, Says.KIND) and not says(piece.text, Says.ACT):
                    kind = True
                    break
                if says(piece.text, Says.THING) and number == 0:
                    thing = True
                    break
    left, right = around.hyphenated(first, last)
    kind = kind or (bool(right) and says(right, Says.KIND)) or (bool(left) and says(left, Says.KIND))
    return kind, thing


def _is_source(around: Surroundings, first: int) -> bool:
    near = around.words_before(first, 1)
    return bool(near) and says(near[0].text, Says.SOURCE)


def _acts(
    around: Surroundings, first: int, last: int, before: Piece | None, after: Piece | None
) -> bool:
    if after is not None and says(after.text, Says.ACT):
        return True
    if before is not None and says(before.text, Says.ACT):
        return True
    near = around.words_after(last, 3)
    if after is not None and near and near[0].start == after.start:
        return any(says(piece.text, Says.ACT) for piece in near[1:2] if not piece.capital)
    return False


def _in_longer_name(
    around: Surroundings,
    name: Name,
    content: Sequence[Word],
    first: int,
    last: int,
    common: bool,
) -> float | None:
    """What it weighs that the words go on as another name (“Agora of Athens”, “Yale Locks”)."""
    pieces = around.pieces
    here = pieces[last]
    titled = around.style(first) != "plain"
    rest = around.text[here.end : here.end + 40]
    if common and not is_cyrillic(here.text):
        if re.match(r"\s(?:of|de|der|des|du|di)\s+(?:the\s+|la\s+)?[A-ZÀ-Ý]", rest):
            following = around.words_after(last, 1)
            if not (following and is_place(word(following[0].text)) and len(content) > 2):
                return -2.0
    if around.adjoins(last):
        after = pieces[last + 1]
        same = is_cyrillic(after.text) == is_cyrillic(here.text)
        if not is_cyrillic(after.text) and says(after.text, Says.PLACE) and after.capital:
            return -4.0
        if after.capital and not after.text[0].isdigit() and not titled and not _is_where_or_who(after):
            if common and (same or (after.text.isupper() and len(after.text) > 1)) or (
                common and _is_acronym(after)
            ):
                return -3.0
            if same and len(content) == 1 and not says(after.text, Says.KIND) and not says(after.text, Says.ACT):
                return -1.0
        if (
            common and is_cyrillic(after.text) and not after.capital and is_genitive(after.text)
            and not says(after.text, Says.ACT) and not is_verb(after.text)
            and is_cyrillic(here.text) and is_genitive(here.text.casefold())
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
    if common and len(content) == 1 and not abbreviation and article in ("the ", " a ", "the\n") and not name.text.startswith("The"):
        return -1.5
    definite = around.text[max(0, pieces[first].start - 4) : pieces[first].start] == "The "
    if common and len(content) == 1 and name.text.startswith("The ") and not definite:
        return -1.0
    if common and rest[:3] in (" — ", " – ", " - ") and around.begins(first) and not name_is_defined(rest):
        return -1.0
    return None


def name_is_defined(rest: str) -> bool:
    """Whether a dash is followed by what an organization is («Медуза — издание …»)."""
    following = rest[3:].split()
    return any(says(each.strip(",.;"), Says.KIND) for each in following[:3])


def _is_where_or_who(piece: Piece) -> bool:
    """Whether a capital word after a name is a country or a person («Агора Павла Чикова»)."""
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
