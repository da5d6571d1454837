"""Cells of people's lists: cleaned of how they travelled, and cut into the names in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.sheets.decoding import repaired
from dashboard.text.legible import FOOTNOTE, legible

_LINK = re.compile(r"!?\[([^\[\]\n]{1,300})\]\(([^()\s]*)(?:\s+\"[^\"]*\")?\)")
_BULLET = re.compile(r"^[ \t]*(?:[-*+•·‣▪■□●○–—>#✓✔☐☑]+[ \t]+)+", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<![\w*])(\*{2,3}|_{2,3}|~~|`+)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_CHECKBOX = re.compile(r"^[ \t]*\[[ xXхХ]?\][ \t]+", re.MULTILINE)
_NUMBERED = re.compile(
    r"^\s*(?:(?:№|No|N|#)\.?\s*\d+[.):]?|[(\[]?\d{1,4}(?:\.\d{1,3})*[.)\]:]*|[(\[]?[ivxlcdmIVXLCDM]{1,7}[.)\]]|"
    r"[(\[]?[a-zа-я][.)\]])\s+(?:[–—-]\s+)?(?=\S)"
)
_FOOTNOTE_DIGIT = re.compile(
    r"(?<=[^\W\d_]{4})\d{1,2}(?=$|[\s»”\"),;.])|(?<=[»”\"])\d{1,2}(?=$|[\s),;.])"
)
_LABEL = re.compile(r"^\s*([^:\n]{2,50}?)\s*:\s+(?=\S)|^\s*([^:\n]{2,50}?)\s*:(?=[«„“\"])")
_ALIAS = re.compile(
    r"\s*[,;(]?\s*(?<!\w)(?:a\s*\.?\s*/?\s*k\s*\.?\s*/?\s*a|f\s*\.?\s*/?\s*k\s*\.?\s*/?\s*a|d\s*/\s*b\s*/\s*a|"
    r"also known as|formerly known as|formerly|previously|он же|она же|также известн\w+ как|известн\w+ как|"
    r"ранее известн\w+ как|ранее|бывш\w+|прежнее название|так называем\w+|т\.\s?н\.|so[- ]called|sogenannte\w*)"
    r"(?!\w)\.?:?\s*",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\s*(?:[;|\n\t•·∙‣▪●‖¦]|,(?=\s|[«„“\"A-ZА-ЯЁ])|\s[/+]\s|\s[–—]\s|(?<=[»”\"])\s*/\s*|"
    r"(?<=\s)\(?\d{1,2}\)(?=\s))\s*"
)
_WEAK = re.compile(
    r"\s+(?:и|и/или|а также|and|&|und|та|і|й|et|y|oraz|or|или|\+)\s+|\s*/\s*|\s+[-–—]+\s+|\s*\+\s*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]{1,200})[)\]}]")
_LONGEST = 40
"""Pieces of one cell that are looked at."""

_SHORT_FORMS = (
    (r"\bint['’]?l\b\.?", "international"),
    (r"\bnat['’]?l\b\.?", "national"),
    (r"\binst\.(?=\s|$)|\binstit\b\.?", "institute"),
    (r"\buniv\b\.?", "university"),
    (r"\bass['’]?n\b\.?|\bassoc\b\.?", "association"),
    (r"\bf['’]?d['’]?n\b\.?|\bfndn\b\.?|\bfound\.(?=\s|$)", "foundation"),
    (r"\bctr\b\.?|\bcntr\b\.?", "center"),
    (r"\bcncl\b\.?", "council"),
    (r"\bcmte\b\.?|\bcttee\b\.?", "committee"),
    (r"\bgov['’]?t\b\.?", "government"),
    (r"\bdept\b\.?", "department"),
    (r"\bdem\.(?=\s)", "democracy"),
    (r"\bун-т\b\.?|\bунив\.(?=\s|$)", "университет"),
    (r"\bин-т\b\.?", "институт"),
    (r"\bо-во\b\.?|\bоб-во\b\.?", "общество"),
    (r"\bк-т\b\.?|\bком-т\b\.?", "комитет"),
    (r"\bф-д\b\.?", "фонд"),
    (r"\bцентр\.\s+(?=[А-ЯЁ])", "Центрально "),
    (r"\bмежд(?:унар)?\.(?=\s)", "международный"),
    (r"\bнац\.(?=\s)", "национальный"),
    (r"\bевроп\.(?=\s)", "европейский"),
    (r"\bамер\.(?=\s)", "американский"),
    (r"\bорг-ция\b|\bорг-я\b", "организация"),
)
_SHORT = tuple((re.compile(pattern, re.IGNORECASE), full) for pattern, full in _SHORT_FORMS)
_ANY_SHORT = re.compile("|".join(pattern for pattern, _full in _SHORT_FORMS), re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """A part of a cell that may be a name of its own.

    Attributes:
        text: What stands there.
        listed: Whether it is one of several in a row; else it stands in brackets.
    """

    text: str
    listed: bool


def tidy(text: str) -> str:
    """Return a cell as a person reads it: no tags, entities, Markdown, bullets or broken encoding.

    Args:
        text: The cell, as it came.

    Example:
        >>> tidy("**[The Insider](https://example.org)**[1]")
        'The Insider'
    """
    text = repaired(text)
    text = _LINK.sub(r"\1", text.replace("<<", "«").replace(">>", "»"))
    text = legible(text).text.replace(FOOTNOTE, " ")
    text = _CHECKBOX.sub("", _BULLET.sub("", text))
    return _EMPHASIS.sub(r"\2", text).strip()


def unnumbered(text: str) -> str:
    """Return a text without the number of its row («17)», “1.1.”, “IV.”)."""
    while (found := _NUMBERED.match(text)) and len(text) > found.end() + 1:
        text = text[found.end() :]
    return text


def without_footnotes(text: str) -> str:
    """Return a text without digits that stick to the end of a word, as footnotes do when copied."""
    return _FOOTNOTE_DIGIT.sub("", text)


def may_be_in_short(text: str) -> bool:
    """Return whether a text holds a usual short form of a word."""
    return bool(_ANY_SHORT.search(text))


def in_full(text: str) -> str:
    """Return a text with usual short forms of words written out (“Int'l”, «ун-т»)."""
    if not may_be_in_short(text):
        return text
    for pattern, full in _SHORT:
        text = pattern.sub(full, text)
    return text


def label(text: str) -> tuple[str, str]:
    """Split a label before a colon off the beginning of a text; "" if there is none."""
    found = _LABEL.match(text)
    if not found:
        return "", text
    return (found.group(1) or found.group(2)).strip(), text[found.end() :]


def cut(text: str) -> list[Piece]:
    """Return a cell in pieces, where names may end.

    Args:
        text: The cell, tidy.

    Returns:
        Its pieces in their order, without the text of brackets, which come as pieces of their own.
    """
    pieces: list[Piece] = []
    for part in _split(_STRONG, _ALIAS.sub("; ", text)):
        inner = _BRACKETS.findall(part)
        outer = _BRACKETS.sub(" ", part).strip(" ,;")
        pieces += [Piece(outer, True)] if outer else []
        pieces += [Piece(each.strip(), False) for each in inner if each.strip()]
        if len(pieces) > _LONGEST:
            break
    return pieces


def halves(text: str) -> list[str]:
    """Return a text split at words and strokes that join names, but may be part of one."""
    return [each for each in _split(_WEAK, text) if each]


def _split(pattern: re.Pattern[str], text: str) -> list[str]:
    """Split a text, but not inside quotation marks or brackets."""
    parts, begin = [], 0
    for found in pattern.finditer(text):
        before = text[: found.start()]
        if before.count("(") > before.count(")") and ")" in text[found.end() :]:
            continue
        if before.count("«") + before.count("„") > before.count("»") + before.count("“"):
            continue
        if before.count('"') % 2 and text.count('"') % 2 == 0:
            continue
        parts.append(text[begin : found.start()].strip(" ,;"))
        begin = found.end()
    parts.append(text[begin:].strip(" ,;"))
    return [each for each in parts if each]
