"""Pages as Streamlit's own harness runs them."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

MAIN = Path(__file__).resolve().parents[2] / "dashboard" / "main.py"

# Streamlit looks for components in every installed package, for each page anew: four fifths of the time.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def _script(path: str) -> None:
    from dashboard import locale
    from dashboard.catalog import load_catalog
    from dashboard.screen import location
    from dashboard.screen.pages import SHOWN, Context

    catalog = load_catalog()
    address = location.read(catalog)
    if address.lang:
        locale.use(address.lang)
    SHOWN[path](Context(catalog, address))


def open_page(path: str, **params: str | Sequence[str]) -> AppTest:
    """Open a page without its frame, at its path and with the parameters of its address."""
    app = AppTest.from_function(_script, args=(path,), default_timeout=60)
    for key, value in params.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, app.exception
    return app


def open_site(**params: str | Sequence[str]) -> AppTest:
    """Open the first page in its frame, with the parameters of its address."""
    app = AppTest.from_file(MAIN, default_timeout=60)
    for key, value in params.items():
        app.query_params[key] = value
    return app.run()


def text(app: AppTest) -> str:
    """Return the markup of a page."""
    return "\n".join(element.proto.body for element in app.get("html"))
