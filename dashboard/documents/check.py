"""`/check` without scripts: forms for a name, a list and a text, and their answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dashboard.asking.address import Address
from dashboard.catalog import Catalog, naming
from dashboard.catalog.register_state import register_state
from dashboard.charts.palette import Palette
from dashboard.documents import check_answers
from dashboard.documents.bulk_files import pocket_address
from dashboard.documents.document import Document
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _
from dashboard.names import Answer, Mention
from dashboard.names.footnoted import footnoted
from dashboard.names.matching import LONGEST

PATH = "check"
MOST_NAMES = 200
"""Maximum number of names on the plain page; the interactive page accepts longer lists."""
LONGEST_TEXT = 20_000
"""Maximum number of characters of a text on the plain page."""


def document(catalog: Catalog, address: Address, _colours: Palette) -> Document:
    """Return the page with forms that work without a script.

    Args:
        catalog: The dataset.
        address: The address of the page.
    """
    if not address.served:
        return Document((_elsewhere(), foot(catalog, address)))
    return Document((head(catalog), _forms(address), foot(catalog, address)))


def _elsewhere() -> str:
    """Return a note about where to check names on a mirror, which has no server."""
    return markup("check_elsewhere.html", pocket=pocket_address())


def answered_name(catalog: Catalog, address: Address, answer: Answer) -> Document:
    """Return the page with the answer to one name.

    Args:
        catalog: The dataset, with the entries that are not described yet.
        address: The address of the page.
        answer: The answer.
    """
    shown = markup(
        "check_answer.html",
        law=law(address),
        answer=check_answers.answer_record(catalog, address, answer),
        as_of=catalog.as_of,
        not_found=register_state(catalog).not_found(),
    )
    return Document((head(catalog), shown, _forms(address), foot(catalog, address)))


def answered_list(
    catalog: Catalog, address: Address, answers: list[Answer], given: int
) -> Document:
    """Return the page with the answers to a list.

    Args:
        catalog: The dataset, with the entries that are not described yet.
        address: The address of the page.
        answers: The answers, in the order of the names.
        given: How many names the list has; more than there are answers if it was too long.
    """
    counts = Counter(check_answers.verdict(each) for answer in answers for each in answer.each)
    rows = check_answers.list_records(catalog, address, enumerate(answers, 1))
    shown = markup(
        "check_results.html",
        rows=rows,
        total=len(rows),
        counts=counts,
        checked=len(answers),
        all=given,
        as_of=catalog.as_of,
        not_found=register_state(catalog).not_found(),
    )
    return Document((head(catalog), shown, _forms(address), foot(catalog, address)))


def answered_text(
    catalog: Catalog, address: Address, text: str, mentions: list[Mention]
) -> Document:
    """Return the page with a text in which the names are marked.

    Args:
        catalog: The dataset, with the entries that are not described yet.
        address: The address of the page.
        text: The text.
        mentions: The names in it.
    """
    shown = markup(
        "check_text.html",
        rows=check_answers.mention_records(catalog, address, mentions),
        count=len(mentions),
        possible=sum(each.certainty == "possible" for each in mentions),
        pieces=check_answers.marked(text, mentions, catalog, address),
        shortened=False,
        part=None,
        as_of=catalog.as_of,
        not_found=register_state(catalog).not_found(),
    )
    marked = marked_copy(catalog, text, mentions)
    copy = [markup("check_copy.html", text=marked, shortened=False)] if marked else []
    return Document((head(catalog), shown, *copy, _forms(address), foot(catalog, address)))


def marked_copy(catalog: Catalog, text: str, mentions: Sequence[Mention]) -> str:
    """Return a text with the labels that Russian law requires of media; "" if it needs none.

    Args:
        catalog: The dataset.
        text: The text.
        mentions: The names in it.
    """
    marked = footnoted(text, mentions, naming.register_titles(catalog.designations))
    return "" if marked == text else marked


def refused(catalog: Catalog, address: Address, reason: str) -> Document:
    """Return the page with the reason why nothing was checked.

    Args:
        catalog: The dataset.
        address: The address of the page.
        reason: A sentence.
    """
    said = markup("check_error.html", text=reason)
    return Document((head(catalog), said, _forms(address), foot(catalog, address)))


def busy() -> str:
    """Return the message for a check that was refused by the limits."""
    return _(
        "Not checked: too much is being checked just now. This says nothing about any name. "
        "Try again in a minute."
    )


def law(address: Address) -> str:
    """Return the URL of the page about the law."""
    return address.to("about") + "#what"


def head(catalog: Catalog) -> str:
    """Return the introduction: what can be checked, and that nothing is kept."""
    return markup("check_head.html", as_of=catalog.as_of, pocket=pocket_address())


def _forms(address: Address) -> str:
    return markup(
        "check_forms.html",
        action=address.here(PATH),
        longest=LONGEST,
        most=MOST_NAMES,
        longest_text=LONGEST_TEXT,
    )


def foot(catalog: Catalog, address: Address) -> str:
    """Return the explanation of the verdicts."""
    return markup(
        "check_foot.html",
        as_of=catalog.as_of,
        not_found=register_state(catalog).not_found(),
        data=address.to("data"),
    )
