"""Other ways to look names up in the register, for comparison: grep, rapidfuzz, nomenklatura.

nomenklatura needs other versions of libraries than this project, so it runs in a Python of its own:
`NOMENKLATURA_PYTHON=/path/to/python make figures`; without it its row is left out.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz, process, utils

Found = str | None
"""The designation that is said to be meant, or None."""
Peer = Callable[[Sequence[str]], list[Found]]

_RAPIDFUZZ_CUTOFF = 90
_LOGIC_CUTOFF = 0.7  # its own default for a match
_CANDIDATES = 25

_LOGIC = """
import json, sys
from followthemoney import model
from nomenklatura.matching import get_algorithm
algorithm = get_algorithm("logic-v1")
config = algorithm.default_config()
def entity(name):
    return model.get_proxy({"id": "x", "schema": "Organization", "properties": {"name": [name]}})
known = {}
answers = []
for query, candidates in json.load(sys.stdin):
    asked, best, found = entity(query), 0.0, None
    for name, owner in candidates:
        if name not in known:
            known[name] = entity(name)
        score = algorithm.compare(asked, known[name], config).score
        if score > best:
            best, found = score, owner
    answers.append(found if best >= CUTOFF else None)
json.dump(answers, sys.stdout)
""".replace("CUTOFF", str(_LOGIC_CUTOFF))


def grep(names: Sequence[tuple[str, str]]) -> Peer:
    """Look for every name in what is asked, whatever the case.

    Args:
        names: Each name with its designation.
    """
    folded = [(name.casefold(), owner) for name, owner in names if len(name) > 2]

    def answer(queries: Sequence[str]) -> list[Found]:
        return [
            next((owner for name, owner in folded if name in query.casefold()), None)
            for query in queries
        ]

    return answer


def rapidfuzz(names: Sequence[tuple[str, str]]) -> Peer:
    """Take the name of the highest WRatio, from 90 of 100 on."""
    texts = [utils.default_process(name) for name, _owner in names]

    def answer(queries: Sequence[str]) -> list[Found]:
        best = [
            process.extractOne(
                utils.default_process(query), texts, scorer=fuzz.WRatio,
                score_cutoff=_RAPIDFUZZ_CUTOFF,
            )
            for query in queries
        ]  # fmt: skip
        return [names[each[2]][1] if each else None for each in best]

    return answer


def logic_v1(names: Sequence[tuple[str, str]]) -> Peer | None:
    """Compare with nomenklatura's logic-v1 the 25 names that rapidfuzz finds likeliest."""
    python = os.environ.get("NOMENKLATURA_PYTHON")
    if not python:
        return None
    texts = [utils.default_process(name) for name, _owner in names]

    def answer(queries: Sequence[str]) -> list[Found]:
        asked = [
            (query, [names[place] for _text, _score, place in process.extract(
                utils.default_process(query), texts, scorer=fuzz.WRatio, limit=_CANDIDATES)])
            for query in queries
        ]  # fmt: skip
        done = subprocess.run(
            [python, "-c", _LOGIC],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            check=True,
        )
        answers: list[Found] = json.loads(done.stdout)
        return answers

    return answer
