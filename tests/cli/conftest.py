from tests.catalog.register.conftest import (  # noqa: F401
    empty_package,
    entries,
    sample,
    todays_package,
    write,
)
