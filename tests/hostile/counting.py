"""How many cases each target was given, and which failed: `make soak` prints it at the end."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, settings

CASES: Counter[str] = Counter()


def soaking() -> bool:
    """Tell whether the full form runs (`--hypothesis-profile=soak`)."""
    return settings.get_current_profile_name() == "soak"


def cases(bounded: int, full: int) -> settings:
    """Return the settings of a property: so many examples in `make test`, so many in `make soak`.

    The bounded form tries the same examples each time, so that a failure is the change's, not
    chance's. The full form draws new ones from the seed that it prints.
    """
    return settings(
        max_examples=full if soaking() else bounded,
        deadline=None,
        derandomize=not soaking(),
        # A finding of the full form is kept there, and tried first in the next run.
        suppress_health_check=list(HealthCheck),
    )


def case(target: str, number: int = 1) -> None:
    """Count a case of a target."""
    CASES[target] += number
