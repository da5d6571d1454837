"""The one place that reads the environment."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_directory() -> Path:
    """The folder of the data package to serve.

    ``DASHBOARD_DATA`` names any package of the same shape; without it the dataset of the checkout
    is used, or, in an installed copy, the one that the wheel carries.

    Returns:
        The folder, which may not exist: `load_catalog` says so in a sentence.
    """
    if chosen := os.environ.get("DASHBOARD_DATA"):
        return Path(chosen).expanduser()
    carried = _PACKAGE / "_data"
    return carried if carried.is_dir() else _PACKAGE.parent / "data"


def public_url() -> str | None:
    """Where readers reach this site, without a trailing slash; ``DASHBOARD_URL``, or None.

    Needed behind a proxy that does not forward the host; without it the address that the reader's
    browser shows is used.
    """
    return os.environ.get("DASHBOARD_URL", "").rstrip("/") or None
