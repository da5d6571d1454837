from tests.register.conftest import empty_package, entries, sample, todays_package, write  # noqa: F401
