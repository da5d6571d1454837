"""Markdown from a data package: escaped, and without what Streamlit adds to Markdown."""

from __future__ import annotations

import re


def escaped(text: str) -> str:
    """Escape what Markdown would read as markup."""
    return "".join(f"\\{letter}" if letter in r"\`*_[]<>|#$~" else letter for letter in text)


_CODE = re.compile(r"(?<!`)(`+)(?!`)[^`]+\1(?!`)")
_DIRECTIVE = re.compile(r":(?=[A-Za-z0-9_+-]+(?:[\[{]|:))|:(?=material/)")
_JOINER = "\u2060"


def without_directives(markdown: str) -> str:
    """Markdown without what Streamlit adds to it: formulas, colours, icons, emoji; and without images.

    What would begin one of them is shown as it is written. Code stays code.

    Args:
        markdown: Text of a data package, which may have been written elsewhere.
    """
    made, position = [], 0
    for code in _CODE.finditer(markdown):
        made += [_undirected(markdown[position : code.start()]), code.group()]
        position = code.end()
    return "".join([*made, _undirected(markdown[position:])])


def _undirected(text: str) -> str:
    # A backslash would not do: icons and emoji are looked for in what Markdown leaves of the text.
    text = _DIRECTIVE.sub(f":{_JOINER}", text).replace("![", "\\![")
    return re.sub(r"(?<!\\)\$", r"\\$", text)
