"""Add the labels that Russian law requires of media to a text: an asterisk at each name, and a
footnote.

This is for people who publish under that law. The wording is this project's, modeled on what media
print. Only certain
mentions are labeled, so a person should check each mention.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.names.answer import Mention, Sign

_ONE = (
    "* Деятельность организации {names} признана нежелательной на территории Российской Федерации."
)
_MANY = (
    "* Деятельность организаций {names} признана нежелательной на территории Российской Федерации."
)
_STARRED = ("*", "»*", "”*", '"*')


def footnoted(text: str, mentions: Sequence[Mention], names: Mapping[str, str]) -> str:
    """Return a text with an asterisk after each certain mention, and a footnote below.

    Web addresses and mentions that already have an asterisk are not labeled, nor are organizations
    that were removed from the register.

    Args:
        text: The text.
        mentions: Its mentions, in their order.
        names: The name of each designation for the footnote.
    """
    made: list[str] = []
    named: dict[str, None] = {}
    position = 0
    for each in mentions:
        if each.verdict not in ("listed", "announced") or Sign.ADDRESS in each.signs:
            continue
        named[each.designation_id] = None
        end = each.end
        if text[end : end + 1] in ("»", "”") and text[each.start - 1 : each.start] in (
            "«",
            "“",
            "„",
        ):
            end += 1
        made.append(text[position:end])
        if not text[end : end + 2].startswith(_STARRED):
            made.append("*")
        position = end
    made.append(text[position:])
    if not named:
        return text
    listed = ", ".join(_quoted(names[key]) for key in named)
    footnote = (_ONE if len(named) == 1 else _MANY).format(names=listed)
    return f"{''.join(made).rstrip()}\n\n{footnote}\n"


def _quoted(name: str) -> str:
    return name if "«" in name else f"«{name}»"
