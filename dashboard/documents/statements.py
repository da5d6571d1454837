"""What is said about an organization or in an article: each statement once, with those who reported it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import pandas as pd

from dashboard.catalog import Catalog
from dashboard.catalog.accusations import FORMULA
from dashboard.catalog.rows import Row
from dashboard.catalog.wording import Wording, worded
from dashboard.charts.sides import SIDES


@dataclass(frozen=True, eq=False)
class Report:
    """One article's report of a statement.

    Attributes:
        article: What is shown of the article, by column.
        note: What it says less, or otherwise, than the statement; an empty text if nothing.
    """

    article: Mapping[str, Any]
    note: Wording

    @property
    def article_id(self) -> str:
        """The id of the article."""
        return str(self.article["id"])


@dataclass(frozen=True, eq=False)
class Statement:
    """What somebody said, in the reader's language where the dataset has it.

    Attributes:
        id: Its id.
        speaker: Who says it.
        speaker_type: A value of `SPEAKER_TYPES`.
        stance: A value of `STANCES`.
        text: What was said.
        accusations: Codes of what it accuses of.
        about: The designations that it is about, by id.
        reporting: Finds the articles that report it, oldest first, undated ones last.
    """

    id: str
    speaker: Wording
    speaker_type: str
    stance: str
    text: Wording
    accusations: tuple[str, ...]
    about: tuple[str, ...]
    reporting: Callable[[], tuple[Report, ...]] = tuple

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The articles that report it, found once they are asked for."""
        return self.reporting()

    @property
    def side(self) -> str:
        """The side that it takes: a value of `SIDES`."""
        return SIDES[self.stance]

    @property
    def formula(self) -> bool:
        """Whether it says no more than the words of the law."""
        return self.accusations == (FORMULA,)

    def report_in(self, article: str) -> Report | None:
        """Return the report of one article."""
        return next((each for each in self.reports if each.article_id == article), None)


@dataclass(frozen=True, eq=False)
class Voices:
    """Statements by the side that they take, and by who answers.

    Attributes:
        reason: The stated reason of the designation.
        accusations: Other accusations, those of Russian authorities first.
        formulas: Accusations that say no more than the words of the law.
        own: Answers of the organization.
        governments: Answers of other governments.
        rights_groups: Answers of rights groups and international bodies.
        experts: Answers of lawyers, researchers and commentators.
        others: Answers of anybody else.
        context: What takes no side.
    """

    reason: Statement | None = None
    accusations: tuple[Statement, ...] = ()
    formulas: tuple[Statement, ...] = ()
    own: tuple[Statement, ...] = ()
    governments: tuple[Statement, ...] = ()
    rights_groups: tuple[Statement, ...] = ()
    experts: tuple[Statement, ...] = ()
    others: tuple[Statement, ...] = ()
    context: tuple[Statement, ...] = ()

    @property
    def answers(self) -> tuple[Statement, ...]:
        """All answers, the organization's own first."""
        return (*self.own, *self.governments, *self.rights_groups, *self.experts, *self.others)

    def __len__(self) -> int:
        """Count the statements, the stated reason among them."""
        accusing = len(self.accusations) + len(self.formulas) + (self.reason is not None)
        return accusing + len(self.answers) + len(self.context)

    @classmethod
    def of(cls, statements: Iterable[Statement], reason: str = "") -> Voices:
        """Sort statements by side and speaker.

        Args:
            statements: The statements, in the order in which to show them.
            reason: The id of the one that is the stated reason of the designation.
        """
        every = tuple(statements)
        accusing = [each for each in every if each.side == "accusation" and each.id != reason]
        told = [each for each in accusing if not each.formula]
        answers: dict[str, list[Statement]] = {}
        for each in every:
            if each.side == "answer":
                answers.setdefault(_ANSWERING.get(each.speaker_type, "others"), []).append(each)
        return cls(
            reason=next((each for each in every if each.id == reason), None),
            accusations=tuple(sorted(told, key=lambda each: each.speaker_type != "authority")),
            formulas=tuple(each for each in accusing if each.formula),
            context=tuple(each for each in every if each.side == "context"),
            **{name: tuple(found) for name, found in answers.items()},
        )


_ANSWERING = {
    "organisation": "own",
    "government": "governments",
    "rights-group": "rights_groups",
    "expert": "experts",
}
"""Where the answers of each type of speaker stand in `Voices`."""


def statements_about(catalog: Catalog, identifier: str) -> Voices:
    """Return the statements about an organization, oldest first.

    Args:
        catalog: The dataset.
        identifier: The id of the designation.
    """
    row = catalog.row("designations", identifier)
    rows = sorted(catalog.statements_about(identifier), key=lambda row: _day(row["date"]))
    made = _statements(catalog, rows, catalog.claims_about(identifier))
    return Voices.of(made, row["reason_id"] if isinstance(row["reason_id"], str) else "")


def statements_in(catalog: Catalog, identifier: str) -> Voices:
    """Return the statements that an article reports, in its order, with all who report them.

    Args:
        catalog: The dataset.
        identifier: The id of the article.
    """
    rows = [
        catalog.row("statements", each["statement_id"]) for each in catalog.claims_in(identifier)
    ]
    claims = [claim for row in rows for claim in catalog.reports_of(row["id"])]
    return Voices.of(_statements(catalog, rows, claims))


def _statements(catalog: Catalog, rows: Iterable[Row], claims: Iterable[Row]) -> list[Statement]:
    reporting: dict[str, list[Row]] = {}
    for claim in claims:
        reporting.setdefault(claim["statement_id"], []).append(claim)
    return [
        Statement(
            id=row["id"],
            speaker=worded(row, "speaker"),
            speaker_type=row["speaker_type"],
            stance=row["stance"],
            text=worded(row, "text"),
            accusations=row["accusations"],
            about=(
                *((row["designation_id"],) if isinstance(row["designation_id"], str) else ()),
                *row["also_about"],
            ),
            reporting=partial(_reports, catalog, tuple(reporting.get(row["id"], ()))),
        )
        for row in rows
    ]


def _reports(catalog: Catalog, claims: Sequence[Row]) -> tuple[Report, ...]:
    found = []
    for claim in claims:
        article = catalog.row("articles", claim["article_id"])
        publisher = catalog.row("publishers", article["publisher_id"])
        shown = {**article, "publisher_designation": publisher["designation_id"]}
        found.append(Report(shown, worded(claim, "note")))
    return tuple(sorted(found, key=lambda each: _day(each.article["date"])))


def _day(day: Any) -> tuple[bool, Any]:
    """Return a key that sorts by date, missing ones last."""
    return (True, 0) if pd.isna(day) else (False, day)
