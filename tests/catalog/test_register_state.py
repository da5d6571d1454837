"""How much of the register is here."""

import pytest

from dashboard import locale
from dashboard.catalog.catalog import build_catalog
from dashboard.catalog.register_state import register_state
from dashboard.dataset.coverage import Coverage
from dashboard.dataset.package import read_package, write_descriptor
from tests.conftest import AS_OF, VERSION


@pytest.fixture
def state(tiny_package):
    """Return the state of the register in the tiny package, with a coverage."""

    def made(**coverage):
        given = Coverage(AS_OF, **coverage) if coverage else None
        write_descriptor(tiny_package, version=VERSION, as_of=AS_OF, coverage=given)
        return register_state(build_catalog(read_package(tiny_package)))

    return made


def test_not_found_says_in_which_state_of_the_register(state):
    whole = state(register_entries=1)
    assert whole.whole
    assert whole.not_found() == "Not in the register of 1 January 2026 (1 entry, all here)."
    part = state(register_entries=4)
    assert (part.whole, part.absent) == (False, 3)
    assert part.not_found() == (
        "Not among the 1 of 4 entries of the register of 1 January 2026 that are here."
    )
    assert part.holds() == "The register of 1 January 2026 has 4 entries; 1 of them are here."
    with locale.using("ru"):
        assert "4 записи" in part.not_found()
        assert "1 января 2026" in whole.not_found()


def test_a_package_that_does_not_say_how_many_entries_there_were_claims_nothing(state):
    unknown = state()
    assert (unknown.whole, unknown.absent) == (False, 0)
    assert unknown.not_found() == (
        "Not in our copy of the register of 1 January 2026; how many entries it lacks is not recorded."
    )


def test_a_number_beyond_the_register_does_not_stand_for_a_missing_one(state, editor):
    editor.change("designations", 2, "register_number", "7")
    assert not state(register_entries=1).whole
