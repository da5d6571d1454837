"""Answer questions of AI assistants: check names and texts, find and describe organizations, count.

Each answer is a JSON-serializable object with the state of the register, its sources, and a note
that it is not legal
advice. `cli/mcp.py` serves them by the Model Context Protocol.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import locale
from dashboard.asking.crossed import DIMENSIONS
from dashboard.asking.filter_schema import valid_values
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select_designations
from dashboard.asking.tally import tally
from dashboard.asking.views import VIEWS, related
from dashboard.catalog import Catalog, naming
from dashboard.catalog.reasons import reason
from dashboard.catalog.register_state import register_state
from dashboard.documents.organization import happened
from dashboard.names import Answer
from dashboard.names.answer import Candidate
from dashboard.names.kept import matcher
from dashboard.names.matching import LONGEST
from dashboard.sheets.representation import objects, plain
from dashboard.web.api import about
from dashboard.web.check import LONGEST_TEXT, MOST_NAMES

MOST_FOUND = 50
"""Maximum number of organizations in one answer."""
MOST_ROWS = 25
"""Maximum number of rows of each related table in an answer about an organization, which also has
their total number."""
NOTICE = (
    "Accusations are those of whoever made them, and are not endorsed here. Nothing here is legal advice. "
    "“Not found” holds for the state of the register that is named, and for nothing later. "
    "In Russia, sharing material of a listed organization can be punished."
)
SOURCES = (
    "The official register of the Russian Ministry of Justice and announcements of the Prosecutor General's Office, "
    "as collected in the data package (CC BY 4.0); `evidence` names the pages on which each fact rests."
)
_FACTS = (
    "id", "name", "name_ru", "name_native", "abbreviation", "status", "country", "category", "decision_date",
    "announced_date", "listed_date", "published_date", "delisted_date", "order_number", "register_number", "articles",
)  # fmt: skip


class AskedError(ValueError):
    """A question is invalid; the message says why, and what is valid."""


@dataclass(frozen=True)
class Assistant:
    """Answers questions from one catalog, and stores none of them.

    Attributes:
        catalog: The dataset.
        language: The language of names and sentences.
    """

    catalog: Catalog
    language: str = locale.FALLBACK

    def check_names(self, names: Sequence[str]) -> dict[str, Any]:
        """Check whether each name is that of a designated organization.

        Args:
            names: Names in any script.

        Raises:
            AskedError: There are none, too many, or one is too long.
        """
        if not 1 <= len(names) <= MOST_NAMES:
            raise AskedError(f"Give 1 to {MOST_NAMES} names.")
        if any(len(name) > LONGEST for name in names):
            raise AskedError(
                f"A name has at most {LONGEST} characters: check a longer one as a text."
            )
        with locale.using(self.language):
            answers = matcher(self.catalog).check_many(names)
            return self._told(results=[self._answer(each) for each in answers])

    def check_text(self, text: str) -> dict[str, Any]:
        """Find where a text names designated organizations.

        Raises:
            AskedError: The text is empty or too long.
        """
        if not text.strip() or len(text) > LONGEST_TEXT:
            raise AskedError(f"Give a text of 1 to {LONGEST_TEXT} characters.")
        with locale.using(self.language):
            mentions = [
                {
                    "start": each.start,
                    "end": each.end,
                    "text": each.text,
                    "verdict": each.verdict,
                    "reason": each.reason,
                    "organization": self._facts(each.designation_id),
                }
                for each in matcher(self.catalog).mentions(text)
            ]
            return self._told(mentions=mentions)

    def find(self, filters: Mapping[str, Sequence[str]], limit: int = 20) -> dict[str, Any]:
        """List the organizations of a selection.

        Args:
            filters: Values by the parameters of the site: ``q``, ``country``, ``category``, ``status``,
                ``year``, ``register``.
            limit: The maximum number to list.

        Raises:
            AskedError: A filter or value is unknown, or the limit is invalid.
        """
        if not 1 <= limit <= MOST_FOUND:
            raise AskedError(f"limit must be 1 to {MOST_FOUND}.")
        chosen = self._filters(filters)
        with locale.using(self.language):
            rows = select_designations(self.catalog, chosen.within("designations"))
            found = [self._facts(str(key)) for key in rows.index[:limit]]
            said = chosen.sentence(self.catalog, "designations")
            return self._told(selection=said, total=len(rows), results=found)

    def organization(self, identifier: str) -> dict[str, Any]:
        """Describe one organization: names, dates, reason with its source, evidence, and related rows.

        Raises:
            AskedError: There is no such organization.
        """
        if identifier not in self.catalog.designations.index:
            raise AskedError(
                "There is no organization with this id: find_organizations and check_names return ids."
            )
        row: pd.Series[Any] = self.catalog.designations.loc[identifier]  # type: ignore[assignment]
        with locale.using(self.language):
            given = reason(self.catalog, row)
            told = self._facts(identifier) | {
                "register_name": plain(row["register_name"]),
                "aliases": list(row["aliases"]),
                "reason": str(given) if given else None,
                "confidence": row["confidence"],
            }
            rows = related(self.catalog, VIEWS["designations"], (identifier,))
            told["further"] = {name: self._part(name, table) for name, table in rows.items()}
            articles = self._articles(identifier)
            return self._told(organization=told | {"articles_about": articles})

    def count(
        self, by: Sequence[str], filters: Mapping[str, Sequence[str]], of: str = "designations"
    ) -> dict[str, Any]:
        """Count designations, articles or claims by their dimensions.

        Args:
            by: Dimensions, such as ``year`` and ``category``; without any, all rows are counted together.
            filters: The selection; see `find`.
            of: ``designations``, ``articles`` or ``claims``.

        Raises:
            AskedError: A dimension, filter or value is unknown.
        """
        if of not in DIMENSIONS:
            raise AskedError(f"of must be one of {', '.join(DIMENSIONS)}.")
        for each in by:
            if each not in DIMENSIONS[of] or list(by).count(each) > 1:
                raise AskedError(f"by must contain some of {', '.join(DIMENSIONS[of])}, each once.")
        chosen = self._filters(filters)
        with locale.using(self.language):
            counted = tally(self.catalog, chosen, of, tuple(by))
            total = len(VIEWS[of].rows(self.catalog, chosen))
            said = chosen.sentence(self.catalog, VIEWS[of].scope or "designations")
            return self._told(selection=said, total=total, results=list(objects(counted)))

    def _told(self, **found: Any) -> dict[str, Any]:
        state = register_state(self.catalog).holds()
        return (
            about(self.catalog) | {"register": state, "sources": SOURCES, "notice": NOTICE} | found
        )

    def _filters(self, given: Mapping[str, Sequence[str]]) -> Filters:
        values = {key: list(each) for key, each in given.items() if each}
        chosen, dropped = Filters.from_params(values, self.catalog)
        for each in dropped:
            valid = valid_values(self.catalog, each.key)
            hint = f": {valid}" if valid else ""
            raise AskedError(f"{str(each)[:80]} is not valid here{hint}.")
        return chosen

    def _facts(self, key: str) -> dict[str, Any]:
        row: pd.Series[Any] = self.catalog.designations.loc[key]  # type: ignore[assignment]
        facts = {name: plain(row[name]) for name in _FACTS}
        return facts | {"title": naming.title(row), "happened": happened(row)}

    def _answer(self, answer: Answer) -> dict[str, Any]:
        none = answer.verdict == "none"
        told: dict[str, Any] = {
            "query": answer.query,
            "verdict": answer.verdict,
            "reason": register_state(self.catalog).not_found() if none else answer.reason,
            "organization": self._facts(answer.designation_id) if answer.designation_id else None,
            "candidates": [self._candidate(each) for each in answer.candidates],
        }
        return told | (
            {"parts": [self._answer(each) for each in answer.parts]} if answer.parts else {}
        )

    @staticmethod
    def _candidate(each: Candidate) -> dict[str, Any]:
        return {
            "id": each.designation_id,
            "verdict": each.verdict,
            "matched_name": each.matched_name,
            "score": each.score,
            "reason": each.reason,
        }

    @staticmethod
    def _part(name: str, table: pd.DataFrame) -> dict[str, Any]:
        rows = table[VIEWS[name].table.columns].head(MOST_ROWS)
        return {"total": len(table), "rows": list(objects(rows))}

    def _articles(self, identifier: str) -> dict[str, Any]:
        rows = VIEWS["articles"].rows(self.catalog, Filters(org=(identifier,)))
        columns = ["id", "title", "publisher", "published", "language", "url", "summary"]
        return {
            "total": len(rows),
            "rows": list(objects(rows.only(columns).at(slice(0, MOST_ROWS)))),
        }
