"""What is said about an organization or in an article: each statement once, with those who reported it."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from markupsafe import Markup, escape

from dashboard import locale
from dashboard.catalog import Catalog
from dashboard.catalog.accusations import FORMULA
from dashboard.catalog.rows import Each, Row
from dashboard.catalog.wording import Wording, worded
from dashboard.charts.sides import SIDES
from dashboard.documents.markup import known, publisher, when
from dashboard.locale import gettext as _


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

    def cited(self, link: Callable[[str], str]) -> Markup:
        """Return who reports it and when, as markup; a page has hundreds, for which templates are too slow.

        Args:
            link: From the id of an article to the address of its page.
        """
        article = self.article
        parts = [
            _LINKED.format(href=link(self.article_id), publisher=publisher(article)),
            when(article),
            escape(locale.language(article["language"])),
        ]
        cited = Markup(", ").join(parts)
        if known(article["url"]):
            cited += _SOURCE.format(url=article["url"], label=_("source"))
        if self.note.text:
            cited += _NOTE.format(language=self.note.language, text=self.note.text)
            if self.note.foreign:
                cited += _FOREIGN.format(_("in English"))
        return cited


_LINKED = Markup('<a href="{href}">{publisher}</a>')
_SOURCE = Markup(
    ' · <a href="{url}" target="_blank" rel="noreferrer noopener nofollow">{label}&nbsp;↗</a>'
)
_NOTE = Markup(' · <span lang="{language}">{text}</span>')
_FOREIGN = Markup(' <span class="ur-muted">({})</span>')


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
    reporting: Callable[[], Sequence[Report]] = tuple

    @cached_property
    def reports(self) -> Sequence[Report]:
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


class Kind(NamedTuple):
    """The properties that decide in which group a statement is shown."""

    side: str
    speaker_type: str
    formula: bool


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
        formula_reports: The reports of all formulas.
    """

    reason: Statement | None = None
    accusations: Sequence[Statement] = ()
    formulas: Sequence[Statement] = ()
    own: Sequence[Statement] = ()
    governments: Sequence[Statement] = ()
    rights_groups: Sequence[Statement] = ()
    experts: Sequence[Statement] = ()
    others: Sequence[Statement] = ()
    context: Sequence[Statement] = ()
    formula_reports: Sequence[Report] = ()

    @property
    def answered(self) -> bool:
        """Whether anybody answers."""
        return any(map(len, self._answering))

    @property
    def answers(self) -> tuple[Statement, ...]:
        """All answers, the organization's own first."""
        return tuple(each for said in self._answering for each in said)

    @property
    def _answering(self) -> tuple[Sequence[Statement], ...]:
        return (self.own, self.governments, self.rights_groups, self.experts, self.others)

    def __len__(self) -> int:
        """Count the statements, the stated reason among them."""
        said = (self.accusations, self.formulas, self.context, *self._answering)
        return sum(map(len, said)) + (self.reason is not None)

    @classmethod
    def of(cls, statements: Iterable[Statement], reason: str = "") -> Voices:
        """Sort statements by side and speaker.

        Args:
            statements: The statements, in the order in which to show them.
            reason: The id of the one that is the stated reason of the designation.
        """
        said = list(statements)
        every = [each for each in said if each.id != reason]
        kinds = [Kind(each.side, each.speaker_type, each.formula) for each in every]
        placed: dict[str, Any] = {
            name: tuple(every[place] for place in places) for name, places in _placed(kinds).items()
        }
        return cls(reason=next((each for each in said if each.id == reason), None), **placed)


def _placed(kinds: Sequence[Kind]) -> dict[str, list[int]]:
    """Return the places of statements by the name under which `Voices` has them.

    Args:
        kinds: The kind of each but the stated reason, in the order in which to show them.
    """
    found: dict[str, list[int]] = {}
    for place, (side, speaker_type, formula) in enumerate(kinds):
        if side == "answer":
            name = _ANSWERING.get(speaker_type, "others")
        elif side == "accusation":
            name = "formulas" if formula else "accusations"
        else:
            name = side
        found.setdefault(name, []).append(place)
    if told := found.get("accusations"):
        told.sort(key=lambda place: kinds[place].speaker_type != "authority")
    return found


_ANSWERING = {
    "organisation": "own",
    "government": "governments",
    "rights-group": "rights_groups",
    "expert": "experts",
}
"""Where the answers of each type of speaker stand in `Voices`."""


def statements_about(catalog: Catalog, identifier: str) -> Voices:
    """Return the statements about an organization, oldest first; each is made once it is asked for.

    Args:
        catalog: The dataset.
        identifier: The id of the designation.
    """
    joins, table = catalog.joins, catalog.tables["statements"]
    owner = catalog.place("designations", identifier)
    reason = catalog.cells("designations")[owner]["reason_id"]
    statements = joins.told[joins.told_about[owner]]
    statements = statements[_oldest_first(table, statements)]
    claims = joins.reported[joins.reported_about[owner]]
    claims = claims[_oldest_first(catalog.tables["articles"], joins.claim_article[claims])]
    claims = claims[np.argsort(joins.claim_statement[claims], kind="stable")]
    stated = joins.claim_statement[claims]
    begins, ends = (np.searchsorted(stated, statements, side) for side in ("left", "right"))

    def said(place: int) -> Statement:
        reports = claims[begins[place] : ends[place]]
        told = catalog.cells("statements")[statements[place]]
        return _statement(told, partial(_lazily, catalog, reports) if len(reports) else tuple)

    ids = table["id"].array.take(statements)
    given = np.array([each == reason for each in ids.tolist()], dtype=bool)
    others = np.flatnonzero(~given)
    placed = _placed(_kinds(table, statements[others]))
    places = {name: others[found] for name, found in placed.items()}
    formulas = [claims[begins[place] : ends[place]] for place in places.get("formulas", ())]
    return Voices(
        reason=next((said(int(place)) for place in np.flatnonzero(given)), None),
        formula_reports=_lazily(catalog, np.concatenate(formulas)) if formulas else (),
        **{name: Each(said, found) for name, found in places.items()},
    )


def _oldest_first(table: pd.DataFrame, positions: np.ndarray) -> np.ndarray:
    """Return the order of some rows by date, those without one last."""
    dates = table["date"].array.take(positions).to_numpy()
    order: np.ndarray = np.argsort(dates, kind="stable")  # a missing date is after every other
    return order


def _kinds(statements: pd.DataFrame, positions: np.ndarray) -> list[Kind]:
    stances, speakers = (
        statements[name].array.take(positions).astype("object").tolist()
        for name in ("stance", "speaker_type")
    )
    codes = statements["accusations"].array.take(positions)
    return [
        Kind(SIDES[stance], speaker, accusations == (FORMULA,))
        for stance, speaker, accusations in zip(stances, speakers, codes, strict=True)
    ]


def _lazily(catalog: Catalog, claims: np.ndarray) -> Sequence[Report]:
    def report(claim: int) -> Report:
        article = catalog.cells("articles")[catalog.joins.claim_article[claim]]
        return _report(catalog, article, catalog.cells("claims")[claim])

    return Each(report, claims)


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
        _statement(row, partial(_reports, catalog, tuple(reporting.get(row["id"], ()))))
        for row in rows
    ]


def _statement(row: Row, reporting: Callable[[], Sequence[Report]]) -> Statement:
    return Statement(
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
        reporting=reporting,
    )


def _reports(catalog: Catalog, claims: Sequence[Row]) -> tuple[Report, ...]:
    found = [
        _report(catalog, catalog.row("articles", claim["article_id"]), claim) for claim in claims
    ]
    return tuple(sorted(found, key=lambda each: _day(each.article["date"])))


def _report(catalog: Catalog, article: Row, claim: Row) -> Report:
    publisher = catalog.row("publishers", article["publisher_id"])
    shown = ChainMap({"publisher_designation": publisher["designation_id"]}, article)  # type: ignore[arg-type]
    return Report(shown, worded(claim, "note"))


def _day(day: Any) -> tuple[bool, Any]:
    """Return a key that sorts by date, missing ones last."""
    return (True, 0) if pd.isna(day) else (False, day)
