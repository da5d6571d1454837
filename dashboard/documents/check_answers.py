"""Answers and mentions as rows for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dashboard.asking.address import Address
from dashboard.catalog import Catalog
from dashboard.dataset.identifiers import is_described
from dashboard.locale import gettext as _
from dashboard.names import Answer, Candidate, Mention, results
from dashboard.names.matching import LONGEST


def label(verdict: str) -> str:
    """Return a verdict in the reader's language."""
    return _("All") if verdict == "all" else results.verdict_words(verdict)


def verdict(answer: Answer) -> str:
    """Return what is said of a name: one too short or too general to compare was not checked."""
    return "unchecked" if answer.asks_for_more else answer.verdict


def designation(catalog: Catalog, address: Address, identifier: str) -> dict[str, Any]:
    """Return the row of a designation with the address of its page as ``href``."""
    row = catalog.row("designations", identifier)
    return {**row, "href": _page(address, identifier)}


def _page(address: Address, identifier: str) -> str:
    """Return the page that describes a designation, or the one that lists undescribed entries."""
    if is_described(identifier):
        return address.to("organization", id=identifier)
    return address.to("data") + "#not-described"


def answer_record(catalog: Catalog, address: Address, answer: Answer) -> dict[str, Any]:
    """Return an answer with its designation and the other candidates."""
    own = designation(catalog, address, answer.designation_id) if answer.designation_id else None
    rest = answer.candidates[1:] if own else answer.candidates
    return {
        # A cell can hold a book; what is too long for a name is not shown whole.
        "query": answer.query if len(answer.query) <= LONGEST else f"{answer.query[:LONGEST]}…",
        "verdict": verdict(answer),
        "match": answer.match,
        "label": label(verdict(answer)),
        "score": answer.score,
        "reason": answer.reason,
        "asks_for_more": answer.asks_for_more,
        "designation": own,
        "candidates": [_candidate(catalog, address, each) for each in rest],
        "parts": [answer_record(catalog, address, each) for each in answer.parts],
    }


def _candidate(catalog: Catalog, address: Address, candidate: Candidate) -> dict[str, Any]:
    return {
        "verdict": candidate.verdict,
        "label": label(candidate.verdict),
        "reason": candidate.reason,
        "designation": designation(catalog, address, candidate.designation_id),
    }


def list_records(
    catalog: Catalog, address: Address, answers: Iterable[tuple[int, Answer]]
) -> list[dict[str, Any]]:
    """Return the answers to a list, each with the number of its row; a row may have several names."""
    return [
        {"number": n} | answer_record(catalog, address, each)
        for n, answer in answers
        for each in answer.each
    ]


def mention_records(
    catalog: Catalog, address: Address, mentions: Iterable[Mention]
) -> list[dict[str, Any]]:
    """Return the organizations that a text mentions, once each, with how often and as what."""
    grouped: dict[str, list[Mention]] = {}
    for each in mentions:
        grouped.setdefault(each.designation_id, []).append(each)
    return [
        {
            "designation": designation(catalog, address, identifier),
            "times": len(found),
            "texts": list(dict.fromkeys(each.text for each in found)),
            "reason": found[0].reason,
            "certain": any(each.certainty == "certain" for each in found),
            "others": [designation(catalog, address, other) for other in found[0].others],
        }
        for identifier, found in grouped.items()
    ]


def marked(
    text: str, mentions: Sequence[Mention], catalog: Catalog, address: Address
) -> list[dict[str, Any]]:
    """Return a text in pieces, of which some are mentions with a ``name`` and the address of a page."""
    names = catalog.designations["name"]
    pieces: list[dict[str, Any]] = []
    position = 0
    for each in mentions:
        pieces.append({"text": text[position : each.start], "href": None})
        href = _page(address, each.designation_id)
        pieces.append(
            {
                "text": text[each.start : each.end],
                "href": href,
                "name": names[each.designation_id],
                "certain": each.certainty == "certain",
            }
        )
        position = each.end
    return [*pieces, {"text": text[position:], "href": None}]
