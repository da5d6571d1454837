"""Find new findings about a list of names since it was last checked."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.names.answer import Answer
from dashboard.text.folding import fold

FORMAT = 1
_SHORTEST_SALT = 16
_FOUND = ("listed", "announced", "delisted", "possible")


class StateError(ValueError):
    """A state file is invalid; the message says why, and how to fix it."""


def findings(answer: Answer) -> frozenset[str]:
    """Return the findings of an answer, each as a text with designation and verdict.

    Args:
        answer: The answer to one name or cell.
    """
    return frozenset(
        f"{each.designation_id} {each.verdict}"
        for part in answer.each
        if part.verdict in _FOUND
        for each in part.candidates
        if each.verdict in _FOUND and each.match == part.match
    )


def newly_found(answers: Sequence[Answer], before: Sequence[Answer]) -> list[int]:
    """Return the indexes of the answers with findings that the earlier answers to the same names do not have.

    Args:
        answers: The current answers.
        before: The earlier answers, in the same order.
    """
    pairs = zip(answers, before, strict=True)
    return [place for place, (now, then) in enumerate(pairs) if findings(now) - findings(then)]


@dataclass(frozen=True)
class Seen:
    """The findings reported before: no names, only a keyed hash of each name with a finding.

    Attributes:
        salt: The key of the hashes, in hexadecimal.
        found: The findings by the hash of the name.
    """

    salt: str = field(default_factory=lambda: secrets.token_hex(16))
    found: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> Seen:
        """Parse the text of a state file.

        Raises:
            StateError: The text is invalid.
        """
        try:
            told = json.loads(text)
            if told["format"] != FORMAT:
                raise StateError(
                    f"the state has format {told['format']!r}, and this program knows {FORMAT}"
                )
            found = {str(key): frozenset(map(str, each)) for key, each in told["found"].items()}
            salt = bytes.fromhex(told["salt"])
            if not _SHORTEST_SALT <= len(salt) <= hashlib.blake2b.MAX_KEY_SIZE:
                raise StateError("it is not a state file of this command")
            return cls(salt.hex(), found)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            if isinstance(error, StateError):
                raise
            raise StateError("it is not a state file of this command") from None

    def text(self, version: str) -> str:
        """Return the text of a state file.

        Args:
            version: The version of the data that was checked against.
        """
        told = {
            "format": FORMAT,
            "version": version,
            "salt": self.salt,
            "found": {key: sorted(each) for key, each in sorted(self.found.items())},
        }
        return json.dumps(told, indent=1) + "\n"

    def new(self, answers: Sequence[Answer]) -> list[int]:
        """Return the indexes of the answers with findings that were not reported for the same name before."""
        return [
            place
            for place, each in enumerate(answers)
            if findings(each) - self.found.get(self._key(each.query), frozenset())
        ]

    def after(self, answers: Iterable[Answer]) -> Seen:
        """Return the new state after a check: only names of this check with findings.

        A name that could not be checked keeps its earlier findings.
        """
        found: dict[str, frozenset[str]] = {}
        for each in answers:
            key = self._key(each.query)
            known = findings(each)
            if each.verdict == "unchecked":
                known |= self.found.get(key, frozenset())
            if known:
                found[key] = found.get(key, frozenset()) | known
        return Seen(self.salt, found)

    def _key(self, name: str) -> str:
        digest = hashlib.blake2b(fold(name).encode(), key=bytes.fromhex(self.salt), digest_size=16)
        return digest.hexdigest()
