"""Make downloadable tables of a checked list or text, with answers in words, links and dates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

from dashboard import locale
from dashboard.catalog import naming
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.register_state import register_state
from dashboard.dataset.choices import STATUSES
from dashboard.locale import gettext as _
from dashboard.names import Answer, Mention
from dashboard.names.answer import STANDING_DATES, Standing
from dashboard.names.results import counted, verdict_words
from dashboard.sheets.reading import Sheet
from dashboard.sheets.workbook import Cell

Link = Callable[[str], str]
"""A function that returns the absolute URL of a designation's page."""


def table(
    sheet: Sheet, answers: Sequence[Answer], catalog: Catalog, link: Link
) -> tuple[list[str], list[list[Cell]]]:
    """Return a list with the answers to the right of its own, unchanged columns.

    Args:
        sheet: The list.
        answers: The answers to its first rows, in order; rows without one were not checked.
        catalog: The dataset.
        link: Returns the URLs of pages.

    Returns:
        Headings in the reader's language, and rows; a row with several names is repeated for each.
    """
    added = [_("Verdict"), _("Organization"), _("Page"), *_standing_titles(),
             _("Name that was checked"), _("Why"), _("State of the register")]  # fmt: skip
    own = set(sheet.columns)
    checked = _("check")
    headings = [*sheet.columns, *(f"{name} ({checked})" if name in own else name for name in added)]
    names = naming.titles(catalog.designations)
    state = register_state(catalog)
    rows: list[list[Cell]] = []
    for row, answer in zip_longest(sheet.rows, answers):
        if answer is None:
            blank = [None] * (len(added) - 3)
            rows.append([*row, verdict_words("unchecked"), *blank, _("Stopped before this row."), state.holds()])  # fmt: skip
            continue
        for each in answer.each:
            identifier = each.designation_id
            rows.append([
                *row,
                verdict_words(each.verdict),
                str(names[identifier]) if identifier else None,
                link(identifier) if identifier else None,
                *_standing(each.standing),
                each.query,
                state.not_found() if each.verdict == "none" else each.reason,
                state.holds(),
            ])  # fmt: skip
    return headings, rows


def mention_table(
    mentions: Sequence[Mention], catalog: Catalog, link: Link
) -> tuple[list[str], list[list[Cell]]]:
    """Return the mentions of a text, with headings in the reader's language.

    Args:
        mentions: The mentions, in the order of the text.
        catalog: The dataset.
        link: Returns the URLs of pages.
    """
    headings = [_("In the text"), _("From character"), _("To character"), _("Is it meant?"),
                _("Organization"), _("Page"), *_standing_titles(), _("Or"), _("Why"),
                _("State of the register")]  # fmt: skip
    names = naming.titles(catalog.designations)
    holds = register_state(catalog).holds()
    rows: list[list[Cell]] = [
        [
            each.text,
            each.start + 1,
            each.end,
            _("Certain") if each.certainty == "certain" else _("Possible"),
            str(names[each.designation_id]),
            link(each.designation_id),
            *_standing(each.standing),
            "; ".join(str(names[other]) for other in each.others) or None,
            each.reason,
            holds,
        ]
        for each in mentions
    ]
    return headings, rows


def notes(
    answers: Sequence[Answer],
    total: int,
    catalog: Catalog,
    law: str,
    remarks: Sequence[str] = (),
) -> list[tuple[str, str]]:
    """Return the notes for a file of answers.

    Args:
        answers: The answers.
        total: The number of rows of the list.
        catalog: The dataset.
        law: The URL of the page about the law.
        remarks: Sentences about parts of the file that were not read.
    """
    state = register_state(catalog)
    left_out = [(_("Left out"), " ".join(remarks))] if remarks else []
    return [
        (_("Result"), counted(answers, total)),
        *left_out,
        (_("State of the register"), state.holds()),
        (verdict_words("none"), f"{state.not_found()} {caveat()}"),
        (verdict_words("possible"), _("It may be this organization or another with a similar name: compare them before you act on it.")),
        (verdict_words("unchecked"), _("“Not checked” is no answer: nothing could be compared with the register. Do not read it as “not found”.")),
        (_("What you may not do"), law),
        (_("Data"), _("As of {day}, version {version}.").format(day=locale.day(catalog.as_of), version=catalog.version)),
    ]  # fmt: skip


def caveat() -> str:
    """Return a warning about what "not found" does not mean."""
    return _(
        "An organization may still be there under a name that we do not know, or have been added "
        "since. Search the official register too."
    )


def _standing_titles() -> list[str]:
    return [_("Status"), _("Decision date"), _("Announcement date"), _("Listing date"),
            _("Publication date"), _("Date of removal")]  # fmt: skip


def _standing(standing: Standing | None) -> list[Cell]:
    if standing is None:
        return [None] * (len(STANDING_DATES) + 1)
    status = next(each.label for each in STATUSES if each.value == standing.status)
    return [_(status), *(getattr(standing, name) for name in STANDING_DATES)]
