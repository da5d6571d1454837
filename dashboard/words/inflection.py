"""Words in any grammatical case: lemmas for Russian, stems for Ukrainian and German."""

from __future__ import annotations

import copy
from functools import lru_cache

import pymorphy3  # type: ignore[import-untyped]

from dashboard.words.memo import remembered
from dashboard.words.scripts import is_cyrillic, plain

_ENDINGS = (
    "ого ому ими ыми ої ою ий ій ім их им а я о е є и і ї у ю ам ям ах ях ами ями ом ем ем єм "
    "ою ею єю ові еві єві ів їв ей ння нню нням ня ню ая ае ую ы ый аў"
)
# Of Ukrainian (and Belarusian) nouns and adjectives, longest first.
_SLAVIC = sorted(_ENDINGS.split(), key=len, reverse=True)
_GERMANIC = ("en", "em", "er", "es", "e", "s", "n")
# Endings of foreign names in Slavic and Baltic languages, with the minimum length of the rest.
_OF_NAMES = (("ova", 4), ("owa", 4), ("a", 6), ("u", 6), ("o", 6))
_FOREIGN = (*_GERMANIC, *(ending for ending, _least in _OF_NAMES))
# Belarusian endings that Russian does not have.
_BELARUSIAN = ("ага", "яга", "аму", "яму", "ай", "яй", "ыі", "ыя", "аю", "яю", "ў", "аў", "яў")
_SHORTEST = 4
_LONG = 6


@lru_cache(maxsize=1)
def analyzer() -> pymorphy3.MorphAnalyzer:
    """Return the morphological dictionary of Russian, loaded once."""
    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=1)
def _lemmatizer() -> pymorphy3.MorphAnalyzer:
    """Return the same dictionary without probabilities of the readings of a word, which is faster."""
    unweighed = copy.copy(analyzer())
    unweighed.prob_estimator = None
    return unweighed


@remembered
def stems(word: str) -> frozenset[str]:
    """Return the stems of a lower-case word; two grammatical forms share one.

    Lemmas begin with "=", so that a stem is not taken for one.

    Example:
        >>> bool(stems("медузы") & stems("медуза"))
        True
    """
    if not word.isalpha():
        return frozenset()
    if is_cyrillic(word):
        found = {f"={plain(parse.normal_form)}" for parse in _lemmatizer().parse(word)}
        found.add(_slavic(plain(word)))
        if not is_known(word):
            found |= _belarusian(plain(word))
            if "і" in word and len(word) > _LONG:
                # «хельсінкскага» is a form of what Russian writes with и.
                found |= {each.replace("і", "и") for each in found if each[0] != "="}
        return frozenset(found)
    base = plain(word)
    found = {base}
    if not base.endswith(_FOREIGN):
        return frozenset(found)
    for ending in _GERMANIC:
        if base.endswith(ending) and len(base) - len(ending) >= _SHORTEST:
            found.add(base[: -len(ending)])
    for ending, least in _OF_NAMES:
        if base.endswith(ending) and len(base) - len(ending) >= least:
            found.add(base[: -len(ending)])
    return frozenset(found)


def _slavic(word: str) -> str:
    # Vowels that alternate in a closed syllable (організація: організацій) are left alone.
    for ending in _SLAVIC:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST - 1:
            return word[: -len(ending)]
    return word


def _belarusian(word: str) -> set[str]:
    """Return a word of no Russian dictionary without the endings of Belarusian adjectives and nouns."""
    return {
        word[: -len(ending)]
        for ending in _BELARUSIAN
        if word.endswith(ending) and len(word) - len(ending) > _SHORTEST
    }


_POLISH = tuple(sorted({plain(each) for each in (
    "ami", "ach", "ów", "owi", "owie", "em", "ie", "ą", "ę", "y", "i", "u", "a", "o", "e", "ego", "emu", "ej", "ym", "ich", "imi", "iej", "ii", "ia", "ię", "ią", "io", "ie", "mi", "ou", "ům", "ech", "eho", "ému", "ím", "ých", "ého", "í", "é", "á", "ů",
)}, key=len, reverse=True))  # fmt: skip
_SHORTEST_LATIN = 5


@remembered
def latin_stems(word: str) -> frozenset[str]:
    """Return a lower-case Latin word, and its stem without a Polish or Czech ending.

    A stem has at least five letters, because English has few endings and many short words.

    Example:
        >>> bool(latin_stems("fundacji") & latin_stems("fundacja"))
        True
    """
    base = plain(word)
    found = {base}
    if len(base) > _SHORTEST_LATIN and base.endswith(_POLISH):
        for ending in _POLISH:
            if base.endswith(ending) and len(base) - len(ending) >= _SHORTEST_LATIN:
                found.add(base[: -len(ending)])
        if base.endswith("cie"):
            found.add(f"{base[:-3]}t")  # “na Uniwersytecie”
    elif len(base) == _SHORTEST_LATIN and base.endswith("a"):
        found.add(base[:-1])  # “Fundacja Heinricha Bölla”
    return frozenset(found)


@remembered
def is_known(word: str) -> bool:
    """Return whether the dictionary contains a lower-case word; lemmas of other words are guesses."""
    return is_cyrillic(word) and bool(analyzer().word_is_known(word))


@remembered
def is_dictionary_word(word: str) -> bool:
    """Return whether a lower-case Cyrillic word is a form of a common word of Russian, not a name."""
    if not is_cyrillic(word) or not analyzer().word_is_known(word):
        return False
    names = {"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr"}
    return not any(names & set(parse.tag.grammemes) for parse in analyzer().parse(word)[:1])


@remembered
def is_given_name(word: str) -> bool:
    """Return whether a lower-case Cyrillic word may be a form of somebody's given name."""
    if not is_cyrillic(word):
        return False
    return any({"Name", "Patr"} & set(parse.tag.grammemes) for parse in analyzer().parse(word))


@remembered
def is_surname(word: str) -> bool:
    """Return whether a lower-case Cyrillic word may be a form of somebody's surname."""
    if not is_cyrillic(word):
        return False
    return any("Surn" in parse.tag.grammemes for parse in analyzer().parse(word))


@remembered
def is_adjective(word: str) -> bool:
    """Return whether a lower-case Cyrillic word is an adjective or a participle."""
    if not is_cyrillic(word):
        return False
    return analyzer().parse(word)[0].tag.POS in ("ADJF", "ADJS", "PRTF", "PRTS")


@remembered
def is_verb(word: str) -> bool:
    """Return whether a lower-case Cyrillic word is a finite verb or a short participle."""
    if not is_cyrillic(word):
        return False
    return analyzer().parse(word)[0].tag.POS in ("VERB", "PRTS", "INFN")


@remembered
def is_genitive(word: str) -> bool:
    """Return whether a lower-case Cyrillic word may be a noun in the genitive."""
    if not is_cyrillic(word):
        return False
    return any(
        parse.tag.POS == "NOUN" and "gent" in parse.tag.grammemes
        for parse in analyzer().parse(word)[:3]
    )


@remembered
def is_people(word: str) -> bool:
    """Return whether a lower-case Cyrillic word is of several people («демократы»)."""
    if not is_cyrillic(word):
        return False
    return any(
        {"NOUN", "anim", "plur"} <= set(parse.tag.grammemes) for parse in analyzer().parse(word)[:2]
    )
